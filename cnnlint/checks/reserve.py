"""What a remark may mean instead, where its number contradicts what it stands beside."""

from __future__ import annotations

from ..claims.claim import Claim, Quantity
from ..network import Layer, tally
from .statement import Judgement, Statement, amount

# Code means exactly what it says; what people write beside it need not.
_WRITTEN = frozenset({"remark", "document"})
_FEW = 10
_SEVERAL = "the arithmetic takes the count as a factor, and may speak of several of these"
_ELSEWHERE = "nothing is frozen here, but it may be elsewhere"


def reserve(statement: Statement, judgement: Judgement) -> str | None:
    """Why a contradiction in words is not certain; None where it is."""
    claim, computed = statement.claim, judgement.computed
    if statement.form not in _WRITTEN or not isinstance(computed, int):
        return None
    if claim.formula is not None and computed >= _FEW and computed in claim.formula.operands:
        return _SEVERAL if claim.formula.value == claim.stated else None
    if any(_may_be_frozen(claim, network, judgement.quantity) for network in _networks(judgement)):
        return _ELSEWHERE
    return None


def _networks(judgement: Judgement) -> tuple[Layer, ...]:
    return judgement.subject.networks if judgement.subject is not None else ()


def _may_be_frozen(claim: Claim, network: Layer, quantity: Quantity | None) -> bool:
    """Whether the number is right once other code has frozen a part of the network."""
    counts = tally(network)
    if counts.total != counts.trainable or not isinstance(counts.total, int) or claim.stated <= 0:
        return False
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
