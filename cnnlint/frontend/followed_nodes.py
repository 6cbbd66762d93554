"""Where the nodes of Python's own syntax tree stand in the text of the source, and what lowers each kind of them."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Mapping
from itertools import accumulate
from typing import Any

from ..program import nodes as ir
from .bodies import LeftOut
from .constants import in_order

_LINE_END = re.compile(r"\r\n?|\n")
# Only this can stand between the tokens of a statement.
_BETWEEN = re.compile(r"(?:[ \t\f\r\n]+|#[^\r\n]*|\\\r?\n|\\\r)*")
# A deeper tree is left to the parser that is guarded for it.
_DEEPEST = 900

# For each class of expressions the function that lowers one, from its place.
Lowerings = Mapping[type[ast.AST], Callable[[Any, "Reader", int, int], ir.Expression]]


class Declined(Exception):
    """The tree does not tell enough, or holds what is not known here: the other parser decides."""


class Reader:
    """Goes over a tree that was parsed in place of a range of a text; `base` is where what was parsed begins in it."""

    def __init__(
        self,
        text: str,
        parsed: str,
        base: int,
        lowerings: Lowerings,
        bodies: Mapping[int, LeftOut] | None = None,
    ) -> None:
        self.text = text
        self.bodies = bodies or {}
        self._lowerings = lowerings
        # Where the rows begin, by their numbers from 1.
        self._rows = _row_starts(parsed, base)
        # Rows in which columns, counted in bytes of UTF-8, are no code points.
        self._wide = {} if parsed.isascii() else _wide_rows(parsed)
        # The place of the f-string around the current node, as not every Python knows its own.
        self._quoted: tuple[int, int] | None = None
        self._special = bool(self._wide)
        self._depth = 0
        # Whether each function around the current node yields, the innermost last.
        self.yields: list[bool] = [False]

    def expression(self, node: Any) -> ir.Expression:
        """An expression, lowered."""
        lowering = self._lowerings.get(type(node))
        if lowering is None or self._depth > _DEEPEST:
            raise Declined
        if self._special:
            start, end = self.span(node)
        else:
            rows = self._rows
            start, end = rows[node.lineno] + node.col_offset, rows[node.end_lineno] + node.end_col_offset
        self._depth += 1
        lowered = lowering(node, self, start, end)
        self._depth -= 1
        return lowered

    def expression_if(self, node: Any) -> ir.Expression | None:
        """An expression that may be missing, lowered."""
        return None if node is None else self.expression(node)

    def expressions(self, nodes: list[Any]) -> tuple[ir.Expression, ...]:
        """Expressions in order."""
        return tuple([self.expression(node) for node in nodes])

    def span(self, node: Any) -> tuple[int, int]:
        """Place of a node of any kind that has one."""
        if self._quoted is not None:
            return self._quoted
        return self._place(node.lineno, node.col_offset), self._place(node.end_lineno, node.end_col_offset)

    def quoted(self, start: int, end: int, lower: Callable[[], ir.JoinedString]) -> ir.Expression:
        """An f-string at this place."""
        if self._quoted is not None:
            return lower()
        special = self._special
        self._quoted, self._special = (start, end), True
        lowered = lower()
        self._quoted, self._special = None, special
        return in_order(lowered)

    def _place(self, row: int, column: int) -> int:
        wide = self._wide.get(row)
        if wide is not None:
            column = len(wide[:column].decode("utf-8"))
        return self._rows[row] + column

    def mark_before(self, mark: str, place: int) -> int:
        """Offset of a mark that stands right before a place, but for blanks and opening brackets."""
        if self._quoted is not None:
            return self._quoted[0]
        found = self.text.rfind(mark, 0, place)
        if found < 0 or self.text[found + len(mark) : place].strip(" \t("):
            raise Declined
        return found

    def within_brackets(self, start: int, end: int, last: int) -> tuple[int, int]:
        """Place of what stands in the brackets at this place, whose last part ends at `last`, brackets aside."""
        if self._quoted is not None:
            return self._quoted
        place = last
        while (token := self._after(place)) < end - 1:
            last = place = token + 1
        return self._after(start + 1), last

    def in_own_brackets(self, start: int, first: tuple[int, int]) -> bool:
        """Whether what begins here with this part, and goes on with a comma or ends, has brackets of its own."""
        text, depth = self.text, 0
        if self._quoted is not None or not text.startswith("(", start):
            return False
        place = start
        while place < first[0]:
            depth += 1
            place = self._after(place + 1)
        place = self._after(first[1])
        while text.startswith(")", place) and depth:
            depth -= 1
            place = self._after(place + 1)
        return depth > 0

    def _after(self, place: int) -> int:
        between = _BETWEEN.match(self.text, place)
        return place if between is None else between.end()


def _row_starts(parsed: str, base: int) -> list[int]:
    if "\r" in parsed:
        return [0, base, *(base + match.end() for match in _LINE_END.finditer(parsed))]
    return [0, *accumulate([len(row) + 1 for row in parsed.split("\n")], initial=base)]


def _wide_rows(parsed: str) -> dict[int, bytes]:
    rows = _LINE_END.split(parsed)
    return {number: row.encode("utf-8") for number, row in enumerate(rows, 1) if not row.isascii()}
