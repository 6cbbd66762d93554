"""The code blocks of a document as one module, of the same length: what is no code is blank.

Offsets in the module are those of the document. Where a block is indented or bears prompts, the line end
before each row is moved to where the code begins, so that the code stands at column 0.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..frontend.scan import scan
from ..source import Location, Source
from .blocks import Block

_PROMPT = re.compile(r"(?:>>>|\.\.\.)(?: |$)")
_MAGIC = re.compile(r"[ \t]*(?:%{1,2}[a-z]|!|\?|\w[\w.]*\?{1,2}\s*$|#@tab\b)")
_ASSIGNED = re.compile(r"[ \t]*[\w, \t]+=[ \t]*[%!]\w")
# A cell magic whose body is still Python.
_HARMLESS_CELL = re.compile(r"[ \t]*%%(?:time|timeit|capture|tab|prun)\b")
_BLANKED = re.compile(r"[^\r\n]+")


class VirtualSource(Source):
    """The code of a document; places in it are those of the document."""

    def __init__(self, document: Source, text: str) -> None:
        super().__init__(document.path, text)
        self.document = document

    def location(self, offset: int) -> Location:
        """Row and column, both from 1, in the document."""
        return self.document.location(offset)


def virtual_source(document: Source, blocks: Sequence[Block]) -> VirtualSource:
    """The module of these blocks; one that cannot be Python is left out."""
    characters = list(_blank(document.text))
    for block in blocks:
        rows = _code_rows(document.text, block)
        if rows and _is_readable(document.text, rows):
            for start, end in rows:
                _write(characters, document.text, start, end)
    return VirtualSource(document, "".join(characters))


def _blank(text: str) -> str:
    return (
        _BLANKED.sub(lambda match: " " * len(match.group()), text).replace("\r\n", " \n").replace("\r", "\n")
    )


def _write(characters: list[str], text: str, start: int, end: int) -> None:
    characters[start:end] = text[start:end]
    line = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start))
    if 0 <= line < start - 1:
        characters[line], characters[start - 1] = " ", "\n"


def _code_rows(text: str, block: Block) -> list[tuple[int, int]]:
    """The rows of a block that are code, prompts left out."""
    rows = [row for row in block.rows if row[0] < row[1]]
    if not rows:
        return []
    first = text[slice(*rows[0])].lstrip()
    if first.startswith("%%") and not _HARMLESS_CELL.match(first):
        return []
    if block.language == "pycon" or first.startswith(">>> "):
        rows = [(row[0] + prompt.end(), row[1]) for row in rows if (prompt := _prompt(text, row))]
    return [row for row in rows if row[0] < row[1] and not _is_magic(text, row)]


def _prompt(text: str, row: tuple[int, int]) -> re.Match[str] | None:
    return _PROMPT.match(text[row[0] : row[1]])


def _is_magic(text: str, row: tuple[int, int]) -> bool:
    return bool(_MAGIC.match(text, *row) or _ASSIGNED.match(text, *row))


def _is_readable(text: str, rows: Sequence[tuple[int, int]]) -> bool:
    code = "\n".join(text[start:end] for start, end in rows) + "\n"
    return scan(Source("", code)).problem is None
