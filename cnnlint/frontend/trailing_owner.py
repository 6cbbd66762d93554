"""What a comment behind code may speak of: what stands on its row."""

from __future__ import annotations

from ..program import nodes as ir
from ..source import Source
from .blocks import Definition, around, bodies, header
from .owned_calls import RowCalls, Rows, children_near
from .owner_types import (
    EntryOwner,
    Owner,
    Scope,
    StatementOwner,
    calls_owner,
    definition_owner,
    enclosing,
    path,
)


def trailing_owners(
    source: Source, comment: int, chunk: int, statements: tuple[ir.Statement, ...]
) -> list[Owner]:
    """Candidates for a comment that begins at an offset, best first; `chunk` holds the statements."""
    row = source.row(comment)
    row_start = source.line_starts[row - 1]
    code = row_start + len(source.text[row_start:comment].rstrip(" \t\f")) - 1
    definitions, statement = around(statements, code)
    if statement is None:
        return []
    scope = path(definitions)
    plain = StatementOwner(statement, chunk, scope)
    if isinstance(statement, (ir.FunctionDef, ir.ClassDef)):
        if source.text[code] == ":" or row == _named_row(source, statement):
            return [definition_owner((*definitions, statement))]
    elif bodies(statement) or isinstance(statement, ir.Assert):
        return [plain]
    found = _on_row(statement, Rows(row_start, comment), chunk, scope)
    if isinstance(statement, ir.Return):
        found.append(enclosing(definitions))
    return found or [plain]


def _named_row(source: Source, definition: Definition) -> int:
    """Row of the `def` or `class`, which follow the decorators."""
    if not definition.decorators:
        return source.row(definition.start)
    # The name stands on the row of its keyword, with nothing but brackets and comments before that.
    name = source.text.find(definition.name, definition.decorators[-1].end, definition.body[0].start)
    return source.row(max(name, definition.start))


def _on_row(statement: ir.Statement, row: Rows, chunk: int, scope: Scope) -> list[Owner]:
    nodes = header(statement)
    calls = RowCalls(row, nodes)
    found: list[Owner] = []
    if calls.whole:
        found.append(calls_owner(calls.whole, chunk, scope))
    elif calls.opening:
        found.append(calls_owner(calls.opening[-1:], chunk, scope))
    if calls.closing:
        found.append(calls_owner(calls.closing[:1], chunk, scope))
    entry = _entry(nodes, row)
    if entry is not None:
        found.append(EntryOwner(entry, chunk, scope))
    return found


def _entry(nodes: tuple[ir.Node, ...], row: Rows) -> ir.DictItem | None:
    """The innermost entry that begins or ends on the row."""
    found: ir.DictItem | None = None
    pending = list(nodes)
    while pending:
        node = pending.pop()
        if row.crossed_by(node):
            if isinstance(node, ir.DictItem) and (row.holds(node.start) or row.holds(node.end - 1)):
                found = node
            pending.extend(children_near(node, row.start, row.end))
    return found
