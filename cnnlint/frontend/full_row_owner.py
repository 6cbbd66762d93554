"""What a comment or bare string on rows of its own may speak of: what stands below or above it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from typing import TypeAlias

from ..program import nodes as ir
from ..source import Source
from .blocks import Definition, Place, find_place, header, is_bare_string
from .outline import Chunk, Outline
from .owned_calls import children_near, outermost_calls
from .owner_types import (
    EntryOwner,
    ModuleOwner,
    Owner,
    Scope,
    StatementOwner,
    calls_owner,
    definition_owner,
    enclosing,
    path,
)
from .remarks import Remark

_BLANK_ROW = re.compile(r"(?:\r\n|\r(?!\n)|\n)[ \t\f]*(?:\r|\n)")
Lowered: TypeAlias = Callable[[Chunk], tuple[ir.Statement, ...]]
# An owner and where what it stands for begins.
_Found: TypeAlias = tuple[Owner, int]


class FullRow:
    """Finds the owners of one remark; `chunk` is the last that begins at it or before."""

    def __init__(
        self, source: Source, outline: Outline, remark: Remark, chunk: int, lowered: Lowered
    ) -> None:
        self._source = source
        self._outline = outline
        self._remark = remark
        self._chunk = chunk
        self._lowered = lowered

    def owners(self) -> list[Owner]:
        """Candidates, best first."""
        start, source = self._remark.start, self._source
        column = source.location(start).column
        chunk = self._outline.chunks[self._chunk]
        if start > chunk.start and (start < chunk.end or column > 1):
            statements = self._lowered(chunk)
            place = find_place(source, statements, start, column)
            if place.inside is not None:
                return self._in_brackets(place)
            if place.around or place.above not in statements or start < chunk.end:
                return self._in_block(place)
        return self._top()

    # --- between statements ----------------------------------------------------------------------

    def _top(self) -> list[Owner]:
        """Between two top-level statements."""
        start, chunks = self._remark.start, self._outline.chunks
        above = self._chunk - (chunks[self._chunk].start >= start)
        below = above + 1
        while below < len(chunks) and (chunks[below].start <= start or self._is_string(below)):
            below += 1
        first = self._statement_of(below, 0) if below < len(chunks) else None
        last = None
        if above >= 0 and not self._is_string(above) and not self._blank(chunks[above].end, start):
            last = self._statement_of(above, -1)
        found = self._ordered(last, first)
        return found if below < len(chunks) else [*found, ModuleOwner()]

    def _is_string(self, index: int) -> bool:
        chunk, strings = self._outline.chunks[index], self._outline.strings
        place = bisect_left(strings, chunk.start, key=lambda string: string.start)
        return place < len(strings) and (strings[place].start, strings[place].end) == (chunk.start, chunk.end)

    def _statement_of(self, index: int, which: int) -> _Found:
        self._chunk = index
        statement = self._lowered(self._outline.chunks[index])[which]
        return self._owner((), statement), statement.start

    def _in_block(self, place: Place) -> list[Owner]:
        above, below = place.above, place.below
        after = None if below is None else (self._owner(place.around, below), below.start)
        before = None
        if above is not None and is_bare_string(above):
            above = None
        # What ends a class speaks of the class rather than of its last method.
        ends_class = below is None and isinstance(above, (ir.FunctionDef, ir.ClassDef))
        if above is not None and not ends_class and not self._blank(above.end, self._remark.start):
            before = (self._owner(place.around, above), above.start)
        found = self._ordered(before, after)
        if above is None or below is None or _is_initializer(above):
            found.append(enclosing(place.around))
        return found

    def _ordered(self, above: _Found | None, below: _Found | None) -> list[Owner]:
        """Below first, unless a blank row parts it from the remark and none parts what is above."""
        if above is None or below is None:
            return [each[0] for each in (below, above) if each is not None]
        if self._blank(self._remark.end, below[1]):
            return [above[0], below[0]]
        return [below[0], above[0]]

    def _blank(self, start: int, end: int) -> bool:
        return _BLANK_ROW.search(self._source.text, start, end) is not None

    def _owner(self, definitions: tuple[Definition, ...], statement: ir.Statement) -> Owner:
        if isinstance(statement, (ir.FunctionDef, ir.ClassDef)):
            return definition_owner((*definitions, statement))
        scope = path(definitions)
        if isinstance(statement, (ir.Assign, ir.AnnotatedAssign, ir.ExpressionStatement, ir.Return)):
            calls = [] if statement.value is None else list(outermost_calls(statement.value))
            if calls:
                return calls_owner(calls, self._chunk, scope)
            if isinstance(statement, ir.Return):
                return enclosing(definitions)
        return StatementOwner(statement, self._chunk, scope)

    # --- between elements ------------------------------------------------------------------------

    def _in_brackets(self, place: Place) -> list[Owner]:
        """Between elements of a display or arguments of a call."""
        assert place.inside is not None
        scope = path(place.around)
        start, end = self._remark.start, self._remark.end
        holder: ir.Node = place.inside
        items = list(header(place.inside))
        while inner := [item for item in items if item.start < start and end <= item.end]:
            holder = inner[0]
            items = list(children_near(holder, start, end))
        below = min((item for item in items if item.start >= end), key=lambda item: item.start, default=None)
        above = max((item for item in items if item.end <= start), key=lambda item: item.end, default=None)
        if isinstance(holder, ir.Call) and above is holder.function:
            above = None
        found: list[Owner] = []
        for item in (below, above):
            if item is not None:
                found.extend(self._item(item, scope))
        if below is not None and above is not None and self._blank(end, below.start):
            found.reverse()
        if below is None and isinstance(holder, ir.Call):
            found.append(calls_owner([holder], self._chunk, scope))
        return found or [StatementOwner(place.inside, self._chunk, scope)]

    def _item(self, item: ir.Node, scope: Scope) -> list[Owner]:
        calls = list(outermost_calls(item))
        found: list[Owner] = [calls_owner(calls, self._chunk, scope)] if calls else []
        if isinstance(item, ir.DictItem):
            found.append(EntryOwner(item, self._chunk, scope))
        return found


def _is_initializer(statement: ir.Statement) -> bool:
    return isinstance(statement, ir.FunctionDef) and statement.name == "__init__"
