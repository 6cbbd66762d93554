"""CNN105: a count recorded as data beside a model is wrong."""

from __future__ import annotations

from .check import Check
from .counts import count_finding
from .finding import Finding
from .statement import Judgement, Statement


def _find(statement: Statement, judgement: Judgement) -> Finding | None:
    if statement.form != "record" or judgement.verdict != "contradicts":
        return None
    return count_finding(CHECK, statement, judgement)


CHECK = Check(
    code="CNN105",
    name="wrong-recorded-count",
    summary='A count recorded as data, such as `"num_params": 61100840`, is not the model\'s.',
    explanation="""
## What it finds
An entry such as `"num_params": 61100840` in a dictionary that belongs to a model: the metadata of the
weights that a builder function takes, the entry of a table that names the builder beside it, or a class
attribute.

## Why it is a mistake
Model tables, papers and downloads take the number from there.

## How it is proved
The builder is called as the entry says, and its parameters are added up.

## How to mend it
Record the computed number.
""",
    find=_find,
    silent=(
        """
import torch.nn as nn

def small():
    return nn.Linear(128, 10)

MODELS = {"small": {"build": small, "num_params": 1290}, "num_params": 3}
""",
    ),
    loud=(
        """
import torch.nn as nn

def small():
    return nn.Linear(128, 10)

MODELS = {"small": {"build": small, "num_params": 1280}}  # expect: CNN105
""",
    ),
)
