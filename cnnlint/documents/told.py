"""Claims of a document with what is needed to bind them: where they stand and what leads up to them."""

from __future__ import annotations

from typing import NamedTuple

from ..claims.claim import Claim, Formula, Interval, Quantity
from ..claims.number import interval
from ..claims.stated import Stated
from .plain import Plain


class Told(NamedTuple):
    """A claim that a document makes, the block it stands in, and the headings above it.

    The claim's offsets are those of the document. `is_row` tells that a row of a table makes it; `addends`
    are the places of the claims that a total sums up.
    """

    claim: Claim
    block: int
    headings: tuple[str, ...] = ()
    is_row: bool = False
    addends: tuple[int, ...] = ()


def placed(claim: Claim, plain: Plain, text: str) -> Claim:
    """A claim on a plain text as one on the document."""
    start, end = plain.place(claim.start, claim.end)
    formula = claim.formula
    if formula is not None:
        first, last = plain.place(formula.start, formula.end)
        formula = formula._replace(start=first, end=last)
    return claim._replace(start=start, end=end, text=text[start:end], formula=formula)


def equation_claim(value: Stated, name: str | None, is_counting: bool) -> Claim:
    """The claim of an equation, on the plain text; without a counting word only its arithmetic is meant."""
    number, formula = value.number, value.formula
    assert number is not None
    assert formula is not None
    allowed = interval(number, value.bound)
    if number.exact and value.bound.value == "exact":
        allowed = Interval(number.value, number.value)
    return Claim(
        (Quantity.PARAMETERS,), allowed, number.value, value.start, value.end, "", formula, is_counting, name
    )


def with_formula(claim: Claim, formula: Formula) -> Claim:
    """The claim held against arithmetic that stands elsewhere."""
    return claim._replace(formula=formula, word=True)
