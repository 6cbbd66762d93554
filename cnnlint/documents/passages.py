"""The passages of a document: plain texts of its blocks, and the headings and lead-ins that they stand under."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property

from .blocks import Block
from .context import speaks_of_costs, speaks_of_parameters
from .plain import Plain, plain

_SHORT = 200
_LEADS = re.compile(r"[:：]\s*(?:\*\*)?\s*$")


class Passage:
    """A block that says something, with what leads up to it; its plain text is made when it is asked for.

    `raw` is the block as it stands in the document; `headings` are the texts of the headings it stands
    under, outermost first; `lead` is the text right above it that ends in a colon or is short.
    """

    def __init__(self, index: int, block: Block, document: str, headings: tuple[str, ...], lead: str) -> None:
        self.index = index
        self.block = block
        self.document = document
        self.raw = document[block.start : block.end]
        self.headings = headings
        self.lead = lead

    @cached_property
    def plain(self) -> Plain:
        """The plain text with its places."""
        return block_text(self.document, self.block)

    @cached_property
    def text(self) -> str:
        """The plain text."""
        return self.plain.text

    @property
    def heading(self) -> str:
        """Text of the nearest heading."""
        return self.headings[-1] if self.headings else ""

    @cached_property
    def is_about_parameters(self) -> bool:
        """Whether what leads up to the passage says that it counts parameters."""
        for above in (self.lead, *reversed(self.headings)):
            if speaks_of_parameters(above):
                return not speaks_of_costs(above)
            if speaks_of_costs(above):
                return False
        return False


def passages(text: str, blocks: Sequence[Block]) -> Iterator[Passage]:
    """Passages of all blocks but code, in order."""
    headings: list[tuple[int, str]] = []
    above: tuple[str, ...] = ()
    lead = ""
    for index, block in enumerate(blocks):
        if block.kind == "code":
            lead = ""
            continue
        if block.kind == "heading":
            while headings and headings[-1][0] >= block.level:
                headings.pop()
            headings.append((block.level, text[block.start : block.end]))
            above, lead = tuple(each for _, each in headings), ""
        yield Passage(index, block, text, above, lead)
        if block.kind == "text":
            last = text[slice(*block.rows[-1])]
            lead = last if len(last) < _SHORT or _LEADS.search(last) else ""


def block_text(text: str, block: Block) -> Plain:
    """The plain text of a block, its lines parted by line ends."""
    made = Plain()
    if block.kind == "verbatim":
        for start, end in block.rows:
            made.copy(text, start, end)
            made.put("\n", end, end)
        return made
    if block.kind == "math":
        return _joined(text, block, is_math=True)
    if "$" in text[block.start : block.end] or "\\" in text[block.start : block.end]:
        return _joined(text, block, is_math=False)
    for start, end in block.rows:
        made.append(plain(text, start, end))
        made.put("\n", end, end)
    return made


def _joined(text: str, block: Block, is_math: bool) -> Plain:
    """The same where a formula may run over several rows; what stands between the rows is blank."""
    pieces, at = [], block.start
    for start, end in block.rows:
        pieces.append("\n".ljust(start - at) if at < start else "")
        pieces.append(text[start:end])
        at = end
    characters = "".join(pieces)
    made = plain(characters, 0, len(characters), is_math)
    made.moved(block.start)
    return made
