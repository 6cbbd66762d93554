"""CNN108: a table of models in a document states the wrong count for one of the project's models."""

from __future__ import annotations

from .check import Check
from .counts import count_finding
from .finding import Finding
from .listed_models import FORM
from .statement import Judgement, Statement


def _find(statement: Statement, judgement: Judgement) -> Finding | None:
    if statement.form != FORM or judgement.verdict != "contradicts":
        return None
    return count_finding(CHECK, statement, judgement)


CHECK = Check(
    code="CNN108",
    name="wrong-listed-model",
    summary="A table in a document states the wrong count for a class or function of the project.",
    explanation="""
## What it finds
A table with a column of parameters in a README or another document, whose rows bear the names of classes or
functions in the files around it, and a row whose number is not that of its model.

## Why it is a mistake
People choose a model by that table. A row that was copied, or never updated, sends them to the wrong one.

## How it is proved
Each name must mean one definition, which is called with its default arguments. A table is believed to speak of
these if at least three of its rows agree with them, and only one in four does not. A number that is right
for another number of classes is left alone.

## How to mend it
Write the computed number.
""",
    find=_find,
    silent=(
        """
# file: zoo.py
import torch.nn as nn
def tiny(classes=10): return nn.Linear(128, classes)
def small(classes=10): return nn.Linear(256, classes)
def medium(classes=10): return nn.Linear(512, classes)
def large(classes=10): return nn.Linear(1024, classes)

# file: README.md
| Model | Params |
| --- | --- |
| tiny | 12,900 |
| small | 2,570 |
| medium | 5,130 |
""",
    ),
    loud=(
        """
# file: zoo.py
import torch.nn as nn
def tiny(): return nn.Linear(128, 10)
def small(): return nn.Linear(256, 10)
def medium(): return nn.Linear(512, 10)
def large(): return nn.Linear(1024, 10)

# file: README.md
| Model | Params | Notes |
| --- | --- | --- |
| tiny | 1,290 | |
| small | 2.6K | |
| medium | 5.1K | |
| large | 5.1K | # expect: CNN108 |
""",
    ),
)
