"""CNN107: a count that is kept beside the code is no longer the model's."""

from __future__ import annotations

from .check import Check
from .counts import count_finding
from .finding import Finding
from .statement import Judgement, Statement

FORM = "kept"


def _find(statement: Statement, judgement: Judgement) -> Finding | None:
    if statement.form != FORM or judgement.verdict != "contradicts":
        return None
    return count_finding(CHECK, statement, judgement)


CHECK = Check(
    code="CNN107",
    name="count-changed",
    summary="A count kept in the settings or in a data file is no longer that of the model it belongs to.",
    explanation="""
## What it finds
An entry of `[tool.cnnlint.counts]`, which `cnnlint lock` writes, or a number of a data file that
`[tool.cnnlint.recorded]` binds to a model, where the model has another count now.

## Why it is a mistake
Whoever kept the count wants to hear of every change to the model's size. Most are not meant.

## How it is proved
The target is built from its source as `cnnlint count` does it.

## How to mend it
Undo the change to the model, or, if it is meant, run `cnnlint lock`.
""",
    find=_find,
    silent=(
        """
# file: small.py
import torch.nn as nn

def make(classes=10):
    return nn.Linear(128, classes)
# file: pyproject.toml
[tool.cnnlint.counts]
"small.py::make" = 1290
"small.py::make(classes=2)" = 258
""",
    ),
    loud=(
        """
# file: small.py
import torch.nn as nn

def make(classes=10):
    return nn.Linear(128, classes)
# file: pyproject.toml
[tool.cnnlint.counts]
"small.py::make" = 1280  # expect: CNN107
""",
    ),
)
