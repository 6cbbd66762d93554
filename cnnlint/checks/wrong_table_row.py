"""CNN104: a row or total of a pasted model summary states the wrong count."""

from __future__ import annotations

from .check import Check
from .counts import count_finding
from .finding import Finding
from .statement import Judgement, Statement


def _find(statement: Statement, judgement: Judgement) -> Finding | None:
    if statement.claim.listed is None or judgement.verdict != "contradicts":
        return None
    return count_finding(CHECK, statement, judgement)


CHECK = Check(
    code="CNN104",
    name="wrong-table-row",
    summary="A row of a pasted model summary states a count that its layer does not have.",
    explanation="""
## What it finds
Tables that `model.summary()` of Keras, `torchsummary` or `torchinfo` printed, pasted into a docstring or
comment: each row whose number is not its layer's, and each total that is not the model's.

## Why it is a mistake
The table was printed once, and the model went on to change.

## How it is proved
Rows are matched with layers by kind, depth, count, output and order. A table whose rows do not all
match is that of another model, and left alone; so is one that may have been printed with other arguments.

## How to mend it
Print the summary again, or leave it out.
""",
    find=_find,
    silent=(
        '''
import torch.nn as nn

class Net(nn.Module):
    """Two layers.

    ----------------------------------------------------------------
            Layer (type)               Output Shape         Param #
    ================================================================
                Linear-1                   [-1, 50]           5,050
                  ReLU-2                   [-1, 50]               0
                Linear-3                   [-1, 10]             510
    ================================================================
    Total params: 5,560
    Trainable params: 5,560
    Non-trainable params: 0
    """

    def __init__(self):
        super().__init__()
        self.body = nn.Sequential(nn.Linear(100, 50), nn.ReLU(), nn.Linear(50, 10))
''',
    ),
    loud=(
        '''
import torch.nn as nn

class Net(nn.Module):
    """Two layers.

    =================================================================
    Layer (type:depth-idx)                   Param #
    =================================================================
    Net                                      --
    ├─Linear: 1-1                            5,000  # expect: CNN104
    ├─ReLU: 1-2                              --
    ├─Linear: 1-3                            510
    =================================================================
    Total params: 5,560
    Trainable params: 5,560
    Non-trainable params: 0
    =================================================================
    """

    def __init__(self):
        super().__init__()
        self.first = nn.Linear(100, 50)
        self.relu = nn.ReLU()
        self.last = nn.Linear(50, 10)
''',
    ),
)
