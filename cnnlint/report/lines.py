"""Source rows to show below a finding."""

from __future__ import annotations

import os

from ..reading import Unreadable, read
from ..source import Source


class Lines:
    """Rows of the linted files, read again when they are asked for; `given` are sources at hand."""

    def __init__(self, *given: Source) -> None:
        self._sources: dict[str, Source | None] = {source.path: source for source in given}

    def line(self, filename: str, row: int, cell: int | None = None) -> str | None:
        """A row's text, in a notebook that of a cell; None if the file can no longer be read or is shorter."""
        if cell is not None:
            return self._cell_line(filename, row, cell)
        if filename not in self._sources:
            self._sources[filename] = _read_again(filename)
        source = self._sources[filename]
        return source.line(row) if source and 1 <= row <= len(source.line_starts) else None

    def _cell_line(self, filename: str, row: int, number: int) -> str | None:
        from ..documents.notebook import Notebook, read_notebook

        source = self._sources.get(filename) or _read_again(filename)
        try:
            notebook = source if isinstance(source, Notebook) or source is None else read_notebook(source)
        except Unreadable:
            return None
        self._sources[filename] = notebook
        lines = notebook.lines(number) if notebook is not None else []
        return lines[row - 1] if 1 <= row <= len(lines) else None


def _read_again(filename: str) -> Source | None:
    # A pipe was empty after the first reading and would block.
    if not os.path.isfile(filename):
        return None
    try:
        return read(filename)
    except Unreadable:
        return None
