"""CNN101: a comment beside a layer states the wrong count."""

from __future__ import annotations

from ..unknown import Unknown
from .check import Check
from .counts import count_finding
from .finding import Finding
from .statement import Judgement, Statement, Subject


def _find(statement: Statement, judgement: Judgement) -> Finding | None:
    subject = judgement.subject
    if statement.form != "remark" or judgement.verdict != "contradicts" or subject is None:
        return None
    if subject.kind != "layer" or not (statement.claim.word or statement.habit):
        return None
    if _may_count_arguments(statement, subject):
        return None
    finding = count_finding(CHECK, statement, judgement)
    bare = not statement.claim.word and statement.claim.formula is None
    return None if bare and finding.hint is None and _may_be_a_size(statement, subject) else finding


def _may_count_arguments(statement: Statement, subject: Subject) -> bool:
    """`nn.MaxPool2d(3, 2)  # 2 params` may speak of the call."""
    if statement.claim.stated > 9:
        return False
    given = [network.label.partition("(")[2].rstrip(")") for network in subject.networks]
    return any(statement.claim.stated == (text.count(",") + 1 if text else 0) for text in given)


def _may_be_a_size(statement: Statement, subject: Subject) -> bool:
    """`nn.Flatten(),  # 1600` and `nn.Conv2d(32, 64, 3),  # 7744` may tell how many features leave the layer."""
    stated = statement.claim.stated
    channels = {
        size
        for network in subject.networks
        for layer in network.walk()
        for parameter in layer.parameters
        if not isinstance(parameter.shape, Unknown)
        for size in (*parameter.shape[:1], *parameter.shape[-1:])
    }
    return not channels or any(isinstance(size, int) and size > 1 and stated % size == 0 for size in channels)


CHECK = Check(
    code="CNN101",
    name="wrong-layer-count",
    summary="A comment states the wrong number of parameters for the layer it stands beside.",
    explanation="""
## What it finds
A comment beside, above or below the call that makes a layer, with a number of parameters, weights or
biases that is not the layer's.

## Why it is a mistake
Such numbers are worked out once, by hand, and stay behind when the layer changes. Readers check their
own understanding against them, and learn the slip.

## How it is proved
The layer's tensors are listed with their shapes: `Conv2d(32, 64, 3): weight 64×32×3×3 = 18,432 + bias
64 = 18,496`. Nothing is reported if the layer's sizes are not certain.

## How to mend it
Write the computed number, or leave the number out.
""",
    find=_find,
    silent=(
        """
import torch.nn as nn

layers = nn.Sequential(
    nn.Conv2d(1, 32, 3),  # 320 params
    nn.MaxPool2d(2),  # 0 params
    nn.Conv2d(32, 64, 3, stride=2),  # 3 filters on each side, 64 channels
)
""",
        """
import torch.nn as nn

def head(features):
    return nn.Linear(features, 10)  # 5,130 params
""",
    ),
    loud=(
        """
import torch.nn as nn

layers = nn.Sequential(
    nn.Conv2d(32, 64, 3),  # 18,494 params  # expect: CNN101
    nn.MaxPool2d(2),  # 4 params  # expect: CNN101
)
""",
    ),
)
