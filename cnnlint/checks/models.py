"""The models of one file that can be made without being told anything, and the trials of each."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from ..claims.chain_gate import may_contradict
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
from ..values.objects import Class, Function, Value
from .stated_inputs import Stated
from .trials import (
    MOST_STEPS_STATED,
    Allowance,
    Attempt,
    Refused,
    Step,
    Trial,
    remember,
    try_model,
    try_stated,
)

# A function that may make a model, without asking what; factories of zoos only call a constructor.
_MAKES = re.compile(r"\bSequential\(|\bModel\(")
_CALLED = re.compile(r"\b([A-Za-z_]\w*)\(")
MOST_MODELS = 60


class Tried(NamedTuple):
    """A model with all ways of its trial; `freely` makes it with arguments of which nothing is known."""

    title: str
    path: tuple[str, ...]
    attempts: list[Attempt] | Unknown
    freely: Callable[[], Value] | None


class Models:
    """Tries the models of a file, each once: all of them, or those whose sizes may contradict each other."""

    def __init__(self, machine: Witness, module: SourceModule, every: bool = False) -> None:
        self.machine = machine
        self.every = every
        self.module = module
        self.allowance = Allowance()
        self._stated = Allowance(3 * MOST_STEPS_STATED, MOST_STEPS_STATED)
        self._tried: list[Tried] | None = None

    def tried(self) -> list[Tried]:
        """The trials of all models that the file defines, in its order."""
        if self._tried is None:
            self._tried = list(self._try_all())
        return self._tried

    def open_steps(self, index: int) -> list[Step]:
        """The calls in the models of a top-level statement, on an input of an open side; in all ways together."""
        attempts = [
            try_model(self.machine, self._stated, self._making(value, free=False), sided=True)
            for _, value in self._valued(self.module.outline.chunks[index])
        ]
        known = [each for each in attempts if not isinstance(each, Unknown)]
        return [step for ways in known for attempt in ways for trial in attempt for step in trial.steps]

    def stated_trials(self, index: int, stated: Stated) -> list[Trial]:
        """The trials of the models of a top-level statement on what texts say that they take; in all ways together."""
        attempts = [
            try_stated(self.machine, self._stated, self._making(value, free=False), stated)
            for _, value in self._valued(self.module.outline.chunks[index])
        ]
        known = [each for each in attempts if not isinstance(each, Unknown)]
        return [trial for ways in known for attempt in ways for trial in attempt]

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

    def _try_all(self) -> Iterator[Tried]:
        number = 0
        for chunk in self.module.outline.chunks:
            for name, value in self._makers(chunk):
                number += 1
                if number > MOST_MODELS:
                    return
                yield self._try(name, value)

    def _makers(self, chunk: Chunk) -> Iterator[tuple[str, Value]]:
        """Layer classes, functions that may make a model, and variables that hold one."""
        text = self.module.source.text
        if chunk.kind == "import" or not chunk.binds:
            return
        if not self.every and not may_contradict(text, chunk.start, chunk.end):
            return
        if chunk.kind != "class" and not _MAKES.search(text, chunk.start, chunk.end):
            return
        yield from self._valued(chunk)

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
        return not self.every and LAYER in cls.mro and isinstance(cls.find("call"), Function)

    def _try(self, name: str, value: Value) -> Tried:
        attempts = try_model(self.machine, self.allowance, self._making(value, free=False))
        freely = self._making(value, free=True) if _has_arguments(value) else None
        return Tried(name, (name,), attempts, freely)

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


class Certain(NamedTuple):
    """A refusal that every way of a trial comes to, and the calls that led there in one of them."""

    refused: Refused
    steps: tuple[Step, ...]
    inputs: Shapes


def refused_for_certain(machine: Witness, allowance: Allowance, tried: Tried) -> list[Certain]:
    """What every way of a trial refuses, whatever the arguments are: the same layer at the same call."""
    found = _refused_always(tried.attempts)
    if found is None:
        return []
    if tried.freely is not None:
        freely = _refused_always(try_model(machine, allowance, tried.freely))
        if freely is None or _place(freely) != _place(found):
            return []
    return [found]


def _refused_always(attempts: list[Attempt] | Unknown) -> Certain | None:
    """The refusal in which all trials end, if it is at the same layer and call."""
    if isinstance(attempts, Unknown) or not all(attempts):
        return None
    trials = [trial for attempt in attempts for trial in attempt]
    found = [Certain(each.refused, each.steps, each.inputs) for each in trials if each.refused is not None]
    if len(found) < len(trials) or len({_place(each) for each in found}) != 1:
        return None
    return found[0] if found[0].refused.made is not None else None


def _place(certain: Certain) -> tuple[Span | None, Span | None]:
    return certain.refused.made, certain.refused.called
