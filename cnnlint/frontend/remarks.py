"""Remarks: the comments, docstrings and bare strings of a source, as text for the reader of claims."""

from __future__ import annotations

from typing import Literal, NamedTuple

from ..source import Source
from .outline import Comment, Outline


class Remark(NamedTuple):
    """One remark: its text is exactly what stands between `start` and `end`, marks and quotes included.

    Comments on successive rows of their own, equally far in, are one remark. `trailing` is a comment
    behind code.
    """

    kind: Literal["comment", "docstring", "string"]
    start: int
    end: int
    text: str
    trailing: bool = False


def remarks(source: Source, outline: Outline) -> tuple[Remark, ...]:
    """All remarks in the order of the text."""
    found = [_of_comments(source, block) for block in _blocks(source, outline.comments)]
    for text in outline.strings:
        kind: Literal["docstring", "string"] = "docstring" if text.docstring else "string"
        found.append(Remark(kind, text.start, text.end, source.text[text.start : text.end]))
    return tuple(sorted(found, key=lambda remark: remark.start))


def _of_comments(source: Source, block: list[Comment]) -> Remark:
    start, end = block[0].start, block[-1].end
    return Remark("comment", start, end, source.text[start:end], block[0].trailing)


def _blocks(source: Source, comments: tuple[Comment, ...]) -> list[list[Comment]]:
    blocks: list[list[Comment]] = []
    last = None
    for comment in comments:
        place = source.location(comment.start)
        follows = last is not None and place.row == last.row + 1 and place.column == last.column
        if blocks and follows and not comment.trailing and not blocks[-1][-1].trailing:
            blocks[-1].append(comment)
        else:
            blocks.append([comment])
        last = place
    return blocks
