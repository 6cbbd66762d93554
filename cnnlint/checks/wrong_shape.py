"""CNN201: a comment states another shape than what flows through the code beside it."""

from __future__ import annotations

from collections.abc import Iterator

from .arrival import number
from .check import Check
from .finding import Finding, Verdict
from .inspection import Inspection
from .shape_bound import Bound
from .shape_groups import Judged, judge_shapes
from .shape_judge import shape_at, shown_at, speaks_of_given
from .shape_places import Placed


def _inspect(inspection: Inspection) -> Iterator[Finding]:
    for judged in judge_shapes(inspection):
        inspection.verdicts.append(_verdict(inspection, judged))
        if judged.verdict == "contradicts":
            yield _finding(inspection, judged.bound, judged.side)


def _verdict(inspection: Inspection, judged: Judged) -> Verdict:
    source, claim, ranges = inspection.module.source, judged.bound.placed.claim, judged.bound.placed.ranges
    bound = judged.bound
    taken = speaks_of_given(claim, bound.given, bound.result, judged.side)
    result = (bound.given if taken else bound.result) if judged.verdict != "undecided" else None
    return Verdict(
        filename=source.path,
        location=source.location(claim.start),
        end_location=source.location(claim.end),
        text=claim.text,
        quantity="shape",
        subject=(ranges[0].title or " ".join(source.text[ranges[0].start : ranges[0].end].split()))[:60]
        if ranges
        else judged.bound.placed.model,
        stated=claim.text,
        computed=None if result is None else shown_at(result, judged.side, claim),
        verdict=judged.verdict,
        reason=judged.reason,
        code="CNN201",
    )


def _finding(inspection: Inspection, stated: Bound, side: int | None) -> Finding:
    source, claim = inspection.module.source, stated.placed.claim
    code = _code(stated.placed, source.text)
    taken = speaks_of_given(claim, stated.given, stated.result, side)
    known = stated.given if taken else stated.result
    among = stated.beside.given if taken else stated.beside.result
    results = [known] if known is not None else list(among)
    actual = " or ".join(dict.fromkeys(shown_at(shape, side, claim) for shape in results))
    taken_in = stated.joined or (() if stated.given is None else (stated.given,))
    given = " and ".join(shown_at(shape, side, claim) for shape in taken_in)
    return CHECK.at(
        source,
        claim,
        f"{code} {'is given' if taken else 'gives'} {actual}, not {claim.text}{_on(stated, side)}",
        subject=code,
        quantity="shape",
        stated=claim.text,
        computed=actual,
        breakdown=None if taken else _breakdown(stated, given, actual, side),
    )


def _code(placed: Placed, text: str) -> str:
    """The code that a claim speaks of, in few words."""
    if not placed.ranges:
        return placed.model or "the code"
    first = placed.ranges[0]
    code = first.title or " ".join(text[first.start : first.end].split())
    return code if len(code) <= 60 else f"{code[:57]}..."


def _on(stated: Bound, side: int | None) -> str:
    """The input that the finding speaks of, where no code tells it."""
    if side is None:
        return ""
    flat = isinstance(stated.result, tuple) and len(stated.result) == 3
    on = f"for an input of length {number(side)}" if flat else f"for an input of {side}×{side}"
    return f", {on}" if stated.placed.model is not None else f", as the other comments here say {on}"


def _breakdown(stated: Bound, given: str, actual: str, side: int | None) -> str | None:
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
of `forward`, where what flows there has another shape. An output that a docstring of a model or of its
`forward` states, `Output: (N, 64, H/2, W/2)` or `Returns: (B, 10) logits`, and annotations of tensors such as
`Float[Tensor, "b 64 h//2 w//2"]`.

## Why it is a mistake
Such comments stay behind when a kernel, a padding or a pooling changes, and whoever computes the size of
the next layer from them is misled.

## How it is proved
The model is followed on shapes: on those that the file itself calls it on or, where there is none, on the
input that its docstring or annotation states, or on the size of input that the other comments of the same
model agree with. Channels may stand first or last. It is reported only where no reading agrees, and where
other comments of the model do, or where the input is stated.

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
        """
import numpy as np
from keras import layers, models

names = np.array([range(50), range(9, 59)]).T  # (50, 2)
prices = np.array([range(50), range(7, 57), range(3, 53)]).transpose()
# (50, 3)
days = np.array(range(1, 51))
net = models.Sequential([layers.Dense(1, input_shape=(3,))])
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
