"""Stated shapes judged together: those of one class, function or script speak of the same input."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..evaluate.flow import Shape
from .inspection import Inspection
from .shape_judge import MOST_SIDE, Beside, agrees, beside, depends_on_side, gives, partly
from .shape_places import Placed, steps_at
from .trials import Step
from .window import Window

# A stale comment among right ones is a mistake; where most disagree they speak of something else.
_EXCESS = 2

_NO_CODE = "no layer or call stands beside it"
_NO_FLOW = "what flows through the code beside it cannot be told"
_OPEN = "a size of what flows there is not known"
_OTHER = "it may speak of another input, or of something else"


class Bound(NamedTuple):
    """A claim with what flows beside it, and what the code nearest to it takes and gives in the end.

    `written` tells that the last size stands in that code: no argument of the model decides it.
    """

    placed: Placed
    beside: Beside
    given: Shape | None = None
    result: Shape | None = None
    window: Window | None = None
    written: bool = False


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
        yield from _of_group(inspection, {chunk: by_chunk[chunk] for chunk in group})


def _of_group(inspection: Inspection, group: dict[int, list[Placed]]) -> Iterator[Judged]:
    """Claims of a class, a function or the script: on the inputs of its uses, else on any."""
    ran = [*inspection.built, *(step for ways in inspection.runs for use in ways for step in use.steps)]
    every = _bound(inspection, [each for placed in group.values() for each in placed], ran)
    if any(map(_flows, every)):
        wrong = _against(every, None)
        if wrong is not None:
            yield from (_judged(each, wrong, None) for each in every)
            return
    for chunk, placed in group.items():
        steps = inspection.open_steps(chunk) if _may_outvote(placed) else ()
        opened = _bound(inspection, placed, steps)
        side = _side(opened) if any(map(_depends, opened)) else None
        wrong = _against(opened, side) if side is not None or not any(map(_depends, opened)) else None
        yield from (_judged(each, wrong, side) for each in opened)


def _may_outvote(group: Sequence[Placed]) -> bool:
    """Whether beside a wrong claim two statements may remain that tell the side of the input."""
    return len(group) + sum(each.claim.given is not None for each in group) > 2


def _judged(each: Bound, wrong: list[Bound] | None, side: int | None) -> Judged:
    if wrong is not None and each in wrong:
        return Judged(each, "contradicts", None, side)
    if not _flows(each):
        return Judged(each, "undecided", _NO_FLOW if each.placed.ranges else _NO_CODE)
    answer = agrees(each.placed.claim, each.beside, side) if wrong is not None else None
    if answer is True:
        return Judged(each, "agrees", None, side)
    return Judged(each, "undecided", _OPEN if answer is None and wrong is not None else _OTHER, side)


def _flows(each: Bound) -> bool:
    return bool(each.beside.result or each.beside.given)


def _depends(each: Bound) -> bool:
    """Whether what flows there depends on the side of the input."""
    return any(depends_on_side(shape) for shape in (*each.beside.given, *each.beside.result))


def _bound(inspection: Inspection, group: Sequence[Placed], steps: Sequence[Step]) -> list[Bound]:
    path, every = inspection.module.path, tuple(steps)
    found = []
    for each in group:
        nearest = _nearest_pass(each.claim.sizes, steps_at(every, path, each.ranges[:1]))
        given = nearest[0].given[:1] if nearest else ()
        result = nearest[-1].result[:1] if nearest else ()
        window = nearest[0].window if len({step.label for step in nearest}) == 1 else None
        bound = beside(steps_at(every, path, each.ranges))
        last = next(iter(result), None)
        written = _is_written(inspection, each, last)
        found.append(Bound(each, bound, next(iter(given), None), last, window, written))
    return found


def _nearest_pass(sizes: tuple[int | None, ...], steps: list[Step]) -> list[Step]:
    """Of what flows through a place each time it is reached, the time whose result has most of these sizes."""
    passes: list[list[Step]] = []
    for step in steps:
        if not passes or (step.called, step.label) == (passes[0][0].called, passes[0][0].label):
            passes.append([])
        passes[-1].append(step)

    def matching(each: list[Step]) -> int:
        result = each[-1].result[:1]
        return sum(size in sizes for shape in result if isinstance(shape, tuple) for size in shape)

    return max(passes, key=matching, default=[])


def _is_written(inspection: Inspection, placed: Placed, result: Shape | None) -> bool:
    if not placed.ranges or not isinstance(result, tuple) or not result:
        return False
    start, end, _ = placed.ranges[0]
    return re.search(rf"\b{result[-1]}\b", inspection.module.source.text[start:end]) is not None


class _Tally(NamedTuple):
    """How many statements speak for an input and against it, and the claims that contradict it."""

    for_it: int
    against: int
    wrong: list[Bound]


def _tally(stated: Sequence[Bound], side: int | None) -> _Tally:
    for_it, against, wrong = 0, 0, []
    for each in filter(_flows, stated):
        claim = each.placed.claim
        if claim.given is not None:
            fits = gives(claim.given, each.beside, side)
            for_it, against = for_it + fits, against + (not fits)
        answer = agrees(claim, each.beside, side)
        for_it, against = for_it + (answer is True), against + (answer is False)
        if answer is False and claim.role != "in":
            wrong.append(each)
    return _Tally(for_it, against, wrong)


def _against(stated: Sequence[Bound], side: int | None) -> list[Bound] | None:
    """The claims that contradict what the others agree with; None where they may speak of another input."""
    tally = _tally(stated, side)
    if not tally.wrong:
        return []  # also where nothing flows
    one = bool(tally.for_it) and len(tally.wrong) == 1
    if tally.for_it < len(tally.wrong) * _EXCESS and not one:
        return None
    likely = [each for each in tally.wrong if partly(each.placed.claim, each.beside, side)]
    return [each for each in likely if len(each.placed.claim.sizes) > 1 or each.written]


def _side(stated: Sequence[Bound]) -> int | None:
    """The side of the input that most claims agree with, where all such sides tell the same of each claim."""
    if not any(map(_flows, stated)):
        return None
    best = 1
    sides: list[int] = []
    for side in range(1, MOST_SIDE + 1):
        tally = _tally(stated, side)
        if tally.for_it and not tally.against:
            return side
        if tally.for_it > best or (tally.for_it == best and sides):
            sides = [side] if tally.for_it > best else [*sides, side]
            best = tally.for_it
    verdicts = {tuple(agrees(each.placed.claim, each.beside, side) for each in stated) for side in sides}
    return sides[0] if len(verdicts) == 1 else None
