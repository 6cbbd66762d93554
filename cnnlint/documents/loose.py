"""Lines of a name and a number, `Conv_2 + ReLU → 18494`: a count only where the document works it out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..claims.claim import Claim, Interval, Quantity
from ..claims.number import numeral
from .passages import Passage
from .told import Told, placed

_LINE = re.compile(
    r"^[ \t]*(?:[-*+•][ \t]+|\d{1,2}[.)][ \t]+)?(?P<name>[^\W\d][^\n\t→:=|]{0,60}?)"
    r"(?:[ \t]*(?:→|⇒|->|=>|:|=|\t)|[ ]{2,})[^\n=]*?(?<![\w.,*×x/+-])(?P<number>\d[\d,_]*\d)"
    r"(?:[ \t]*(?:params?|parameters|weights))?[ \t.]*$",
    re.MULTILINE,
)
_HINT = re.compile(r"\d(?:[ \t]*(?:params?|parameters|weights))?[ \t.]*$", re.MULTILINE)
_KINDS = ("text", "verbatim")


def loose_claims(text: str, passage: Passage) -> Iterator[Told]:
    """Numbers at the ends of lines that begin with a name; without a counting word they claim nothing."""
    if passage.block.kind not in _KINDS or not _HINT.search(passage.raw):
        return
    for match in _LINE.finditer(passage.text):
        number = numeral(match["number"])
        if number is None:
            continue
        allowed = Interval(number.value, number.value)
        start, end = match.span("number")
        claim = Claim(
            (Quantity.PARAMETERS,), allowed, number.value, start, end, "", None, False, match["name"]
        )
        yield Told(placed(claim, passage.plain, text), passage.index, passage.headings, is_row=True)
