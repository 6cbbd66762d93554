"""Markdown in the comments of a script whose cells are marked with `# %% [markdown]`."""

from __future__ import annotations

import re

from .blocks import Block
from .markdown import markdown_blocks

_MARK = re.compile(r"^# ?%%[^\n]*\[(?:markdown|md)\]", re.MULTILINE)
_CELL = re.compile(r"^# ?%%[^\n]*\[(?:markdown|md)\][^\n]*\n((?:#(?! ?%%)[^\n]*\n?)*)", re.MULTILINE)
_BLANKED = re.compile(r"[^\r\n]")
_HASH = re.compile(r"^# ?", re.MULTILINE)


def has_markdown_cells(text: str) -> bool:
    """Whether a script has cells of Markdown."""
    return "%% [m" in text and bool(_MARK.search(text))


def cell_blocks(text: str) -> list[Block]:
    """Blocks of the Markdown cells of a script, in order; the code is no part of them."""
    shown = _BLANKED.sub(" ", text)
    for match in _CELL.finditer(text):
        start, end = match.span(1)
        cell = _HASH.sub(lambda mark: " " * len(mark.group()), match[1])
        shown = shown[:start] + cell + shown[end:]
    return [block for block in markdown_blocks(shown) if block.kind != "code"]
