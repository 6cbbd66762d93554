"""CNN201: a comment states another shape than what flows through the code beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..evaluate.flow import Shape
from .check import Check
from .finding import Finding
from .inspection import Inspection
from .shape_judge import MOST_SIDE, Beside, agrees, beside, gives, partly, shape_at, shown_at
from .shape_places import Placed, steps_at
from .trials import Step
from .window import Window

# A stale comment among right ones is a mistake; where most disagree they speak of something else.
_EXCESS = 2


class _Stated(NamedTuple):
    """A claim with what flows beside it, and what the code nearest to it gives in the end."""

    placed: Placed
    beside: Beside
    given: Shape | None = None
    result: Shape | None = None
    window: Window | None = None


def _inspect(inspection: Inspection) -> Iterator[Finding]:
    by_chunk: dict[int, list[Placed]] = {}
    for each in inspection.shapes_stated:
        by_chunk.setdefault(each.chunk, []).append(each)
    chunks = inspection.module.outline.chunks
    script = [chunk for chunk in by_chunk if chunks[chunk].kind == "statement"]
    for group in filter(None, [script, *([chunk] for chunk in by_chunk if chunk not in script)]):
        yield from _of_group(inspection, {chunk: by_chunk[chunk] for chunk in group})


def _of_group(inspection: Inspection, group: dict[int, list[Placed]]) -> Iterator[Finding]:
    """What is wrong among the shapes of a class, a function or the script: on the inputs of its uses, else on any."""
    ran = [*inspection.built, *(step for ways in inspection.runs for use in ways for step in use.steps)]
    concrete = _bound(inspection, [each for placed in group.values() for each in placed], ran)
    if concrete:
        wrong = _against(concrete, None)
        if wrong is not None:
            yield from (_finding(inspection, each, None) for each in wrong)
            return
    for chunk, placed in group.items():
        if not _may_outvote(placed):
            continue
        opened = _bound(inspection, placed, inspection.open_steps(chunk))
        side = _side(opened)
        if side is not None:
            wrong = _against(opened, side)
            yield from (_finding(inspection, each, side) for each in wrong or ())


def _may_outvote(group: Sequence[Placed]) -> bool:
    """Whether beside a wrong claim two statements may remain that tell the side of the input."""
    return len(group) + sum(each.claim.given is not None for each in group) > 2


def _bound(inspection: Inspection, group: Sequence[Placed], steps: Sequence[Step]) -> list[_Stated]:
    path, every = inspection.module.path, tuple(steps)
    found = []
    for each in group:
        nearest = steps_at(every, path, each.ranges[:1])
        given = nearest[0].given[:1] if nearest else ()
        result = nearest[-1].result[:1] if nearest else ()
        window = nearest[0].window if len({step.label for step in nearest}) == 1 else None
        bound = beside(steps_at(every, path, each.ranges))
        found.append(_Stated(each, bound, next(iter(given), None), next(iter(result), None), window))
    return [each for each in found if each.beside.result or each.beside.given]


class _Tally(NamedTuple):
    """How many statements speak for an input and against it, and the claims that contradict it."""

    for_it: int
    against: int
    wrong: list[_Stated]


def _tally(stated: Sequence[_Stated], side: int | None) -> _Tally:
    for_it, against, wrong = 0, 0, []
    for each in stated:
        claim = each.placed.claim
        if claim.given is not None:
            fits = gives(claim.given, each.beside, side)
            for_it, against = for_it + fits, against + (not fits)
        answer = agrees(claim, each.beside, side)
        for_it, against = for_it + (answer is True), against + (answer is False)
        if answer is False and claim.role != "in":
            wrong.append(each)
    return _Tally(for_it, against, wrong)


def _against(stated: Sequence[_Stated], side: int | None) -> list[_Stated] | None:
    """The claims that contradict what the others agree with; None where they may speak of another input."""
    tally = _tally(stated, side)
    if not tally.wrong:
        return []
    one = bool(tally.for_it) and len(tally.wrong) == 1
    if tally.for_it < len(tally.wrong) * _EXCESS and not one:
        return None
    return [each for each in tally.wrong if partly(each.placed.claim, each.beside, side)]


def _side(stated: Sequence[_Stated]) -> int | None:
    """The side of the input that most claims agree with, where all such sides tell the same of each claim."""
    best = 1
    sides: list[int] = []
    for side in range(1, MOST_SIDE + 1):
        tally = _tally(stated, side)
        if tally.for_it and not tally.against:
            return None
        if tally.for_it > best or (tally.for_it == best and sides):
            sides = [side] if tally.for_it > best else [*sides, side]
            best = tally.for_it
    verdicts = {tuple(agrees(each.placed.claim, each.beside, side) for each in stated) for side in sides}
    return sides[0] if len(verdicts) == 1 else None


def _finding(inspection: Inspection, stated: _Stated, side: int | None) -> Finding:
    source, claim = inspection.module.source, stated.placed.claim
    start, end = stated.placed.ranges[0][:2]
    code = " ".join(source.text[start:end].split())
    code = code if len(code) <= 60 else f"{code[:57]}..."
    results = [stated.result] if stated.result is not None else list(stated.beside.result)
    actual = " or ".join(dict.fromkeys(shown_at(shape, side) for shape in results))
    given = "" if stated.given is None else shown_at(stated.given, side)
    on = f", as the other comments here say for an input of {side}×{side}" if side is not None else ""
    return CHECK.at(
        source,
        claim,
        f"{code} gives {actual}, not {claim.text}{on}",
        subject=code,
        quantity="shape",
        stated=claim.text,
        computed=actual,
        breakdown=_breakdown(stated, given, actual, side),
    )


def _breakdown(stated: _Stated, given: str, actual: str, side: int | None) -> str | None:
    """What the code is given and gives, and how a size that is stated otherwise comes about."""
    if not given:
        return None
    reckoned = None
    if stated.window is not None and stated.given is not None and stated.result is not None:
        shapes = (shape_at(stated.given, side), shape_at(stated.result, side))
        reckoned = stated.window.reckoned(*shapes, stated.placed.claim.sizes)
    return f"{given} -> {actual}" + (f": {reckoned}" if reckoned else "")


CHECK = Check(
    code="CNN201",
    name="wrong-shape",
    summary="A comment states another shape than what flows through the code beside it.",
    explanation="""
## What it finds
A comment such as `# 64 x 14 x 14`, `# (B, 64, 28, 28)` or `# 32x32x3 -> 28x28x8` beside a layer or a line
of `forward`, where what flows there has another shape.

## Why it is a mistake
Such comments stay behind when a kernel, a padding or a pooling changes, and whoever computes the size of
the next layer from them is misled.

## How it is proved
The model is followed on shapes: on those that the file itself calls it on or, where there is none, on the
size of input that the other comments of the same model agree with. Channels may stand first or last. It
is reported only where no reading agrees, and where other comments of the model do.

## How to mend it
Write the shape that the message gives, or leave it out.
""",
    inspect=_inspect,
    silent=(
        """
import torch
import torch.nn as nn

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 8, 5)  # 28x28x8
        self.pool = nn.MaxPool2d(2)
        self.conv2 = nn.Conv2d(8, 16, 5)  # 16 x 10 x 10

    def forward(self, x):
        x = self.pool(self.conv1(x))  # -> (N, 8, 14, 14)
        return self.pool(self.conv2(x))  # 5x5x16
""",
    ),
    loud=(
        """
import torch
import torch.nn as nn

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 8, 5)  # 28x28x8
        self.pool = nn.MaxPool2d(2)
        self.conv2 = nn.Conv2d(8, 16, 5)  # 12x12x16  # expect: CNN201

    def forward(self, x):
        x = self.pool(self.conv1(x))  # -> (N, 8, 14, 14)
        return self.pool(self.conv2(x))  # 5x5x16
""",
    ),
)
