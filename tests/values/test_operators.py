"""Operators on data, sizes and unknowns: Python's own results, and refusals of what is not worth holding."""

import operator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnlint.size import Size
from cnnlint.unknown import Unknown
from cnnlint.values.objects import Condition, Tensor
from cnnlint.values.operators import binary, compare, negate, same, unary
from cnnlint.values.tally import Counted

A, B = Size.named("a"), Size.named("b")
LOST = Unknown("lost")
PLAIN = st.one_of(st.integers(-50, 50), st.booleans(), st.floats(-9, 9), st.text(max_size=3))
DATA = st.recursive(
    PLAIN, lambda part: st.one_of(st.lists(part, max_size=3), st.tuples(part, part)), max_leaves=4
)
SIGNS = {
    "+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv, "//": operator.floordiv,
    "%": operator.mod, "&": operator.and_, "|": operator.or_, "^": operator.xor, "<": operator.lt,
    "<=": operator.le, ">": operator.gt, ">=": operator.ge, "==": operator.eq, "!=": operator.ne,
}  # fmt: skip
COMPARISONS = {"<", "<=", ">", ">=", "==", "!="}


def outcome(function, *operands):
    try:
        return function(*operands)
    except (ArithmeticError, TypeError, ValueError) as error:
        return type(error)


def keys(items):
    return dict.fromkeys(items).keys()


@pytest.mark.parametrize("sign", SIGNS)
@settings(max_examples=60, deadline=None)
@given(left=DATA, right=DATA)
def test_data_has_pythons_results(sign, left, right):
    apply = compare if sign in COMPARISONS else binary
    found = outcome(apply, sign, left, right)
    if not isinstance(found, Unknown):
        if sign in "|&^-" and isinstance(left, list) and isinstance(right, list):
            # Keys of dicts are held as lists, so lists work as keys do; Python refuses lists.
            wanted = outcome(lambda *operands: SIGNS[sign](*map(keys, operands)), left, right)
        else:
            wanted = outcome(SIGNS[sign], left, right)
        assert found == wanted or found != found
        assert type(found) is type(wanted)


@pytest.mark.parametrize(
    ("sign", "left", "right"),
    [
        ("**", 10, 10**10),
        ("**", 10**10, 10**10),
        ("**", 2, 5000),
        ("<<", 1, 10**12),
        ("*", 10**1000, 10**1000),
        ("*", [0], 10**10),
        ("*", 10**10, [0]),
        ("*", "ab", 10**9),
        ("*", (1, 2), 10**30),
        ("+", [0] * 600_000, [0] * 600_000),
        ("%", "%1000000000d", 5),
        ("%", "%*d", (10**9, 5)),
        ("/", 10**400, 3),
    ],
)
def test_huge_results_are_refused(sign, left, right):
    result = outcome(binary, sign, left, right)
    assert isinstance(result, Unknown)
    assert len(result.reason) < 80


def test_large_but_useful_results_are_not():
    assert binary("**", 2, 100) == 2**100
    assert binary("*", [0], 1000) == [0] * 1000
    assert binary("**", 2, -1) == 0.5
    assert binary("<<", 1, 64) == 2**64


def test_mistakes_are_pythons():
    for sign, left, right, error in [
        ("/", 1, 0, ZeroDivisionError),
        ("%", 5, 0, ZeroDivisionError),
        ("//", A, 0, ZeroDivisionError),
        ("+", 1, "a", TypeError),
        ("-", "a", "b", TypeError),
        ("<<", 1, -1, ValueError),
    ]:
        assert outcome(binary, sign, left, right) is error


def test_unknowns_spread():
    assert binary("+", LOST, 3) is LOST
    assert binary("*", [1], LOST) is LOST
    assert unary("-", LOST) is LOST


def test_sizes_follow_their_own_arithmetic():
    assert binary("*", A, 3) == 3 * A
    assert binary("+", 2, A) == A + 2
    assert binary("**", A, 2) == A * A
    assert binary("/", 6 * A, 3) == 2 * A
    assert binary("*", A, 2.0) == 2 * A
    assert unary("-", A) == -A
    assert isinstance(binary("*", A, 1.5), Unknown)
    assert isinstance(binary("/", A, 2), Unknown)
    assert isinstance(binary("**", 2, A), Unknown)
    assert isinstance(binary("**", A, -1), Unknown)


def test_things_that_are_no_data_are_left_to_others():
    assert binary("+", Tensor((3,)), 1) is NotImplemented
    assert unary("-", Tensor((3,))) is NotImplemented
    assert unary("-", "text") is NotImplemented


def test_comparisons_with_unknowns_are_conditions():
    truth = compare("==", LOST, 3)
    assert isinstance(truth, Condition)
    assert truth.reason == "lost"
    assert compare("is", LOST, None).key != compare("==", LOST, None).key
    assert same(LOST, LOST) is True


def test_the_same_question_has_the_same_key():
    assert compare("==", LOST, 3).key == compare("==", LOST, 3).key
    assert compare("==", LOST, 3).key != compare("==", LOST, 4).key
    assert compare("==", Unknown("lost"), 3).key != compare("==", LOST, 3).key
    assert compare("!=", LOST, 3).key == compare("==", LOST, 3).key
    assert compare("!=", LOST, 3).negated is True
    assert negate(compare("!=", LOST, 3)).negated is False
    assert compare("<", A, B).key == compare(">", B, A).key
    assert compare("==", A, B).key == compare("==", B, A).key
    assert compare("<", A, 4).key == compare(">=", A, 4).key


def test_sizes_are_compared_where_that_is_certain():
    assert compare("==", A, A) is True
    assert compare("==", A, 0) is False
    assert compare("<", A, 0) is False
    assert compare(">", A + 1, A) is True
    assert compare("!=", A, "text") is True
    assert isinstance(compare("<", A, 7), Condition)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 3), max_size=4), st.lists(st.integers(0, 3), max_size=4), st.booleans())
def test_sequences_with_an_unknown_never_claim(left, right, inside):
    masked = [LOST if number == 0 else number for number in left]
    truth = same(tuple(masked) if inside else masked, tuple(right) if inside else right)
    if truth is True or truth is False:
        for number in range(4):
            filled = [number if each is LOST else each for each in masked]
            assert truth == (filled == right)


def test_membership():
    assert compare("in", 2, [1, 2]) is True
    assert compare("in", 2, (1, 3)) is False
    assert compare("not in", "b", "abc") is False
    assert compare("in", [1], {1: 2}) is False
    assert isinstance(compare("in", 2, [1, LOST]), Unknown)
    assert compare("in", 1, [1, LOST]) is True
    assert isinstance(compare("in", LOST, [1]), Unknown)


def test_dicts_are_compared_by_value():
    assert same({"a": 1}, {"a": 1.0}) is True
    assert same({"a": 1}, {"b": 1}) is False
    assert isinstance(same({"a": LOST}, {"a": 1}), Unknown)


def test_the_order_of_lists_with_unknown_items_is_unknown():
    assert compare("<", [1, 2], [1, 3]) is True
    assert isinstance(compare("<", [LOST], [1]), Unknown)


def test_counted_numbers_remember_their_tensors():
    first, second = Tensor((3,)), Tensor((4,))
    total = binary("+", Counted(3, (first,)), Counted(4, (second,)))
    assert total == 7
    assert total.tensors == (first, second)
    assert binary("+", total, 0).tensors == (first, second)
    assert isinstance(binary("/", total, 2), float)
