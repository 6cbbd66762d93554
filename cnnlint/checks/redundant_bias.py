"""CNN503: a layer adds a bias that the batch normalization behind it takes away again."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from ..source import Span
from .check import Check
from .finding import Finding
from .inspection import Inspection
from .naming import titled
from .trials import Step


def _inspect(inspection: Inspection) -> Iterator[Finding]:
    found: dict[Span, tuple[Step, Step]] = {}
    kept: set[Span] = set()
    for trial in inspection.trials:
        layers = [step for step in trial.steps if step.is_layer and step.is_leaf]
        for step, after in zip_longest(layers, layers[1:]):
            if step.made is None or not step.has_bias or not step.has_matrix:
                continue
            if after is not None and after.kind.startswith("BatchNorm") and _is_directly_behind(step, after):
                found.setdefault(step.made, (step, after))
            else:
                kept.add(step.made)
    for made, (step, after) in found.items():
        if made not in kept and made.path == inspection.module.path:
            yield _finding(inspection, made, step, after)


def _is_directly_behind(step: Step, after: Step) -> bool:
    """Whether a layer takes exactly what another gives: side by side in a container, or one call in the other."""
    if step.result != after.given:
        return False
    if step.called == after.called:
        return _holder(step) == _holder(after)
    if step.called is None or after.called is None:
        return False
    return after.called.start <= step.called.start and step.called.end <= after.called.end


def _holder(step: Step) -> str:
    return (step.name or "").rpartition(".")[0]


def _finding(inspection: Inspection, made: Span, step: Step, after: Step) -> Finding:
    source = inspection.module.source
    title = titled(step.name, step.label)
    return CHECK.at(
        source,
        made,
        f"{title} adds a bias that {after.label} behind it takes away with the mean",
        subject=title,
        hint="write bias=False",
    )


CHECK = Check(
    code="CNN503",
    name="redundant-bias",
    summary="A layer adds a bias that the batch normalization behind it takes away again.",
    explanation="""
## What it finds
A convolution or linear layer with a bias whose result goes straight into a batch normalization.

## Why it is a mistake
The normalization subtracts the mean of each channel, and with it the bias, which then learns nothing and
costs memory and time; the normalization has a bias of its own.

## How it is proved
The model is followed on shapes: every call of the layer hands its result to a batch normalization, in a
`Sequential` or as one call inside the other.

## How to mend it
Write `bias=False`.
""",
    inspect=_inspect,
    default=False,
    silent=(
        """
import torch.nn as nn

model = nn.Sequential(
    nn.Conv2d(3, 16, 3, bias=False),
    nn.BatchNorm2d(16),
    nn.Conv2d(16, 16, 3),
    nn.ReLU(),
    nn.BatchNorm2d(16),
)
""",
        """
import torch
import torch.nn as nn

class Flat(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 8, 3)
        self.norm = nn.BatchNorm2d(8)

    def forward(self, x):
        return x.flatten(1)

Flat()(torch.zeros(1, 3, 4, 4))
""",
    ),
    loud=(
        """
import torch.nn as nn

model = nn.Sequential(
    nn.Conv2d(3, 16, 3),  # expect: CNN503
    nn.BatchNorm2d(16),
    nn.ReLU(),
)
""",
    ),
)
