"""Stated shapes judged together: those of one class, function or script speak of the same input."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from .inspection import Inspection
from .shape_bound import Bound, bind
from .shape_judge import agrees
from .shape_places import Placed
from .shape_stated import OnInput, agreeing, judge_on_documented, judge_on_first
from .shape_tally import contradicting, misstated, side_of

_NO_CODE = "no layer or call stands beside it"
_NO_INPUT = "no text tells an input that the model is known to take"
_NO_FLOW = "what flows through the code beside it cannot be told"
_OPEN = "a size of what flows there is not known"
_OTHER = "it may speak of another input, or of something else"


class Judged(NamedTuple):
    """The verdict on a stated shape; `side` is that of the input where the other claims tell it, `reason` why it is undecided."""

    bound: Bound
    verdict: str
    reason: str | None = None
    side: int | None = None


def judge_shapes(inspection: Inspection) -> Iterator[Judged]:
    """A verdict on each shape that the comments of a file state."""
    by_chunk: dict[int, list[Placed]] = {}
    for each in inspection.shapes_stated:
        by_chunk.setdefault(each.chunk, []).append(each)
    chunks = inspection.module.outline.chunks
    script = [chunk for chunk in by_chunk if chunks[chunk].kind == "statement"]
    for group in filter(None, [script, *([chunk] for chunk in by_chunk if chunk not in script)]):
        yield from _of_group(inspection, {chunk: by_chunk[chunk] for chunk in group}, group == script)


def _of_group(inspection: Inspection, group: dict[int, list[Placed]], script: bool) -> Iterator[Judged]:
    """Claims of a class, a function or the script: on the inputs of its uses, else on any."""
    ran = [*inspection.built, *(step for ways in inspection.runs for use in ways for step in use.steps)]
    every = bind(inspection, [each for placed in group.values() for each in placed], ran)
    if any(each.flows for each in every):
        fixed = script or all(map(inspection.models.is_fixed, group))
        wrong = contradicting(every, None, fixed)
        kinds = {inspection.module.outline.chunks[chunk].kind for chunk in group}
        if not wrong and "class" not in kinds:
            wrong = misstated(every) or wrong
        if wrong is not None:
            yield from (_judged(each, wrong, None) for each in every)
            return
    for chunk, placed in group.items():
        yield from _of_class(inspection, chunk, placed)


def _of_class(inspection: Inspection, chunk: int, group: list[Placed]) -> Iterator[Judged]:
    """Claims of a class on the input that a docstring states, else on one that the claims themselves tell."""
    told = judge_on_documented(inspection, chunk, group)
    if told is None or any(each.placed.model is None for each in told.wrong or ()):
        opened = _on_open_side(inspection, chunk, group)
        if told is None and 2 * agreeing(opened) < len(group):
            told = judge_on_first(inspection, chunk, group)
            told = told if told is not None and agreeing(told) > agreeing(opened) else None
        elif told is not None and opened.wrong is not None and len(opened.wrong) <= len(told.wrong or ()):
            told = None
        told = told or opened
    yield from (_judged(each, told.wrong, told.side) for each in told.bound)


def _on_open_side(inspection: Inspection, chunk: int, placed: list[Placed]) -> OnInput:
    """Claims of a class on an input whose side they tell."""
    steps = inspection.open_steps(chunk) if _may_outvote(placed) else ()
    opened = bind(inspection, placed, steps)
    depends = any(each.depends for each in opened)
    side = side_of(opened) if depends else None
    fixed = inspection.models.is_fixed(chunk)
    flows = any(each.flows for each in opened)
    known = flows and (side is not None or not depends)
    return OnInput(opened, contradicting(opened, side, fixed) if known else None, side)


def _may_outvote(group: Sequence[Placed]) -> bool:
    """Whether beside a wrong claim two statements may remain that tell the side of the input."""
    comments = [each for each in group if each.model is None]
    return len(comments) + sum(each.claim.role == "given" for each in comments) > 2


def _judged(each: Bound, wrong: list[Bound] | None, side: int | None) -> Judged:
    if wrong is not None and each in wrong:
        return Judged(each, "contradicts", None, side)
    if not each.flows:
        unbound = _NO_CODE if each.placed.model is None else _NO_INPUT
        return Judged(each, "undecided", _NO_FLOW if each.placed.ranges else unbound)
    answer = agrees(each.placed.claim, each.beside, side) if wrong is not None else None
    if answer is True:
        return Judged(each, "agrees", None, side)
    return Judged(each, "undecided", _OPEN if answer is None and wrong is not None else _OTHER, side)
