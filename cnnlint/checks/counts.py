"""What the checks of counts share: the words of a finding about a number and a network."""

from __future__ import annotations

from ..claims.claim import Quantity
from ..values.tally import Counted
from .breakdown import breakdown, of_tensors
from .check import Check
from .finding import Finding
from .mistakes import likely_mistake
from .statement import Judgement, Statement

NOUNS = {
    Quantity.PARAMETERS: "parameters",
    Quantity.TRAINABLE: "trainable parameters",
    Quantity.NON_TRAINABLE: "non-trainable parameters",
    Quantity.WEIGHTS: "weights",
    Quantity.BIASES: "biases",
    Quantity.BUFFERS: "buffer elements",
}


def count_finding(check: Check, statement: Statement, judgement: Judgement) -> Finding:
    """The finding of a wrong count, with its proof and the likely mistake."""
    subject, quantity = judgement.subject, judgement.quantity
    assert subject is not None
    assert quantity is not None
    computed = judgement.computed if isinstance(judgement.computed, int) else None
    network = subject.networks[0] if subject.networks else None
    proof = breakdown(network, quantity) if network is not None else None
    if network is None and isinstance(number := subject.numbers[0], Counted):
        proof = of_tensors(number)
    hint = None
    if network is not None and computed is not None:
        hint = likely_mistake(network, quantity, statement.claim.stated, computed)
    return check.finding(
        statement,
        _message(statement, judgement),
        subject=subject.title,
        quantity=quantity,
        computed=computed,
        breakdown=proof,
        hint=hint,
    )


def _message(statement: Statement, judgement: Judgement) -> str:
    subject, quantity = judgement.subject, judgement.quantity
    assert subject is not None
    assert quantity is not None
    noun, text = NOUNS[quantity], statement.claim.text
    if judgement.computed is None:
        return f"{subject.title} never has {text} {noun}, whichever way the code takes"
    computed = judgement.computed
    if computed == 0:
        return f"{subject.title} has no {noun}, not {text}"
    shown = f"{computed:,}" if isinstance(computed, int) else str(computed)
    verb = "counts" if subject.kind == "value" else "has"
    return f"{subject.title} {verb} {shown} {noun if computed != 1 else noun.removesuffix('s')}, not {text}"
