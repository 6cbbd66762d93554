"""A stable text form of a program, for tests and for eyes."""

from __future__ import annotations

from collections.abc import Iterable

from .nodes import Node


def dump(statements: Iterable[Node], spans: bool = False) -> str:
    """One row a node, two blanks deeper for each level; fields that are None or empty are left out."""
    rows: list[str] = []
    for statement in statements:
        _node(statement, "", 0, spans, rows)
    return "\n".join(rows) + "\n" if rows else ""


def _node(node: Node, label: str, level: int, spans: bool, rows: list[str]) -> None:
    plain: list[str] = []
    children: list[tuple[str, Node]] = []
    for field in node.__struct_fields__[2:]:
        value = getattr(node, field)
        if isinstance(value, Node):
            children.append((f"{field}: ", value))
        elif isinstance(value, tuple) and value and isinstance(value[0], Node):
            children.extend((f"{field}[{index}]: ", item) for index, item in enumerate(value))
        elif field == "value" or (value is not None and value != () and value != ""):
            plain.append(f"{field}={value!r}")
    place = f" {node.start}:{node.end}" if spans else ""
    head = " ".join([type(node).__name__ + place, *plain])
    rows.append("  " * level + label + head)
    for name, child in children:
        _node(child, name, level + 1, spans, rows)
