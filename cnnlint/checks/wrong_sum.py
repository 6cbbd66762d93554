"""CNN403: a total is not the sum of the numbers that it stands under."""

from __future__ import annotations

from .check import Check
from .finding import Finding
from .statement import Judgement, Statement

MOST_SHOWN = 8


def _find(statement: Statement, judgement: Judgement) -> Finding | None:
    claim = statement.claim
    if claim.parts is None or claim.stated in claim.parts.sum or judgement.verdict == "agrees":
        return None
    if _overlaps(statement):
        return None
    addends = claim.parts.addends
    total = sum(addends)
    shown = " + ".join(f"{number:,}" for number in addends[:MOST_SHOWN])
    more = f" + … ({len(addends)} numbers)" if len(addends) > MOST_SHOWN else ""
    return CHECK.finding(
        statement,
        f"the numbers above add up to {total:,}, not {claim.text}",
        subject=judgement.subject.title if judgement.subject else None,
        quantity=claim.quantities[0],
        computed=total,
        breakdown=f"{shown}{more} = {total:,}",
    )


def _overlaps(statement: Statement) -> bool:
    """Whether a rounded total may still be what the numbers come to."""
    claim = statement.claim
    assert claim.parts is not None
    low, high = claim.parts.sum.low, claim.parts.sum.high
    allowed = claim.interval
    if low is None or high is None:
        return True
    return (allowed.low is None or allowed.low <= high) and (allowed.high is None or low <= allowed.high)


CHECK = Check(
    code="CNN403",
    name="wrong-sum",
    summary="A total is not the sum of the numbers that it stands under.",
    explanation="""
## What it finds
A list, table or pasted summary of parameter counts, row by row, whose total is another number than the
rows come to.

## Why it is a mistake
It is one whatever the model is: either the total or a row is wrong.

## How it is proved
By adding up. Rows that may be parts of one another, repeated or left out are not added.

## How to mend it
Correct the total, or the row that was mistyped.
""",
    find=_find,
    silent=(
        """
# Parameters of the model:
#   conv1: 320
#   conv2: 18,496
#   dense: 1,179,776
# Total params: 1,198,592
""",
        """
# Input sizes:
#   rows: 320
#   columns: 18,496
# Total: 20,000
""",
    ),
    loud=(
        """
# Parameters of the model:
#   conv1: 320
#   conv2: 18,496
# Total params: 18,861  # expect: CNN403
""",
    ),
)
