"""Sizes: polynomial arithmetic against plain integers, and comparisons that never claim too much."""

import operator

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from cnnlint.size import MOST_TERMS, Size, SizeLike, SizeTooLarge, divide, equal, less, substitute

FEW = settings(max_examples=40, deadline=None)
NAMES = ("a", "b", "n")
A, B, N = map(Size.named, NAMES)
NUMBERS = st.integers(-12, 12)
POSITIVE = st.integers(1, 30)
ATOMS = st.one_of(NUMBERS, st.sampled_from([A, B, N]))
VALUES = st.fixed_dictionaries(dict.fromkeys(NAMES, POSITIVE))


def combined(parts):
    return st.one_of(
        st.tuples(parts, parts).map(lambda pair: pair[0] + pair[1]),
        st.tuples(parts, parts).map(lambda pair: pair[0] - pair[1]),
        st.tuples(parts, parts).map(lambda pair: pair[0] * pair[1]),
        st.tuples(parts, st.integers(0, 3)).map(lambda pair: pair[0] ** pair[1]),
    )


POLYNOMIALS = st.recursive(ATOMS, combined, max_leaves=6)
DIVISORS = st.one_of(st.integers(1, 6), st.sampled_from([A, B, A * B, 2 * A, A + 1]))
SIZES = st.one_of(
    POLYNOMIALS,
    st.tuples(POLYNOMIALS, DIVISORS).map(lambda pair: divide(*pair)),
    st.tuples(POLYNOMIALS, DIVISORS, POLYNOMIALS).map(lambda three: three[0] // three[1] + three[2]),
)


def at(size, values):
    """The number that a size is where its names have these values, counted by plain integers alone."""
    if isinstance(size, int):
        return size
    total = 0
    for monomial, coefficient in size.terms:
        for atom, power in monomial:
            number = (
                values[atom]
                if isinstance(atom, str)
                else at(atom.dividend, values) // at(atom.divisor, values)
            )
            coefficient *= number**power
        total += coefficient
    return total


@pytest.mark.parametrize("sign", ["add", "sub", "mul"])
@FEW
@given(left=SIZES, right=SIZES, values=VALUES)
def test_an_operation_is_that_of_the_numbers(sign, left, right, values):
    operate = getattr(operator, sign)
    assert at(operate(left, right), values) == operate(at(left, values), at(right, values))


@FEW
@given(SIZES, st.integers(0, 4), VALUES)
def test_a_power_is_that_of_the_number(size, exponent, values):
    assert at(size**exponent, values) == at(size, values) ** exponent


@FEW
@given(SIZES, DIVISORS, VALUES)
def test_a_quotient_and_a_remainder_are_those_of_the_numbers(size, divisor, values):
    whole, below = at(size, values), at(divisor, values)
    assert at(size // divisor, values) == whole // below
    assert at(size % divisor, values) == whole % below
    assert size == divisor * (size // divisor) + size % divisor


@FEW
@given(SIZES, POLYNOMIALS, VALUES)
def test_any_divisor_divides_or_is_zero(size, divisor, values):
    if divisor == 0:
        with pytest.raises(ZeroDivisionError):
            divide(size, divisor)
        return
    assume(at(divisor, values) != 0)
    assert at(divide(size, divisor), values) == at(size, values) // at(divisor, values)


@example(A * 10**30 + B, A * (10**30 + 1) + B)
@example(3 * A * 2**60 + 3 * B, A * 2**60 + B)
@FEW
@given(POLYNOMIALS, POLYNOMIALS)
def test_a_multiple_divides_evenly(left, right):
    assume(right != 0)
    quotient = divide(left * right, right)
    assert quotient * right == left * right or isinstance(quotient, Size)
    if isinstance(left, int):
        assert quotient == left


@example(A * (2**80 + 1) + B * (2**80 + 1), A + B)
@example(A * (2**80 + 1) + B * 2**80, A + B)
@FEW
@given(st.integers(-(2**80), 2**80).filter(bool), POLYNOMIALS.filter(lambda size: isinstance(size, Size)))
def test_large_coefficients_stay_exact(factor, size):
    if isinstance(factor, int):
        assert divide(size * factor, size) == factor
        return
    values = {"a": 3, "b": 5, "n": 7}
    assert at(divide(factor, size), values) == at(factor, values) // at(size, values)


@FEW
@given(SIZES, SIZES, SIZES)
def test_the_laws_of_a_ring_hold_in_the_normal_form(a, b, c):
    assert a + b == b + a
    assert hash(a + b) == hash(b + a)
    assert a * b == b * a
    assert (a + b) + c == a + (b + c)
    assert a * (b + c) == a * b + a * c
    assert a - a == 0
    assert a + 0 == a * 1 == a
    assert a * 0 == 0
    assert 0 - (0 - a) == a
    assert a - b == -(b - a)


@FEW
@given(SIZES)
def test_a_size_is_never_constant(size):
    if isinstance(size, Size):
        assert any(monomial for monomial, _ in size.terms)
        assert all(coefficient for _, coefficient in size.terms)
        assert {size: 1}[size + 0] == 1
        assert size != 3
        assert size != 3


@FEW
@given(SIZES, SIZES, VALUES)
def test_equal_never_claims_what_numbers_refute(left, right, values):
    truth = equal(left, right)
    if truth is not None:
        assert truth == (at(left, values) == at(right, values))
    if left == right:
        assert truth is True


@FEW
@given(SIZES, SIZES, VALUES)
def test_less_never_claims_what_numbers_refute(left, right, values):
    truth = less(left, right)
    if truth is not None:
        assert truth == (at(left, values) < at(right, values))


def test_quotients_that_may_be_negative_are_not_compared():
    assert less((A - 100) // 2, 0) is None
    assert equal((A - 100) // 2 + 1, 0) is None
    assert less((A + 1) // 2, 0) is False
    assert less(-1, A // 2) is True


@FEW
@given(SIZES, VALUES)
def test_substituting_numbers_gives_the_number(size, values):
    assert substitute(size, values) == at(size, values)


@FEW
@given(POLYNOMIALS, POLYNOMIALS, VALUES)
def test_substituting_a_size_is_composition(size, inner, values):
    replaced = substitute(size, {"a": inner})
    assert at(replaced, values) == at(size, {**values, "a": at(inner, values)})


@FEW
@given(SIZES)
def test_names_are_those_that_occur(size):
    if isinstance(size, Size):
        assert set(size.names()) <= set(NAMES)
        assert all(substitute(size, {name: N}) == size for name in set(NAMES) - set(size.names()))


def test_comparisons_that_hold_for_all_sizes():
    assert less(0, A) is True
    assert less(A, 0) is False
    assert less(A, A + 1) is True
    assert less(A, A) is False
    assert less(A, B) is None
    assert less(A, 2) is None
    assert equal(A, A) is True
    assert equal(A, 0) is False
    assert equal(A, 5) is None
    assert equal(A * B + 1, B * A) is False


def test_even_quotients_are_no_quotients():
    assert (6 * A) // 3 == 2 * A
    assert (A * B) // A == B
    assert (2 * A + 4 * B) // 2 == A + 2 * B
    assert (A + B) // (A + B) == 1
    assert (3 * A + 3 * B) // (A + B) == 3
    assert str((A + 1) // 2) == "((a + 1) // 2)"


def test_text():
    assert str(9 * A * B + B) == "9·a·b + b"
    assert str(A * A - 3) == "a^2 - 3"
    assert str(1000 - A) == "-a + 1,000"


def test_too_many_terms_are_refused():
    most = sum((Size.named(f"n{index}") for index in range(MOST_TERMS)), 0)
    with pytest.raises(SizeTooLarge):
        operator.add(most, Size.named("last"))


def test_a_negative_power_is_no_polynomial():
    with pytest.raises(ValueError, match="power"):
        operator.pow(A, -1)


def test_quotients_of_quotients_do_not_grow_without_end() -> None:
    """Each layer that halves what it puts together again doubles the formula."""
    size: SizeLike = Size.named("n")

    def halved(size: SizeLike, layers: int) -> SizeLike:
        for _ in range(layers):
            size = (size + (size + 1) // 2 * (size // 3)) // 7
        return size

    with pytest.raises(SizeTooLarge):
        halved(size, 40)
