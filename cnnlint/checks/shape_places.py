"""Stated shapes bound to the code beside them: which calls each may speak of."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from ..claims.shape_text import ShapeClaim, read_shapes
from ..evaluate.observe import called_name
from ..evaluate.project import SourceModule
from ..frontend.blocks import around
from ..frontend.owner import CallOwner, Owner, RowOwner, StatementOwner, owners
from ..frontend.remarks import Remark, remarks
from ..program import nodes
from ..program.walk import walk
from ..source import Span
from .trials import Step


class Range(NamedTuple):
    """A piece of code; `whole` where only what fills it is meant, not what stands inside; `call` where that is a call.

    `shown` tells that the statement around it does nothing but to show its shape. `title` is what to call
    the code where its text does not stand at these offsets.
    """

    start: int
    end: int
    whole: bool
    call: bool = True
    shown: bool = False
    title: str = ""


class Placed(NamedTuple):
    """A stated shape with the pieces of code that it may speak of, and its top-level statement.

    `claim` has its offsets in the source. `model` is the class that a docstring's shape is the output of,
    `entries` are its sizes as written; `exact` tells that a letter there never stands for two sizes.
    """

    claim: ShapeClaim
    ranges: tuple[Range, ...]
    chunk: int
    model: str | None = None
    entries: tuple[str, ...] = ()
    exact: bool = False


def placed(module: SourceModule) -> Iterator[Placed]:
    """The shapes that the comments of a module state."""
    for remark in remarks(module.source, module.outline):
        claims = read_shapes(remark.text, remark.kind)
        if not claims:
            continue
        module.file.state((remark.start,))
        ranges = tuple(_ranges(module, remark))
        chunk = bisect_right(module.outline.chunks, remark.start, key=lambda each: each.start) - 1
        for claim in claims:
            moved = claim._replace(start=claim.start + remark.start, end=claim.end + remark.start)
            if any(each.shown for each in ranges):
                moved = moved._replace(role="shown")
            if _is_named(module, claim, ranges):
                yield Placed(moved, ranges, max(chunk, 0))


def _ranges(module: SourceModule, remark: Remark) -> Iterator[Range]:
    found = owners(module.source, module.outline, remark, module.file.lowered)
    text = module.source.text
    pieces = [each for owner in found for each in _of_owner(owner)]
    if remark.trailing:
        yield from _value(module, remark, len(text[: remark.start].rstrip()) - 1)
    elif pieces:
        yield from _value(module, remark, pieces[0].start)
    yield from (each for each in pieces if not _is_operand(text, each))


_VALUED = (nodes.Assign, nodes.AnnotatedAssign, nodes.Return)


def _value(module: SourceModule, remark: Remark, offset: int) -> Iterator[Range]:
    """What a statement works out that is more than one call, where the remark stands at its end or above it."""
    chunk = bisect_right(module.outline.chunks, offset, key=lambda each: each.start) - 1
    _, statement = around(module.file.lowered(module.outline.chunks[max(chunk, 0)]), offset)
    if isinstance(statement, nodes.ExpressionStatement) and (tensor := _shown(statement.value)) is not None:
        title = (
            _title(tensor) if any(isinstance(each, nodes.JoinedString) for each, _ in walk(statement)) else ""
        )
        yield Range(tensor.start, tensor.end, True, isinstance(tensor, nodes.Call), True, title)
        return
    value = statement.value if isinstance(statement, _VALUED) else None
    if statement is None or value is None or isinstance(value, (nodes.Call, nodes.Constant, nodes.Name)):
        return
    row, source = module.source.row(remark.start), module.source
    if row == source.row(statement.end) if remark.trailing else remark.end <= statement.start:
        yield Range(value.start, value.end, True, False)


_SHOWING = frozenset({"print", "tuple", "list", "display"})


def _shown(value: nodes.Expression) -> nodes.Expression | None:
    """The tensor whose shape a statement shows: `y` of `print("out:", y.shape)` and of `y.size()`."""
    value = _only_part(value)
    while isinstance(value, nodes.Call) and called_name(value) in _SHOWING and value.arguments:
        *others, last = value.arguments
        if last.star or last.keyword or not all(isinstance(each.value, nodes.Constant) for each in others):
            return None
        value = _only_part(last.value)
    if isinstance(value, nodes.Call) and not value.arguments and called_name(value) == "size":
        value = value.function
    if isinstance(value, nodes.Attribute) and value.name in ("shape", "size"):
        return value.value
    return None


def _title(tensor: nodes.Expression) -> str:
    """What to call a tensor within a text, where no offset tells how it is written."""
    return tensor.id if isinstance(tensor, nodes.Name) else "what is shown here"


def _only_part(value: nodes.Expression) -> nodes.Expression:
    """What a text is made of besides words: `y.shape` of `f"out: {y.shape}"`."""
    if isinstance(value, nodes.JoinedString):
        parts = [part for part in value.parts if isinstance(part, nodes.FormattedValue)]
        return parts[0].value if len(parts) == 1 and parts[0].spec is None else value
    return value


_BEFORE = re.compile(r"(?<![*(,])[-+*/@%&|^][ \t]*\Z")
_BEHIND = re.compile(r"[ \t]*[-+*/@%&|^.\[]")


def _is_operand(text: str, piece: Range) -> bool:
    """Whether a call is part of what its row works out: `q @ k.transpose(-2, -1)`, `self.split(x)[0]`."""
    if not piece.whole:
        return False
    before = text[max(0, piece.start - 20) : piece.start]
    return bool(_BEFORE.search(before) or _BEHIND.match(text, piece.end))


def _of_owner(owner: Owner) -> Iterator[Range]:
    if isinstance(owner, CallOwner):
        yield Range(owner.call.start, owner.call.end, True)
    elif isinstance(owner, RowOwner):
        for call in owner.calls:
            yield Range(call.call.start, call.call.end, True)
    elif isinstance(owner, StatementOwner) and isinstance(
        owner.statement, (*_VALUED, nodes.ExpressionStatement)
    ):
        yield Range(owner.statement.start, owner.statement.end, False)


def _is_named(module: SourceModule, claim: ShapeClaim, ranges: tuple[Range, ...]) -> bool:
    """Whether the code beside a claim bears the names that its text calls."""
    if not claim.names:
        return True
    text = module.source.text
    beside = " ".join(text[max(0, each.start - 40) : each.end] for each in ranges).lower()
    return all(name in beside for name in claim.names)


def steps_of_model(steps: tuple[Step, ...], model: str) -> list[Step]:
    """The calls of a model itself that give one tensor."""
    return [step for step in steps if step.kind == model and step.depth == 0 and len(step.result) == 1]


def steps_at(steps: tuple[Step, ...], path: str, ranges: tuple[Range, ...]) -> list[Step]:
    """The calls that a claim may speak of: made or called in one of its pieces of code."""
    found: list[Step] = []
    for each in ranges:
        if not each.call:
            found.extend(step for step in steps if step.called == Span(path, each.start, each.end))
            continue
        called = _outermost([step for step in steps if _is_inside(step.called, path, each)])
        made = [step for step in steps if step.is_layer and _is_inside(step.made, path, each)]
        exact = [step for step in made if step.made and (step.made.start, step.made.end) == each[:2]]
        found.extend(called or exact or ([] if each.whole else made))
    return found


def _outermost(steps: list[Step]) -> list[Step]:
    """Of calls that go back to the same place, such as those of a container and its layers, the outer ones."""
    depths: dict[Span | None, int] = {}
    for step in steps:
        depths[step.called] = min(step.depth, depths.get(step.called, step.depth))
    return [step for step in steps if step.depth == depths[step.called]]


def _is_inside(span: Span | None, path: str, piece: Range) -> bool:
    return span is not None and span.path == path and piece.start <= span.start and span.end <= piece.end
