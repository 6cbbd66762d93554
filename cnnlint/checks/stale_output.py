"""CNN106: a notebook's stored output states a count that the code above it no longer has."""

from __future__ import annotations

from .check import Check
from .counts import count_finding
from .finding import Finding
from .outputs import FORM
from .statement import Judgement, Statement


def _find(statement: Statement, judgement: Judgement) -> Finding | None:
    if statement.form != FORM or judgement.verdict != "contradicts":
        return None
    return count_finding(CHECK, statement, judgement)


CHECK = Check(
    code="CNN106",
    name="stale-output",
    summary="A stored output of a notebook states a count that the code no longer has.",
    explanation="""
## What it finds
A model summary, or a line such as `Total params: 1,199,882`, in the stored output of a cell, where the
code of the notebook makes a model of another count. The finding stands at the row that printed it.

## Why it is a mistake
Readers of a notebook on the web see the output, not the run: it shows the model of an earlier version.

## How it is proved
The model that the cell names is rebuilt from all cells in order. Cells that were run in another order may
have printed what is right, so the check is off unless it is selected.

## How to mend it
Run the notebook again from the top and save it.
""",
    find=_find,
    default=False,
    silent=(
        """
{"cells": [{"cell_type": "code", "source": ["import torch.nn as nn\\n", "net = nn.Linear(128, 10)\\n",
  "print('parameters:', sum(p.numel() for p in net.parameters()))"],
  "outputs": [{"output_type": "stream", "name": "stdout", "text": ["parameters: 1290\\n"]}]}]}
""",
    ),
    loud=(
        """
{"cells": [{"cell_type": "code", "source": ["import torch.nn as nn\\n", "net = nn.Linear(128, 10)"], "outputs": []},
 {"cell_type": "code", "source": ["print('parameters:', sum(p.numel() for p in net.parameters()))  # expect: CNN106"],
  "outputs": [{"output_type": "stream", "name": "stdout", "text": ["parameters: 1280\\n"]}]}]}
""",
    ),
)
