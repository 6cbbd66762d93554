"""CNN402: the arithmetic is right, but it is not this layer's count."""

from __future__ import annotations

from .check import Check
from .counts import count_finding
from .finding import Finding
from .statement import Judgement, Statement


def _find(statement: Statement, judgement: Judgement) -> Finding | None:
    claim = statement.claim
    if claim.formula is None or not claim.word or judgement.verdict != "contradicts":
        return None
    if claim.formula.value not in claim.interval:
        return None
    return count_finding(CHECK, statement, judgement)


CHECK = Check(
    code="CNN402",
    name="wrong-formula",
    summary="A worked calculation comes to its result, but it is not the count of the layer it speaks of.",
    explanation="""
## What it finds
`# params: 3*3*32*64 = 18,432` beside `Conv2d(32, 64, 3)`: the product is right, the biases are missing.

## Why it is a mistake
The calculation is there to explain the count, and explains another one.

## How it is proved
The layer's tensors are listed with their shapes and added up.

## How to mend it
Correct the calculation: the breakdown shows the terms.
""",
    find=_find,
    silent=(
        """
import torch.nn as nn

layer = nn.Conv2d(3, 32, 3, bias=False)  # params: 32 * 3 * 3 * 3 = 864
""",
        """
import torch.nn as nn

layer = nn.Linear(512, 10)  # 512*8*8=32768
""",
    ),
    loud=(
        """
import torch.nn as nn

layer = nn.Conv2d(32, 64, 3)  # params: 3*3*32*64 = 18,432  # expect: CNN402
""",
    ),
)
