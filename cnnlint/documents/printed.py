"""Counts in what the cells of a notebook printed: model summaries, and totals with their words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ..claims.claim import Claim, Quantity
from ..claims.grammar import read
from .context import speaks_of_parameters
from .notebook import Cell, Notebook

# What is longer is the log of a training.
_LONGEST = 60_000


class Printed(NamedTuple):
    """A count that a cell printed; the claim's offsets are those of the row of code that printed it.

    `label` is what stands before the number in its own row.
    """

    claim: Claim
    cell: Cell
    label: str


def printed_claims(notebook: Notebook) -> list[Printed]:
    """Counts of parameters in the stored outputs of a notebook, in order."""
    return [
        Printed(claim, cell, label)
        for cell in notebook.cells
        if cell.kind == "code" and cell.printed and notebook.ran_in_order(cell)
        for text in cell.printed
        for claim, label in _claims(cell, text)
    ]


def _claims(cell: Cell, text: str) -> Iterator[tuple[Claim, str]]:
    if len(text) > _LONGEST or not speaks_of_parameters(text):
        return
    code = cell.text.rstrip()
    start = code.rfind("\n") + 1
    start += len(code[start:]) - len(code[start:].lstrip())
    for claim in read(text, "string"):
        counts = claim.quantities[0] is Quantity.PARAMETERS and claim.word and claim.formula is None
        if counts and claim.interval.low == claim.interval.high:
            label = text[text.rfind("\n", 0, claim.start) + 1 : claim.start].strip(" \t:=~")
            yield claim._replace(start=cell.start + start, end=cell.start + len(code), parts=None), label
