"""What asserts compare: a counted number with one that is written in the source."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import NamedTuple

from ..source import Span
from ..values.objects import Value
from ..values.tally import Counted


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


class Near(Written):
    """A written number with what may be missing to it or too much, ends included."""

    tolerance: float

    @staticmethod
    def to(written: Written, tolerance: float) -> Near:
        """A number as `approx` or a `delta` allows it."""
        made = Near(int(written), written.span)
        made.tolerance = tolerance
        return made

    @property
    def range(self) -> tuple[int, int]:
        """The smallest and the largest number that is near enough."""
        return math.ceil(self - self.tolerance), math.floor(self + self.tolerance)


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

    counted: Counted
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
    if sign == "==" and type(left) is type(right) and isinstance(left, (list, tuple, dict)):
        yield from _of_items(left, right)
    elif isinstance(left, (Counted, Difference)):
        yield from _of_numbers(sign, left, right)
    elif isinstance(right, (Counted, Difference)):
        yield from _of_numbers(_MIRRORED.get(sign, sign), right, left)


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


def _of_numbers(sign: str, counted: Counted | Difference, other: Value) -> Iterator[Comparison]:
    if sign not in _BOUNDS:
        return
    if isinstance(counted, Difference):
        yield from _of_difference(sign, counted, other)
    elif isinstance(other, Near) and sign == "==":
        yield Comparison(counted, int(other), other.span, sign, *other.range)
    elif isinstance(other, (Written, WrittenReal)) and math.isfinite(other):
        yield Comparison(counted, int(other), other.span, sign, *_BOUNDS[sign](other))


def _of_difference(sign: str, difference: Difference, limit: Value) -> Iterator[Comparison]:
    """`abs(count - 11_000) < 100`, `count - 11_000 == 0`."""
    written = difference.written
    if not isinstance(limit, (int, float)) or not math.isfinite(limit):
        return
    if sign == "==" and limit == 0:
        yield Comparison(difference.counted, int(written), written.span, sign, int(written), int(written))
    elif difference.absolute and sign in ("<", "<="):
        width = _BOUNDS[sign](limit)[1] or 0
        yield Comparison(
            difference.counted, int(written), written.span, "==", written - width, written + width
        )
