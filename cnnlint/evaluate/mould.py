"""What a call gave, laid out so that copies of it are cheap to make.

All containers, objects and tensors that belong to the result get a place in one row: containers are held with
all plain contents in them, so that Python itself copies these; what else they hold is put in by its place.
"""

from __future__ import annotations

from ..size import Size
from ..source import Span
from ..unknown import Unknown
from ..values.objects import (
    Builtin,
    Class,
    Either,
    External,
    Function,
    Instance,
    Made,
    Method,
    Module,
    Partial,
    Tensor,
    Value,
)
from ..values.tally import Counted
from .machine import Machine

PLAIN = frozenset((int, float, str, bool, type(None), Size, External, Class, Builtin))
COPYABLE = PLAIN | {bytes, range, slice, type(...)}
_COPIED = (list, dict, set, tuple, Instance, Tensor)

GIVEN, STORE, INSTANCE, TENSOR, UNKNOWN, BUILT = range(6)
Place = tuple[int, int]
MOST_STORES = 2_000
"""What is larger consists of parts that repeat, which are kept."""


class Unrepeatable(Exception):
    """A value that cannot be copied."""


class Mould:
    """One value to copy; `given` stand for the tensors that the call was given, `spoilt` tells of lost contents."""

    def __init__(self, machine: Machine, value: Value, given: list[Tensor]) -> None:
        self._machine = machine
        self._memo: dict[int, Place] = {id(tensor): (GIVEN, i) for i, tensor in enumerate(given)}
        self._stores: list[dict[Value, Value] | list[Value]] = []
        self._instances: list[tuple[Class, str | None, Span | None, Value]] = []
        self._tensors: list[Tensor] = []
        self._unknowns: list[Unknown] = []
        self._built: list[tuple[type, list[Value], list[Place | None]]] = []
        self._attrs: list[tuple[Place, Place]] = []
        self._natives: list[tuple[Place, Place]] = []
        self._links: list[tuple[Place, Value, Place]] = []
        self._causes: list[tuple[Place, Unknown]] = []
        place = self._place(value)
        self._value = value if place is None else None
        self.spoilt = bool(self._causes)
        self.size = len(self._stores)
        self._number(len(given), place)

    # --- laying out ------------------------------------------------------------------------------

    def _place(self, value: Value) -> Place | None:
        """Where a value stands; None where all copies may hold the value itself."""
        kind = type(value)
        if kind in COPYABLE:
            return None
        found = self._memo.get(id(value))
        if found is not None:
            return found
        if is_member(value):
            return None
        if id(value) in self._machine.shared:
            raise Unrepeatable
        if kind is dict or kind is list:
            return self._store(value)
        if kind is Instance:
            return self._instance(value)
        if kind is Tensor and value.kind != "symbolic":
            return self._tensor(value)
        return self._other(value)

    def _enter(self, value: Value, category: int, position: int) -> Place:
        place = self._memo[id(value)] = category, position
        if self._machine.spoiled and (cause := self._machine.spoilt(value)):
            self._causes.append((place, cause))
        return place

    def _store(self, value: dict[Value, Value] | list[Value]) -> Place:
        if len(self._stores) >= MOST_STORES:
            raise Unrepeatable
        held = value.copy()
        place = self._enter(value, STORE, len(self._stores))
        self._stores.append(held)
        for key, part in held.items() if isinstance(held, dict) else enumerate(held):
            inside = None if type(part) in COPYABLE else self._place(part)
            if inside is not None:
                held[key] = None
                self._links.append((place, key, inside))
        return place

    def _instance(self, value: Instance) -> Place:
        place = self._enter(value, INSTANCE, len(self._instances))
        self._instances.append((value.cls, value.label, value.origin, value.native))
        self._attrs.append((place, self._store(value.attrs)))
        native = self._place(value.native) if type(value.native) in _COPIED else None
        if native is not None:
            self._natives.append((place, native))
        return place

    def _tensor(self, value: Tensor) -> Place:
        held = Tensor(value.shape, value.kind, value.known)
        held.held = value.dtype
        place = self._enter(value, TENSOR, len(self._tensors))
        self._tensors.append(held)
        self._attrs.append((place, self._store(value.attrs)))
        return place

    def _other(self, value: Value) -> Place | None:
        if type(value) is Unknown or type(value) is Made:
            self._unknowns.append(value)
            return self._enter(value, UNKNOWN, len(self._unknowns) - 1)
        if type(value) is tuple or type(value) is set:
            return self._build(value, list(value))
        if isinstance(value, Function) and value.parent is None:
            return None
        if isinstance(value, Method):
            return self._build(value, [value.function, value.receiver])
        if isinstance(value, Partial) and not value.attrs:
            return self._build(value, [value.function, value.arguments, value.keywords])
        if isinstance(value, Counted):
            return self._build(value, [int(value), value.tensors])
        if isinstance(value, (Module, int, float, str)) and not isinstance(value, Either):
            return None
        raise Unrepeatable

    def _build(self, value: Value, parts: list[Value]) -> Place | None:
        """What is made of its parts, once these are there."""
        inside = [self._place(part) for part in parts]
        if type(value) is tuple and all(part is None for part in inside):
            return None
        kept = [part if place is None else None for part, place in zip(parts, inside, strict=True)]
        self._built.append((type(value), kept, inside))
        return self._enter(value, BUILT, len(self._built) - 1)

    def _number(self, given: int, place: Place | None) -> None:
        """Turn places into positions in the one row."""
        counts = (given, len(self._stores), len(self._instances), len(self._tensors), len(self._unknowns))
        starts = [sum(counts[:category]) for category in range(BUILT + 1)]

        def at(place: Place) -> int:
            return starts[place[0]] + place[1]

        self._position = None if place is None else at(place)
        self._attributes = [(at(owner), at(attrs)) for owner, attrs in self._attrs]
        self._contents = [(at(owner), at(native)) for owner, native in self._natives]
        self._parts = [(at(store), key, at(part)) for store, key, part in self._links]
        self._losses = [(at(part), cause) for part, cause in self._causes]
        self._makings = [
            (kind, parts, [(i, at(part)) for i, part in enumerate(inside) if part is not None])
            for kind, parts, inside in self._built
        ]
        del self._memo, self._built, self._attrs, self._natives, self._links, self._causes

    # --- copying ---------------------------------------------------------------------------------

    def copy(self, given: list[Tensor]) -> Value:
        """A new copy, with these tensors in the places of those that the call was given."""
        if self._position is None:
            return self._value
        row: list[Value] = [*given, *[store.copy() for store in self._stores]]
        for cls, label, origin, native in self._instances:
            row.append(Instance.made(cls, label, origin, native))
        for tensor in self._tensors:
            row.append(tensor.twin())
        row += [
            type(unknown)(unknown.reason, unknown.span) for unknown in self._unknowns
        ]  # not the same unknown thing
        for kind, parts, inside in self._makings:
            parts = parts.copy()
            for index, position in inside:
                parts[index] = row[position]
            row.append(kind(parts) if kind is tuple or kind is set else kind(*parts))
        for owner, position in self._attributes:
            row[owner].attrs = row[position]
        for owner, position in self._contents:
            row[owner].native = row[position]
        for store, key, position in self._parts:
            row[store][key] = row[position]
        for position, cause in self._losses:
            self._machine.spoil(row[position], cause)
        return row[self._position]


def is_member(value: Value) -> bool:
    """Whether a value is a member of an enum, which is one and the same everywhere."""
    return type(value) is Instance and "__members__" in value.cls.attrs
