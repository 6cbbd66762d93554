"""Aligned columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from .text import printable


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


def _row(columns: Sequence[Column], row: Sequence[str], widths: Sequence[int]) -> str:
    cells = (
        cell.rjust(width) if column.is_number else cell.ljust(width)
        for column, cell, width in zip(columns, row, widths, strict=True)
    )
    return "  ".join(cells).rstrip()
