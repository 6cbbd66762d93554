"""What asserts compare: a counted number with one that is written in the source."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from ..source import Span
from ..values.objects import Value
from ..values.tally import Counted, CountedText, Numbered, Scaled


class Written(int):
    """A whole number that stands in the source as a literal; `span` tells where."""

    span: Span

    def __new__(cls, number: int, span: Span) -> Written:
        """The number of this place."""
        self = super().__new__(cls, number)
        self.span = span
        return self


class WrittenReal(float):
    """A number such as `1e6` that stands in the source; `span` tells where."""

    span: Span

    def __new__(cls, number: float, span: Span) -> WrittenReal:
        """The number of this place."""
        self = super().__new__(cls, number)
        self.span = span
        return self


class WrittenText(str):
    """A text that stands in the source; `span` is that of its characters."""

    span: Span

    def __new__(cls, text: str, span: Span) -> WrittenText:
        """The text of this place."""
        self = super().__new__(cls, text)
        self.span = span
        return self


class Near(Written):
    """A written number with what may be missing to it or too much, ends included."""

    tolerance: float

    @staticmethod
    def to(written: Written | WrittenReal, tolerance: float) -> Near | NearReal:
        """A number as `approx` or a `delta` allows it."""
        if isinstance(written, WrittenReal):
            real = NearReal(written, written.span)
            real.tolerance = tolerance
            return real
        made = Near(int(written), written.span)
        made.tolerance = tolerance
        return made


class NearReal(WrittenReal):
    """A written number with a fraction, and what may be missing to it or too much, ends included."""

    tolerance: float


class Difference(int):
    """A counted number less a written one, or the other way about; `absolute` once its sign is taken off."""

    counted: Counted
    written: Written
    absolute: bool

    @staticmethod
    def of(number: int, counted: Counted, written: Written, absolute: bool = False) -> Difference:
        """A difference of this value."""
        made = Difference(number)
        made.counted, made.written, made.absolute = counted, written, absolute
        return made


class Comparison(NamedTuple):
    """A comparison as it was met: the counted number must lie between `low` and `high`, None being no bound."""

    counted: Counted | Numbered
    stated: int
    span: Span
    sign: str
    low: int | None
    high: int | None

    @property
    def holds(self) -> bool:
        """Whether the counted number is as the comparison wants it."""
        return (self.low is None or self.low <= self.counted) and (
            self.high is None or self.counted <= self.high
        )


Bounds = tuple[int | None, int | None]

_BOUNDS: dict[str, Callable[[float], Bounds]] = {
    "==": lambda number: (math.ceil(number), math.floor(number)),
    "<": lambda number: (None, math.ceil(number) - 1),
    "<=": lambda number: (None, math.floor(number)),
    ">": lambda number: (math.floor(number) + 1, None),
    ">=": lambda number: (math.ceil(number), None),
}
_MIRRORED = {"<": ">", ">": "<", "<=": ">=", ">=": "<="}
_OPPOSITE = {"==": "!=", "!=": "==", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}


def comparisons(sign: str, left: Value, right: Value, negated: bool = False) -> Iterator[Comparison]:
    """The comparisons of counted with written numbers in one of any two values."""
    if negated:
        sign = _OPPOSITE.get(sign, "")
    if sign in ("==", "in") and isinstance(left, str) and isinstance(right, str):
        yield from _of_texts(sign, left, right)
    elif sign == "==" and type(left) is type(right) and isinstance(left, (list, tuple, dict)):
        yield from _of_items(left, right)
    elif isinstance(left, _COUNTS):
        yield from _of_numbers(sign, left, right)
    elif isinstance(right, _COUNTS):
        yield from _of_numbers(_MIRRORED.get(sign, sign), right, left)


_COUNTS = (Counted, Numbered, Scaled, Difference)
_NUMBER = re.compile(r"[0-9][0-9,_]*[0-9]")


def _of_texts(sign: str, left: str, right: str) -> Iterator[Comparison]:
    """`"Total params: 1,290" in text`: the number of the text that stands in the same words."""
    written, shown = (left, right) if isinstance(left, WrittenText) else (right, left)
    if not isinstance(written, WrittenText) or not isinstance(shown, CountedText):
        return
    found = str(left) in str(right) if sign == "in" else str(left) == str(right)
    for number in _NUMBER.finditer(written):
        before, behind = written[: number.start()], written[number.end() :]
        for piece in shown.pieces:
            alike = shown[: piece.start].endswith(before) and shown[piece.end :].startswith(behind)
            whole = len(shown) - piece.end == len(behind) and piece.start == len(before)
            if alike and (whole or (sign == "in" and shown is right)):
                stated = int(re.sub("[,_]", "", number.group()))
                start = written.span.start + number.start()
                span = Span(written.span.path, start, start + len(number.group()))
                made = Comparison(piece.counted, stated, span, "==", stated, stated)
                if made.holds or not found:
                    yield made


def _of_items(left: Value, right: Value) -> Iterator[Comparison]:
    if len(left) != len(right):
        return
    if isinstance(left, dict):
        if left.keys() == right.keys():
            for key, value in left.items():
                yield from comparisons("==", value, right[key])
        return
    for one, other in zip(left, right, strict=True):
        yield from comparisons("==", one, other)


def _of_numbers(
    sign: str, counted: Counted | Numbered | Scaled | Difference, other: Value
) -> Iterator[Comparison]:
    if isinstance(counted, Difference):
        yield from _of_difference(sign, counted, other)
    elif isinstance(other, (Written, WrittenReal)) and math.isfinite(other):
        bounds = _bounds(sign, counted, other)
        if bounds is not None:
            number = counted.counted if isinstance(counted, Scaled) else counted
            scale = counted.divisor if isinstance(counted, Scaled) else 1
            yield Comparison(number, round(other * scale), other.span, sign, *bounds)


def _bounds(sign: str, counted: Counted | Numbered | Scaled, other: Written | WrittenReal) -> Bounds | None:
    """Between which numbers of elements the comparison holds."""
    scale, places = (counted.divisor, counted.places) if isinstance(counted, Scaled) else (1, None)
    give = getattr(other, "tolerance", 0) + (0 if places is None else 0.5 * 10.0**-places)
    if sign == "==" and (give or scale != 1):
        # Half an element is lost in the arithmetic of floats.
        low, high = (float(other) - give) * scale, (float(other) + give) * scale
        return (
            (math.ceil(low - 0.01), math.floor(high + 0.01))
            if scale != 1
            else (math.ceil(low), math.floor(high))
        )
    if sign == "!=" and type(other) is Written and scale == 1:
        return (int(other) + 1, None) if counted > other else (None, int(other) - 1)
    return _BOUNDS[sign](float(other) * scale if scale != 1 else other) if sign in _BOUNDS else None


def _of_difference(sign: str, difference: Difference, limit: Value) -> Iterator[Comparison]:
    """`abs(count - 11_000) < 100`, `count - 11_000 == 0`."""
    written = difference.written
    if sign not in _BOUNDS or not isinstance(limit, (int, float)) or not math.isfinite(limit):
        return
    if sign == "==" and limit == 0:
        yield Comparison(difference.counted, int(written), written.span, sign, int(written), int(written))
    elif difference.absolute and sign in ("<", "<="):
        width = _BOUNDS[sign](limit)[1] or 0
        yield Comparison(
            difference.counted, int(written), written.span, "==", written - width, written + width
        )
