"""Which calls of a statement stand on a row, or make up a piece of it."""

from __future__ import annotations

from collections.abc import Iterator

from ..program import nodes as ir
from ..source import Source


def children(node: ir.Node) -> Iterator[ir.Node]:
    """Child nodes, field by field."""
    for field in node.__struct_fields__[2:]:
        value = getattr(node, field)
        if isinstance(value, ir.Node):
            yield value
        elif isinstance(value, tuple):
            yield from (item for item in value if isinstance(item, ir.Node))


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


# Methods that hand a layer on to a container and give nothing back.
_HANDING_ON = frozenset({"add", "append", "extend", "insert", "add_module", "register_module", "setdefault"})


def made_by(call: ir.Call) -> list[ir.Call]:
    """The calls that make what a call is about: `Dense(3)` in `model.add(Dense(3))` and in `Dense(3)(x)`."""
    while isinstance(call.function, ir.Call):
        call = call.function
    if isinstance(call.function, ir.Attribute) and call.function.name in _HANDING_ON:
        inner = [made for argument in call.arguments for made in outermost_calls(argument)]
        if inner:
            return [made for each in inner for made in made_by(each)]
    return [call]


class RowCalls:
    """Calls of some expressions as one row sees them."""

    def __init__(self, source: Source, row: int, nodes: tuple[ir.Node, ...]) -> None:
        self._source = source
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
                pending.extend(reversed(list(children(node))))

    def _enters(self, node: ir.Node) -> bool:
        """Notes a call, and tells whether others may stand in the node."""
        first, last = self._source.row(node.start), self._source.row(max(node.start, node.end - 1))
        if self._row < first or self._row > last or isinstance(node, (ir.Clause, ir.Lambda)):
            return False
        if isinstance(node, ir.Call):
            if first == last:
                self.whole.append(node)
                return False
            # A call on a chain of rows opens where its function ends, not where the chain began.
            if self._source.row(node.function.end) == self._row:
                self.opening.append(node)
            elif last == self._row:
                self.closing.append(node)
        return True
