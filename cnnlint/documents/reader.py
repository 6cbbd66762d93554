"""A document: its blocks, its code as one module, and a cheap test whether it can state a count at all."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence

from ..claims.gate import may_claim
from ..source import Source
from .blocks import Block, is_python
from .context import counting_word
from .markdown import markdown_blocks
from .notebook import Notebook
from .rst import rst_blocks
from .virtual import VirtualSource, virtual_source

# A figure of two digits or more beside nothing that ties it to a name or a version.
_NUMBER = re.compile(r"(?<![\w.])\d[\d.,_]*\d")
_SUMMARY = re.compile(r"\bLayer \((?:type|name)[^\n]*\bParam")
_CODE = re.compile(r"```|~~~|>>> |code-block|code-cell|::")


class Document:
    """A text with its blocks; `code` is the module of its Python blocks, None where it has none."""

    def __init__(self, source: Source, blocks: Sequence[Block]) -> None:
        self.source = source
        self.blocks = blocks
        self.dropped: set[int] = set()

    @property
    def code_blocks(self) -> list[Block]:
        """The Python blocks that can be read, in order."""
        return [
            block for index, block in enumerate(self.blocks) if is_python(block) and index not in self.dropped
        ]

    def code(self) -> VirtualSource | None:
        """The module of the document's Python blocks; None where there is none."""
        blocks = self.code_blocks
        return virtual_source(self.source, blocks) if blocks else None

    def drop(self, offset: int) -> bool:
        """Leave out the block that stands at an offset; False if there is none."""
        for index, block in enumerate(self.blocks):
            if index not in self.dropped and is_python(block) and block.start <= offset <= block.end:
                self.dropped.add(index)
                return True
        return False


def may_state(text: str) -> bool:
    """Whether a document can state a count: a word that counts and a figure, or code. False is certain."""
    if counting_word(text) and _NUMBER.search(text):
        return True
    return bool(_CODE.search(text)) and may_claim(text)


def read_document(source: Source) -> Document:
    """The document of a text, by the ending of its path."""
    if isinstance(source, Notebook):
        return Document(source, source.blocks())
    ending = os.path.splitext(source.path)[1].lower()
    blocks = rst_blocks(source.text) if ending == ".rst" else markdown_blocks(source.text)
    return Document(source, [_as_shown(source.text, block) for block in blocks])


def _as_shown(text: str, block: Block) -> Block:
    """A block with the summary of a model is what code printed, whatever language it is marked as."""
    if block.kind != "code" or is_python(block) or not _SUMMARY.search(text, block.start, block.end):
        return block
    return block._replace(kind="verbatim")
