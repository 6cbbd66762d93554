"""A document cut into blocks: headings, texts, tables, formulas and code, each with its place."""

from __future__ import annotations

from typing import Literal, NamedTuple

BlockKind = Literal["heading", "text", "table", "math", "code", "verbatim"]


class Block(NamedTuple):
    """A piece of a document between two offsets.

    `rows` are the offsets of what its lines say, quotation marks and indentation of the block left out.
    `language` is what a code block says it is written in; `level` is the rank of a heading, from 1.
    """

    kind: BlockKind
    rows: tuple[tuple[int, int], ...]
    language: str = ""
    level: int = 0

    @property
    def start(self) -> int:
        """Offset of its first character."""
        return self.rows[0][0]

    @property
    def end(self) -> int:
        """Offset behind its last character."""
        return self.rows[-1][1]


PYTHON = frozenset("python py python3 pycon ipython ipython3 pyodide".split())


def is_python(block: Block) -> bool:
    """Whether a block is Python code."""
    return block.kind == "code" and block.language in PYTHON
