"""Uses: what scripts and tests of a file call its models on, and what they assert of the shapes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple

from ..claims.chain_gate import may_divide
from ..evaluate.budget import OutOfBudget
from ..evaluate.globals import is_main_guard
from ..evaluate.project import SourceModule
from ..evaluate.target import all_ways
from ..evaluate.witness import Follower, Weighed, Witness
from ..frontend.outline import Chunk
from ..source import Span
from ..unknown import Unknown
from ..values.objects import Raised, Value
from .cases import call_case, count_cases
from .shape_asserts import SHAPED
from .trials import MOST_STEPS, Allowance, Refused, Step, refused_calling, refused_making, steps_of

# What makes a tensor of written sizes, or tells a library of them. What must not stand before a word is looked at
# behind it: choices that all begin with a letter are found fast.
_MAKERS = ("rand", "randn", "zeros", "ones", "empty", "full", "randint", "rand_like", "summary", "Input")
_MAKES_INPUT = re.compile(
    "|".join(rf"{name}(?<=\b{name})\s*\(" for name in _MAKERS)
    + r"|\.build\(\s*(?:input_shape\s*=\s*)?[(\[]|input_shape\s*=\s*[(\[]"
)
_FAILING = re.compile(r"\b(?:raises|assertRaises\w*|xfail|suppress|expectedFailure)\b")
MOST_CASES = 4


class Use(NamedTuple):
    """One way of running a script or a test: its calls, what it refuses, and the comparisons it met."""

    steps: tuple[Step, ...]
    refused: Refused | None
    weighed: dict[Span, list[Weighed]]


def may_use(text: str, start: int = 0, end: int | None = None) -> bool:
    """Whether a piece of code may call a model on a tensor of written sizes; False is certain."""
    return _MAKES_INPUT.search(text, start, len(text) if end is None else end) is not None


def _is_test(chunk: Chunk) -> bool:
    """Whether a statement defines, by its name, what a test runner would call."""
    if chunk.kind == "def":
        return chunk.binds[0].startswith("test")
    return chunk.kind == "class" and "Test" in chunk.binds[0]


class Uses:
    """Runs the scripts and tests of one file, each once, with an interpreter of its own."""

    def __init__(self, machine: Witness, module: SourceModule) -> None:
        self.machine = machine
        self.module = module
        self.allowance = Allowance()
        self._runs: list[list[Use]] | None = None

    def runs(self) -> list[list[Use]]:
        """For each run its ways; what cannot be followed is left out."""
        if self._runs is None:
            most, self.machine.budget.most_steps = self.machine.budget.most_steps, MOST_STEPS
            try:
                self._runs = [ways for ways in self._run_all() if isinstance(ways, list)]
            finally:
                self.machine.budget.most_steps = most
        return self._runs

    def _run_all(self) -> Iterator[list[Use] | Unknown]:
        text, chunks = self.module.source.text, self.module.outline.chunks
        scripts = [index for index, chunk in enumerate(chunks) if chunk.kind == "statement"]
        spans = [(chunks[index].start, chunks[index].end) for index in scripts]
        if any(may_use(text, *span) or may_divide(text, *span) for span in spans) or any(
            is_main_guard(self.module, index) for index in scripts
        ):
            yield self._follow(partial(self._script, scripts))
        for chunk in chunks:
            if self.allowance.left < 0:
                return
            if _is_test(chunk) and self._is_telling(chunk.start, chunk.end):
                for path in self._tests(chunk.binds[0], chunk.kind == "class"):
                    yield from self._cases(path, bool(_FAILING.search(text, chunk.start, chunk.end)))

    def _is_telling(self, start: int, end: int) -> bool:
        """Whether a test calls models on written sizes, and asserts shapes or tries models of this very file."""
        text = self.module.source.text
        if not may_use(text, start, end):
            return False
        asserts = text.find("assert", start, end) >= 0 and SHAPED.search(text, start, end) is not None
        return asserts or "def forward(" in text or "def call(" in text

    def _tests(self, name: str, is_class: bool) -> Iterator[tuple[str, ...]]:
        """Functions and methods that a test runner would call."""
        if not is_class:
            yield (name,)
            return
        index = self.module.binders[name][0]
        for statement in self.module.statements(index):
            for each in getattr(statement, "body", ()):
                method = getattr(each, "name", "")
                if isinstance(method, str) and method.startswith("test"):
                    yield (name, method)

    def _cases(self, path: tuple[str, ...], failing: bool) -> Iterator[list[Use] | Unknown]:
        machine, module = self.machine, self.module
        counted = all_ways(machine, lambda: (count_cases(machine, module, path),))
        number = counted[0][0] if isinstance(counted, list) and len(counted) == 1 else 0
        for index in range(min(number, MOST_CASES)):
            if self.allowance.left < 0:
                return
            ways = self._follow(partial(call_case, machine, module, path, index))
            if isinstance(ways, list) and failing:
                ways = [use._replace(refused=None) for use in ways]
            yield ways

    def _script(self, indices: list[int]) -> Value:
        """Run top-level statements in order, the main guard's as well."""
        name = self.module.name
        for index in indices:
            if is_main_guard(self.module, index):
                self.module.name = "__main__"
            try:
                self.machine.run_chunk(self.module, index)
            finally:
                self.module.name = name
            if self.machine.escaped is not None:
                raise self.machine.escaped
        return None

    def _follow(self, run: Callable[[], Value]) -> list[Use] | Unknown:
        def followed() -> Use:
            if self.allowance.left < 0:
                raise OutOfBudget(Unknown("the tests of this file are too large to be followed"))
            follower = self.machine.tracer = Follower(self.machine)
            refused: Refused | None = None
            self.machine.escaped = None
            try:
                run()
            except Raised as raised:
                refusal = follower.ended(raised)
                refused = refused_making(self.machine, raised)
                if refused is None and refusal is not None:
                    refused = refused_calling(self.machine, refusal)
            finally:
                self.machine.tracer = None
                self.allowance.left -= self.machine.budget.steps
            steps = steps_of(self.machine, follower.passages)
            return Use(steps, refused, dict(self.machine.weighed))

        return all_ways(self.machine, followed)
