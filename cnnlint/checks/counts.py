"""What the checks of counts share: the words of a finding about a number and a network."""

from __future__ import annotations

from ..claims.claim import Quantity
from ..claims.respelling import respelled
from ..values.tally import Counted
from .breakdown import breakdown, of_tensors
from .check import Check
from .finding import Edit, Finding, Fix
from .mistakes import likely_mistake
from .statement import Judgement, Statement

NOUNS = {
    Quantity.PARAMETERS: "parameters",
    Quantity.TRAINABLE: "trainable parameters",
    Quantity.NON_TRAINABLE: "non-trainable parameters",
    Quantity.WEIGHTS: "weights",
    Quantity.BIASES: "biases",
    Quantity.BUFFERS: "buffer elements",
    Quantity.TENSORS: "tensors",
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
        fix=count_fix(statement, computed),
    )


# A number in code may be right, and the code wrong.
_APPLICABLE = {"remark": "safe", "table": "safe", "assert": "unsafe", "record": "unsafe"}


def count_fix(statement: Statement, computed: int | None) -> Fix | None:
    """The computed number in the spelling of the stated one; none where other arithmetic stands beside it."""
    source, claim = statement.source, statement.claim
    applicability = _APPLICABLE.get(statement.form)
    if computed is None or applicability is None or claim.formula is not None or statement.sign != "==":
        return None
    if source.text[claim.start : claim.end] != claim.text:
        return None
    content = respelled(claim.text, computed)
    if content is None or content == claim.text:
        return None
    edit = Edit(source.location(claim.start), source.location(claim.end), content)
    return Fix(applicability, (edit,))


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
