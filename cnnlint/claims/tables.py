"""Claims of tables in a remark: rows of cells between bars, one column of which counts parameters."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from .arithmetic import number_at
from .claim import Claim, Interval, Quantity
from .context import disturbed, qualified
from .heads import counting_head
from .number import Bound, Numeral, interval, numeral
from .sums import Addend, add_up
from .tokens import Token, tokens

_BARS = re.compile(r"[|│┃]")
_RULE = re.compile(r"[\s#|│┃+:=─━┼-]*")
_EDGE = re.compile(r"[ \t]*#*[ \t]*")
_NAME = re.compile(
    r"[`*_\[ ]*(?P<name>[A-Za-z][\w./-]*(?: (?:[0-9]{1,3}|model|layer|block))?)[\]`*_]*(?:\([^)]*\))?\s*"
)
# A row that stands for several layers, or for a part of another row.
_SEVERAL = re.compile(r"[x×*]\s*[0-9]|[0-9]\s*[x×]|^\s*(?:[-└├│>.]|&nbsp)|\.\.\.|…")
_SUMS = frozenset("total totals sum all overall".split())
_MOST_ROWS = 200
# Smaller numbers are rather counts of layers or tensors.
_LEAST = 10


class _Cell(NamedTuple):
    start: int
    end: int


class _Column(NamedTuple):
    """The place of a counting column, what it counts, and the unit of its numbers."""

    place: int
    width: int
    quantities: tuple[Quantity, ...]
    scale: str | None


def table_claims(text: str) -> tuple[list[Claim], list[tuple[int, int]]]:
    """Claims of the tables in a remark, and the ranges that the tables cover."""
    claims: list[Claim] = []
    covered: list[tuple[int, int]] = []
    for rows in _tables(text):
        covered.append((rows[0][0].start, rows[-1][-1].end))
        column = _counting(text, rows[0])
        if column is not None:
            claims.extend(_told(text, rows[1:], column))
    return claims, covered


def _tables(text: str) -> Iterator[list[list[_Cell]]]:
    """Runs of rows with bars, rules between them left out."""
    rows: list[list[_Cell]] = []
    at = 0
    for line in text.splitlines(keepends=True):
        cells = _cells(text, at, at + len(line.rstrip()))
        if len(cells) > 1:
            rows.append(cells)
        elif rows and not (_RULE.fullmatch(line) and line.strip(" \t\r\n#")):
            yield rows
            rows = []
        at += len(line)
    if rows:
        yield rows


def _cells(text: str, start: int, end: int) -> list[_Cell]:
    bars = [match.start() for match in _BARS.finditer(text, start, end)]
    if not bars or _RULE.fullmatch(text, start, end):
        return []
    edge = _EDGE.match(text, start, end)
    ends = [edge.end() - 1 if edge else start - 1, *bars, end]
    cells = [_trimmed(text, left + 1, right) for left, right in pairwise(ends)]
    if cells and cells[0].start == cells[0].end:
        cells = cells[1:]
    return cells[:-1] if cells and cells[-1].start == cells[-1].end else cells


def _trimmed(text: str, start: int, end: int) -> _Cell:
    start = min(start, end)
    inner = text[start:end]
    return _Cell(
        start + len(inner) - len(inner.lstrip()),
        start + max(len(inner.rstrip()), len(inner) - len(inner.lstrip())),
    )


def _counting(text: str, heads: list[_Cell]) -> _Column | None:
    """The one column whose head speaks of parameters; None if there are more, or none."""
    found = [column for index, cell in enumerate(heads) if (column := _column(text, index, cell, len(heads)))]
    mentions = sum("param" in text[cell.start : cell.end].lower() for cell in heads)
    return found[0] if len(found) == mentions == 1 and found[0].place > 0 else None


def _column(text: str, index: int, cell: _Cell, width: int) -> _Column | None:
    head = counting_head(text[cell.start : cell.end])
    return None if head is None else _Column(index, width, head.quantities, head.scale)


def _told(text: str, rows: list[list[_Cell]], column: _Column) -> Iterator[Claim]:
    """One claim a row; rows of the same name tell of several settings, and say nothing here."""
    whole = [_unnumbered(text, row, column.width) for row in rows[:_MOST_ROWS]]
    named = [(row, _name(text, row[0])) for row in whole if len(row) == column.width]
    often = Counter(name.lower() for _, name in named if name)
    total = _total(text, named, column)
    if total is not None:
        yield total
    for row, name in named:
        if name is None or often[name.lower()] > 1 or name.lower() in _SUMS:
            continue
        words = [token for cell in row for token in tokens(text, cell.start, cell.end)]
        if disturbed(words) or qualified(tokens(text, row[0].start, row[0].end)):
            continue
        found = _in_cell(text, row[column.place], column.scale)
        if found is not None and found.number.value >= _LEAST:
            yield _claim(text, found, column, name)


def _unnumbered(text: str, row: list[_Cell], width: int) -> list[_Cell]:
    """A row without the running number that stands before its first cell, below a blank head."""
    numbered = len(row) == width + 1 and text[row[0].start : row[0].end].isdigit()
    return row[1:] if numbered else row


def _total(text: str, named: list[tuple[list[_Cell], str | None]], column: _Column) -> Claim | None:
    """The last row, if it is the total of all above it."""
    if not named or (named[-1][1] or "").lower() not in _SUMS:
        return None
    numbers = [_in_cell(text, row[column.place], column.scale) for row, _ in named]
    total, rows = numbers[-1], numbers[:-1]
    names = [text[row[0].start : row[0].end] for row, _ in named[:-1]]
    if total is None or any(_SEVERAL.search(name) or name.split(" ")[0].lower() in _SUMS for name in names):
        return None
    known = [each for each in rows if each is not None]
    parts = add_up([Addend(each.number.value, each.allowed) for each in known], total.number.value)
    if parts is None or len(known) < len(rows):
        return None
    claim = _claim(text, total, column, None)
    return claim._replace(parts=parts)


def _name(text: str, cell: _Cell) -> str | None:
    match = _NAME.fullmatch(text, cell.start, cell.end)
    return match["name"] if match else None


class _Number(NamedTuple):
    """The number in a cell, with what its spelling allows."""

    number: Numeral
    allowed: Interval
    start: int
    end: int


def _in_cell(text: str, cell: _Cell, scale: str | None) -> _Number | None:
    row = [token for token in tokens(text, cell.start, cell.end) if token.text not in ("*", "**")]
    about = bool(row) and row[0].text in ("~", "≈", "∼")
    cells = row[int(about) :]
    found = _value(cells, scale)
    if found is None:
        return None
    return _Number(
        found, interval(found, Bound.ABOUT if about else Bound.EXACT), cells[0].start, cells[-1].end
    )


def _claim(text: str, found: _Number, column: _Column, name: str | None) -> Claim:
    written = text[found.start : found.end]
    return Claim(
        column.quantities,
        found.allowed,
        found.number.value,
        found.start,
        found.end,
        written,
        None,
        True,
        name,
    )


def _value(cells: list[Token], scale: str | None) -> Numeral | None:
    """The number that fills a cell, in the unit of the column's head unless it bears its own."""
    if len(cells) == 1 and cells[0].kind == "number" and scale is not None:
        return numeral(cells[0].text, scale)
    found = number_at(cells, 0)
    return found[0] if found is not None and found[1] == len(cells) else None
