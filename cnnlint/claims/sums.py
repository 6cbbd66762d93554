"""Totals and the numbers that they stand under: do the rows of a list or table add up?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from .claim import Claim, Interval, Parts, Quantity
from .context import disturbed, is_geometric
from .number import interval
from .quantity import phrases
from .rows import Line
from .stated import Stated
from .subject import subject
from .tokens import Token

# Words that head a total.
_TOTALS = frozenset("total totals sum overall altogether".split())
_PARAMETERS = re.compile(r"(?<![a-z-])param|#[ \t]*param|number of weights", re.IGNORECASE)
_MOST_ROWS = 200
_MOST_SUMS = 2000
# Pairs of quantities that make up all parameters between them.
_HALVES = (
    frozenset({Quantity.WEIGHTS, Quantity.BIASES}),
    frozenset({Quantity.TRAINABLE, Quantity.NON_TRAINABLE}),
)


class Addend(NamedTuple):
    """A number that a total may sum up, and what it may stand for."""

    stated: int
    allowed: Interval


def add_up(addends: Sequence[Addend], total: int) -> Parts | None:
    """What the numbers above a total come to; None if they may be no parts of it, or overlap.

    A row that is the sum of rows beside it stands over them, a last row that equals the total is one itself.
    """
    values = [each.stated for each in addends]
    if not 2 <= len(values) <= _MOST_ROWS:
        return None
    lows = [each.allowed.low for each in addends if each.allowed.low is not None]
    highs = [each.allowed.high for each in addends if each.allowed.high is not None]
    if len(lows) < len(values) or len(highs) < len(values):
        return None
    parts = Parts(tuple(values), Interval(sum(lows), sum(highs)))
    if total in parts.sum:
        return parts
    return None if total in values or _overlap(values) or _may_leave_out(values, total) else parts


def _overlap(values: list[int]) -> bool:
    """Whether a row equals the sum of two or more rows right below or above it."""
    for at, value in enumerate(values):
        for beside in (values[at + 1 :], values[:at][::-1]):
            counted = [each for each in beside if each]
            if value and value in list(accumulate(counted))[1:]:
                return True
    return False


def _may_leave_out(values: list[int], total: int) -> bool:
    """Whether the total leaves out some of several equal rows: these may be shared, or a block and its only layer."""
    sums = {sum(values)}
    for value, times in Counter(value for value in values if value).items():
        sums = {each - value * left for each in sums for left in range(times)}
        if len(sums) > _MOST_SUMS:
            return True
    return total in sums


# --- lists --------------------------------------------------------------------------------------------


class Sums:
    """Follows the lines of a remark, and tells a total from what stands above it."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._rows: list[_Row] = []
        # Behind a total nothing is added up until a blank row: it may be one of several.
        self._closed = False
        self._end = 0

    def follow(self, line: Line, claims: list[Claim]) -> list[Claim]:
        """The claims of the next line, a total with its parts."""
        if not line.tokens:
            return claims
        if self._breaks(line.spans[0][0]) > 1:
            self._closed = False
        if _is_total(line.tokens) and (self._rows or self._closed):
            if len(claims) == 1 and not self._closed and self._breaks(line.spans[0][0]) < 4:
                claims = [self._with_parts(claims[0])]
            self._rows, self._closed = [], True
        else:
            self._add(line, _row(line, claims))
        self._end = line.spans[-1][1]
        return claims

    def pass_by(self, line: Line) -> None:
        """A line that states nothing; a rule may stand between numbers and their total."""
        if any(character.isalnum() or character in ".…" for character in line.text):
            self._rows, self._end = [], line.spans[-1][1]

    def _breaks(self, start: int) -> int:
        return self._text.count("\n", self._end, start)

    def _add(self, line: Line, row: _Row | None) -> None:
        if row is None or self._breaks(line.spans[0][0]) > 2:
            self._rows = []
        if row is not None:
            self._rows.append(row)
        elif any(phrase.last == len(line.tokens) for phrase in phrases(line.tokens)) and line.values:
            self._closed = True  # a part that cannot be read: those below it are not all

    def _with_parts(self, total: Claim) -> Claim:
        kinds = [row.quantity for row in self._rows]
        alike = set(kinds) == {Quantity.PARAMETERS} or (len(kinds) == 2 and set(kinds) in _HALVES)
        if not alike or total.quantities[0] is not Quantity.PARAMETERS or total.formula is not None:
            return total
        if not _PARAMETERS.search(self._text, self._heading(), total.end + 40):
            return total
        return total._replace(parts=add_up([row.addend for row in self._rows], total.stated))

    def _heading(self) -> int:
        """Where the paragraph of the rows begins, with the row that heads it."""
        first = self._text.rfind("\n", 0, self._rows[0].start)
        for _ in range(3):
            first = self._text.rfind("\n", 0, max(first, 0))
        return max(first, 0)


class _Row(NamedTuple):
    """A line that a total may sum up."""

    addend: Addend
    quantity: Quantity
    start: int


def with_halves(claims: list[Claim]) -> list[Claim]:
    """The claims of three lines or phrases in a row that state a total and its two halves."""
    for at in range(len(claims) - 2):
        first, *halves = claims[at : at + 3]
        if first.parts is None and first.quantities == (Quantity.PARAMETERS,) and first.listed is None:
            if {each.quantities[0] for each in halves} == _HALVES[1]:
                parts = add_up([Addend(each.stated, each.interval) for each in halves], first.stated)
                claims[at] = first._replace(parts=parts)
    return claims


def _is_total(row: list[Token]) -> bool:
    """Whether the line is headed by "total" or its like."""
    words = [token.lower for token in row if token.kind == "word"][:3]
    return bool(_TOTALS.intersection(words)) and not {"trainable", "non-trainable", "sub"} & set(words)


def _row(line: Line, claims: list[Claim]) -> _Row | None:
    """The one number of a line that names its subject; None where it may be repeated or something else.

    Rounded numbers are rather told of models side by side.
    """
    row, start = line.tokens, line.spans[0][0]
    if disturbed(row) or is_geometric(row):
        return None
    values = [value for value in line.values if value.number is not None]
    if len(claims) == 1:
        claim = claims[0]
        value = next((value for value in values if value.start == claim.start), None)
        if value is None or _repeated(row, value.first) or claim.interval.low != claim.interval.high:
            return None
        return _Row(Addend(claim.stated, claim.interval), claim.quantities[0], start)
    if not claims and len(values) == 1 and _is_nothing(values[0]):
        return _Row(Addend(0, Interval(0, 0)), Quantity.PARAMETERS, start)
    if claims or len(values) != 1 or values[0].last != len(row) or values[0].first == 0:
        return None
    number, named = values[0].number, subject(row[: values[0].first])
    if (
        number is None
        or not number.exact
        or named is None
        or named.name is None
        or _repeated(row, values[0].first)
    ):
        return None
    return _Row(Addend(number.value, interval(number, values[0].bound)), Quantity.PARAMETERS, start)


def _is_nothing(value: Stated) -> bool:
    """Whether the value is a whole `0`: what counts none may be added wherever it stands."""
    return value.number is not None and value.number.exact and value.number.value == 0


def _repeated(row: list[Token], end: int) -> bool:
    """`block x 3: 100`: what is counted may stand there several times."""
    depth = 0
    for token in row[:end]:
        depth += (token.kind == "open") - (token.kind == "close")
        if token.kind == "times" and not depth:
            return True
    return False
