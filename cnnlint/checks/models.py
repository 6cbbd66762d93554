"""The models of one file that can be made without being told anything, and the trials of each."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice
from typing import NamedTuple

from ..claims.chain_gate import may_contradict, may_divide
from ..evaluate.flow import Shapes
from ..evaluate.library.keras_layers import LAYER
from ..evaluate.library.networks import is_module
from ..evaluate.project import SourceModule
from ..evaluate.target import construct, find_in, missing_arguments
from ..evaluate.witness import Witness
from ..frontend.outline import Chunk
from ..size import Size
from ..source import Span
from ..unknown import Unknown
from ..values.objects import Class, Function, StaticMethod, Value
from .stated_inputs import Stated, entries_for
from .trials import (
    MOST_STEPS_STATED,
    Allowance,
    Attempt,
    Refused,
    Step,
    Trial,
    refusals,
    remember,
    try_model,
    try_stated,
)

# A function that may make a model, without asking what; factories of zoos only call a constructor.
_MAKES = re.compile(r"\bSequential\(|\bModel\(")
_CALLED = re.compile(r"\b([A-Za-z_]\w*)\(")
MOST_MODELS = 60


class Certain(NamedTuple):
    """A refusal that every way of a trial comes to, and the calls that led there in one of them."""

    refused: Refused
    steps: tuple[Step, ...]
    inputs: Shapes


class Models:
    """The runs that are made of a file's models, each only where something may be judged by it.

    On what texts say that a model takes and on an open side, where shapes are stated beside it; on what its
    first layers insist on, where written sizes may contradict each other and no run before came to its end;
    all models so for the checks that look for layers without use.
    """

    def __init__(self, machine: Witness, module: SourceModule) -> None:
        self.machine = machine
        self.module = module
        self._stated = Allowance(3 * MOST_STEPS_STATED, MOST_STEPS_STATED)
        # What became of models on what texts say that they take.
        self._on: dict[tuple[str, object], list[Trial]] = {}
        # Models that are known to take some input.
        self._sound: set[str] = set()

    def refused(self) -> list[Certain]:
        """What models refuse whatever their arguments are, among those whose written sizes may contradict each other."""
        allowance = Allowance()
        found = [
            self._refused(allowance, value)
            for name, value in self._makers(every=False)
            if name not in self._sound
        ]
        return [each for each in found if each is not None]

    def trials(self) -> list[Trial]:
        """The trials of all models, in all ways."""
        allowance = Allowance()
        attempts = [
            try_model(self.machine, allowance, self._making(value, free=False))
            for _, value in self._makers(every=True)
        ]
        known = [each for each in attempts if not isinstance(each, Unknown)]
        return [trial for ways in known for attempt in ways for trial in attempt]

    def open_steps(self, index: int) -> list[Step]:
        """The calls in the models of a top-level statement, on an input of an open side; in all ways together."""
        trials = [
            trial
            for name, value in self._valued(self.module.outline.chunks[index])
            for trial in self._noted(
                name, try_model(self.machine, self._stated, self._making(value, free=False), sided=True)
            )
        ]
        return [step for trial in trials for step in trial.steps]

    def stated_trials(self, index: int, stated: Stated) -> list[Trial]:
        """The trials of the models of a top-level statement on what texts say that they take; in all ways together."""
        found: list[Trial] = []
        for name, value in self._valued(self.module.outline.chunks[index]):
            told: object = tuple((each, tuple(entries)) for each, entries in stated.items())
            if isinstance(value, Class) and self._is_made_plainly(value):
                told = entries_for(self.machine, value, stated)
            if told is not None and (name, told) not in self._on:
                making = self._making(value, free=False)
                self._on[name, told] = self._noted(
                    name, try_stated(self.machine, self._stated, making, stated)
                )
            found += self._on.get((name, told), ())
        return found

    def _is_made_plainly(self, cls: Class) -> bool:
        """Whether a call of a class gives an object of this very class, a layer of torch."""
        made_otherwise = (
            isinstance(cls.find("__new__"), (Function, StaticMethod)) or cls.metaclass is not None
        )
        return self.machine.is_class(cls, "torch.nn.Module") and not made_otherwise

    def _noted(self, name: str, attempts: list[Attempt] | Unknown) -> list[Trial]:
        """The trials of all ways; a model that takes one input to its end refuses none for certain."""
        trials = [] if isinstance(attempts, Unknown) else [trial for attempt in attempts for trial in attempt]
        if any(trial.refused is None and not trial.broke_off for trial in trials):
            self._sound.add(name)
        return trials

    def is_fixed(self, index: int) -> bool:
        """Whether no argument decides the sizes of the models of a top-level statement."""
        chunk = self.module.outline.chunks[index]
        return not any(_has_arguments(value) for _, value in self._valued(chunk))

    def built_steps(self) -> list[Step]:
        """The calls that led from the inputs of models to their outputs when they were made, in all ways together."""
        return [step for chunk in self.module.outline.chunks for step in self._built(chunk)]

    def _built(self, chunk: Chunk) -> Iterator[Step]:
        text = self.module.source.text
        if chunk.kind not in ("def", "statement") or not chunk.binds:
            return
        if _MAKES.search(text, chunk.start, chunk.end) is None and not self._calls_own(chunk):
            return
        for _, value in self._valued(chunk):
            ways = remember(self.machine, self._stated, self._making(value, free=False))
            yield from (step for way in ways for step in way)

    def _calls_own(self, chunk: Chunk) -> bool:
        """Whether a statement calls what the file defines itself, which may make a model."""
        called = _CALLED.findall(self.module.source.text, chunk.start, chunk.end)
        return chunk.kind == "statement" and any(name in self.module.binders for name in called)

    def _makers(self, every: bool) -> Iterator[tuple[str, Value]]:
        """Layer classes, functions that may make a model, and variables that hold one; so many of them."""
        makers = (each for chunk in self.module.outline.chunks for each in self._made_by(chunk, every))
        return islice(makers, MOST_MODELS)

    def _made_by(self, chunk: Chunk, every: bool) -> Iterator[tuple[str, Value]]:
        text = self.module.source.text
        if chunk.kind == "import" or not chunk.binds:
            return
        if not every and not may_contradict(text, chunk.start, chunk.end):
            return
        if chunk.kind != "class" and not _MAKES.search(text, chunk.start, chunk.end):
            if chunk.kind != "def" or not may_divide(text, chunk.start, chunk.end):
                return
        for name, value in self._valued(chunk):
            # What a layer of Keras is given it takes, and makes its weights for that.
            if not (every and isinstance(value, Class) and LAYER in value.mro):
                yield name, value

    def _valued(self, chunk: Chunk) -> Iterator[tuple[str, Value]]:
        for name in chunk.binds:
            if len(self.module.binders[name]) > 1:
                continue
            value = find_in(self.machine, self.module, (name,))
            if chunk.kind == "class" and isinstance(value, Class) and self._is_model(value):
                yield name, value
            elif chunk.kind == "def" and isinstance(value, Function) and not _required(value):
                yield name, value
            elif chunk.kind == "statement" and is_module(value):
                yield name, value

    def _is_model(self, cls: Class) -> bool:
        if cls.opaque:
            return False
        if self.machine.is_class(cls, "torch.nn.Module"):
            return isinstance(cls.find("forward"), Function)
        return LAYER in cls.mro and isinstance(cls.find("call"), Function)

    def _refused(self, allowance: Allowance, value: Value) -> Certain | None:
        """What every way of a trial refuses, whatever the arguments are: the same layer at the same call."""
        found = _certain(refusals(self.machine, allowance, self._making(value, free=False)))
        if found is None or not _has_arguments(value):
            return found
        freely = _certain(refusals(self.machine, allowance, self._making(value, free=True)))
        return found if freely is not None and _place(freely) == _place(found) else None

    def _making(self, value: Value, free: bool) -> Callable[[], Value]:
        if not isinstance(value, (Class, Function)):
            return lambda: value
        if not free:
            return lambda: construct(self.machine, value)
        return lambda: self.machine.call(value, [], free_arguments(self.machine, value), None)


def _initializer(value: Class | Function) -> Function | None:
    function = value.find("__init__") if isinstance(value, Class) else value
    return function if isinstance(function, Function) else None


def _required(value: Function) -> bool:
    """Whether a function cannot be called without arguments."""
    return any(
        parameter.kind in ("either", "positional", "keyword") and parameter.name not in value.defaults
        for parameter in value.node.parameters
    )


def _has_arguments(value: Value) -> bool:
    """Whether a model can be made in other ways than by default."""
    function = _initializer(value) if isinstance(value, (Class, Function)) else None
    return function is not None and bool(function.defaults)


def free_arguments(machine: Witness, value: Class | Function) -> dict[str, Value]:
    """Arguments of which nothing is known: named sizes for whole numbers, unknowns for all but classes and functions."""
    function = _initializer(value)
    free = missing_arguments(machine, value)
    for name, default in function.defaults.items() if function is not None else ():
        if type(default) is int or (isinstance(default, int) and not isinstance(default, bool)):
            free[name] = Size.named(name)
        elif not isinstance(default, (Class, Function)):
            free[name] = Unknown(f"the argument {name} may be given")
    return free


def _certain(trials: list[Trial]) -> Certain | None:
    """The refusal in which all trials end, if it is at the same layer and call."""
    found = [Certain(each.refused, each.steps, each.inputs) for each in trials if each.refused is not None]
    if len({_place(each) for each in found}) != 1:
        return None
    return found[0] if found[0].refused.made is not None else None


def _place(certain: Certain) -> tuple[Span | None, Span | None]:
    return certain.refused.made, certain.refused.called
