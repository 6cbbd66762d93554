"""Statements that only initialise layers: what they set counts for nothing, so they need not run.

A call or a loop is left out where its text (`effects.py`), with the methods of all classes that it can meet,
changes nothing but the elements of tensors. It meets what its names and arguments lead to, and all of that
must be known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from ..program import nodes
from ..program.walk import walk
from ..size import Size
from ..unknown import Unknown
from ..values.objects import (
    MISSING,
    Arguments,
    Builtin,
    Class,
    ClassMethod,
    Either,
    External,
    Function,
    Instance,
    Keywords,
    Method,
    Module,
    Partial,
    Property,
    Scope,
    StaticMethod,
    Tensor,
    Value,
)
from .bindings import Bindings, bindings, written
from .effects import MET, WALKS, Effect, Reading, is_inner, is_look, key_of, lifted
from .machine import Machine

_PLAIN = frozenset((int, float, str, bool, type(None), Size, Class, Builtin, bytes, range, slice, type(...)))
_DATA = frozenset((int, float, str, bool, type(None), Size, tuple, Tensor))
# What Python calls by itself.
_IMPLICIT = tuple(
    f"__{name}__"
    for name in "getattr getattribute len iter next getitem contains bool eq ne lt le gt ge hash add radd sub rsub "
    "mul rmul truediv rtruediv floordiv mod pow neg pos invert matmul and or xor enter exit index int float str "
    "repr format instancecheck".split()
)
MOST_FAILURES = 8


_PARAMETERS = frozenset("_parameters parameters named_parameters get_parameter state_dict __dict__".split())
_BUFFERS = frozenset("_buffers buffers named_buffers get_buffer state_dict __dict__".split())


class Meeting(NamedTuple):
    """All that a statement may meet: objects, their classes, the names they hold, tensors of known elements."""

    owners: list[Instance]
    classes: frozenset[Class]
    held: set[str]
    numbered: list[Tensor]

    def may_hold_function(self, names: frozenset[str]) -> bool:
        """Whether an object holds itself what texts call as a method of its class."""
        return any(
            type(store.get(name)) not in _DATA
            for name in self.held & names
            for each in self.owners
            for store in (each.attrs, each.attrs.get("_modules", {}))
        )


class Texts(NamedTuple):
    """All that a statement may run: the names it calls, where its texts stand, the objects that they name."""

    read: frozenset[str]
    called: frozenset[str]
    places: list[tuple[str, int, int]]
    objects: list[Value]

    def may_write(self, tensor: Tensor, names: set[str]) -> bool:
        """Whether a tensor that layers hold under these names may be set."""
        walks = _PARAMETERS if tensor.kind == "parameter" else _BUFFERS
        return (
            not names or not names.isdisjoint(self.read) or not walks.isdisjoint((*self.read, *self.called))
        )


class Initialising:
    """Reads statements of one evaluation, each once for the same classes and functions."""

    def __init__(self, machine: Machine) -> None:
        self.machine = machine
        self._refused: set[object] = set()
        self._proved: dict[object, Texts | None] = {}
        self._texts: dict[object, Reading | None] = {}
        self._bound: dict[int, tuple[object, Bindings]] = {}
        self._names: dict[int, tuple[nodes.For, list[str]]] = {}
        self._nothing = Reading(machine, self._bindings)
        self._failures: dict[object, int] = {}

    def begin(self) -> None:
        """Begin a new evaluation."""
        self._failures.clear()

    def forget(self) -> None:
        """What a name or class holds has changed."""
        self._refused.clear()
        self._proved.clear()
        self._texts.clear()

    # --- statements ------------------------------------------------------------------------------

    def call(self, function: Value, given: Arguments, keywords: Keywords) -> bool:
        """Whether a call whose result nobody takes may be left out; if so its tensors' elements are forgotten."""
        bare, given = function, given.copy()
        while type(bare) is Method:
            given.insert(0, bare.receiver)
            bare = bare.function
        if type(bare) is Builtin:
            if bare.name != "Module.apply" or len(given) != 2:
                return False
        elif type(bare) is not Function:
            return False
        values = [*given, *keywords.values()]
        if not any(type(value) is Instance for value in values):
            return False
        named = {name: lifted(value) for name, value in keywords.items()}
        known = [lifted(value) for value in given]
        key = (key_of(bare), *map(key_of, known), *[(name, key_of(value)) for name, value in named.items()])

        def read(reading: Reading) -> None:
            if type(bare) is Builtin:
                reading.called.add("apply")
                reading.call(given[1], [MET], {})
            else:
                reading.call(bare, known, named)

        return self._idle(key, read, [*values, bare])

    def loop(self, node: nodes.For, items: list[Value], scope: Scope) -> bool:
        """Whether the rounds of a loop over these items may be left out."""
        if scope.function is None or scope.inner or not any(map(_is_layer_or_tensor, _spread(items[0]))):
            return False
        if id(node) in self._refused:
            return False
        held = {name: scope.names[name] for name in self._mentioned(node) if name in scope.names}
        names = {name: lifted(value) for name, value in held.items()}
        key = (id(node), *[(name, key_of(value)) for name, value in names.items() if value is not MET])

        def read(reading: Reading) -> None:
            _check_ways(node, scope)
            reading.places.append((scope.module.path, node.start, node.end))
            reading.body((node,), scope.module, dict(names), scope.parent)

        if self._idle(key, read, [*held.values(), *items]):
            return True
        if key in self._refused:
            self._refused.add(id(node))
        return False

    def _mentioned(self, node: nodes.For) -> list[str]:
        entry = self._names.get(id(node))
        if entry is None:
            names = list(dict.fromkeys(each.id for each, _ in walk(node) if isinstance(each, nodes.Name)))
            entry = self._names[id(node)] = node, names  # kept, so that no other takes its identity
        return entry[1]

    # --- the law ---------------------------------------------------------------------------------

    def _idle(self, key: object, read: Callable[[Reading], object], roots: list[Value]) -> bool:
        machine = self.machine
        if key in self._refused or machine.loading or machine.tracer is not None:
            return False
        if self._failures.get(key, 0) >= MOST_FAILURES:
            return False
        if self._holds(key, read, roots):
            return True
        self._failures[key] = self._failures.get(key, 0) + 1
        return False

    def _holds(self, key: object, read: Callable[[Reading], object], roots: list[Value]) -> bool:
        met = self._meeting(roots)
        if met is None:
            return False
        texts = self._read(key, read, met.classes, any(map(is_inner, roots)))
        if texts is None or self._is_watched(texts) or met.may_hold_function(texts.called):
            return False
        more = self._meeting(texts.objects)
        if more is None or not more.classes <= met.classes or more.numbered:
            return False
        for tensor in met.numbered:
            if tensor.memory is not None or texts.may_write(tensor, _names_of(tensor, met.owners)):
                tensor.overwrite()
        return True

    def _read(
        self, key: object, read: Callable[[Reading], object], classes: frozenset[Class], inner: bool
    ) -> Texts | None:
        """What a statement runs where it meets these classes, None where that may change something."""
        full = (key, classes)
        if full in self._proved:
            return self._proved[full]
        root = self._text(key, read, not inner)
        if root is None:
            self._refused.add(key)
            return None
        found = self._follow(root, classes)
        if not inner:
            self._proved[full] = found
        return found

    def _text(self, key: object, read: Callable[[Reading], object], kept: bool = True) -> Reading | None:
        """What one text and those that it names itself read and call."""
        if key in self._texts:
            return self._texts[key]
        reading = Reading(self.machine, self._bindings)
        found: Reading | None = reading
        try:
            read(reading)
        except Effect:
            found = None
        if kept:
            self._texts[key] = found
        return found

    def _bindings(self, body: tuple[nodes.Statement, ...]) -> Bindings:
        entry = self._bound.get(id(body))
        if entry is None:
            entry = self._bound[id(body)] = body, bindings(body)  # kept, so that no other takes its identity
        return entry[1]

    def _follow(self, root: Reading, classes: Iterable[Class]) -> Texts | None:
        """Add the texts of all methods of the classes that are called, until these call no others."""
        texts, read, called = [root], set(root.read), {*root.called, *_IMPLICIT}
        done: set[tuple[Class, str, bool]] = set()
        owners = {owner for cls in classes for owner in cls.mro}
        before = -1
        while before != len(read) + len(called):
            before = len(read) + len(called)
            for owner in owners:
                attrs = owner.attrs
                for names, is_called in ((called, True), (read, False)):
                    for name in attrs.keys() & names:
                        if (owner, name, is_called) in done:
                            continue
                        done.add((owner, name, is_called))
                        text = self._member(attrs[name], name, is_called)
                        if text is None:
                            return None
                        texts.append(text)
                        read |= text.read
                        called |= text.called
        places = [place for text in texts for place in text.places]
        return Texts(
            frozenset(read), frozenset(called), places, [each for text in texts for each in text.objects]
        )

    def _member(self, found: Value, name: str, called: bool) -> Reading | None:
        """What a class holds under a name that the texts read or call."""
        nothing = self._nothing
        if isinstance(found, (StaticMethod, ClassMethod)):
            found = found.function
        if type(found) is Property:
            if called:
                return None
            found = found.getter
            return self._method(found) if type(found) is Function else nothing
        if not called:
            lookup = found.cls.find("__get__") if type(found) is Instance else MISSING
            return nothing if lookup is MISSING else None
        if type(found) is Function:
            if name in _IMPLICIT and self.machine.is_described(found.module):
                return nothing  # operators and iteration of described containers leave them as they are
            return self._method(found)
        if type(found) is Builtin:
            short = found.name.rpartition(".")[2]
            return nothing if short in WALKS or name in _IMPLICIT or is_look(found) else None
        return nothing if isinstance(found, (int, str, type(None))) else None

    def _method(self, function: Function) -> Reading | None:
        return self._text((Method, function), lambda reading: reading.call(function, [MET], {}))

    def _is_watched(self, texts: Texts) -> bool:
        watched = self.machine.watched
        return bool(watched) and any(
            path == place[0] and start <= place[1] < end
            for path, start, end in texts.places
            for place in watched
        )

    # --- what is met -----------------------------------------------------------------------------

    def _meeting(self, roots: list[Value]) -> Meeting | None:
        """All that can be reached; None where some of that is not known."""
        spoiled = self.machine.spoiled
        owners: list[Instance] = []
        classes: set[Class] = set()
        held: set[str] = set()
        numbered: list[Tensor] = []
        seen: set[int] = set()
        stack = [value for value in roots if type(value) not in _PLAIN]
        while stack:
            value = stack.pop()
            if id(value) in seen:
                continue
            seen.add(id(value))
            if spoiled and id(value) in spoiled:
                return None
            kind = type(value)
            if kind is Instance:
                owners.append(value)
                classes.add(value.cls)
                attrs = value.attrs
                held.update(attrs)
                if "_modules" in attrs:
                    held.update(attrs["_modules"])
                if spoiled and not spoiled.keys().isdisjoint(map(id, (attrs, *attrs.values()))):
                    return None
                for each in attrs.values():
                    if type(each) is dict:
                        # Most registries of a layer are empty.
                        stack += [part for part in each.values() if type(part) not in _PLAIN] if each else ()
                    elif type(each) not in _PLAIN:
                        stack.append(each)
                if value.native is not MISSING:
                    stack.append(value.native)
            elif kind is dict:
                stack += [each for each in value.values() if type(each) not in _PLAIN]
            elif kind is list or kind is tuple or kind is set or kind is frozenset:
                stack += [each for each in value if type(each) not in _PLAIN]
            elif kind is Tensor:
                if value.numbers is not None:
                    numbered.append(value)
                if len(value.attrs) > 1:
                    stack.append(value.attrs)
            elif (parts := _parts(value)) is None:
                return None
            else:
                stack += [each for each in parts if type(each) not in _PLAIN]
        if any(cls.opaque for cls in classes):
            return None
        return Meeting(owners, frozenset(classes), held, numbered)


def _names_of(tensor: Tensor, owners: list[Instance]) -> set[str]:
    """The names under which objects hold a tensor."""
    stores = [
        store for each in owners for store in (each.attrs, *each.attrs.values()) if isinstance(store, dict)
    ]
    return {
        name for store in stores for name, value in store.items() if value is tensor and type(name) is str
    }


def _parts(value: Value) -> list[Value] | None:
    """What a value that is no container leads to; None where that is not known."""
    if isinstance(value, Method):
        return [value.function, value.receiver]
    if isinstance(value, Partial):
        return [value.function, *value.arguments, *value.keywords.values()]
    if isinstance(value, Function):
        found: list[Value] = [*value.attrs.values(), *value.defaults.values()]
        scope = value.parent
        while scope is not None:
            found += scope.names.values()
            scope = scope.parent
        return found
    if type(value) is Either:
        return [value.positive, value.negative]
    if isinstance(value, Unknown):
        return None
    return [] if isinstance(value, (External, Module, int, float, str)) else None


def _is_layer_or_tensor(value: Value) -> bool:
    return type(value) is Instance or type(value) is Tensor


def _spread(value: Value) -> tuple[Value, ...]:
    return value if type(value) is tuple else (value,)


def _check_ways(loop: nodes.For, scope: Scope) -> None:
    """Effect where a loop may be left early, or where a name that its rounds bind is used behind it."""
    own = set(bindings((loop,)).names)
    inside = {id(each) for each, _ in walk(loop)}
    if loop.orelse or any(isinstance(each, (nodes.Return, nodes.Break)) for each, _ in walk(loop.body)):
        raise Effect
    own -= written((loop.target,))
    assert scope.function is not None
    for each, _ in walk(scope.function.node):
        if isinstance(each, nodes.Name) and each.id in own and id(each) not in inside:
            raise Effect
