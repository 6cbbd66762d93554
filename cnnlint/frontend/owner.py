"""What a remark belongs to: the call on its row, the statement below, the class around it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple, TypeAlias, Union

from ..program import nodes
from ..program.walk import Scope, walk
from ..source import Source
from .outline import Chunk, Outline
from .remarks import Remark


class CallOwner(NamedTuple):
    """A call, the definitions around it, and the index of its top-level statement."""

    call: nodes.Call
    chunk: int
    scope: Scope


class RowOwner(NamedTuple):
    """Several calls side by side on one row."""

    calls: tuple[CallOwner, ...]


class ClassOwner(NamedTuple):
    """A class by its path of names."""

    path: Scope


class FunctionOwner(NamedTuple):
    """A function or method by its path of names."""

    path: Scope


class EntryOwner(NamedTuple):
    """An entry of a dict display."""

    item: nodes.DictItem
    scope: Scope


class ModuleOwner(NamedTuple):
    """The whole file."""

    path: str


Owner: TypeAlias = Union[CallOwner, RowOwner, ClassOwner, FunctionOwner, EntryOwner, ModuleOwner]
Lowered: TypeAlias = Callable[[Chunk], tuple[nodes.Statement, ...]]

_DEFINITION = re.compile(r"[ \t]*(?:async[ \t]+)?(def|class)[ \t]+(\w+)")
_RETURN = re.compile(r"[ \t]*return\b")

# Calls that hand their argument on: the comment speaks of what is handed.
_CARRIERS = frozenset("append add add_module insert extend register_module print update setattr".split())


def owners(source: Source, outline: Outline, remark: Remark, lowered: Lowered) -> tuple[Owner, ...]:
    """The candidates that a remark may speak of, best first; empty where there is none."""
    return tuple(_Search(source, outline, lowered).owners(remark))


class _Search:
    """A search in the program around one remark."""

    def __init__(self, source: Source, outline: Outline, lowered: Lowered) -> None:
        self.source = source
        self.outline = outline
        self.lowered = lowered

    def owners(self, remark: Remark) -> Iterator[Owner]:
        if remark.kind == "docstring":
            yield from self._of_docstring(remark)
        elif remark.kind == "string":
            yield from self._definition_at(self._code_row_below(remark.end), ("class",))
        elif remark.trailing:
            yield from self._of_trailing(self.source.row(remark.start))
        else:
            yield from self._of_block(remark)

    # --- where things stand ----------------------------------------------------------------------

    def _chunk_of_row(self, row: int) -> int | None:
        for index, chunk in enumerate(self.outline.chunks):
            if self.source.row(chunk.start) <= row <= self.source.row(max(chunk.start, chunk.end - 1)):
                return index
        return None

    def _rows(self, node: nodes.Node) -> tuple[int, int]:
        return self.source.row(node.start), self.source.row(max(node.start, node.end - 1))

    def _nodes(self, row: int) -> Iterator[tuple[nodes.Node, Scope, int]]:
        """Nodes of the top-level statement on a row, parents first."""
        index = self._chunk_of_row(row)
        if index is not None:
            for node, scope in walk(self.lowered(self.outline.chunks[index])):
                yield node, scope, index

    def _calls(self, row: int, fits: Callable[[int, int], bool]) -> list[CallOwner]:
        """Outermost calls whose first and last rows fit; calls that hand on their argument are looked through."""
        found: list[CallOwner] = []
        for node, scope, index in self._nodes(row):
            if not isinstance(node, nodes.Call) or not fits(*self._rows(node)):
                continue
            if _is_carrier(node) or any(_holds(outer.call, node) for outer in found):
                continue
            found.append(CallOwner(node, index, scope))
        return found

    def _enclosing(self, offset: int, row: int) -> Scope:
        """The innermost definitions around an offset."""
        path: Scope = ()
        for node, scope, _ in self._nodes(row):
            if isinstance(node, (nodes.FunctionDef, nodes.ClassDef)) and node.start <= offset < node.end:
                path = (*scope, node.name)
        return path

    def _is_class(self, path: Scope, row: int) -> bool:
        return any(
            isinstance(node, nodes.ClassDef) and (*scope, node.name) == path for node, scope, _ in self._nodes(row)
        )

    # --- comments behind code --------------------------------------------------------------------

    def _of_trailing(self, row: int) -> Iterator[Owner]:
        definitions = list(self._definition_at(row, ("class", "def")))
        if definitions:
            yield from definitions
            return
        for fits in (
            lambda first, last: first == last == row,
            lambda first, last: first < row == last,
            lambda first, last: first == row < last,
        ):
            calls = self._calls(row, fits)
            if calls:
                yield calls[0] if len(calls) == 1 else RowOwner(tuple(calls))
                return
        entry = self._entry(row)
        if entry is not None:
            yield entry
        elif _RETURN.match(self.source.line(row)):
            yield from self._around(self.source.line_starts[row - 1], row)

    def _entry(self, row: int) -> EntryOwner | None:
        for node, scope, _ in self._nodes(row):
            if isinstance(node, nodes.DictItem) and self._rows(node)[0] == row:
                return EntryOwner(node, scope)
        return None

    def _around(self, offset: int, row: int) -> Iterator[Owner]:
        """The class around an offset, else the function."""
        path = self._enclosing(offset, row)
        if len(path) > 1 and self._is_class(path[:-1], row):
            yield ClassOwner(path[:-1])
        elif path:
            yield ClassOwner(path) if self._is_class(path, row) else FunctionOwner(path)

    # --- comments on rows of their own -----------------------------------------------------------

    def _of_block(self, remark: Remark) -> Iterator[Owner]:
        first, last = self.source.row(remark.start), self.source.row(remark.end)
        below, above = self._code_row_below(remark.end), self._code_row_above(remark.start)
        indent = self.source.location(remark.start).column - 1
        candidates: list[list[Owner]] = []
        is_last = below is None or self._indent(below) < indent
        if below is not None and not is_last and self._indent(below) == indent:
            candidates.append(self._starting_at(below))
        if above is not None and above == first - 1 and self._indent(above) >= indent and not self._opens(above):
            candidates.append(self._ending_at(above))
            if is_last or (below is not None and below > last + 1):
                candidates.reverse()
        for found in candidates:
            yield from found
        if is_last and above is not None and indent:
            yield from self._around(self.source.line_starts[above - 1] + self._indent(above), above)

    def _starting_at(self, row: int) -> list[Owner]:
        definitions = list(self._definition_at(row, ("class", "def")))
        if definitions:
            return definitions
        calls = self._calls(row, lambda first, last: first == row)
        return list(calls[:1]) if len(calls) == 1 else []

    def _ending_at(self, row: int) -> list[Owner]:
        calls = self._calls(row, lambda first, last: last == row)
        return list(calls) if len(calls) == 1 else []

    def _opens(self, row: int) -> bool:
        """Whether a row opens a block or a bracket, so that what follows stands inside it."""
        code = self.source.line(row).partition("#")[0].rstrip()
        return code.endswith((":", "(", "[", "{"))

    def _indent(self, row: int) -> int:
        line = self.source.line(row)
        return len(line) - len(line.lstrip())

    def _code_row_below(self, offset: int) -> int | None:
        for row in range(self.source.row(offset) + 1, len(self.source.line_starts) + 1):
            if _is_code(self.source.line(row)):
                return row
        return None

    def _code_row_above(self, offset: int) -> int | None:
        for row in range(self.source.row(offset) - 1, 0, -1):
            if _is_code(self.source.line(row)):
                return row
        return None

    # --- definitions and docstrings --------------------------------------------------------------

    def _definition_at(self, row: int | None, kinds: tuple[str, ...]) -> Iterator[Owner]:
        """The class or function whose header stands on a row, or below its decorators."""
        while row is not None and self.source.line(row).lstrip().startswith("@"):
            row = self._code_row_below(self.source.line_starts[row - 1])
        header = _DEFINITION.match(self.source.line(row)) if row is not None else None
        if row is None or header is None or header[1] not in kinds:
            return
        path = self._enclosing(self.source.line_starts[row - 1] + header.start(2), row)
        if path and path[-1] == header[2]:
            yield ClassOwner(path) if header[1] == "class" else FunctionOwner(path)

    def _of_docstring(self, remark: Remark) -> Iterator[Owner]:
        row = self.source.row(remark.start)
        path = self._enclosing(remark.start, row)
        if not path:
            yield ModuleOwner(self.source.path)
        elif self._is_class(path, row):
            yield ClassOwner(path)
        elif path[-1] == "__init__":
            yield ClassOwner(path[:-1])
        elif len(path) == 1 or not self._is_class(path[:-1], row):
            yield FunctionOwner(path)


def _is_carrier(call: nodes.Call) -> bool:
    function = call.function
    name = function.name if isinstance(function, nodes.Attribute) else getattr(function, "id", "")
    return name in _CARRIERS and any(
        isinstance(node, nodes.Call) for argument in call.arguments for node, _ in walk(argument.value)
    )


def _holds(outer: nodes.Call, inner: nodes.Call) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


@lru_cache(maxsize=4096)
def _is_code(line: str) -> bool:
    stripped = line.strip()
    return bool(stripped) and not stripped.startswith("#")
