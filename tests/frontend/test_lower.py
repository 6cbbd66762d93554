"""Lowering: what each syntax becomes, and that every node stands where it says."""

from pathlib import Path

import msgspec
import pytest

import cnnlint
from cnnlint.frontend.lower import lower, parse_expression
from cnnlint.frontend.scan import scan
from cnnlint.program import nodes as ir
from cnnlint.program.dump import dump
from cnnlint.program.legal import verify
from cnnlint.source import Source

ROOT = Path(cnnlint.__file__).parent
FILES = sorted([*ROOT.glob("frontend/*.py"), *ROOT.glob("program/*.py")])


def program(text: str) -> list[ir.Statement]:
    source = Source("x.py", text)
    outline = scan(source)
    assert outline.problem is None
    statements = [statement for chunk in outline.chunks for statement in lower(source, chunk)]
    verify(statements, len(text))
    return statements


def walk(node: object):
    if isinstance(node, ir.Node):
        yield node
        for field in node.__struct_fields__:
            yield from walk(getattr(node, field))
    elif isinstance(node, (tuple, list)):
        for item in node:
            yield from walk(item)


def outside_of_fstrings(statements):
    """All nodes but those that stand where their f-string does."""
    quoted = {
        id(each) for node in walk(statements) if isinstance(node, ir.JoinedString) for each in walk(node)
    }
    return [node for node in walk(statements) if id(node) not in quoted]


def value(text: str) -> ir.Expression:
    node = parse_expression(text)
    verify([ir.ExpressionStatement(node.start, node.end, node)], len(text))
    return node


def shape(text: str) -> str:
    """One-row form of a dump."""
    return " ".join(dump(program(text)).split())


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_real_files(path):
    text = path.read_text(encoding="utf-8")
    source = Source(str(path), text)
    outline = scan(source)
    assert outline.problem is None
    covered = set()
    for chunk in outline.chunks:
        covered.update(range(source.row(chunk.start), source.row(chunk.end - 1) + 1))
        statements = lower(source, chunk)
        verify(statements, len(text))
        for node in outside_of_fstrings(statements):
            if isinstance(node, ir.Name):
                assert text[node.start : node.end] == node.id
            elif isinstance(node, ir.Attribute):
                assert text[node.start : node.end].endswith(node.name)
            elif isinstance(node, ir.Call):
                assert text[node.end - 1] == ")"
        assert (
            msgspec.msgpack.decode(msgspec.msgpack.encode(statements), type=tuple[ir.Statement, ...])
            == statements
        )
    for row in range(1, source.row(len(text)) + 1):
        line = source.line(row).strip()
        assert not line or line.startswith("#") or row in covered


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1", 1),
        ("1_000", 1000),
        ("0xff", 255),
        ("0b1_01", 5),
        ("9223372036854775807", 2**63 - 1),
        ("1e3", 1000.0),
        ("1_0.5", 10.5),
        ("True", True),
        ("None", None),
        ("'a'", "a"),
        ("'''a'b'''", "a'b"),
        ("''", ""),
        ('""""""', ""),
        ("'a' \"b\" r'\\n'", "ab\\n"),
        (r"'\n\t\\\'\"\a\b\f\v\r'", "\n\t\\'\"\a\b\f\v\r"),
        (r"'\x41\101\u00e9\U0001F600\N{BULLET}\q'", "AAé😀•\\q"),
        (r"'\0'", "\0"),
        ("'a\\\nb'", "ab"),
        ("'''a\r\nb\rc'''", "a\nb\nc"),
        ("Rb'\\n'", b"\\n"),
        (r"b'\xff\n\u0041'", b"\xff\n\\u0041"),
        ("b'a' b'b'", b"ab"),
    ],
)
def test_literals(text, expected):
    node = value(text)
    assert isinstance(node, (ir.Constant, ir.BytesLiteral))
    assert node.value == expected
    assert type(node.value) is type(expected)
    assert (node.start, node.end) == (0, len(text))


@pytest.mark.parametrize("text", ["9223372036854775808", "1" + "0" * 5000, "0xffff_ffff_ffff_ffff_ffff"])
def test_big_integers(text):
    node = value(text)
    assert isinstance(node, ir.BigInteger)
    assert node.digits.startswith(("9223372036854775808", "10000", "1208925819614629174706175"))


@pytest.mark.parametrize("text", ["1j", "t'{a}'", r"'\ud800'", "0x" + "f" * 6000])
def test_what_has_no_meaning_is_unsupported(text):
    assert isinstance(value(text), ir.UnsupportedExpression)


def test_fstrings():
    node = value("'a' f'b{{{c!r:>{w}}}}{d = }' rf'\\n'")
    assert isinstance(node, ir.JoinedString)
    text, c, shown, d, raw = node.parts
    assert [each.value for each in (text, shown, raw) if isinstance(each, ir.Constant)] == [
        "ab{",
        "}d = ",
        "\\n",
    ]
    assert isinstance(c, ir.FormattedValue)
    assert c.conversion == "r"
    assert isinstance(c.spec, ir.JoinedString)
    assert isinstance(d, ir.FormattedValue)
    assert d.conversion == "r"
    assert [(each.start, each.end) for each in walk(node)] == [
        (place, node.end) for place, _ in enumerate(walk(node))
    ]


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("(a)", (1, 2)),
        ("(a + b) * c", (0, 11)),
        ("(a, b)", (1, 5)),
        ("()", (0, 2)),
        ("( # c\n)", (0, 7)),
        ("f (a)", (0, 5)),
        ("(f)(a)", (0, 6)),
        ("x if y else (z)", (0, 15)),
    ],
)
def test_spans_leave_brackets_out(text, span):
    node = value(text)
    assert (node.start, node.end) == span


def test_spans_of_clauses_slices_and_parameters():
    text = "[a for (b) in c if d async for e in f]"
    node = value(text)
    assert isinstance(node, ir.Comprehension)
    assert [text[clause.start : clause.end] for clause in node.clauses] == [
        "b) in c if d",
        "e in f",
    ]
    text = "x[a, 1 : , b:(c):]"
    node = value(text)
    assert isinstance(node, ir.Subscript)
    assert isinstance(node.index, ir.TupleDisplay)
    assert [text[part.start : part.end] for part in node.index.elements] == ["a", "1 :", "b:(c):"]
    text = "lambda a, /, b=1, *c, d=2, **e: 0"
    node = value(text)
    assert isinstance(node, ir.Lambda)
    assert [text[item.start : item.end] for item in node.parameters] == ["a", "b=1", "*c", "d=2", "**e"]
    assert [item.kind for item in node.parameters] == ["positional", "either", "star", "keyword", "double"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("a.b", ir.Attribute),
        ("a[*b]", ir.Subscript),
        ("a[1,]", ir.Subscript),
        ("f(a, *b, c=1, **d)", ir.Call),
        ("f(a for a in b)", ir.Call),
        ("not a", ir.Unary),
        ("a @ b", ir.Binary),
        ("a < b not in c is not d", ir.Compare),
        ("a and b and c", ir.Boolean),
        ("{**a, b: c}", ir.DictDisplay),
        ("{a, *b}", ir.SetDisplay),
        ("{a: b for a in c}", ir.Comprehension),
        ("(a := b)", ir.Walrus),
        ("(yield)", ir.Yield),
        ("(yield from a)", ir.YieldFrom),
        ("await a", ir.Await),
        ("...", ir.EllipsisLiteral),
    ],
)
def test_expressions(text, kind):
    assert isinstance(value(text), kind)


def test_chains_of_one_boolean_operator_are_one_node():
    node = value("a or b or c and d or (e or f)")
    assert isinstance(node, ir.Boolean)
    assert [type(item).__name__ for item in node.values] == ["Name", "Name", "Boolean", "Boolean"]


STATEMENTS = """\
@a.b
@c(1)
async def f[T](x, /, y: int = 1, *z, k, **w) -> T:
    global g, h
    async with a as (b, c), d: pass
    async for i in j:
        yield i; break
    else:
        continue
    return
class A[T](B, *C, metaclass=D, **E):
    def f(self): nonlocal q
    x: int
    y: int = 1
    a = b, *c = d
    e **= 1
    del a, b.c
    del (a, b)
while a:
    pass
else:
    raise E from None
try:
    assert a, b
except* (A, B) as c:
    raise
finally:
    import a.b, c as d
try:
    from . import a
except (A) :
    from ..b import *
else:
    from b.c import (d as e, f)
match a, b:
    case 1 | -1 | "a" "b" | None: pass
    case [x, *_] | (y, *z): pass
    case (): pass
    case {"a": 1, **rest} if c: pass
    case A.B(1, x=_) as w: pass
    case _: pass
type X[T] = T
if a: b
elif c: d
else: e
print("x"); """


def test_all_statements():
    statements = program(STATEMENTS + "\n")
    kinds = {type(node).__name__ for node in walk(statements)}
    wanted = {kind.__name__ for kind in ir.Statement.__args__} | {
        kind.__name__ for kind in ir.Pattern.__args__
    }
    assert wanted <= kinds


def test_definitions_begin_at_their_decorators():
    (function,) = program("@a\n@b\ndef f(): pass\n")
    assert isinstance(function, ir.FunctionDef)
    assert function.start == 0
    assert len(function.decorators) == 2


@pytest.mark.parametrize(
    ("body", "generator"),
    [
        ("yield", True),
        ("x = yield from y", True),
        ("lambda: (yield)", False),
        ("def g(): yield", False),
        ("@(yield)\n    def g(): pass", True),
        ("return 1", False),
    ],
)
def test_generators(body, generator):
    (function,) = program(f"def f():\n    {body}\n")
    assert isinstance(function, ir.FunctionDef)
    assert function.is_generator is generator


def test_imports():
    assert (
        shape("import a.b as c, d\n")
        == "Import names[0]: Alias name='a.b' bound='c' names[1]: Alias name='d'"
    )
    assert shape("from ...a.b import c as d\n") == (
        "ImportFrom module='a.b' level=3 names[0]: Alias name='c' bound='d'"
    )
    assert shape("from . import *\n") == "ImportFrom level=1"


def test_offsets_are_those_of_the_source():
    text = "# é\r\nx = 1\r\n\r\ny = foo(\r\n    'ä', bar)\r\n"
    names = [node for node in walk(program(text)) if isinstance(node, ir.Name)]
    assert [text[name.start : name.end] for name in names] == ["x", "y", "foo", "bar"]


def test_white_space_that_libcst_forgets():
    text = "try:\n    a\nexcept ImportError  :  # c\n    b = f'{c!r }' + d\n"
    names = [node for node in walk(program(text)) if isinstance(node, ir.Name)]
    assert [text[name.start : name.end] for name in names] == ["a", "ImportError", "b", "{c!r }'", "d"]


def test_spans_end_with_the_last_token():
    text = "match a:\n    case [*b, c]: d[\n        :,\n        1 :\n    ]\n"
    nodes = {type(node).__name__: text[node.start : node.end] for node in walk(program(text))}
    assert nodes["MatchStar"] == "*b"
    assert nodes["TupleDisplay"] == ":,\n        1 :"
