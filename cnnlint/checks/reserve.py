"""What a remark may mean instead, where its number contradicts what it stands beside."""

from __future__ import annotations

import re

from ..claims.claim import Claim, Quantity
from ..network import Layer, tally
from .statement import Judgement, Statement, amount

# Code means exactly what it says; what people write beside it need not.
_WRITTEN = frozenset({"remark", "document"})
_FEW = 10
_WHOLE = re.compile(r"(?<![\w.,])[1-9][0-9]{0,5}(?= [A-Za-z])")
_SEVERAL = "the arithmetic takes the count as a factor, and may speak of several of these"
_EACH = "a number beside it tells of several, and the count may be that of one, or of all"
_ELSEWHERE = "nothing is frozen here, but it may be elsewhere"


def reserve(statement: Statement, judgement: Judgement) -> str | None:
    """Why a contradiction in words is not certain; None where it is."""
    claim, computed = statement.claim, judgement.computed
    if statement.form not in _WRITTEN or not isinstance(computed, int):
        return None
    if claim.formula is not None and computed >= _FEW and computed in claim.formula.operands:
        return _SEVERAL if claim.formula.value == claim.stated else None
    if claim.formula is None and claim.listed is None and _counts_several(statement, computed):
        return _EACH
    if any(_may_be_frozen(claim, network, judgement.quantity) for network in _networks(judgement)):
        return _ELSEWHERE
    return None


def _counts_several(statement: Statement, computed: int) -> bool:
    """Whether the words name a factor between both counts: `64 filters, 28 params`, `2 copies, 5,140 params`."""
    low, high = sorted((abs(statement.claim.stated), computed))
    if low < _FEW or high % low:
        return False
    text, claim = statement.source.text, statement.claim
    first = max(text.rfind("\n", 0, claim.start), text.rfind("#", 0, claim.start))
    beside = text[first + 1 : claim.start] + " " + text[claim.end : text.find("\n", claim.end)]
    return any(int(number) == high // low for number in _WHOLE.findall(beside))


def _networks(judgement: Judgement) -> tuple[Layer, ...]:
    return judgement.subject.networks if judgement.subject is not None else ()


def _may_be_frozen(claim: Claim, network: Layer, quantity: Quantity | None) -> bool:
    """Whether the number is right once other code has frozen a part of the network."""
    counts = tally(network)
    if counts.total != counts.trainable or not isinstance(counts.total, int) or claim.stated < 0:
        return False
    if claim.stated == 0:
        return claim.quantities == (Quantity.TRAINABLE,)
    if quantity is Quantity.NON_TRAINABLE and claim.listed is None:
        return True
    if (
        quantity not in (Quantity.TRAINABLE, Quantity.NON_TRAINABLE)
        or Quantity.PARAMETERS in claim.quantities
    ):
        return False
    parts = [amount(tally(part), Quantity.PARAMETERS) for part in network.walk() if part is not network]
    sizes = [size for size in parts if isinstance(size, int) and size > 0]
    return any(size in claim.interval or counts.total - size in claim.interval for size in sizes)
