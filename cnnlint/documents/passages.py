"""The passages of a document: plain texts of its blocks, and the headings and lead-ins that they stand under."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .blocks import Block
from .context import speaks_of_costs, speaks_of_parameters
from .plain import Plain, plain

_LEADS = re.compile(r"[:：]\s*(?:\*\*)?\s*$")


class Passage:
    """A block that says something, with what leads up to it.

    `headings` are the texts of the headings it stands under, outermost first; `lead` is the text right
    above that ends in a colon or is short, if there is one.
    """

    def __init__(self, index: int, block: Block, text: Plain, headings: tuple[str, ...], lead: str) -> None:
        self.index = index
        self.block = block
        self.plain = text
        self.text = text.text
        self.headings = headings
        self.lead = lead

    @property
    def heading(self) -> str:
        """Text of the nearest heading."""
        return self.headings[-1] if self.headings else ""

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
    lead = ""
    for index, block in enumerate(blocks):
        if block.kind == "code":
            lead = ""
            continue
        said = block_text(text, block)
        if block.kind == "heading":
            while headings and headings[-1][0] >= block.level:
                headings.pop()
            headings.append((block.level, said.text))
            lead = ""
        yield Passage(index, block, said, tuple(each for _, each in headings), lead)
        if block.kind in ("text", "heading"):
            last = said.text.rstrip().rpartition("\n")[2]
            lead = last if block.kind == "text" and (_LEADS.search(last) or len(last) < 200) else ""


def block_text(text: str, block: Block) -> Plain:
    """The plain text of a block, its lines parted by line ends."""
    made = Plain()
    if block.kind == "verbatim":
        made.copy(text, block.start, block.end)
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
    characters = list(" " * (block.end - block.start))
    for start, end in block.rows:
        characters[start - block.start : end - block.start] = text[start:end]
        if end < block.end:
            characters[end - block.start] = "\n"
    made = plain("".join(characters), 0, len(characters), is_math)
    made.moved(block.start)
    return made
