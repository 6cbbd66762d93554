"""Tables of documents: pipes, grids, HTML and tabs, cut into rows of cells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from .blocks import Block
from .plain import Plain, plain

_RULE = re.compile(r"[\s|:+=─━┼╪-]*")
_GAP = re.compile(r"(?<=\S) {2,}(?=\S)")
_BAR = re.compile(r"(?<!\\)\|")
_ROW = re.compile(r"<tr\b[^>]*>(.*?)(?=</tr>|<tr\b|</table>|\Z)", re.DOTALL | re.IGNORECASE)
_CELL = re.compile(r"<(t[dh])\b[^>]*>(.*?)(?=</t[dh]>|<t[dhr]\b|</tr>|\Z)", re.DOTALL | re.IGNORECASE)
_SPANNING = re.compile(r"\b(?:row|col)span\b", re.IGNORECASE)


class Cell(NamedTuple):
    """A cell: its plain text, with places in the document."""

    plain: Plain
    text: str


def table_rows(text: str, block: Block) -> list[list[Cell]]:
    """Rows of a table; nothing for one whose cells span several."""
    if text[block.start : block.end].lstrip()[:6].lower() == "<table":
        return list(_html_rows(text, block))
    return [row for start, end in block.rows if (row := _line_cells(text, start, end))]


def _html_rows(text: str, block: Block) -> Iterator[list[Cell]]:
    if _SPANNING.search(text, block.start, block.end):
        return
    for row in _ROW.finditer(text, block.start, block.end):
        cells = [
            _cell(text, each.start(2), each.end(2)) for each in _CELL.finditer(text, row.start(1), row.end(1))
        ]
        if cells:
            yield cells


def _line_cells(text: str, start: int, end: int) -> list[Cell]:
    if _RULE.fullmatch(text, start, end):
        return []
    bars = [match.start() for match in _BAR.finditer(text, start, end)]
    if not bars:
        bars = [at for at in range(start, end) if text[at] == "\t"]
    if not bars:
        bars = [match.end() - 1 for match in _GAP.finditer(text, start, end)]
    edges = [start - 1, *bars, end]
    places = [_trimmed(text, left + 1, right) for left, right in pairwise(edges)]
    if bars and text[bars[0]] == "|":
        if places[0][0] >= places[0][1]:
            places = places[1:]
        if places and places[-1][0] >= places[-1][1]:
            places = places[:-1]
    return [_cell(text, left, right) for left, right in places]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _cell(text: str, start: int, end: int) -> Cell:
    made = plain(text, *_trimmed(text, start, end))
    return Cell(made, made.text)
