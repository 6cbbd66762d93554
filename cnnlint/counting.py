"""Counting and summarizing targets without linting."""

from __future__ import annotations

from typing import Any

from .evaluate.interpreter import Interpreter
from .evaluate.target import BadTarget, Outcome, evaluate_target, parse_target
from .reading import Unreadable
from .report.model import CountRow, Number
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
