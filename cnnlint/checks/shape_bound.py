"""Stated shapes bound to what flows beside them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from ..evaluate.flow import Shape
from ..source import Span
from .arrival import maker_of
from .inspection import Inspection
from .shape_judge import Beside, beside, depends_on_side
from .shape_places import Placed, steps_at, steps_of_model
from .trials import Step
from .window import Window


class Bound(NamedTuple):
    """A claim with what flows beside it, and what the code nearest to it takes and gives in the end.

    `written` tells that the last size stands in that code, or in that of the layer which made it so: no
    argument of the model decides it. `joined` are the shapes of which a call makes one, one after the other.
    """

    placed: Placed
    beside: Beside
    given: Shape | None = None
    result: Shape | None = None
    window: Window | None = None
    written: bool = False
    joined: tuple[Shape, ...] = ()

    @property
    def flows(self) -> bool:
        """Whether anything is known to flow there."""
        return bool(self.beside.result or self.beside.given)

    @property
    def depends(self) -> bool:
        """Whether what flows there depends on the side of the input."""
        return any(depends_on_side(shape) for shape in (*self.beside.given, *self.beside.result))


def bind(inspection: Inspection, group: Sequence[Placed], steps: Sequence[Step]) -> list[Bound]:
    """Claims with what flows beside each in these calls."""
    path, every = inspection.module.path, tuple(steps)
    found = []
    for each in group:
        model = [] if each.model is None else steps_of_model(every, each.model)
        nearest = _nearest_pass(each.claim.sizes, model or steps_at(every, path, each.ranges[:1]))
        given = nearest[0].given[:1] if nearest else ()
        result = nearest[-1].result[:1] if nearest else ()
        window = nearest[0].window if len({step.label for step in nearest}) == 1 else None
        last = next(iter(result), None)
        written = _is_written(inspection, each, last, every)
        around = beside(model or steps_at(every, path, each.ranges))
        if not model and _may_mean_unknown(each, every, path):
            around = Beside((), (), ())
        found.append(Bound(each, around, next(iter(given), None), last, window, written, _joined(nearest)))
    return found


def _may_mean_unknown(placed: Placed, steps: Sequence[Step], path: str) -> bool:
    """Whether a comment between two statements may speak of one whose result cannot be told."""
    claim = placed.claim
    above = tuple(each for each in placed.ranges if each.end <= claim.start)
    below = tuple(each for each in placed.ranges if each.start >= claim.end)
    if not above or not below:
        return False
    return not all(beside(steps_at(tuple(steps), path, part)).result for part in (above, below))


def _joined(nearest: Sequence[Step]) -> tuple[Shape, ...]:
    joins = len(nearest) == 1 and _JOINING.match(nearest[0].label) is not None
    return nearest[0].given if joins and 1 < len(nearest[0].given) <= _MOST_JOINED else ()


_JOINING = re.compile(r"(?:cat|concat\w*)\b", re.IGNORECASE)
_MOST_JOINED = 5


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


def _is_written(inspection: Inspection, placed: Placed, result: Shape | None, steps: Sequence[Step]) -> bool:
    if not isinstance(result, tuple) or not result or not isinstance(result[-1], int):
        return False
    path = inspection.module.path
    places = [Span(path, *each[:2]) for each in placed.ranges[:1]]
    makers = [
        maker_of(steps, result, -1),
        *(step for step in steps if step.is_leaf and result in step.result),
    ]
    places.extend(each.made for each in makers if each is not None and each.made and each.made.path == path)
    number = re.compile(rf"\b{result[-1]}\b")
    text = inspection.module.source.text
    return any(number.search(text, each.start, each.end) is not None for each in places)
