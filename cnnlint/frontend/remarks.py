"""Comments and bare strings of a source as texts to read claims from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from ..source import Source
from .outline import Comment, Outline


class Remark(NamedTuple):
    """A comment, several full-row comments below each other, a docstring or another bare string.

    `text` is exactly what stands between the offsets, marks included. `trailing` holds for a comment
    that follows code on its row.
    """

    kind: Literal["comment", "docstring", "string"]
    start: int
    end: int
    text: str
    trailing: bool


def remarks(source: Source, outline: Outline) -> tuple[Remark, ...]:
    """All remarks in the order of the text."""
    found = [_comments(source, block) for block in _blocks(source, outline.comments)]
    for string in outline.strings:
        kind: Literal["docstring", "string"] = "docstring" if string.docstring else "string"
        text = source.text[string.start : string.end]
        found.append(Remark(kind, string.start, string.end, text, False))
    return tuple(sorted(found, key=lambda remark: remark.start))


def _comments(source: Source, block: list[Comment]) -> Remark:
    start, end = block[0].start, block[-1].end
    return Remark("comment", start, end, source.text[start:end], block[0].trailing)


def _blocks(source: Source, comments: tuple[Comment, ...]) -> Iterator[list[Comment]]:
    block: list[Comment] = []
    for comment in comments:
        if block and not _goes_on(source, block[-1], comment):
            yield block
            block = []
        block.append(comment)
    if block:
        yield block


def _goes_on(source: Source, above: Comment, below: Comment) -> bool:
    if above.trailing or below.trailing:
        return False
    # Only a line end and white space can stand between full-row comments of adjacent rows.
    row, column = source.location(above.start)
    return source.location(below.start) == (row + 1, column)
