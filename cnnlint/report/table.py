"""Aligned columns."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from .text import printable

_NARROWEST = 40
_WIDEST = 20


class Column(NamedTuple):
    """A column's heading, and whether its cells are numbers, which stand to the right."""

    heading: str
    is_number: bool = False


def table(columns: Sequence[Column], rows: Sequence[Sequence[str]], rule: bool = True) -> Iterator[str]:
    """Rows of text with a heading and, below it, a rule."""
    cells = [[column.heading for column in columns], *([printable(cell) for cell in row] for row in rows)]
    widths = [max(len(row[index]) for row in cells) for index in range(len(columns))]
    for number, row in enumerate(cells):
        yield _row(columns, row, widths)
        if rule and not number:
            yield "  ".join("-" * width for width in widths)


def folded(columns: Sequence[Column], rows: Sequence[Sequence[str]], first: int, width: int) -> Iterator[str]:
    """The same for a terminal of `width` characters: where it is too wide, columns from `first` on stand below their row.

    What is too wide even then is cut, the first column at its beginning: places differ in their ends.
    """
    lines = list(table(columns, rows))
    if max(map(len, lines)) <= width:
        yield from lines
        return
    heads, *cells = table(columns[:first], _cut(columns[:first], rows, width), rule=False)
    yield heads
    yield from _below([column.heading for column in columns[first:]], width)
    yield "-" * min(width, max(map(len, (heads, *cells))))
    for line, row in zip(cells, rows, strict=True):
        yield line
        yield from _below([printable(cell) for cell in row[first:]], width)


def _below(cells: Sequence[str], width: int) -> list[str]:
    told = ": ".join(cell for cell in cells if cell)
    room = max(width, _NARROWEST)
    return textwrap.wrap(told, room, initial_indent="  ", subsequent_indent="    ", break_on_hyphens=False)


def _cut(columns: Sequence[Column], rows: Sequence[Sequence[str]], width: int) -> list[list[str]]:
    cells = [[_short(printable(cell)) for cell in row[1 : len(columns)]] for row in rows]
    heads = [column.heading for column in columns[1:]]
    taken = sum(2 + max(map(len, column)) for column in zip(heads, *cells, strict=True))
    room = max(width - taken, _WIDEST)
    places = [printable(row[0]) for row in rows]
    places = [each if len(each) <= room else "…" + each[1 - room :] for each in places]
    return [[each, *row] for each, row in zip(places, cells, strict=True)]


def _short(cell: str) -> str:
    return cell if len(cell) <= _WIDEST else cell[: _WIDEST - 1] + "…"


def _row(columns: Sequence[Column], row: Sequence[str], widths: Sequence[int]) -> str:
    cells = (
        cell.rjust(width) if column.is_number else cell.ljust(width)
        for column, cell, width in zip(columns, row, widths, strict=True)
    )
    return "  ".join(cells).rstrip()
