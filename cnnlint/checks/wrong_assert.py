"""CNN103: an assert compares a model's count with the wrong number."""

from __future__ import annotations

import re

from .check import Check
from .counts import NOUNS, count_finding, count_fix
from .finding import Finding
from .statement import Judgement, Statement

_FRACTION = re.compile(r"[0-9]*\.[0-9]+")
_BOUNDS = {"<": "below ", "<=": "at most ", ">": "above ", ">=": "at least "}


def _find(statement: Statement, judgement: Judgement) -> Finding | None:
    if statement.form != "assert" or judgement.verdict != "contradicts":
        return None
    if judgement.subject is not None and judgement.subject.networks:
        return count_finding(CHECK, statement, judgement)
    quantity = statement.claim.quantities[0]
    computed = judgement.computed if isinstance(judgement.computed, int) else None
    title = judgement.subject.title if judgement.subject else None
    shown = "other numbers" if computed is None else f"{computed:,}"
    message = f"this assert fails: the code counts {shown} {NOUNS[quantity]}"
    return CHECK.finding(
        statement,
        f"{message}, not {_wanted(statement)}",
        subject=title,
        quantity=quantity,
        computed=computed,
        breakdown=title,
        fix=count_fix(statement, computed),
    )


def _wanted(statement: Statement) -> str:
    """What the assert wants, as it is written, and in full where that is in thousands or millions."""
    text, stated = statement.claim.text, statement.claim.stated
    full = f" ({stated:,})" if _FRACTION.fullmatch(text) and float(text) != stated else ""
    return f"{_BOUNDS.get(statement.sign, '')}{text}{full}"


CHECK = Check(
    code="CNN103",
    name="wrong-assert",
    summary="An assert compares a counted number of parameters with the wrong number.",
    explanation="""
## What it finds
`assert`, `assertEqual` and their like that compare a number of parameters, counted by
`sum(p.numel() for p in model.parameters())` or by any helper of your own, with a number that the count
never equals.

## Why it is a mistake
The test fails as soon as somebody runs it; often nobody does, because building the model takes long or
its weights must be fetched.

## How it is proved
The test function is evaluated like any other code, with the helper that it calls, and the counted
tensors are listed. Nothing is run.

## How to mend it
Write the computed number, if the model is as it should be.
""",
    find=_find,
    silent=(
        """
import torch.nn as nn

def test_size():
    model = nn.Linear(128, 10)
    assert sum(p.numel() for p in model.parameters()) == 1290
""",
        """
def test_something_else():
    assert 2 + 2 == 5
""",
    ),
    loud=(
        """
import torch.nn as nn

def test_size():
    model = nn.Linear(128, 10)
    assert sum(p.numel() for p in model.parameters()) == 1280  # expect: CNN103
""",
    ),
)
