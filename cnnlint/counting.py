"""Counting and summarizing targets without linting."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .evaluate.interpreter import Interpreter
from .evaluate.target import BadTarget, Outcome, evaluate_target, parse_target
from .network import Layer, tally
from .reading import Unreadable
from .report.model import CountRow, Number, SummaryRow, TargetError
from .size import Size
from .unknown import Unknown


def count_target(interpreter: Interpreter, text: str) -> CountRow:
    """The counts of one target, or why they cannot be told."""
    try:
        outcome = evaluate_target(interpreter, parse_target(text))
    except BadTarget as error:
        return CountRow(target=text, unknown=str(error), resolved=False)
    except Unreadable as error:
        return CountRow(target=text, unknown=f"{error.path}: {error.message}", resolved=False)
    numbers: dict[str, Any] = {}
    reasons: list[Unknown | None] = []
    for name in ("total", "trainable", "non_trainable", "buffers"):
        numbers[name], reason = _number(outcome, name)
        reasons.append(reason)
    unknown = next((reason for reason in reasons if reason is not None), None)
    shown = None if unknown is None else interpreter.place(unknown)
    return CountRow(target=text, framework=_framework(outcome), unknown=shown, **numbers)


def _framework(outcome: Outcome) -> str | None:
    return outcome.networks[0].framework if outcome.networks else None


def _number(outcome: Outcome, name: str) -> tuple[Number, Unknown | None]:
    count = outcome.tallied(lambda each: getattr(each, name))
    if count.unknown is not None:
        return None, count.unknown
    if len(count.alternatives) > 1:
        ways = " or ".join(
            f"{value:,}" if isinstance(value, int) else str(value) for value in count.alternatives
        )
        return None, Unknown(f"{name} is {ways}, depending on something unknown")
    value = count.alternatives[0]
    return (str(value) if isinstance(value, Size) else value), None


def summarize(interpreter: Interpreter, text: str) -> list[SummaryRow]:
    """Rows of a target's layer table, the whole model first."""
    try:
        outcome = evaluate_target(interpreter, parse_target(text))
    except BadTarget as error:
        raise TargetError(str(error)) from error
    except Unreadable as error:
        raise TargetError(f"{error.path}: {error.message}") from error
    if outcome.unknown is not None:
        raise TargetError(f"{text}: {interpreter.place(outcome.unknown)}")
    if len(outcome.networks) > 1:
        raise TargetError(f"{text}: the code may build {len(outcome.networks)} different models")
    network = outcome.networks[0]
    total = tally(network).total
    return list(_rows(network, "", 0, total if isinstance(total, int) else None, set()))


def _rows(layer: Layer, path: str, depth: int, whole: int | None, seen: set[int]) -> Iterator[SummaryRow]:
    counts = tally(layer)
    yield SummaryRow(
        name=path or layer.kind,
        type=layer.kind,
        parameters=_shown(counts.total),
        trainable=_shown(counts.trainable),
        depth=depth,
        share=counts.total / whole if whole and isinstance(counts.total, int) else None,
        shared=layer.identity in seen,
    )
    if layer.identity in seen:
        return
    seen.add(layer.identity)
    for child in layer.children:
        yield from _rows(child, f"{path}.{child.name}" if path else child.name, depth + 1, whole, seen)


def _shown(value: Any) -> Number:
    if isinstance(value, Unknown):
        return None
    return str(value) if isinstance(value, Size) else value
