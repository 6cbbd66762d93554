"""CNN102: a docstring or comment states the wrong count for a class, a function's model or a script's."""

from __future__ import annotations

from .check import Check
from .counts import count_finding
from .finding import Finding
from .statement import Judgement, Statement


def _find(statement: Statement, judgement: Judgement) -> Finding | None:
    subject = judgement.subject
    if statement.form != "remark" or judgement.verdict != "contradicts" or subject is None:
        return None
    # A number alone beside code that shows a count can only be that count.
    if subject.kind == "layer" or not (statement.claim.word or subject.kind == "value"):
        return None
    return count_finding(CHECK, statement, judgement)


CHECK = Check(
    code="CNN102",
    name="wrong-model-count",
    summary="A docstring or comment states the wrong number of parameters for a class or function.",
    explanation="""
## What it finds
A docstring of a class, function or module, or a comment of its own, that states a number of parameters
which the model does not have. A class is built with its default arguments; a function is called with
its own.

## Why it is a mistake
The total is what readers compare models by. It goes stale with every change to any layer.

## How it is proved
The model is rebuilt from its source and the counts of its parts are added up. A model whose count
depends on an argument without a default is left alone.

## How to mend it
Write the computed number; an abbreviated one (`11.7M`) is held to its own digits only.
""",
    find=_find,
    silent=(
        '''
import torch.nn as nn

class Net(nn.Module):
    """A small classifier with 1,290 parameters."""

    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(128, 10)
''',
        '''
import torch.nn as nn

class Head(nn.Module):
    """Has 5,130 parameters for ten classes."""

    def __init__(self, classes):
        super().__init__()
        self.fc = nn.Linear(512, classes)
''',
    ),
    loud=(
        '''
import torch.nn as nn

class Net(nn.Module):
    """A small classifier with 1,280 parameters."""  # expect: CNN102

    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(128, 10)
''',
    ),
)
