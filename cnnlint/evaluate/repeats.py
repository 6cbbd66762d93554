"""Repeated calls: a class or function called again with the same plain arguments gives a copy of what it gave.

That holds as long as the code neither changes nor reads what may differ the next time. All that
exists before the call is reached by its arguments, by names of modules and enclosing functions, by
attributes of classes, or by defaults: what can change among these is noted when it is met, and a later
change forgets everything.

What a call gave is kept beyond the evaluation, unless it owes something to this one alone: to a decision
on an unknown, to a change that will be undone, or to being watched.
"""

from __future__ import annotations

from collections.abc import Callable

from ..source import Span
from ..unknown import Unknown
from ..values.objects import (
    MISSING,
    Arguments,
    Class,
    Condition,
    Either,
    Function,
    Instance,
    Keywords,
    Made,
    Module,
    Partial,
    Tensor,
    Value,
)
from .comparison import Written, WrittenReal
from .imports import Imports
from .mould import COPYABLE, PLAIN, Mould, Unrepeatable, is_member

_FIXED = COPYABLE | {Unknown, Made, Condition}
_CONTAINERS = frozenset((dict, list, tuple, set, frozenset))
MOST_NESTED = 8


class Repeats(Imports):
    """Runs user code, and copies what it gave where it repeats."""

    def __init__(self, *arguments: Value) -> None:
        super().__init__(*arguments)
        # How often each call was met: what lies inside of a call that is being kept is kept with it first.
        self._met: dict[object, int] = {}
        self._lasting: dict[object, Value] = {}
        self._passing: dict[object, Value] = {}
        self._size = 0
        # Containers that running calls were given: each is `shared` until the outermost ends.
        self._lent: dict[int, Value] = {}
        self._disturbed = False
        self._watched = 0

    def forget(self) -> None:
        """Begin a new evaluation."""
        super().forget()
        self._passing.clear()
        self.recordings.clear()
        self._give_back()
        self._disturbed = False
        if len(self.watched) != self._watched:
            self._watched = len(self.watched)
            self._lasting.clear()

    def disturb(self) -> None:
        """What repeated constructors may have read has changed, for good where a module runs."""
        self._passing.clear()
        if self.loading:
            self._lasting.clear()
        else:
            self._disturbed = True
        for recording in self.recordings:
            recording.pure = False

    def pass_by(self) -> None:
        """What running calls give owes something to this evaluation alone."""
        for recording in self.recordings:
            recording.lasting = False

    def instantiate(self, cls: Class, arguments: Arguments, keywords: Keywords, span: Span | None) -> Value:
        """Make an object of a class, or copy the one that the same call made."""
        if self.exploring or self.tracer is not None or type(cls.find("__init__")) is not Function:
            return super().instantiate(cls, arguments, keywords, span)
        instance = self._repeated(super().instantiate, cls, arguments, keywords, span)
        if isinstance(instance, Instance):
            instance.origin = span
        return instance

    def call_function(
        self, function: Function, arguments: Arguments, keywords: Keywords, span: Span | None
    ) -> Value:
        """Run a function of user code, or give again what the same call gave."""
        if (
            (arguments and type(arguments[0]) is Instance)
            or self.exploring
            or function.parent is not None
            or self.tracer is not None
        ):
            return super().call_function(function, arguments, keywords, span)
        return self._repeated(super().call_function, function, arguments, keywords, span)

    def _repeated(
        self,
        run: Callable[..., Value],
        called: Class | Function,
        arguments: Arguments,
        keywords: Keywords,
        span: Span | None,
    ) -> Value:
        key = _key_of_call(called, arguments, keywords)
        if key is None:
            return run(called, arguments, keywords, span)
        made = self._kept(key)
        if made is not MISSING:
            self.budget.step(span)
            return made.copy(_tensors(arguments, keywords)) if type(made) is Mould else made
        met = self._met.get(key, 0)
        if met < (2 if self.recordings else 1):
            self._met[key] = met + 1
            return run(called, arguments, keywords, span)
        for value in (*arguments, *keywords.values()):
            self._lend(value)
        recording = Recording(self.budget.steps, not (self._disturbed or self.loading))
        self.recordings.append(recording)
        try:
            result = run(called, arguments, keywords, span)
        finally:
            if self.recordings and self.recordings[-1] is recording:
                self.recordings.pop()
        if recording.pure:
            try:
                self._keep(key, result, _tensors(arguments, keywords), recording)
            except Unrepeatable:
                self._met[key] = -MOST_TRIES
        if not self.recordings:
            self._give_back()
        return result

    def _kept(self, key: object) -> Value:
        """What a call gave: kept from any evaluation, while nothing has changed in this one, or from this one."""
        made = self._passing.get(key, MISSING)
        if made is MISSING and not self._disturbed:
            made = self._lasting.get(key, MISSING)
        elif made is not MISSING:
            self.pass_by()
        return made

    def _keep(self, key: object, result: Value, given: list[Tensor], recording: Recording) -> None:
        made = result if type(result) in PLAIN else Mould(self, result, given)
        lasting = recording.lasting and not (type(made) is Mould and made.spoilt)
        if type(made) is Mould and lasting:
            self._size += made.size
            if self._size > MOST_KEPT:
                self._lasting.clear()
                self._size = made.size
        (self._lasting if lasting else self._passing)[key] = made

    def _lend(self, value: Value) -> None:
        if isinstance(value, (list, dict, set, Tensor)) and id(value) not in self.shared:
            self.shared[id(value)] = self._lent[id(value)] = value
        if isinstance(value, Tensor):
            self._lend(value.attrs)
        for part in (
            value.values() if isinstance(value, dict) else value if isinstance(value, (list, tuple)) else ()
        ):
            self._lend(part)
        if isinstance(value, Partial):
            self._lend(value.keywords)
            self._lend(value.arguments)

    def _give_back(self) -> None:
        for identity in self._lent:
            del self.shared[identity]
        self._lent.clear()

    def meet_shared(self, value: Value) -> None:
        """A value that was there before the code that runs: what may change makes that code another."""
        if type(value) not in _FIXED and not self._share(value, 0):
            for recording in self.recordings:
                recording.pure = False

    def _share(self, value: Value, depth: int) -> bool:
        """Whether every change of a value would be noticed from now on."""
        kind = type(value)
        if kind in _FIXED or kind is Function or value is MISSING or is_member(value):
            return True
        if kind is Either:
            return self._share(value.positive, depth) and self._share(value.negative, depth)
        if kind is Partial:
            return self._share(value.arguments, depth) and self._share(value.keywords, depth)
        if kind not in _CONTAINERS:
            return isinstance(value, (Module, str, int, float))
        if id(value) not in self.shared or id(value) in self._lent:
            parts = value.values() if kind is dict else value
            if depth > MOST_NESTED or not all(self._share(part, depth + 1) for part in parts):
                return False
            if kind is not tuple and kind is not frozenset:
                self.shared[id(value)] = value
                self._lent.pop(id(value), None)
        if self.spoilt(value) or self.journal.holds(value):
            self.pass_by()
        return True


class Recording:
    """One call that runs: at which step it began, whether it is the same whenever it runs, and in any evaluation."""

    __slots__ = ("lasting", "pure", "start")

    def __init__(self, start: int, lasting: bool) -> None:
        self.start = start
        self.lasting = lasting
        self.pure = True


MOST_TENSORS = 4
MOST_TRIES = 1_000
MOST_KEPT = 300_000
"""Containers in all that is kept from one evaluation to the next."""


def _tensors(arguments: Arguments, keywords: Keywords) -> list[Tensor]:
    """The tensors among the arguments, each once."""
    found = [value for value in (*arguments, *keywords.values()) if type(value) is Tensor]
    return list({id(tensor): tensor for tensor in found}.values()) if len(found) > 1 else found


def _key_of_call(called: Class | Function, arguments: Arguments, keywords: Keywords) -> object | None:
    """A call as a key; None where an argument is neither plain nor a tensor of which only the shape is known."""
    values = [*arguments, *keywords.values()] if keywords else arguments
    parts: list[object] = [called, *keywords]
    tensors: list[int] = []
    for value in values:
        kind = type(value)
        if kind in PLAIN:
            parts.append(kind)
            parts.append(value)
        elif kind is Tensor:
            if id(value) in tensors:
                parts.append((Tensor, tensors.index(id(value))))
                continue
            tensors.append(id(value))
            if (key := _key_of_tensor(value)) is None:
                return None
            parts.append(key)
        elif (key := key_of(value)) is None:
            return None
        else:
            parts.append(key)
    return tuple(parts) if len(tensors) <= MOST_TENSORS else None


def _key_of_tensor(tensor: Tensor) -> object | None:
    if tensor.numbers is not None or tensor.memory or type(tensor.shape) is not tuple:
        return None
    shape, attrs = key_of(tensor.shape), key_of(tensor.attrs)
    return None if shape is None or attrs is None else (tensor.kind, shape, attrs)


def key_of(value: Value) -> object | None:
    """Plain arguments as a key, None where an argument is anything else."""
    kind = type(value)
    if kind in PLAIN:
        return kind, value
    if kind is tuple or kind is list:
        parts = []
        for part in value:
            key = (type(part), part) if type(part) in PLAIN else key_of(part)
            if key is None:
                return None
            parts.append(key)
        return kind, tuple(parts)
    if kind is dict:
        keys = [(name, key_of(part)) for name, part in value.items()]
        return None if any(key is None for _, key in keys) else (kind, tuple(keys))
    if kind is Function:
        return value if value.parent is None else None
    if kind is Instance:
        return value if is_member(value) else None
    if kind is Written or kind is WrittenReal:
        return kind, value, value.span
    if kind is Partial and not value.attrs:
        inside = key_of(value.function), key_of(value.arguments), key_of(value.keywords)
        return None if any(key is None for key in inside) else (kind, *inside)
    return None
