"""A number written as another was: the same marks, digits and unit, so that only the value changes."""

from __future__ import annotations

import re
from fractions import Fraction

from .number import SCALES, Bound, interval, numeral

_WRITTEN = re.compile(
    r"(?P<whole>[0-9]{1,3}(?:\.[0-9]{3}){2,}|[0-9]+(?:[,_ '’\u00a0\u202f\u2009][0-9]{3})*)"
    r"(?P<fraction>\.[0-9]+)?(?P<gap>\s?)(?P<scale>[A-Za-z]*)"
)
_MARK = re.compile(r"[^0-9]")
_LONGEST_GROUP = 3


def respelled(written: str, value: int) -> str | None:
    """The value as the number was written; None where its spelling cannot tell the value."""
    match = _WRITTEN.fullmatch(written)
    if match is None:
        return None
    scale = match["scale"].lower()
    if scale:
        return _rounded(match, value) if scale in SCALES else None
    if match["fraction"]:
        # "18.496" may be one number or the other.
        return None
    mark = _MARK.search(match["whole"])
    digits = str(value)
    if mark is None:
        return digits if len(digits) <= _LONGEST_GROUP or written.isdigit() else None
    return f"{value:,}".replace(",", mark.group())


def _rounded(match: re.Match[str], value: int) -> str | None:
    """`11.7M` for 11,689,512, with as many decimals as there were, if that tells the value."""
    places = len(match["fraction"] or ".") - 1
    if _MARK.search(match["whole"]):
        return None
    shown = Fraction(value, SCALES[match["scale"].lower()])
    scaled = round(shown * 10**places)
    whole, rest = divmod(scaled, 10**places)
    text = f"{whole}.{rest:0{places}d}" if places else str(whole)
    number = numeral(text, match["scale"])
    if number is None or not whole + rest or value not in interval(number, Bound.EXACT):
        return None
    return f"{text}{match['gap']}{match['scale']}"
