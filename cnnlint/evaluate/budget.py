"""How much work one evaluation may take."""

from __future__ import annotations

from typing import Any

from ..source import Span
from ..unknown import Unknown

MOST_STEPS = 400_000
MOST_DEPTH = 120
STEPS_OF_A_CALL = 8
STEPS_OF_A_CLASS = 32
# Python goes through data in one go: so many items, or characters, for a step; a few are for nothing.
ITEMS_OF_A_STEP = 8
CHARACTERS_OF_A_STEP = 64
FEW = 64
DATA = frozenset([list, tuple, dict, set, frozenset, str, bytes])
# What a call gives may have been there before: most is only handed on.
HANDED_ON = 8


class OutOfBudget(Exception):
    """An evaluation that grew beyond its budget; `unknown` says which one and where."""

    def __init__(self, unknown: Unknown) -> None:
        super().__init__(unknown.reason)
        self.unknown = unknown


class Budget:
    """Counts steps (statements, iterations, calls) and the depth of calls."""

    def __init__(self, steps: int = MOST_STEPS, depth: int = MOST_DEPTH) -> None:
        self.most_steps = steps
        self.most_depth = depth
        self.steps = 0
        self.depth = 0

    def renew(self) -> None:
        """Begin a new evaluation."""
        self.steps = self.depth = 0

    def step(self, span: Span | None, count: int = 1) -> None:
        """Take steps; OutOfBudget where there are none left."""
        self.steps += count
        if self.steps > self.most_steps:
            raise OutOfBudget(Unknown(f"more than {self.most_steps:,} steps of evaluation", span))

    def pass_through(self, data: Any, span: Span | None, share: int = 1) -> None:
        """Take the steps of going through data (a share of it); OutOfBudget where there are not so many left."""
        size = len(data)
        if size > FEW:
            each = CHARACTERS_OF_A_STEP if isinstance(data, (str, bytes)) else ITEMS_OF_A_STEP
            self.step(span, size // (each * share))

    def enter(self, span: Span | None) -> None:
        """Go one call deeper; OutOfBudget where calls are nested too deeply."""
        self.depth += 1
        self.step(span, STEPS_OF_A_CALL)
        if self.depth > self.most_depth:
            raise OutOfBudget(Unknown(f"calls nested more than {self.most_depth} deep", span))

    def leave(self) -> None:
        """Come back from a call."""
        self.depth -= 1
