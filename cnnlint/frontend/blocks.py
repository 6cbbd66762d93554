"""Where a full-row comment or bare string stands among the statements around it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, TypeAlias

from ..program import nodes as ir
from ..source import Source

Block: TypeAlias = tuple[ir.Statement, ...]
Definition: TypeAlias = ir.FunctionDef | ir.ClassDef


class Place(NamedTuple):
    """The definitions around a place, outermost first, and the statements above and below in its block.

    `inside` is the statement whose brackets or header hold the place, if one does.
    """

    around: tuple[Definition, ...]
    above: ir.Statement | None
    below: ir.Statement | None
    inside: ir.Statement | None


def is_bare_string(statement: ir.Statement) -> bool:
    """Whether a statement is a docstring or another string on its own."""
    if not isinstance(statement, ir.ExpressionStatement):
        return False
    value = statement.value
    return isinstance(value, ir.Constant) and isinstance(value.value, str)


def bodies(statement: ir.Statement) -> list[Block]:
    """Blocks of a compound statement in order; none for a simple one."""
    blocks: list[Block] = []
    if isinstance(statement, (ir.FunctionDef, ir.ClassDef, ir.With)):
        blocks = [statement.body]
    elif isinstance(statement, (ir.If, ir.While, ir.For)):
        blocks = [statement.body, statement.orelse]
    elif isinstance(statement, ir.Try):
        handlers = [handler.body for handler in statement.handlers]
        blocks = [statement.body, *handlers, statement.orelse, statement.final]
    elif isinstance(statement, ir.Match):
        blocks = [case.body for case in statement.cases]
    return [block for block in blocks if block]


def header(statement: ir.Statement) -> tuple[ir.Node, ...]:
    """Nodes of a statement outside of its blocks; of a simple statement itself."""
    if not bodies(statement):
        return (statement,)
    inner = {id(item) for block in bodies(statement) for item in block}
    found: list[ir.Node] = []
    for field in statement.__struct_fields__[2:]:
        value = getattr(statement, field)
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, ir.Node) and id(item) not in inner:
                found.append(item)
    return tuple(found)


def around(block: Sequence[ir.Statement], offset: int) -> tuple[tuple[Definition, ...], ir.Statement | None]:
    """Definitions around an offset that code stands at, and the innermost statement there."""
    definitions: list[Definition] = []
    innermost: ir.Statement | None = None
    pending: Sequence[ir.Statement] = block
    while pending:
        holder = next((item for item in pending if item.start <= offset < item.end), None)
        if holder is None:
            # A semicolon, perhaps: the statement before it on the row.
            ended = [item for item in pending if item.end <= offset]
            return tuple(definitions), ended[-1] if ended and innermost is None else innermost
        innermost = holder
        pending = next((body for body in bodies(holder) if body[0].start <= offset < body[-1].end), ())
        if pending and isinstance(holder, (ir.FunctionDef, ir.ClassDef)):
            definitions.append(holder)
    return tuple(definitions), innermost


def find_place(source: Source, block: Block, start: int, column: int) -> Place:
    """Place of a full-row remark that begins at this offset, in this column from 1."""
    definitions: list[Definition] = []
    while True:
        above = next((item for item in reversed(block) if item.start < start), None)
        below = next((item for item in block if item.start > start and not is_bare_string(item)), None)
        if above is None:
            return Place(tuple(definitions), None, below, None)
        blocks = bodies(above)
        if start < above.end:
            inner = _block_inside(source, blocks, start, column)
        else:
            inner = blocks[-1] if blocks and column >= _column(source, blocks[-1]) else None
            if inner is None:
                return Place(tuple(definitions), above, below, None)
        if inner is None:
            return Place(tuple(definitions), None, None, above)
        if isinstance(above, (ir.FunctionDef, ir.ClassDef)):
            definitions.append(above)
        block = inner


def _column(source: Source, block: Block) -> int:
    return source.location(block[0].start).column


def _block_inside(source: Source, blocks: list[Block], start: int, column: int) -> Block | None:
    """Block of a compound statement that a remark within it belongs to; None for its header."""
    for index, block in enumerate(blocks):
        if start < block[0].start:
            if index:
                return blocks[index - 1] if column >= _column(source, blocks[index - 1]) else block
            # Between the header and the first statement, or among the parameters.
            between = source.text[start : block[0].start]
            return block if column >= _column(source, block) and not _header_goes_on(between) else None
        if start < block[-1].end:
            return block
    return blocks[-1] if blocks else None


def _header_goes_on(between: str) -> bool:
    rows = (row.strip() for row in between.splitlines())
    return any(row and not row.startswith(("#", "@")) for row in rows)
