"""Repeated calls: a class or function called again with the same plain arguments gives a copy of what it gave.

That holds as long as the code neither changes nor reads what may differ the next time. All that
exists before the call is reached by its arguments, by names of modules and enclosing functions, by
attributes of classes, or by defaults: what can change among these is noted when it is met, and a later
change forgets everything.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from ..size import Size
from ..source import Span
from ..unknown import Unknown
from ..values.objects import (
    MISSING,
    Arguments,
    Builtin,
    Class,
    Condition,
    Either,
    External,
    Function,
    Instance,
    Keywords,
    Method,
    Module,
    Partial,
    Tensor,
    Value,
)
from .imports import Imports

_PLAIN = frozenset((int, float, str, bool, type(None), Size, External, Class, Builtin))
_COPYABLE = _PLAIN | {bytes, range, slice, type(...)}
_FIXED = _COPYABLE | {Unknown, Condition}


class Unrepeatable(Exception):
    """A value that cannot be keyed or copied."""


class Repeats(Imports):
    """Runs user code, and copies what it gave where it repeats."""

    def __init__(self, *arguments: Value) -> None:
        super().__init__(*arguments)
        self._met: set[object] = set()
        self._made: dict[object, Value] = {}

    def forget(self) -> None:
        """Begin a new evaluation."""
        super().forget()
        self._made.clear()
        self.shared.clear()
        self.recordings.clear()

    def disturb(self) -> None:
        """What repeated constructors may have read has changed."""
        self._made.clear()
        for recording in self.recordings:
            recording.pure = False

    def instantiate(self, cls: Class, arguments: Arguments, keywords: Keywords, span: Span | None) -> Value:
        """Make an object of a class, or copy the one that the same call made."""
        make = super().instantiate
        if self.exploring or not isinstance(cls.find("__init__"), Function):
            return make(cls, arguments, keywords, span)
        instance = self._repeated(make, cls, arguments, keywords, span)
        if isinstance(instance, Instance):
            instance.origin = span
        return instance

    def call_function(
        self, function: Function, arguments: Arguments, keywords: Keywords, span: Span | None
    ) -> Value:
        """Run a function of user code, or give again what the same call gave."""
        run = super().call_function
        if self.exploring or function.parent is not None or (arguments and type(arguments[0]) is Instance):
            return run(function, arguments, keywords, span)
        return self._repeated(run, function, arguments, keywords, span)

    def _repeated(
        self,
        run: Callable[..., Value],
        called: Class | Function,
        arguments: Arguments,
        keywords: Keywords,
        span: Span | None,
    ) -> Value:
        try:
            key = (called, *[key_of(value) for value in arguments], key_of(keywords) if keywords else None)
        except Unrepeatable:
            return run(called, arguments, keywords, span)
        made = self._made.get(key, MISSING)
        if made is not MISSING:
            self.budget.step(span)
            return made if type(made) in _PLAIN else self._copy(made, {})
        if key not in self._met:
            self._met.add(key)
            return run(called, arguments, keywords, span)
        for value in (*arguments, *keywords.values()):
            self._note(value)
        recording = Recording(self.budget.steps)
        self.recordings.append(recording)
        try:
            result = run(called, arguments, keywords, span)
        finally:
            if self.recordings and self.recordings[-1] is recording:
                self.recordings.pop()
        if recording.pure:
            with suppress(Unrepeatable):
                self._made[key] = self._copy(result, {})
        return result

    def _note(self, value: Value) -> None:
        if isinstance(value, (list, dict, set)):
            self.shared[id(value)] = value
        for part in (
            value.values() if isinstance(value, dict) else value if isinstance(value, (list, tuple)) else ()
        ):
            self._note(part)
        if isinstance(value, Partial):
            self._note(value.keywords)
            self._note(value.arguments)

    def meet_shared(self, value: Value) -> None:
        """A value that was there before the constructor that runs: one that may change makes it another."""
        kind = type(value)
        if (
            kind in _FIXED
            or value is MISSING
            or is_member(value)
            or kind is Function
            or kind is Partial
            or isinstance(value, (Module, str, int))
        ):
            return
        parts = value.values() if kind is dict else value if kind in (list, tuple, set, frozenset) else None
        if parts is None or not all(type(part) in _FIXED or type(part) is Function for part in parts):
            for recording in self.recordings:
                recording.pure = False
        else:
            self.shared[id(value)] = value

    # --- copying ---------------------------------------------------------------------------------

    def _copy(self, value: Value, memo: dict[int, Value]) -> Value:
        kind = type(value)
        if kind in _COPYABLE:
            return value
        found = memo.get(id(value))
        if found is not None:
            return found
        if is_member(value):
            return value
        if id(value) in self.shared:
            raise Unrepeatable
        if kind is Instance:
            return self._copy_instance(value, memo)
        if kind is dict:
            copied = memo[id(value)] = {}
            for name, part in value.items():
                copied[name] = part if type(part) in _COPYABLE else self._copy(part, memo)
            self._copy_cause(value, copied)
            return copied
        if kind is list:
            copies = memo[id(value)] = []
            copies.extend([self._copy(part, memo) for part in value])
            self._copy_cause(value, copies)
            return copies
        return self._copy_other(value, memo)

    def _copy_instance(self, value: Instance, memo: dict[int, Value]) -> Instance:
        copied = memo[id(value)] = Instance(value.cls)
        copied.label, copied.origin = value.label, value.origin
        copied.native = value.native if type(value.native) not in _COPIED else self._copy(value.native, memo)
        memo[id(value.attrs)] = copied.attrs
        for name, part in value.attrs.items():
            copied.attrs[name] = part if type(part) in _COPYABLE else self._copy(part, memo)
        self._copy_cause(value, copied)
        return copied

    def _copy_other(self, value: Value, memo: dict[int, Value]) -> Value:
        if type(value) is Unknown:
            unknown = memo[id(value)] = Unknown(value.reason, value.span)  # not the same unknown thing
            return unknown
        if type(value) is tuple or type(value) is set:
            copied: Value = type(value)([self._copy(part, memo) for part in value])
            self._copy_cause(value, copied)
            return copied
        if isinstance(value, Tensor):
            tensor = memo[id(value)] = Tensor(value.shape, value.kind, value.known)
            tensor.attrs = {name: self._copy(part, memo) for name, part in value.attrs.items()}
            return tensor
        if isinstance(value, Function) and value.parent is None:
            return value
        if isinstance(value, Method):
            return Method(self._copy(value.function, memo), self._copy(value.receiver, memo))
        if isinstance(value, Partial) and not value.attrs:
            return Partial(
                self._copy(value.function, memo),
                [self._copy(part, memo) for part in value.arguments],
                {name: self._copy(part, memo) for name, part in value.keywords.items()},
            )
        if isinstance(value, (Module, int, float, str)) and not isinstance(value, Either):
            return value
        raise Unrepeatable

    def _copy_cause(self, value: Value, copied: Value) -> None:
        if self.spoiled and (cause := self.spoilt(value)):
            self.spoil(copied, cause)


_COPIED = (list, dict, set, tuple, Instance, Tensor)


class Recording:
    """One call that runs: at which step it began, and whether it is the same whenever it runs."""

    __slots__ = ("pure", "start")

    def __init__(self, start: int) -> None:
        self.start = start
        self.pure = True


def is_member(value: Value) -> bool:
    """Whether a value is a member of an enum, which is one and the same everywhere."""
    return type(value) is Instance and "__members__" in value.cls.attrs


def key_of(value: Value) -> object:
    """Plain arguments as a key; Unrepeatable where an argument is anything else."""
    kind = type(value)
    if value is MISSING:
        raise Unrepeatable
    if kind in _PLAIN:
        return kind, value
    if kind is tuple or kind is list:
        return kind, tuple([key_of(part) for part in value])
    if kind is dict:
        return kind, tuple([(name, key_of(part)) for name, part in value.items()])
    if is_member(value) or (kind is Function and value.parent is None):
        return value
    if kind is Partial and not value.attrs:
        return kind, key_of(value.function), key_of(value.arguments), key_of(value.keywords)
    raise Unrepeatable
