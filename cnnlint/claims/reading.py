"""All claims that the comments and docstrings of a source make."""

from __future__ import annotations

from ..frontend.outline import Outline
from ..frontend.remarks import Remark, remarks
from ..source import Source
from .claim import Claim, Formula
from .grammar import read


def read_claims(source: Source, outline: Outline) -> list[tuple[Remark, Claim]]:
    """Claims with the remarks that make them; offsets are those of the source."""
    return [
        (remark, _moved(claim, remark.start))
        for remark in remarks(source, outline)
        for claim in read(remark.text, remark.kind, remark.trailing)
    ]


def _moved(claim: Claim, offset: int) -> Claim:
    formula = claim.formula
    if formula is not None:
        formula = Formula(formula.start + offset, formula.end + offset, formula.value, formula.operands)
    return claim._replace(start=claim.start + offset, end=claim.end + offset, formula=formula)
