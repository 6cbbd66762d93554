"""What a remark may speak of: the call, class, function, statement or entry beside it.

The rules follow how people write: a comment behind a layer speaks of it, one above of what comes next,
one directly below of what came before, a docstring of its class or function.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable
from typing import NamedTuple, TypeAlias

from ..program import nodes as ir
from ..source import Source
from .blocks import Definition, Place, around, bodies, find_place, header, is_bare_string
from .outline import Chunk, Outline
from .owned_calls import RowCalls, children, made_by, outermost_calls
from .remarks import Remark

Scope: TypeAlias = tuple[str, ...]


class CallOwner(NamedTuple):
    """A call; `chunk` is the index of its top-level statement, `scope` the names of definitions around it."""

    call: ir.Call
    chunk: int
    scope: Scope


class RowOwner(NamedTuple):
    """Several calls side by side, all of which a remark may mean."""

    calls: tuple[CallOwner, ...]


class ClassOwner(NamedTuple):
    """A class, by the names that lead to it."""

    path: Scope


class FunctionOwner(NamedTuple):
    """A function or method, by the names that lead to it."""

    path: Scope


class StatementOwner(NamedTuple):
    """A statement that is none of the others."""

    statement: ir.Statement
    chunk: int
    scope: Scope


class EntryOwner(NamedTuple):
    """An entry of a dict display."""

    entry: ir.DictItem
    chunk: int
    scope: Scope


class ModuleOwner(NamedTuple):
    """The module as a whole."""


Owner: TypeAlias = (
    CallOwner | RowOwner | ClassOwner | FunctionOwner | StatementOwner | EntryOwner | ModuleOwner
)
_BLANK_ROW = re.compile(r"(?:\r\n|\r(?!\n)|\n)[ \t\f]*(?:\r|\n)")
Lowered: TypeAlias = Callable[[Chunk], tuple[ir.Statement, ...]]


def owners(source: Source, outline: Outline, remark: Remark, lowered: Lowered) -> tuple[Owner, ...]:
    """Candidates for what a remark speaks of, best first; whatever `lowered` raises."""
    if not outline.chunks:
        return (ModuleOwner(),)
    finder = _Finder(source, outline, remark, lowered)
    if remark.kind == "docstring":
        found = finder.docstring()
    elif remark.trailing:
        found = finder.trailing()
    else:
        found = finder.full_row()
    unique: list[Owner] = []
    for owner in found:
        if owner not in unique:
            unique.append(owner)
    return tuple(unique)


def _path(definitions: Iterable[Definition]) -> Scope:
    return tuple(definition.name for definition in definitions)


def _enclosing(definitions: tuple[Definition, ...]) -> Owner:
    """The class around a method, else the function, class or module itself."""
    if not definitions:
        return ModuleOwner()
    if isinstance(definitions[-1], ir.ClassDef):
        return ClassOwner(_path(definitions))
    if len(definitions) > 1 and isinstance(definitions[-2], ir.ClassDef):
        return ClassOwner(_path(definitions[:-1]))
    return FunctionOwner(_path(definitions))


def _definition(definitions: tuple[Definition, ...]) -> Owner:
    """The last definition itself; its class where it is the initializer."""
    last = definitions[-1]
    if isinstance(last, ir.FunctionDef) and last.name != "__init__":
        return FunctionOwner(_path(definitions))
    return _enclosing(definitions)


class _Finder:
    """Finds the owners of one remark."""

    def __init__(self, source: Source, outline: Outline, remark: Remark, lowered: Lowered) -> None:
        self._source = source
        self._chunks = outline.chunks
        self._remark = remark
        self._strings = {(string.start, string.end) for string in outline.strings}
        self._lowered = lowered
        self._chunk = max(bisect_right(outline.chunks, remark.start, key=lambda chunk: chunk.start) - 1, 0)

    def _statements(self) -> tuple[ir.Statement, ...]:
        return self._lowered(self._chunks[self._chunk])

    # --- docstrings ------------------------------------------------------------------------------

    def docstring(self) -> list[Owner]:
        if self._chunks[self._chunk].start == self._remark.start:
            return [ModuleOwner()]
        definitions, _ = around(self._statements(), self._remark.start)
        return [_definition(definitions) if definitions else ModuleOwner()]

    # --- comments behind code --------------------------------------------------------------------

    def trailing(self) -> list[Owner]:
        text, start = self._source.text, self._remark.start
        code = len(text[:start].rstrip(" \t\f\\")) - 1
        definitions, statement = around(self._statements(), code)
        if statement is None:
            return []
        row = self._source.row(start)
        scope = _path(definitions)
        plain = StatementOwner(statement, self._chunk, scope)
        if isinstance(statement, (ir.FunctionDef, ir.ClassDef)):
            if text[code] == ":" or row == self._named_row(statement):
                return [_definition((*definitions, statement))]
        elif bodies(statement) or isinstance(statement, ir.Assert):
            return [plain]
        found = self._on_row(statement, row, scope)
        if isinstance(statement, ir.Return):
            found.append(_enclosing(definitions))
        return found or [plain]

    def _named_row(self, definition: Definition) -> int:
        """Row of the `def` or `class`, which follow the decorators."""
        if not definition.decorators:
            return self._source.row(definition.start)
        end = definition.decorators[-1].end
        word = re.compile(rf"\b{definition.name}\b").search(self._source.text, end)
        return self._source.row(word.start() if word else end)

    def _on_row(self, statement: ir.Statement, row: int, scope: Scope) -> list[Owner]:
        calls = RowCalls(self._source, row, header(statement))
        found: list[Owner] = []
        if calls.whole:
            found.append(self._calls(calls.whole, scope))
        elif calls.opening:
            found.append(self._calls(calls.opening[-1:], scope))
        if calls.closing:
            found.append(self._calls(calls.closing[:1], scope))
        entry = self._entry(statement, row)
        if entry is not None:
            found.append(EntryOwner(entry, self._chunk, scope))
        return found

    def _calls(self, calls: list[ir.Call], scope: Scope) -> Owner:
        made = [inner for call in calls for inner in made_by(call)]
        owned = tuple(CallOwner(call, self._chunk, scope) for call in made)
        return owned[0] if len(owned) == 1 else RowOwner(owned)

    def _entry(self, statement: ir.Statement, row: int) -> ir.DictItem | None:
        """The innermost entry that begins or ends on the row."""
        found: ir.DictItem | None = None
        pending = list(header(statement))
        while pending:
            node = pending.pop()
            if isinstance(node, ir.DictItem) and row in (
                self._source.row(node.start),
                self._source.row(node.end - 1),
            ):
                found = node
            if self._source.row(node.start) <= row <= self._source.row(max(node.start, node.end - 1)):
                pending.extend(children(node))
        return found

    # --- comments and strings on rows of their own -----------------------------------------------

    def full_row(self) -> list[Owner]:
        start, source = self._remark.start, self._source
        column = source.location(start).column
        chunk = self._chunks[self._chunk]
        if start > chunk.start and (start < chunk.end or column > 1):
            statements = self._statements()
            place = find_place(source, statements, start, column)
            if place.inside is not None:
                return self._in_brackets(place)
            if place.around or place.above not in statements or start < chunk.end:
                return self._in_block(place)
        return self._top()

    def _top(self) -> list[Owner]:
        """Between two top-level statements."""
        start, chunks = self._remark.start, self._chunks
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
        chunk = self._chunks[index]
        return (chunk.start, chunk.end) in self._strings

    def _statement_of(self, index: int, which: int) -> tuple[Owner, int]:
        self._chunk = index
        statement = self._statements()[which]
        return self._owner((), statement), statement.start

    def _ordered(self, above: tuple[Owner, int] | None, below: tuple[Owner, int] | None) -> list[Owner]:
        """Below first, unless a blank row parts it from the remark and none parts what is above."""
        if above is None or below is None:
            return [each[0] for each in (below, above) if each is not None]
        if self._blank(self._remark.end, below[1]):
            return [above[0], below[0]]
        return [below[0], above[0]]

    def _blank(self, start: int, end: int) -> bool:
        return _BLANK_ROW.search(self._source.text, start, end) is not None

    def _in_block(self, place: Place) -> list[Owner]:
        above, below = place.above, place.below
        after = None if below is None else (self._owner(place.around, below), below.start)
        before = None
        if above is not None and not is_bare_string(above):
            ends_class = below is None and isinstance(above, (ir.FunctionDef, ir.ClassDef))
            if not ends_class and not self._blank(above.end, self._remark.start):
                before = (self._owner(place.around, above), above.start)
        else:
            above = None
        found = self._ordered(before, after)
        if above is None or below is None or _is_initializer(above):
            found.append(_enclosing(place.around))
        return found

    def _owner(self, definitions: tuple[Definition, ...], statement: ir.Statement) -> Owner:
        if isinstance(statement, (ir.FunctionDef, ir.ClassDef)):
            return _definition((*definitions, statement))
        scope = _path(definitions)
        if isinstance(statement, (ir.Assign, ir.AnnotatedAssign, ir.ExpressionStatement, ir.Return)):
            calls = [] if statement.value is None else list(outermost_calls(statement.value))
            if calls:
                return self._calls(calls, scope)
            if isinstance(statement, ir.Return):
                return _enclosing(definitions)
        return StatementOwner(statement, self._chunk, scope)

    def _in_brackets(self, place: Place) -> list[Owner]:
        """Between elements of a display or arguments of a call."""
        assert place.inside is not None
        scope = _path(place.around)
        start, end = self._remark.start, self._remark.end
        holder: ir.Node = place.inside
        items = list(header(place.inside))
        while inner := [item for item in items if item.start < start and end <= item.end]:
            holder = inner[0]
            items = list(children(holder))
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
            found.append(self._calls([holder], scope))
        return found or [StatementOwner(place.inside, self._chunk, scope)]

    def _item(self, item: ir.Node, scope: Scope) -> list[Owner]:
        calls = list(outermost_calls(item))
        found: list[Owner] = [self._calls(calls, scope)] if calls else []
        if isinstance(item, ir.DictItem):
            found.append(EntryOwner(item, self._chunk, scope))
        return found


def _is_initializer(statement: ir.Statement) -> bool:
    return isinstance(statement, ir.FunctionDef) and statement.name == "__init__"
