"""Evaluations of one file: each definition that claims speak of is built once, and watched as it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from ..evaluate.extract import extract
from ..evaluate.globals import is_main_guard
from ..evaluate.observe import Comparison, Observer, Place
from ..evaluate.project import SourceModule
from ..evaluate.target import all_ways, construct, find_in, missing_arguments
from ..network import Layer
from ..program import nodes
from ..unknown import Unknown
from ..values.objects import MISSING, Class, Function, Instance, Scope, Value

Met = Layer | int | Unknown


class Seen(NamedTuple):
    """What one way of an evaluation showed: its own result, and what was met at the watched places."""

    result: Layer | Unknown
    met: dict[Place, list[Met]]
    compared: dict[Place, list[Comparison]]


class Evaluations:
    """Runs what a file's claims need, each definition once, and collects what was met."""

    def __init__(self, machine: Observer, module: SourceModule) -> None:
        self.machine = machine
        self.module = module
        self._definitions: dict[tuple[str, ...], list[Seen] | Unknown] = {}

    def watch(self, places: Iterable[Place]) -> None:
        """Note what is met at these places from now on."""
        self.machine.watched.update(places)

    def definition(self, path: tuple[str, ...]) -> list[Seen] | Unknown:
        """All ways of building the class or calling the function of this path."""
        if path not in self._definitions:
            self._definitions[path] = self._ways(lambda: self._build(path))
        return self._definitions[path]

    def method(self, path: tuple[str, ...]) -> list[Seen] | Unknown:
        """All ways of building a class and then calling one of its methods."""
        key = (*path, "()")
        if key not in self._definitions:
            self._definitions[key] = self._ways(lambda: self._call_method(path))
        return self._definitions[key]

    def script(self, indices: Iterable[int]) -> list[Seen] | Unknown:
        """The one way of running top-level statements, in order; to be asked before any definition."""
        key = ("",)
        if key not in self._definitions:
            ordered = sorted(indices)
            self._definitions[key] = self._ways(lambda: self._run(ordered))
        return self._definitions[key]

    def expression(self, node: nodes.Expression) -> list[Seen] | Unknown:
        """All ways of evaluating an expression in the module."""
        scope = Scope(self.module, self.module.attrs)

        def make() -> Value:
            value = self.machine.settled(self.machine.evaluate(node, scope))
            return construct(self.machine, value) if isinstance(value, (Class, Function)) else value

        return self._ways(make)

    def network(self, value: Value) -> Layer | Unknown:
        """The network of an object that the module holds."""
        return extract(self.machine, value)

    def _ways(self, make: Callable[[], Value]) -> list[Seen] | Unknown:
        def run() -> Seen:
            self.machine.met, self.machine.compared = {}, {}
            value = make()
            result = extract(self.machine, value)
            return Seen(result, self.machine.met, self.machine.compared)

        return all_ways(self.machine, run)

    def _build(self, path: tuple[str, ...]) -> Value:
        value = find_in(self.machine, self.module, path)
        if value is MISSING:
            return Unknown(f"{'.'.join(path)} was not found")
        if not isinstance(value, (Class, Function)):
            return value if isinstance(value, Unknown) else Unknown(f"{'.'.join(path)} is no class or function")
        return construct(self.machine, value)

    def _call_method(self, path: tuple[str, ...]) -> Value:
        instance = self._build(path[:-1])
        if not isinstance(instance, Instance):
            return instance
        if "setUp" in instance.cls.attrs:
            self.machine.call(self.machine.attribute(instance, "setUp", None), [], {}, None)
        function = instance.cls.find(path[-1])
        if not isinstance(function, Function):
            return Unknown(f"{'.'.join(path)} is no plain method")
        keywords = missing_arguments(self.machine, function)
        keywords.pop(function.node.parameters[0].name if function.node.parameters else "", None)
        return self.machine.call(function, [instance], keywords, None)

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


def met_at(ways: Sequence[Seen] | Unknown, place: Place) -> list[Met]:
    """Everything met at a place, over all ways; an unknown where an evaluation failed."""
    if isinstance(ways, Unknown):
        return [ways]
    found = [way.met.get(place, []) for way in ways]
    if not all(found):
        return []
    return [each for way in found for each in way]


