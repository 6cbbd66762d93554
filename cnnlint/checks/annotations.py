"""Shapes that annotations state: `Float[Tensor, "b 3 32 32"]` of what `forward` takes and gives, and of variables."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..claims.shape_docstrings import DocShape
from ..claims.shape_text import ShapeClaim
from ..evaluate.project import SourceModule
from ..frontend.blocks import bodies
from ..program import nodes
from .doc_places import CALLED, Documented
from .shape_places import Placed, Range

# Types that name what a tensor holds; `Tuple[A, "B"]` is no shape.
_HELD = re.compile(r"(?:Float|Int|UInt|Bool|Num|Real|Complex|Inexact|Integer|Shaped|Key|BFloat)\d*")
_PLAIN = re.compile(r"[0-9]+|[A-Za-z_]\w*")
_ARITHMETIC = re.compile(r"(?:[0-9]+|[A-Za-z_]\w*)(?:(?://|[-+*])(?:[0-9]+|[A-Za-z_]\w*))+")


def annotated(module: SourceModule) -> Iterator[Documented]:
    """What the annotations of models' `forward` state."""
    for index, name, method in _methods(module):
        for parameter in method.parameters[1:]:
            yield from _documented(parameter.annotation, "in", parameter.name, name, index)
        yield from _documented(method.returns, "out", None, name, index)


def annotated_variables(module: SourceModule) -> Iterator[Placed]:
    """What the annotations of variables in models' `forward` state of the values beside them."""
    for index, _, method in _methods(module):
        pending: list[nodes.Statement] = [*method.body]
        while pending:
            statement = pending.pop()
            pending.extend(each for block in bodies(statement) for each in block)
            if isinstance(statement, nodes.AnnotatedAssign) and statement.value is not None:
                yield from _variable(statement.annotation, statement.value, index)


def _variable(annotation: nodes.Expression, value: nodes.Expression, index: int) -> Iterator[Placed]:
    shape = _shape(annotation)
    if shape is None:
        return
    text, entries = shape
    sizes = tuple(int(entry) if entry.isdigit() else None for entry in entries)
    batched = sizes[0] is None
    if any(size is not None for size in sizes):
        kept = sizes[1:] if batched else sizes
        claim = ShapeClaim(kept, text.start, text.end, f'"{text.value}"', "out", (), batched, True)
        piece = Range(value.start, value.end, True, isinstance(value, nodes.Call))
        yield Placed(claim, (piece,), index)


def _methods(module: SourceModule) -> Iterator[tuple[int, str, nodes.FunctionDef]]:
    for index, chunk in enumerate(module.outline.chunks):
        for cls in module.statements(index) if chunk.kind == "class" else ():
            if isinstance(cls, nodes.ClassDef):
                for method in cls.body:
                    if isinstance(method, nodes.FunctionDef) and method.name in CALLED:
                        yield index, cls.name, method


def _documented(
    annotation: nodes.Expression | None, role: str, name: str | None, model: str, index: int
) -> Iterator[Documented]:
    shape = _shape(annotation)
    if shape is not None:
        text, entries = shape
        stated = DocShape(role, name, entries, text.start, text.end, f'"{text.value}"')
        yield Documented(stated, model, index, exact=True)


def _shape(annotation: nodes.Expression | None) -> tuple[nodes.Constant, tuple[str, ...]] | None:
    """The text of an annotation, and its sizes; None where it allows what cannot be written as sizes."""
    if not isinstance(annotation, nodes.Subscript) or not isinstance(annotation.index, nodes.TupleDisplay):
        return None
    held, text = annotation.value, annotation.index.elements[-1]
    name = held.name if isinstance(held, nodes.Attribute) else getattr(held, "id", "")
    if not _HELD.fullmatch(name) or not isinstance(text, nodes.Constant) or not isinstance(text.value, str):
        return None
    entries = tuple(_entry(place, part) for place, part in enumerate(text.value.split()))
    return None if not entries or "" in entries else (text, entries)


def _entry(place: int, part: str) -> str:
    """A size as other texts write it; empty where it may be several, or none."""
    if place == 0 and (part.startswith("*") or part == "..."):
        return "N"
    part = part.rpartition("=")[2].lstrip("?")
    if part == "_":
        return "?"
    return part if _PLAIN.fullmatch(part) or _ARITHMETIC.fullmatch(part) else ""
