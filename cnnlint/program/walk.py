"""Walking over a program: every node, with the definitions that enclose it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from . import nodes

Scope = tuple[str, ...]


def walk(node: object, scope: Scope = ()) -> Iterator[tuple[nodes.Node, Scope]]:
    """All nodes below and including this one (or this tuple of them), parents first, with their scopes."""
    stack: list[tuple[object, Scope]] = [(node, scope)]
    while stack:
        current, around = stack.pop()
        if isinstance(current, tuple):
            stack.extend((each, around) for each in reversed(current))
        elif isinstance(current, nodes.Node):
            yield current, around
            if isinstance(current, (nodes.FunctionDef, nodes.ClassDef)):
                around = (*around, current.name)
            for name in _parts(type(current)):
                part = getattr(current, name)
                if isinstance(part, (nodes.Node, tuple)):
                    stack.append((part, around))


@cache
def _parts(kind: type[nodes.Node]) -> tuple[str, ...]:
    """The fields of a node that may hold others, the last first."""
    return tuple(name for name in reversed(kind.__struct_fields__) if name not in ("start", "end"))
