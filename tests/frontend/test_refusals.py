"""What the front end refuses: wrong syntax at its exact place, and what would overflow or never end."""

import pytest

from cnnlint.frontend.complexity import nesting
from cnnlint.frontend.lower import lower, parse_expression
from cnnlint.frontend.problem import SyntaxProblem, TooComplex
from cnnlint.frontend.scan import scan
from cnnlint.program.legal import verify
from cnnlint.source import Source


def lower_all(text: str):
    source = Source("x.py", text)
    outline = scan(source)
    assert outline.problem is None
    return [statement for chunk in outline.chunks for statement in lower(source, chunk)]


@pytest.mark.parametrize(
    ("text", "offset", "words"),
    [
        ("x = = 1\n", 4, "'='"),
        ("é = 'üü' ! 1\n", 9, "'!'"),
        ("x = 1\n\ny = foo bar\n", 15, "'bar'"),
        ('print "hello"\n', 6, '"hello"'),
        ("x = 1 if 2\n", 10, "too early"),
        ("x = (\n  1 2\n)\n", 10, "'2'"),
        ("x = 0777\n", 4, "number"),
        ("x = 1__0\n", 4, "number"),
        ("y = 1\nx = 5a\n", 10, "'5a'"),
        ("x = a $ b\n", 6, "character"),
        ("x = 'a$' + `b`\n", 11, "character"),
        ("1 = x\n", 2, "'='"),
        ("else:\n  pass\n", 0, "'else'"),
        ("x\\\n= 3 4\n", 7, "'4'"),
        ('x = u"a" b"c"\n', 0, "not valid"),
    ],
)
def test_wrong_syntax_is_told_at_its_place(text, offset, words):
    with pytest.raises(SyntaxProblem) as caught:
        lower_all(text)
    assert caught.value.offset == offset
    assert words in caught.value.message


@pytest.mark.parametrize(
    ("text", "offset"),
    [
        ("", 0),
        ("a) + (b", 1),
        ("Net(1", 3),
        ("a +", 3),
        ('"abc', 0),
        ("a b", 2),
        ("a; b", 1),
        ("x = 1", 2),
        ("f(,)", 2),
        ("  a $", 4),
    ],
)
def test_wrong_expressions(text, offset):
    with pytest.raises(SyntaxProblem) as caught:
        parse_expression(text)
    assert caught.value.offset == offset


DEEP = {
    "brackets": lambda depth: "x = " + "(" * depth + "1" + ")" * depth,
    "calls": lambda depth: "x = " + "f(" * depth + ")" * depth,
    "subscripts": lambda depth: "x = " + "a[" * depth + "0" + "]" * depth,
    "f-strings": lambda depth: "x = " + "f'{" * depth + "1" + "}'" * depth,
}
LONG = {
    "sum": lambda length: "x = " + "+".join(["1"] * length),
    "not": lambda length: "x = " + "not " * length + "y",
    "signs": lambda length: "x = " + "-" * length + "1",
    "lambdas": lambda length: "x = " + "lambda: " * length + "1",
    "conditions": lambda length: "x = " + "a if b else " * length + "c",
    "attributes": lambda length: "x = a" + ".b" * length,
    "strings": lambda length: "x = (" + "'a'\n" * length + ")",
    "branches": lambda length: "if a:\n    b\n" + "elif a:\n    b\n" * length,
}


@pytest.mark.parametrize("kind", DEEP)
def test_deep_nesting_is_parsed_on_a_large_stack(kind):
    text = DEEP[kind](90) + "\n"
    verify(lower_all(text), len(text))


@pytest.mark.parametrize("kind", DEEP)
def test_too_deep_nesting_is_refused(kind):
    with pytest.raises(TooComplex):
        lower_all(DEEP[kind](3_000) + "\n")


@pytest.mark.parametrize("kind", LONG)
def test_long_chains_are_parsed(kind):
    text = LONG[kind](150) + "\n"
    verify(lower_all(text), len(text))


@pytest.mark.parametrize("kind", LONG)
def test_endless_chains_are_refused(kind):
    with pytest.raises(TooComplex):
        lower_all(LONG[kind](5_000) + "\n")


def test_nested_patterns_are_refused_early():
    text = "match x:\n    case " + "[" * 12 + "]" * 12 + ":\n        pass\n"
    with pytest.raises(TooComplex) as caught:
        lower_all(text)
    assert text[caught.value.offset] == "["


def test_a_table_of_many_short_rows_is_not_deep():
    rows = "    ('a', -1.5, [1, 2 * 3], {'b': x.y.z(1)}),\n" * 300
    assert nesting(f"TABLE = [\n{rows}]\n", 0) < 20


def test_commas_end_chains_and_statements_end_all():
    assert nesting("x = [" + "1 + 2, " * 500 + "]\n", 0) < 10
    assert nesting("x = 1 + 2\n" * 500, 0) < 10


def test_offsets_of_refusals_count_from_the_source():
    text = "x = 1\ny = " + "-" * 2_000 + "1\n"
    with pytest.raises(TooComplex) as caught:
        lower_all(text)
    assert caught.value.offset > 1_000


def test_lowering_deep_within_a_recursion():
    def descend(depth: int) -> object:
        try:
            return descend(depth + 1)
        except RecursionError:
            return parse_expression("f(g(h(1)))") if depth % 40 == 0 else _again()

    def _again() -> object:
        raise RecursionError

    assert descend(0) is not None
