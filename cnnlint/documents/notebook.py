"""Jupyter notebooks: their cells as one text, and which place of it is which row of which cell."""

from __future__ import annotations

import html
import json
import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Any, NamedTuple

from ..reading import Unreadable
from ..source import Location, Source
from .blocks import Block
from .markdown import markdown_blocks

_ROW = re.compile(r"[^\n]*\n?")
_LINE_ENDS = re.compile(r"\r\n?")
_TAG = re.compile(r"<[^<>]*>")
_ROWS_OF_HTML = re.compile(r"\s*<pre\b", re.IGNORECASE)
_ESCAPES = re.compile(r"\x1b\[[0-9;]*m")


class Cell(NamedTuple):
    """A cell by its number, from 1 over all cells: where its text begins, and the texts that it printed.

    `turn` is when it was run, if the notebook tells.
    """

    number: int
    kind: str
    start: int
    text: str
    printed: tuple[str, ...]
    turn: int | None = None


class Notebook(Source):
    """The texts of all cells of a notebook below each other."""

    def __init__(self, path: str, cells: list[Cell]) -> None:
        super().__init__(path, "".join(f"{cell.text}\n\n" for cell in cells))
        self.cells = cells

    def cell(self, location: Location) -> tuple[int, Location]:
        """Number of the cell that holds a place of the whole text, and the place within the cell."""
        start = self.line_starts[location.row - 1]
        index = max(bisect_right(self.cells, start, key=lambda cell: cell.start) - 1, 0)
        cell = self.cells[index]
        return cell.number, Location(location.row - self.row(cell.start) + 1, location.column)

    def ran_in_order(self, cell: Cell) -> bool:
        """Whether all cells above were run before a cell and none below was, as far as the notebook tells."""
        if cell.turn is None:
            return True
        turns = [(each.number < cell.number, each.turn) for each in self.cells if each.turn is not None]
        return not any(turn > cell.turn if above else turn < cell.turn for above, turn in turns)

    def lines(self, number: int) -> list[str]:
        """Rows of the cell of a number; nothing if there is no such cell."""
        return next((cell.text.split("\n") for cell in self.cells if cell.number == number), [])

    def blocks(self) -> list[Block]:
        """Code cells as code, Markdown cells cut into their blocks."""
        return [block for cell in self.cells for block in _blocks(cell)]


def read_notebook(source: Source) -> Notebook:
    """The notebook of a text of JSON; Unreadable where it is none."""
    if not source.text.strip():
        return Notebook(source.path, [])
    try:
        data = json.loads(source.text)
    except json.JSONDecodeError as error:
        raise Unreadable(source.path, error.lineno, f"is no notebook: {error.msg.lower()}") from error
    except RecursionError as error:
        raise Unreadable(source.path, None, "is no notebook: nested too deeply") from error
    cells = _cells(data)
    if cells is None:
        raise Unreadable(source.path, None, "is no notebook: it has no list of cells")
    return Notebook(source.path, list(_placed(cells)))


def _cells(data: Any) -> list[Any] | None:
    """The cells of either format: those of version 3 lie in worksheets."""
    if not isinstance(data, dict):
        return None
    found = data.get("cells")
    if found is None and isinstance(data.get("worksheets"), list):
        sheets = [sheet for sheet in data["worksheets"] if isinstance(sheet, dict)]
        found = [cell for sheet in sheets for cell in sheet.get("cells") or []]
    return found if isinstance(found, list) else None


def _placed(cells: list[Any]) -> Iterator[Cell]:
    start = 0
    for number, cell in enumerate(cells, 1):
        if not isinstance(cell, dict):
            continue
        kind = str(cell.get("cell_type"))
        text = _text(cell.get("source", cell.get("input", "")))
        yield Cell(number, kind, start, text, tuple(_printed(cell)), _turn(cell))
        start += len(text) + 2


def _text(value: Any) -> str:
    """A text that is kept whole or as a list of rows."""
    if isinstance(value, list):
        value = "".join(each for each in value if isinstance(each, str))
    return _LINE_ENDS.sub("\n", value) if isinstance(value, str) else ""


def _printed(cell: dict[str, Any]) -> Iterator[str]:
    outputs = cell.get("outputs")
    for output in outputs if isinstance(outputs, list) else ():
        if not isinstance(output, dict):
            continue
        data = output.get("data")
        shown = data.get("text/plain") if isinstance(data, dict) else output.get("text")
        text = _ESCAPES.sub("", _text(shown)) or _preformatted(data)
        if text:
            yield text


def _turn(cell: dict[str, Any]) -> int | None:
    turn = cell.get("execution_count", cell.get("prompt_number"))
    return turn if type(turn) is int else None


def _preformatted(data: Any) -> str:
    """The text of an output that is kept as HTML only, where it is laid out in rows of its own."""
    shown = _text(data.get("text/html")) if isinstance(data, dict) else ""
    return html.unescape(_TAG.sub("", shown)) if _ROWS_OF_HTML.match(shown) else ""


def _blocks(cell: Cell) -> Iterator[Block]:
    if cell.kind == "code":
        ends = [match.span() for match in _ROW.finditer(cell.text) if match.group()]
        rows = tuple((cell.start + a, cell.start + b - cell.text[a:b].endswith("\n")) for a, b in ends)
        if rows:
            yield Block("code", rows, "python")
    elif cell.kind == "markdown":
        for block in markdown_blocks(cell.text):
            rows = tuple((cell.start + start, cell.start + end) for start, end in block.rows)
            yield block._replace(rows=rows)
