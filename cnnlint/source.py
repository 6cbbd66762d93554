"""A file's path and text, and the only place that converts positions."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

_LINE_END = re.compile(r"\r\n|\r|\n")


class Location(NamedTuple):
    """A place in a text: row and column from 1, the column in code points."""

    row: int
    column: int


class Span(NamedTuple):
    """A range of one source: offsets in code points, the end excluded."""

    path: str
    start: int
    end: int


class Source:
    """One file: its path as the user named it, and its decoded text."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text

    def __repr__(self) -> str:
        return f"Source({self.path!r}, {len(self.text)} characters)"

    @cached_property
    def line_starts(self) -> list[int]:
        """Offsets at which the rows begin; `\\n`, `\\r\\n` and a lone `\\r` end a row."""
        if "\r" in self.text:
            return [0, *(match.end() for match in _LINE_END.finditer(self.text))]
        *rows, _ = self.text.split("\n")
        return list(accumulate([len(row) + 1 for row in rows], initial=0))

    def row(self, offset: int) -> int:
        """Row, from 1, that holds the character at this offset."""
        return bisect_right(self.line_starts, offset)

    def location(self, offset: int) -> Location:
        """Row and column, both from 1, of the character at this offset."""
        row = self.row(offset)
        return Location(row, offset - self.line_starts[row - 1] + 1)

    def line(self, row: int) -> str:
        """Text of a row, from 1, without its line end."""
        start = self.line_starts[row - 1]
        end = self.line_starts[row] if row < len(self.line_starts) else len(self.text)
        return self.text[start:end].rstrip("\r\n")

    def span(self, start: int, end: int) -> Span:
        """Span of this source between two offsets."""
        return Span(self.path, start, end)
