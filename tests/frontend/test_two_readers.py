"""The law of the two readers: LibCST and Python's own parser give the same nodes at the same places."""

import os
import sys
import threading
import warnings
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from programs_as_text import Programs

import cnnlint
from cnnlint.frontend import followed
from cnnlint.frontend.followed import follow, follow_body, follow_expression
from cnnlint.frontend.lower import lower, lower_body, parse_expression
from cnnlint.frontend.problem import FrontendError
from cnnlint.frontend.scan import scan
from cnnlint.program.dump import dump
from cnnlint.reading import read
from cnnlint.source import Source

PACKAGE = Path(cnnlint.__file__).parent
FOLDERS = (PACKAGE, PACKAGE.parent / "rules", PACKAGE.parent / "fixtures", PACKAGE.parent / "tests")
FILES = sorted(path for folder in FOLDERS for path in folder.rglob("*.py"))
CORPUS = os.environ.get("CNNLINT_CORPUS", "")
# Long enough to be left out of a parse.
LONG = "        # " + "-" * 120 + "\n"

quickly = settings(deadline=None, max_examples=300, suppress_health_check=list(HealthCheck), derandomize=True)


class Refused(Exception):
    """The other reader was asked."""


@pytest.fixture
def alone(monkeypatch):
    """Python's own parser has nobody to ask."""

    def refuse(*_):
        raise Refused

    for name in ("lower", "lower_body", "parse_expression"):
        monkeypatch.setattr(followed.lower, name, refuse)


def chunks(text):
    source = Source("x.py", text)
    outline = scan(source)
    assert outline.problem is None, outline.problem
    return [(source, chunk) for chunk in outline.chunks]


def by_libcst(text):
    return "".join(dump(lower(*each), spans=True) for each in chunks(text))


def by_python(text):
    return "".join(dump(follow(*each), spans=True) for each in chunks(text))


def test_real_files():
    """A sixth of them in each Python, as LibCST is slow; all where time is no matter."""
    some = slice(None) if CORPUS else slice(sys.version_info.minor % 6, None, 6)
    for path in FILES[some]:
        text = read(str(path)).text
        if scan(Source("x.py", text)).problem is None:
            assert by_python(text) == by_libcst(text), path


@pytest.mark.skipif(not CORPUS, reason="CNNLINT_CORPUS names no folder with unpacked libraries")
def test_whole_libraries():
    for path in sorted(Path(CORPUS).rglob("*.py"))[::5]:
        text = read(str(path)).text
        assert by_python(text) == by_libcst(text), path


PROGRAMS = [
    "x = ( a, (b) , )  # c\n",
    "x = (a), (b)\ny = ((a), (b))\nz = ((a, b)), c\nw = ((a, b), c),\nv = (), ( )\n",
    "x = (\n    (a),  # ) one\n    (b)  # two ),\n    ,\n)\n",
    "f(x for x in (y))\nf( (x) for x in y if (z) )\nf((x for x in y))\nf(\n  x  # )\n  for x in y\n)\n",
    "f((a), *(b), k=(c), *d, **(e),)\nclass A((B), *C, k=(1), **D): pass\n",
    "x[(a):(b):, ::, *c]\nx[a,]\nx[(a, b)]\nx[(a), b]\nx[:]\n" if sys.version_info >= (3, 11) else "x[a,]\n",
    "{(a): (b), **(c), d: e}\n{**a}\n{(a): (b) for (a), (b) in (c) if (d)}\n",
    "f'a{b}' 'c' f'{d = }{{' '{'\nf'{a:{b}c}{a:}{a!r:>3}'\nf'{(a, b)}{f(c for c in d)}{[*e]}{(lambda: f)}'\n",
    "x = f'''{\na = }'''\n",
    "def f(a, /, b=(1), *  args, c: (int) = (2), ** kw): yield\n",
    "@(a)\n@ b.c(d)  # @x\nclass A:\n    __x = 1\n    def __f(self): return self.__x\n",
    "async def f():\n    async with (a) as b, c: await d\n    async for (e) in f: yield (await g)\n    else: pass\n",
    "if a: pass\nelif (b):\n  c;\nelse : d ; e ;\n",
    "try: a\nexcept (b, c) as d: e\nelse: f\nfinally: g;\n",
    "with (a as b, c): pass\nwith (a): pass\nwith (a), b: pass\nwith (a, b) as c: pass\n",
    "match (a, b):\n  case ((1)), [x, *_] | (y, *z): pass\n  case {'k': (v), **r} if (s): pass\n  case (C(a, b=(c)),): pass\n  case (-1) | None: pass\n",
    "del (a, b)\ndel a, (b)\ndel ((a, b),)\ndel (a),\n",
    "x = 'a\\ud800'\ny = '\\udc00' 'b'\nz = 1_0j\nw = 18446744073709551616\nv = 0xffff_ffff_ffff_ffff_ffff\nu = 00\n",
    "x: (int) = (1)\ny = (yield)\nz = yield 1, 2\nw = (v := (1))\n",
    "é = ('ü', a.ö, f(ß=ä))  # µ\n",
    "x = (\r\n  a,\r\n  '''b\r\nc''',\r  d)\r\ny = \\\r\n  1\r",
    "\fx = 1\n\x0c\nclass A:\n\tx = (\t1,\n\t\t2 )\n\n\x0c\n\ty = 2\n",
    "print(a) ; b\n",
    "from . import a\nfrom .. b import (c as d, e,)\nimport a . b, c.d as e\nfrom a import *\n",
    "raise\nraise a\nraise (a) from (yield)\n",
    "x = not (a) in b is not c\ny = a or (b or c) or d and e\nz = - + ~ a ** -b\n",
    "x = 'a' 'b' \\\n  'c'\ny = (b'a'  # c\n  b'b')\n",
    "def f():\n  global a, b\n  def g():\n    nonlocal c\n    return lambda: (yield)\n  return [(yield x) for x in y]\n",
]


@pytest.mark.parametrize("text", PROGRAMS)
def test_what_could_go_astray(text, alone, monkeypatch):
    found = by_python(text)
    monkeypatch.undo()
    assert found == by_libcst(text)


@quickly
@given(st.integers(0, 2**32))
def test_random_programs(seed):
    text = Programs(seed).program()
    try:
        wanted = by_libcst(text)
    except FrontendError:
        return
    assert by_python(text) == wanted


@pytest.mark.skipif(sys.version_info < (3, 11), reason="groups of exceptions are read by LibCST")
def test_groups_of_exceptions(alone, monkeypatch):
    found = by_python(text := "try: a\nexcept * (b) as c: d\n")
    monkeypatch.undo()
    assert found == by_libcst(text)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_bodies_that_are_left_out(end):
    text = (
        f"class A:\n    @b\n    def f(self, x=1):  # c\n{LONG}        return (x), 1 ;\n\n    y = ('é', 2)\n"
    )
    source, chunk = chunks(text := text.replace("\n", end))[0]
    spans = []

    def later(start, end):
        spans.append((start, end))
        return follow_body(source, start, end)

    found = follow(source, chunk, later)
    assert not spans
    assert dump(found, spans=True) == by_libcst(text) == by_python(text)
    assert spans
    assert found == lower(source, chunk, partial(lower_body, source))


EXPRESSIONS = [
    "1",
    " (a) + b ",
    "(a, b)",
    "a, b",
    "lambda a, *b, c=1: 0",
    "[*x[:-3], 'é']",
    "\n(a)",
    "a +\nb",
    "*a, b",
    "(a\n# c\n)",
    "'\ta'",
    # These are none.
    "",
    "*a",
    "a; b",
    "a) + (b",
    "x = 1",
    "f(,)",
]


def outcome(read, *arguments):
    """The nodes that a reader gives, or its error."""
    try:
        return dump(found if isinstance(found := read(*arguments), tuple) else [found], spans=True)
    except FrontendError as error:
        return type(error), error.message, error.offset
    except RecursionError:
        return "nodes that are too deep for a dump"


@pytest.mark.parametrize("text", EXPRESSIONS)
def test_expressions(text):
    assert outcome(follow_expression, text) == outcome(parse_expression, text)


@pytest.mark.parametrize(
    "text",
    [
        "x = a\0b\n",
        "print 'a'\n",
        "x = 0777\n",
        "x = '\\N{no such}'\n",
        "ﬁ = 1\n",
        "x = 1" + "0" * 5000 + "\n",
        "x = 0x" + "f" * 4000 + "\n",
        "x = " + "a + " * 990 + "1\n",
        "x = '\ud800'\n",
        "x = " + "-" * 3000 + "1\n",
        "x = " + "[" * 300 + "]" * 300 + "\n",
        "x = " + "a + " * 5000 + "1\n",
        "x = [" + "1, " * 300_000 + "]\n",
    ],
    ids=range(13),
)
def test_where_python_refuses_libcst_decides(text):
    for each in chunks(text):
        assert outcome(follow, *each) == outcome(lower, *each)


WARNS = "x = '\\d' if y is 1 else 1if z else 0\n"


@pytest.mark.parametrize("action", ["error", "always"])
def test_no_warning_of_what_is_read_leaves(action, capsys, alone):
    with warnings.catch_warnings():
        warnings.simplefilter(action)
        threads = [threading.Thread(target=by_python, args=(WARNS,)) for _ in range(4)]
        for thread in threads:
            thread.start()
        by_python(WARNS)
        for thread in threads:
            thread.join()
        assert warnings.filters[0][0] == action
    assert capsys.readouterr() == ("", "")
