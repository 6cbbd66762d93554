"""How a number is spelled, and which whole numbers the spelling allows."""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from .claim import Interval

SCALES = {
    "k": 10**3, "thousand": 10**3,
    "m": 10**6, "million": 10**6, "mio": 10**6, "millions": 10**6, "mln": 10**6,
    "b": 10**9, "billion": 10**9, "bn": 10**9, "billions": 10**9,
    "t": 10**12, "trillion": 10**12,
}  # fmt: skip

_BINARY = {"k": 1024, "m": 1024**2, "b": 1024**3}
_DIGITS = 20
_SPELLING = re.compile(
    r"(?P<whole>0|[1-9][0-9]{0,19}|[1-9][0-9]{0,2}(?:(?P<mark>[,_\u00a0\u202f\u2009'’]|\{,\})[0-9]{3}(?:(?P=mark)[0-9]{3}){0,5})"
    r"|[1-9][0-9]{0,2}(?:\.[0-9]{3}){2,5})"
    r"(?:\.(?P<fraction>[0-9]{1,12}))?(?:[eE]\+?(?P<exponent>[0-9]{1,2}))?"
)


class Bound(Enum):
    """How loosely a number is meant."""

    EXACT = "exact"
    ABOUT = "about"
    NEARLY = "nearly"
    SLIGHTLY_OVER = "slightly over"
    BELOW = "below"
    AT_MOST = "at most"
    ABOVE = "above"
    AT_LEAST = "at least"


class Numeral(NamedTuple):
    """A number as written: its value, the unit of its last telling digit, how many digits tell."""

    value: int
    unit: int
    digits: int
    binary: int | None = None

    @property
    def exact(self) -> bool:
        """Whether the spelling shows every digit."""
        return self.unit == 1


# The same few numbers come again and again, and each is looked at from several sides.
@lru_cache(maxsize=4_000)
def numeral(text: str, scale: str | None = None) -> Numeral | None:
    """Number spelled by `text`, times the scale word after it; None if it is no whole number.

    Trailing zeros count as rounded away once there are two of them, or any under a scale: `44,000`,
    `60K`. One zero alone (`2,560`) ends too many exact sums to mean rounding.
    """
    match = _SPELLING.fullmatch(text)
    if match is None:
        return None
    whole = re.sub(r"[^0-9]", "", match["whole"])
    fraction = match["fraction"] or ""
    if scale is None and match["exponent"] is None and not fraction.strip("0"):
        fraction = ""
    exponent = int(match["exponent"] or 0)
    if exponent > _DIGITS:
        return None
    factor = SCALES[scale.lower()] if scale else 1
    scaled = bool(scale) or match["exponent"] is not None
    return _measure(whole, fraction, factor * 10**exponent, scaled, _BINARY.get((scale or "").lower()))


def _measure(whole: str, fraction: str, factor: int, scaled: bool, binary: int | None) -> Numeral | None:
    mantissa, parts = int(whole + fraction), 10 ** len(fraction)
    value, rest = divmod(mantissa * factor, parts)
    if rest or len(str(value)) > _DIGITS:
        return None
    zeros = 0 if fraction or not mantissa else len(whole) - len(whole.rstrip("0"))
    if not scaled and zeros < 2:
        zeros = 0
    unit = max(1, factor * 10**zeros // parts)
    digits = len(str(mantissa)) - zeros
    # Counts divided by 1024 * 1024 are written "M" too; only a precise figure can be told to be one.
    other = value * binary // factor if binary and digits >= 3 else None
    return Numeral(value, unit, digits, other)


def interval(number: Numeral, bound: Bound) -> Interval:
    """Whole numbers that the number may stand for, given how loosely it is meant.

    Plain numbers allow less than one unit of their last telling digit either way: people round up, down
    and to the nearest. "about" allows one unit of the last telling
    digit either way and at least 5 % (2 % where four or more digits tell: `~61,706` is nearly a sum).
    A bound on a rounded number yields half a percent at most: "over 11.7M" is said of 11,689,512.
    """
    value, unit = number.value, number.unit
    slack = max(unit, value // (50 if number.digits >= 4 else 20))
    give = min(unit // 2, value // 200)
    match bound:
        case Bound.EXACT:
            # Below a power of ten the next unit is a tenth: nobody rounds 110 up to 10,000.
            below = unit // 2 if value == unit > 1 else unit - 1
            return Interval(max(0, value - below), value + unit - 1, _binary_range(number))
        case Bound.ABOUT:
            return Interval(max(0, value - slack), value + slack)
        case Bound.NEARLY:
            return Interval(max(0, value - max(slack, value // 10)), value + give)
        case Bound.SLIGHTLY_OVER:
            return Interval(value - give, value + max(slack, value // 10))
        case Bound.BELOW:
            return Interval(None, value - 1 + give)
        case Bound.AT_MOST:
            return Interval(None, value + give)
        case Bound.ABOVE:
            return Interval(value + 1 - give if number.exact else value - give, None)
        case Bound.AT_LEAST:
            return Interval(value - give, None)


def _binary_range(number: Numeral) -> tuple[int, int] | None:
    if number.binary is None:
        return None
    unit = number.binary * number.unit // number.value
    return number.binary - unit + 1, number.binary + unit
