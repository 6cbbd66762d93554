"""Evaluations of one file: each definition that claims speak of is built once, and watched as it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import NamedTuple

from ..evaluate.comparison import Comparison
from ..evaluate.extract import extract
from ..evaluate.globals import is_main_guard
from ..evaluate.observe import Observer, Place
from ..evaluate.project import SourceModule
from ..evaluate.target import all_ways, construct, find_in
from ..network import Layer
from ..program import nodes
from ..unknown import Unknown
from ..values.objects import MISSING, Class, Function, Scope, Value
from .cases import call_case, count_cases

# What all tests and scripts of one file may take together: those that state a count, and those that may compare one.
MOST_STATED, MOST_PERHAPS = 1_000_000, 60_000

Met = Layer | int | Unknown


class Seen(NamedTuple):
    """What one way of an evaluation showed: its own result, and what was met at the watched places."""

    result: Layer | Unknown
    met: dict[Place, list[Met]]
    compared: dict[Place, list[Comparison]]
    reached: dict[Place, Unknown | None]


Ways = list[Seen] | Unknown


class Evaluations:
    """Runs what a file's claims need, each definition once, and collects what was met."""

    def __init__(self, machine: Observer, module: SourceModule) -> None:
        self.machine = machine
        self.module = module
        self._definitions: dict[tuple[str, ...], Ways] = {}
        self._cases: dict[tuple[str, ...], list[Ways]] = {}
        # The statements that were run as the script.
        self.scripted: list[int] = []
        self._left = {True: MOST_STATED, False: MOST_PERHAPS}

    def watch(self, places: Iterable[Place]) -> None:
        """Note what is met at these places from now on."""
        self.machine.watched.update(places)

    def definition(self, path: tuple[str, ...]) -> Ways:
        """All ways of building the class or calling the function of this path."""
        if path not in self._definitions and self._is_defined_anew(path[0]):
            self._definitions[path] = Unknown(f"{path[0]} is defined more than once")
        elif path not in self._definitions:
            self._definitions[path] = self._ways(lambda: self._build(path))
        return self._definitions[path]

    def _is_defined_anew(self, name: str) -> bool:
        """Whether a definition takes the place of another, so that a text cannot tell which is meant."""
        chunks = [self.module.outline.chunks[index] for index in self.module.binders.get(name, ())]
        return sum(chunk.kind in ("class", "def") for chunk in chunks) > 1

    def method(self, path: tuple[str, ...]) -> Ways:
        """All ways of building a class and then calling one of its methods."""
        cases = self.cases(path[:2])
        failed = next((ways for ways in cases if isinstance(ways, Unknown)), None)
        return failed or [way for ways in cases if not isinstance(ways, Unknown) for way in ways]

    def cases(self, path: tuple[str, ...], stated: bool = True) -> list[Ways]:
        """All ways of each case of a test: a function, or a method of a class that is set up.

        `stated` tells that something in it states a count; else it is followed only as far as the allowance goes.
        """
        if path not in self._cases:
            counted = all_ways(self.machine, lambda: (count_cases(self.machine, self.module, path),))
            number = counted[0][0] if not isinstance(counted, Unknown) and len(counted) == 1 else 0
            runs = (partial(self._case, path, index) for index in range(number))
            self._cases[path] = [self._allowed(run, stated) for run in runs]
        return self._cases[path]

    def script(self, indices: Iterable[int], stated: bool = True) -> Ways:
        """The one way of running top-level statements, in order; to be asked before any definition."""
        key = ("",)
        if key not in self._definitions:
            self.scripted = sorted(indices)
            self._definitions[key] = self._allowed(lambda: self._run(self.scripted), stated)
        return self._definitions[key]

    def expression(self, node: nodes.Expression) -> Ways:
        """All ways of evaluating an expression in the module."""
        scope = Scope(self.module, self.module.attrs)

        def make() -> Value:
            value = self.machine.settled(self.machine.evaluate(node, scope))
            return construct(self.machine, value) if isinstance(value, (Class, Function)) else value

        return self._ways(make)

    def network(self, value: Value) -> Layer | Unknown:
        """The network of an object that the module holds."""
        return extract(self.machine, value)

    def _allowed(self, make: Callable[[], Value], stated: bool) -> Ways:
        """The same as far as what is left of the allowance goes."""
        left, budget = self._left[stated], self.machine.budget
        if left > 0:
            most, budget.most_steps = budget.most_steps, min(left, budget.most_steps)
            try:
                ways = self._ways(make)
            finally:
                budget.most_steps = most
            self._left[stated] -= budget.steps
            if self._left[stated] > 0 or not isinstance(ways, Unknown):
                return ways
        return Unknown("the tests and scripts of this file take more steps than their allowance")

    def _ways(self, make: Callable[[], Value]) -> Ways:
        def run() -> Seen:
            self.machine.forget()
            result = extract(self.machine, make())
            self.machine.conclude()
            return Seen(result, self.machine.met, self.machine.compared, self.machine.reached)

        return all_ways(self.machine, run)

    def _build(self, path: tuple[str, ...]) -> Value:
        value = find_in(self.machine, self.module, path)
        if value is MISSING:
            return Unknown(f"{'.'.join(path)} was not found")
        if not isinstance(value, (Class, Function)):
            return (
                value if isinstance(value, Unknown) else Unknown(f"{'.'.join(path)} is no class or function")
            )
        return construct(self.machine, value)

    def _case(self, path: tuple[str, ...], index: int) -> Value:
        return call_case(self.machine, self.module, path, index)

    def _run(self, indices: list[int]) -> Value:
        name = self.module.name
        for index in indices:
            if is_main_guard(self.module, index):
                self.module.name = "__main__"
            try:
                self.machine.run_chunk(self.module, index)
            finally:
                self.module.name = name
        return Unknown("a statement makes no model")


def met_at(ways: Ways, place: Place) -> list[Met]:
    """Everything met at a place, over all ways that come there; an unknown where an evaluation failed."""
    if isinstance(ways, Unknown):
        return [ways]
    found = [each for way in ways for each in way.met.get(place, [])]
    if not found and any(place in way.reached for way in ways):
        return [Unknown("the code comes here only where it may go either way")]
    return found
