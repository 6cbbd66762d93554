"""What the body of a class declares: its annotated fields, in order."""

from __future__ import annotations

from ..program import nodes
from ..values.objects import Class

_MARKS = ("ClassVar", "KW_ONLY")


def annotated_fields(cls: Class) -> list[str]:
    """Names that the class body annotates, without class variables and the mark of keyword-only fields."""
    if cls.node is None:
        return []
    return [
        statement.target.id
        for statement in cls.node.body
        if isinstance(statement, nodes.AnnotatedAssign)
        and isinstance(statement.target, nodes.Name)
        and not _is_marked(statement.annotation)
    ]


def initial_only(cls: Class) -> set[str]:
    """Names that the class body annotates as arguments of `__init__` that are no fields."""
    body = () if cls.node is None else cls.node.body
    return {
        statement.target.id
        for statement in body
        if isinstance(statement, nodes.AnnotatedAssign)
        and isinstance(statement.target, nodes.Name)
        and _is_marked(statement.annotation, ("InitVar",))
    }


def _is_marked(annotation: nodes.Expression, marks: tuple[str, ...] = _MARKS) -> bool:
    if isinstance(annotation, nodes.Subscript):
        annotation = annotation.value
    if isinstance(annotation, nodes.Attribute):
        return annotation.name in marks
    return isinstance(annotation, nodes.Name) and annotation.id in marks
