"""Judging a statement: does what was computed agree with what is stated?"""

from __future__ import annotations

import math

from ..claims.claim import Claim, Interval, Quantity
from ..network import tally
from ..size import SizeLike
from ..unknown import Unknown
from .mistakes import running_statistics
from .reserve import reserve
from .statement import Judgement, Statement, Subject, amount


def judge(statement: Statement) -> Judgement:
    """The verdict over all subjects that the statement may speak of.

    One that agrees settles it. It is contradicted only if every subject is known and contradicts it.
    """
    judgements = [judge_subject(statement, subject) for subject in statement.subjects]
    if not judgements:
        formula = statement.claim.formula
        if statement.form == "document" and formula is not None and formula.value in statement.claim.interval:
            return Judgement("agrees", None, statement.claim.quantities[0], formula.value)
        return Judgement("undecided", reason="nothing that it could speak of was found")
    for wanted in ("agrees", "undecided", "unreachable"):
        for judgement in judgements:
            if judgement.verdict == wanted:
                return judgement
    return min(judgements, key=lambda judgement: _distance(statement.claim.stated, judgement.computed))


def _distance(stated: int, computed: SizeLike | None) -> float:
    """How far off a number is, by its factor: of several subjects the nearest is probably meant."""
    if not isinstance(computed, int):
        return math.inf
    low, high = sorted((abs(stated) + 1, abs(computed) + 1))
    return high / low


def judge_subject(statement: Statement, subject: Subject) -> Judgement:
    """The verdict on one subject, over all quantities that the wording allows."""
    judgement = _judge_known(statement, subject)
    if judgement.verdict != "contradicts":
        return judgement
    doubt = subject.doubt or reserve(statement, judgement)
    return judgement if doubt is None else judgement._replace(verdict="undecided", reason=doubt)


def _judge_known(statement: Statement, subject: Subject) -> Judgement:
    if subject.unknown is not None:
        return Judgement("undecided", subject, statement.claim.quantities[0], reason=subject.unknown)
    if subject.numbers:
        return _judge_numbers(statement, subject)
    if not subject.networks:
        return Judgement("unreachable", subject, reason="the code never comes here")
    readings = [_judge_quantity(statement.claim, subject, each) for each in statement.claim.quantities]
    for wanted in ("agrees", "undecided"):
        for reading in readings:
            if reading.verdict == wanted:
                return reading
    return readings[0]


def _judge_numbers(statement: Statement, subject: Subject) -> Judgement:
    quantity = statement.claim.quantities[0]
    return _over_ways(
        [int(number) for number in subject.numbers], statement.claim.interval, subject, quantity
    )


def _judge_quantity(claim: Claim, subject: Subject, quantity: Quantity) -> Judgement:
    values: list[SizeLike] = []
    for network in subject.networks:
        value = amount(tally(network), quantity)
        if isinstance(value, Unknown):
            return Judgement("undecided", subject, quantity, reason=value)
        values.append(value)
    if quantity is Quantity.NON_TRAINABLE and not any(value in claim.interval for value in values):
        # Those who say "non-trainable" of a batch normalization mean its running statistics.
        other = [
            value + running_statistics(each) for value, each in zip(values, subject.networks, strict=True)
        ]
        if all(value in claim.interval for value in other):
            return Judgement("agrees", subject, quantity, other[0])
    return _over_ways(values, claim.interval, subject, quantity)


def _over_ways(values: list[SizeLike], interval: Interval, subject: Subject, quantity: Quantity) -> Judgement:
    computed = values[0]
    if any(not isinstance(value, int) for value in values):
        reason = f"the count depends on named sizes: {computed}"
        return Judgement("undecided", subject, quantity, computed, reason)
    agreeing = sum(value in interval for value in values)
    if agreeing == len(values):
        return Judgement("agrees", subject, quantity, computed)
    if agreeing:
        reason = "the code may take several ways, and only some agree"
        return Judgement("undecided", subject, quantity, computed, reason)
    if len(set(values)) > 1:
        return Judgement("contradicts", subject, quantity, None)
    return Judgement("contradicts", subject, quantity, computed)
