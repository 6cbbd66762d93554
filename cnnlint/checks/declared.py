"""Where a layer's size is declared: the argument of the call that made it, and the number written there."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from ..evaluate.project import SourceModule
from ..frontend.blocks import around, header
from ..program import nodes
from ..program.walk import walk
from ..source import Span


def call_at(module: SourceModule, span: Span | None) -> nodes.Call | None:
    """The call that stands at a place of this module."""
    if span is None or span.path != module.path:
        return None
    index = bisect_right(module.outline.chunks, span.start, key=lambda chunk: chunk.start) - 1
    _, statement = around(module.statements(max(index, 0)), span.start)
    for node, _ in walk(header(statement) if statement is not None else ()):
        if isinstance(node, nodes.Call) and (node.start, node.end) == (span.start, span.end):
            return node
    return None


def argument_of(call: nodes.Call, names: Sequence[str], name: str) -> nodes.Expression | None:
    """What a call gives for a parameter of a layer with these parameters."""
    for argument in call.arguments:
        if argument.keyword == name:
            return argument.value
    place = next((index for index, each in enumerate(names) if each == name), None)
    plain = [argument for argument in call.arguments if argument.keyword is None]
    if place is None or place >= len(plain) or any(argument.star for argument in plain[: place + 1]):
        return None
    return plain[place].value


def is_number(node: nodes.Expression | None) -> bool:
    """Whether an expression is a written number, or arithmetic on such."""
    if isinstance(node, nodes.Binary):
        return is_number(node.left) and is_number(node.right)
    return isinstance(node, nodes.Constant) and type(node.value) is int


def numbers_in(call: nodes.Call) -> Iterable[nodes.Constant]:
    """The whole numbers that a call is given as they are."""
    for argument in call.arguments:
        value = argument.value
        if isinstance(value, nodes.Constant) and type(value.value) is int:
            yield value
