"""The lexical scan: chunks, names, bare strings, comments, and what cannot be Python."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnlint.frontend.outline import Outline
from cnnlint.frontend.scan import scan
from cnnlint.source import Source


def outline(text: str) -> Outline:
    return scan(Source("x.py", text))


def chunk_texts(text: str) -> list[str]:
    return [text[chunk.start : chunk.end] for chunk in outline(text).chunks]


def only_chunk(text: str):
    (chunk,) = outline(text).chunks
    return chunk


VALID = [
    "",
    "\n\n",
    "\ufeffx = 1\n",
    "x = 1",
    "x = 1\r\nif x:\r\n    y = 2\r\n",
    "x = 1\rif x:\r    y = 2\r",
    "if x:\n\ty = 1\n\tz = 2\n",
    "if x:\n        y = 1\n\tz = 2\n",
    "\x0cx = 1\n\x0cdef f():\n    pass\n",
    "x = 1 + \\\n    2\n",
    "x = 1 + \\\r\n    2\r\n",
    "if x and \\\n        y:\n    pass\n",
    "def f(): return {'a': [1, (2)]}\n",
    "class A: pass\n",
    "if x: y = 1\nelse: y = 2\n",
    "match x:\n    case [1, *_]:\n        pass\n",
    "match = case = type = 1\nmatch[0]\ntype(x)\n",
    "async def f():\n    async with a as b:\n        pass\n",
    "x = '''a\n'b'\n\"\"\"\n'''\n",
    'x = """\\"""" + r"\\\\" "a"\n',
    "x = f'{a!r:>{width}}' f'{{}}' rf'\\{a}'\n",
    'x = f\'{a[\'b\']}\' + f"{f"{f"{1}"}"}"\n',
    "x = f'''{\n    a  # b '\n}'''\n",
    "x = f'{a:%H:%M}' f'\\N{DASH}' f'{ {1: 2}[1] }'\n",
    "x = 1 if'a'in b else 2\n",
    "x = '# no comment'  # 'comment\n",
    "x = [  # (\n    1,\n]\n",
    "    # indented comment\nx = 1\n",
    "def f():\n    pass\n  # odd comment\n    # more\n    x = 1\n",
    "try:\n    pass\nexcept A:\n    pass\nelse:\n    pass\nfinally:\n    pass\n",
    "@a\n@b(1,\n   2)\n\nclass A:\n    pass\n",
    "type X[T: int = str] = list[T]\n",
    "x: int\n",
    "lambda: (yield)\n",
]


@pytest.mark.parametrize("text", VALID)
def test_valid_text_has_no_problem(text):
    assert outline(text).problem is None


@pytest.mark.parametrize(
    ("text", "at", "words"),
    [
        ("x = (1,\ny = 2\n", "(", "never closed"),
        ("x = 1)\n", ")", "closes nothing"),
        ("x = (1]\n", "]", "does not close"),
        ("x = f'{a' + (\n", "(", "never closed"),
        ("x = 'a\ny = 1\n", "'a", "string is never closed"),
        ("x = rb'a\n", "rb'a", "string is never closed"),
        ('x = """a\n', '"""', "string is never closed"),
        ("if x:\n        y\n    z\n", "z", "indentation"),
        ("x = 1\n  y = 2\n", "y", "indentation"),
        ("  x = 1\n", "x", "indentation"),
        ("def f()\n    pass\n", "def", "lacks its ':'"),
        ("class A\n    pass\n", "class", "lacks its ':'"),
        ("for x in {1: 2}\n    pass\n", "for", "lacks its ':'"),
        ("x = 1\nif x:\ny = 1\n", "if", "is missing"),
        ("def f():\n    # only a comment\n", "def", "is missing"),
        ("x = 1 \\ 2\n", "\\", "backslash"),
    ],
)
def test_problem_is_told_at_its_place(text, at, words):
    problem = outline(text).problem
    assert problem is not None
    assert words in problem.message
    assert problem.offset == text.index(at)


def test_what_stands_before_a_problem_is_kept():
    result = outline("# a\nx = 1\ny = (\n")
    assert [chunk.binds for chunk in result.chunks] == [("x",)]
    assert len(result.comments) == 1


def test_chunks_hold_their_decorators_bodies_and_branches():
    pieces = [
        "import a",
        "@d\n\ndef f(x):\n    return x\n\n    # in\n    y = 1",
        "if a:\n    b\nelif c: d\nelse:\n    e",
        "x = 1; y = 2",
        "z = [\n1,\n]",
        "for i in a:\n    pass\nelse:\n    pass",
    ]
    assert chunk_texts("\n# c\n\n".join(pieces) + "\n# end\n") == pieces


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("import a\n", "import"),
        ("from a import (b, c)\n", "import"),
        ("import a; b = 1\n", "statement"),
        ("def f(): pass\n", "def"),
        ("@d\nasync def f():\n    pass\n", "def"),
        ("@d\nclass A:\n    pass\n", "class"),
        ("try:\n    import a\nexcept E:\n    pass\n", "statement"),
    ],
)
def test_kind(text, kind):
    assert only_chunk(text).kind == kind


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("def f(a, b=c): d = 1\n", "f"),
        ("class A(B):\n    x = 1\n", "A"),
        ("import a, b.c, d as e, f.g as h\n", "a b e h"),
        ("from a import b, c as d\n", "b d"),
        ("from a import (  # x\n    b,\n    c as d,\n)\n", "b d"),
        ("from a import *\n", "*"),
        ("a = b = c\n", "a b"),
        ("a, (b, *c) = d\n", "a b c"),
        ("[a, b] = c\n", "a b"),
        ("a: int = b\n", "a"),
        ("a += b\n", "a"),
        ("a >>= b\n", "a"),
        ("a = b == c\n", "a"),
        ("a = lambda x=1: x\n", "a"),
        ("parenthesized_lambda = (\n    lambda: 0)\n", "parenthesized_lambda"),
        ("a = f(b=1, c={d: e})\n", "a"),
        ("print(a := b)\n", "a"),
        ("for a, b in c:\n    d = 1\n", "a b d"),
        ("with a as b, c as (d, e):\n    pass\n", "b d e"),
        ("try:\n    import a\nexcept E as e:\n    a = None\n", "a e"),
        ("if a:\n    def f():\n        x = 1\n    class B: pass\n", "f B"),
        ("if a: b = 1\nelse: c = 2\n", "b c"),
        ("match a:\n    case [b, *c]:\n        d = 1\n", "b c d"),
        ("type A[T] = list[T]\n", "A"),
        ("f(a)\n", ""),
        ("assert a == b, c\n", ""),
    ],
)
def test_binds(text, names):
    missing = set(names.split()) - set(only_chunk(text).binds)
    assert not missing
    assert "match" in text or "as (" in text or set(only_chunk(text).binds) == set(names.split())


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("a.b = c\n", "a"),
        ("a[0] = c\n", "a"),
        ("a.append(c)\n", "a"),
        ("a['b'].c, d = e\n", "a"),
        ("del a.b, c\n", "a b c"),
        ("a = b.c()\n", ""),
    ],
)
def test_alters(text, names):
    assert set(only_chunk(text).alters) == set(names.split())


def test_mentions_and_deferred_names():
    chunk = only_chunk(
        "class A(B, metaclass=C):\n    x = D\n    def f(self, y: E = F) -> G:\n        return H(y).attr\n    z = I\n"
    )
    assert chunk.mentions >= {"B", "C", "D", "E", "F", "G", "I"}
    assert "H" in chunk.deferred
    assert not {"H", "attr"} & chunk.mentions
    assert "attr" not in chunk.deferred


def test_mentions_leave_strings_and_comments_out_but_not_fields():
    chunk = only_chunk("x = 'a' + f'{b.c} d' + f\"{e['f']}\" + g  # h\n")
    assert {"b", "e", "g"} <= chunk.mentions
    assert not {"a", "h", "if"} & chunk.mentions


def test_docstrings_and_other_bare_strings():
    text = '"""m"""\nclass A:\n    r"""c""" "c"\n    x = 1\n    """x"""\n    def f(self): "f"\n"""s"""\nf"""no"""\nb"no"\n"no" + "no"\n'
    found = [(text[item.start : item.end], item.docstring) for item in outline(text).strings]
    assert found == [
        ('"""m"""', True),
        ('r"""c""" "c"', True),
        ('"""x"""', False),
        ('"f"', True),
        ('"""s"""', False),
    ]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_comments(newline):
    rows = ["x = 1  # a \\", "# b", "f(  # c", "    # d", "    1) # e", "'''", "# no", "'''  # f"]
    text = newline.join(rows)
    found = [(text[item.start : item.end], item.trailing) for item in outline(text).comments]
    assert found == [
        ("# a \\", True),
        ("# b", False),
        ("# c", True),
        ("# d", False),
        ("# e", True),
        ("# f", True),
    ]


_CODE = st.lists(
    st.sampled_from(
        [
            *"()[]{}:;,=#'\"\\ \n\t\r\x0c",
            "\n    ",
            '"""',
            "'''",
            "f'",
            'rf"""',
            "{",
            "}",
            "def ",
            "class ",
            "if ",
            "x",
            "else:",
            "@",
            "\\\n",
        ]
    ),
    max_size=40,
).map("".join)


@settings(max_examples=80, deadline=None)
@given(st.one_of(st.text(max_size=60), _CODE))
def test_no_text_makes_the_scan_raise(text):
    result = outline(text)
    ends = [0]
    for chunk in result.chunks:
        assert ends[-1] <= chunk.start <= chunk.end <= len(text)
        ends.append(chunk.end)
    for comment in result.comments:
        assert text[comment.start] == "#"
        assert not set("\r\n") & set(text[comment.start : comment.end])


def test_many_odd_strings_take_linear_time():
    assert outline("x = " + "f'{f\"{" * 20_000).problem is not None


def test_long_tables_take_little_time():
    rows = "".join(
        f"    ('name{number}', [{number}, 0x1f], {{'a': 1.5e3}}),  # row\n" for number in range(20_000)
    )
    assert outline(f"TABLE = [\n{rows}]\n").problem is None
