"""Which calls of a statement stand on a row, or make up a piece of it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from ..program import nodes as ir


def children(node: ir.Node) -> Iterator[ir.Node]:
    """Child nodes, field by field."""
    for field in node.__struct_fields__[2:]:
        value = getattr(node, field)
        if isinstance(value, ir.Node):
            yield value
        elif isinstance(value, tuple):
            yield from (item for item in value if isinstance(item, ir.Node))


def children_near(node: ir.Node, start: int, end: int) -> Iterator[ir.Node]:
    """Child nodes that reach into a range, and their neighbours: a long table is not walked through."""
    for field in node.__struct_fields__[2:]:
        value = getattr(node, field)
        if isinstance(value, ir.Node):
            yield value
        elif isinstance(value, tuple) and value and isinstance(value[0], ir.Node):
            first = bisect_left(value, start, key=lambda item: item.end)
            last = bisect_right(value, end, key=lambda item: item.start)
            yield from value[max(first - 1, 0) : last + 1]


def outermost_calls(node: ir.Node) -> Iterator[ir.Call]:
    """Calls that stand in no other call; what a comprehension runs over is left out."""
    # No recursion: a chain of operators may nest a thousand deep.
    pending = [node]
    while pending:
        current = pending.pop()
        if isinstance(current, ir.Call):
            yield current
        elif not isinstance(current, (ir.Clause, ir.Lambda)):
            pending.extend(reversed(list(children(current))))


# Methods that hand a layer on to a container, and calls that show a value: a remark speaks of what they get.
_HANDING_ON = frozenset({"add", "append", "extend", "insert", "add_module", "register_module", "setdefault"})
_SHOWING = frozenset({"print", "pprint", "format", "str", "int", "info", "debug"})


def made_by(call: ir.Call) -> list[ir.Call]:
    """The calls that make what a call is about: `Dense(3)` in `model.add(Dense(3))` and in `Dense(3)(x)`."""
    while isinstance(call.function, ir.Call):
        call = call.function
    if _passes_on(call.function):
        inner = [made for argument in call.arguments for made in outermost_calls(argument)]
        if inner:
            return [made for each in inner for made in made_by(each)]
    return [call]


def _passes_on(function: ir.Expression) -> bool:
    if isinstance(function, ir.Attribute):
        return function.name in _HANDING_ON | _SHOWING
    return isinstance(function, ir.Name) and function.id in _SHOWING


class Rows(NamedTuple):
    """The code of one row as a range of offsets."""

    start: int
    end: int

    def holds(self, offset: int) -> bool:
        """Whether an offset lies on the row."""
        return self.start <= offset < self.end

    def crossed_by(self, node: ir.Node) -> bool:
        """Whether some of a node lies on the row."""
        return node.start < self.end and self.start < node.end


class RowCalls:
    """Calls of some expressions as one row sees them."""

    def __init__(self, row: Rows, nodes: tuple[ir.Node, ...]) -> None:
        self._row = row
        # Those that begin and end on the row, without their inner ones.
        self.whole: list[ir.Call] = []
        # Those that open or close on the row, outermost first.
        self.opening: list[ir.Call] = []
        self.closing: list[ir.Call] = []
        pending = list(reversed(nodes))
        while pending:
            node = pending.pop()
            if self._enters(node):
                pending.extend(reversed(list(children_near(node, row.start, row.end))))

    def _enters(self, node: ir.Node) -> bool:
        """Notes a call, and tells whether others may stand in the node."""
        if not self._row.crossed_by(node) or isinstance(node, (ir.Clause, ir.Lambda)):
            return False
        if isinstance(node, ir.Call):
            ends = self._row.holds(node.end - 1)
            if ends and self._row.holds(node.start):
                self.whole.append(node)
                return False
            # A call on a chain of rows opens where its function ends, not where the chain began.
            if self._row.holds(node.function.end):
                self.opening.append(node)
            elif ends:
                self.closing.append(node)
        return True
