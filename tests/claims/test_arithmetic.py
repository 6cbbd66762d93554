"""Arithmetic in remarks: what it gives, what it may cost."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnlint.claims.arithmetic import expression
from cnnlint.claims.grammar import read
from cnnlint.claims.tokens import tokens


def value(text: str) -> int | None:
    found = expression(tokens(text, 0, len(text)), 0)
    return found.whole if found else None


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("3*3*32 + 1", 289),
        ("(3*3*32 + 1) * 64", 18_496),
        ("[(3*3*3)+1]*32", 896),
        ("3x3x3 × 32", 864),
        ("3²*4³", 576),
        ("2**10", 1024),
        ("2^3^2", 8),
        ("10 - 2 - 3", 5),
        ("64/2*9", 288),
        ("7/2", None),
        ("864 weights + 32 biases", 896),
        ("1/0", 1),
        ("9**9**9", 387_420_489),
        ("999999**12", 999_999),
    ],
)
def test_value(text: str, result: int | None) -> None:
    assert value(text) == result


def test_sums_agree_with_python() -> None:
    assert value("(5*5*3 + 1)*8 + 2*(8 + 8)") == (5 * 5 * 3 + 1) * 8 + 2 * (8 + 8)


@given(st.lists(st.tuples(st.sampled_from("+*"), st.integers(1, 99)), min_size=1, max_size=6))
def test_precedence(parts: list[tuple[str, int]]) -> None:
    products = [1]
    text = "1"
    for sign, number in parts:
        text += f" {sign} {number}"
        if sign == "*":
            products[-1] *= number
        else:
            products.append(number)
    assert value(text) == sum(products)


@pytest.mark.parametrize(
    "piece",
    ["1 ", "(", "((1)", "1+", "(1+", "9**", "1 = ", "params 1 ", "3*3 = 9 params ", "~ ", "1,", "a(", "no "],
)
@pytest.mark.parametrize("break_at", [1_000_000, 1500])
def test_long_text_costs_little(piece: str, break_at: int) -> None:
    row = "# " + piece * (break_at // len(piece))
    text = "\n".join([row] * (1_000_000 // len(row) or 1))
    started = time.perf_counter()
    read(text, "comment", trailing=True)
    assert time.perf_counter() - started < 3


@given(st.text(alphabet="0123456789 ()*+=x-.,:~#paramsweights\n", max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    for kind in ("comment", "docstring", "string"):
        for claim in read(text, kind):
            assert text[claim.start : claim.end] == claim.text
            assert (
                claim.formula is not None
                or claim.stated in claim.interval
                or claim.stated == 0
                or None in claim.interval
            )
