"""CNN401: an expression does not evaluate to the result that stands beside it."""

from __future__ import annotations

import re

from ..documents.latex import SIGNS
from .breakdown import breakdown
from .check import Check
from .finding import Finding
from .mistakes import label_numbers
from .statement import Judgement, Statement

_COMMAND = re.compile(r"\\([A-Za-z]+)")


def _find(statement: Statement, judgement: Judgement) -> Finding | None:
    claim = statement.claim
    formula = claim.formula
    if formula is None or formula.value in claim.interval:
        return None
    if not (claim.word or _is_about_the_layer(statement, judgement)):
        return None
    text = _plainly(statement.source.text[formula.start : formula.end])
    subject, quantity = judgement.subject, judgement.quantity
    proof = f"{text} = {formula.value:,}"
    if (
        subject is not None
        and subject.networks
        and quantity is not None
        and judgement.computed == formula.value
    ):
        proof = f"{proof}; {breakdown(subject.networks[0], quantity)}"
    return CHECK.finding(
        statement,
        f"{text} is {formula.value:,}, not {claim.text}",
        subject=subject.title if subject else None,
        quantity=claim.quantities[0],
        computed=formula.value,
        breakdown=proof,
    )


def _plainly(text: str) -> str:
    """Arithmetic in one row, with signs in place of LaTeX's commands."""
    signs = _COMMAND.sub(lambda command: SIGNS.get(command[1], command[0]), text)
    return " ".join(signs.replace("{,}", ",").split())


def _is_about_the_layer(statement: Statement, judgement: Judgement) -> bool:
    """Without a counting word: the formula gives the layer's count, from the layer's own numbers."""
    formula, subject = statement.claim.formula, judgement.subject
    if formula is None or subject is None or not subject.networks or judgement.computed != formula.value:
        return False
    known = label_numbers(subject.networks[0]) | {1, 2}
    return all(number in known for number in formula.operands)


CHECK = Check(
    code="CNN401",
    name="wrong-arithmetic",
    summary="A worked calculation of a count does not come to the stated result.",
    explanation="""
## What it finds
`(3*3*32 + 1) * 64 = 18,494` in a text about parameters: the left side is 18,496.

## Why it is a mistake
It is one whatever the model is: the two sides of the equation differ.

## How it is proved
By the calculation itself. Where the layer beside it is known and has the count that the left side comes
to, that is shown too.

## How to mend it
Correct the result, or the factor that was mistyped.
""",
    find=_find,
    silent=(
        """
import torch.nn as nn

layer = nn.Conv2d(32, 64, 3)  # params: (3*3*32 + 1) * 64 = 18,496
""",
        """
# the receptive field grows: 6 + (3 - 1) * 2 = 11
width = 14 * 64  # 14*64=897
""",
    ),
    loud=(
        """
import torch.nn as nn

layer = nn.Conv2d(32, 64, 3)  # (3*3*32 + 1) * 64 = 18494  # expect: CNN401
""",
    ),
)
