"""The head of a table's column that counts parameters, and the unit of the numbers below it."""

from __future__ import annotations

import re
from typing import NamedTuple

from .claim import Quantity
from .quantity import phrases
from .tokens import tokens

_SCALES = {"thousand": "k", "million": "m", "billion": "b", "10^3": "k", "10^6": "m", "1e3": "k", "1e6": "m"}
_UNIT = re.compile(
    r"[\s.]*(?:[/(\[,]\s*(?:in |[x×*]\s?)?(?P<unit>[kmb]|(?:thousand|million|billion)s?|10\^[36]|1e[36])\s*[)\]]?"
    r"|\bin (?P<word>thousands|millions|billions))\s*\Z",
    re.IGNORECASE,
)
_END = re.compile(r"[\s.:]+\Z")
# "#P" is what papers write where the column is narrow.
_SHORT = re.compile(r"\A\W*#\s?P\.?(?=\Z|\s|\()")


class Head(NamedTuple):
    """What a column counts, and the unit of its numbers: "k", "m", "b" or None."""

    quantities: tuple[Quantity, ...]
    scale: str | None


def counting_head(text: str) -> Head | None:
    """The head that a cell is, if all of it says that parameters are counted."""
    unit = _UNIT.search(text)
    scale = (unit["unit"] or unit["word"]).lower().removesuffix("s") if unit else None
    said = _SHORT.sub("#params", _END.sub("", text[: unit.start()] if unit else text))
    row = [token for token in tokens(said, 0, len(said)) if token.kind not in ("sign", "dots")]
    named = phrases(row)
    if len(named) != 1 or named[0].noun not in ("parameter", "counter"):
        return None
    if named[0].first or named[0].last < len(row):
        return None
    return Head(named[0].quantities, None if scale is None else _SCALES.get(scale, scale))
