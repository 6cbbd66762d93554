"""Spellings of numbers and what they allow."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnlint.claims.number import Bound, interval, numeral


@pytest.mark.parametrize(
    "text",
    ["", "007", "1,23", "12,34,567", "1_23", "1.5", "1.2.3", "1e99", "1e-3", "1,234_567", "9" * 21, "1."],
)
def test_no_count(text: str) -> None:
    assert numeral(text) is None


def test_a_part_of_an_element_is_no_count() -> None:
    assert numeral("0.00001", "k") is None


@pytest.mark.parametrize(
    ("text", "scale", "value", "unit"),
    [
        ("0", None, 0, 1),
        ("18,496", None, 18_496, 1),
        ("18_496", None, 18_496, 1),
        ("18\u202f496", None, 18_496, 1),
        ("25557032.0", None, 25_557_032, 1),
        ("2,560", None, 2560, 1),
        ("44,000", None, 44_000, 1000),
        ("6.25733e+07", None, 62_573_300, 100),
        ("11.7", "M", 11_700_000, 100_000),
        ("0.50", "M", 500_000, 10_000),
        ("60", "K", 60_000, 10_000),
        ("0.6", "billion", 600_000_000, 100_000_000),
    ],
)
def test_value_and_unit(text: str, scale: str | None, value: int, unit: int) -> None:
    number = numeral(text, scale)
    assert number is not None
    assert (number.value, number.unit) == (value, unit)


@given(st.integers(1, 10**9))
def test_an_exact_number_allows_itself_only(value: int) -> None:
    number = numeral(f"{value:,}")
    assert number is not None
    allowed = interval(number, Bound.EXACT)
    assert value in allowed
    assert value % 100 == 0 or (value - 1 not in allowed and value + 1 not in allowed)


@given(st.integers(1000, 10**11), st.integers(0, 3), st.booleans())
def test_an_abbreviation_allows_what_rounds_or_truncates_to_it(
    count: int, decimals: int, truncates: bool
) -> None:
    scale, factor = next((s, f) for s, f in (("B", 10**9), ("M", 10**6), ("K", 1000)) if count >= f)
    unit = factor // 10**decimals
    shown = count // unit if truncates else (count + unit // 2) // unit
    whole, part = divmod(shown, 10**decimals)
    number = numeral(f"{whole}.{part:0{decimals}d}" if decimals else str(whole), scale)
    assert number is not None
    assert count in interval(number, Bound.EXACT)


@given(st.integers(100, 10**9), st.sampled_from(list(Bound)))
def test_a_bound_never_forbids_what_it_speaks_of(value: int, bound: Bound) -> None:
    number = numeral(str(value))
    assert number is not None
    allowed = interval(number, bound)
    assert value in allowed or value - 1 in allowed or value + 1 in allowed


def test_millions_of_1024_are_allowed_where_the_figure_is_precise() -> None:
    precise, coarse = numeral("11.1", "M"), numeral("11", "M")
    assert precise is not None
    assert coarse is not None
    assert 11_689_512 in interval(precise, Bound.EXACT)
    assert 11_400_000 not in interval(precise, Bound.EXACT)
    assert interval(coarse, Bound.EXACT).binary is None
