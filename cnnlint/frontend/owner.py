"""What a remark may speak of: the call, class, function, statement or entry beside it.

The rules follow how people write: a comment behind a layer speaks of it, one above of what comes next,
one directly below of what came before, a docstring of its class or function.
"""

from __future__ import annotations

from bisect import bisect_right

from ..source import Source
from .blocks import around
from .full_row_owner import FullRow, Lowered
from .outline import Outline
from .owner_types import (
    CallOwner,
    ClassOwner,
    EntryOwner,
    FunctionOwner,
    ModuleOwner,
    Owner,
    RowOwner,
    StatementOwner,
    definition_owner,
)
from .remarks import Remark
from .trailing_owner import trailing_owners

__all__ = [
    "CallOwner",
    "ClassOwner",
    "EntryOwner",
    "FunctionOwner",
    "ModuleOwner",
    "Owner",
    "RowOwner",
    "StatementOwner",
    "owners",
]


def owners(source: Source, outline: Outline, remark: Remark, lowered: Lowered) -> tuple[Owner, ...]:
    """Candidates for what a remark speaks of, best first; whatever `lowered` raises."""
    unique: list[Owner] = []
    for owner in _owners(source, outline, remark, lowered):
        if owner not in unique:
            unique.append(owner)
    return tuple(unique)


def _owners(source: Source, outline: Outline, remark: Remark, lowered: Lowered) -> list[Owner]:
    if not outline.chunks:
        return [ModuleOwner()]
    index = max(bisect_right(outline.chunks, remark.start, key=lambda chunk: chunk.start) - 1, 0)
    chunk = outline.chunks[index]
    if remark.kind == "docstring":
        if chunk.start == remark.start:
            return [ModuleOwner()]
        definitions, _ = around(lowered(chunk), remark.start)
        return [definition_owner(definitions)]
    if remark.trailing:
        return trailing_owners(source, remark.start, index, lowered(chunk))
    return FullRow(source, outline, remark, index, lowered).owners()
