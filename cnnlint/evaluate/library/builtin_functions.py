"""Python's builtin functions."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import cmp_to_key
from typing import Any

from ...size import Size, less
from ...unknown import Unknown
from ...values.objects import (
    MISSING,
    Arguments,
    Builtin,
    Class,
    External,
    Function,
    Instance,
    Keywords,
    Method,
    Partial,
    Raised,
    Stream,
    Tensor,
    Value,
)
from ...values.operators import PLAIN_TYPES
from ...values.tally import Counted, Numbered, Scaled
from ..items import Items
from .builtin_types import class_of
from .formatting import format_value, plain_text

MOST_WIDTH = 1000


def _length(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    value = given[0]
    if isinstance(value, Unknown):
        return machine.derive(value, " length", None)
    if isinstance(value, Size):
        return machine.beyond(value, " length", None)
    if cause := machine.spoilt(value):
        return cause
    if isinstance(value, Instance):
        method = value.cls.find("__len__")
        if method is not MISSING:
            return machine.call(method, [value], {}, None)
        if value.native is MISSING:
            return Unknown(f"the length of a {value.cls.name}")
        value = value.native
    if isinstance(value, Tensor):
        return value.shape if isinstance(value.shape, Unknown) else value.shape[0]
    if isinstance(value, Class):
        members = machine.items_of(value, None)
        return members if isinstance(members, Unknown) else len(members)
    held = _held(value) if isinstance(value, (list, tuple, dict)) else None
    return Numbered.of(held) if held else len(value)


def _held(values: list[Value] | tuple[Value, ...] | dict[Value, Value]) -> list[Tensor] | None:
    """The parameters or buffers that a collection holds as models list them, with names or without."""
    listed = values.values() if isinstance(values, dict) else values
    held: list[Tensor] = []
    for each in listed:
        tensor = each[1] if type(each) is tuple and len(each) == 2 else each
        if type(tensor) is not Tensor or tensor.kind == "tensor":
            return None
        held.append(tensor)
    return held


def _is_instance(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    value, wanted = given[0], machine.settled(given[1])
    if type(value) is Instance and type(wanted) is Class and wanted in value.cls.mro:
        return True
    if wanted is None:
        wanted = machine.library("builtins.NoneType")
    if isinstance(wanted, tuple):
        return _any(_is_instance(machine, [value, each], {}) for each in wanted)
    if isinstance(value, Unknown):
        return machine.derive(value, f" isinstance {wanted!r}", None)
    if isinstance(value, Instance) and isinstance(value.native, PLAIN_TYPES):
        if _is_subclass(machine, [class_of(machine, value.native), wanted], {}) is True:
            return True
    if isinstance(value, (Function, Method, Builtin, Partial)) and isinstance(wanted, Class):
        return wanted.name == "Callable" or class_of(machine, value) is wanted
    if isinstance(value, Class) and value.metaclass is not None and isinstance(wanted, Class):
        if wanted in value.metaclass.mro:
            return True
    return _is_subclass(machine, [class_of(machine, value), wanted], {})


def _is_subclass(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    cls, wanted = given
    if isinstance(wanted, tuple):
        return _any(_is_subclass(machine, [cls, each], {}) for each in wanted)
    if isinstance(cls, Class) and isinstance(wanted, Class):
        if wanted in cls.mro or wanted.name == "object":
            return True
        check = wanted.attrs.get("__instancecheck__")
        if check is not None:
            return machine.call(check, [cls], {}, None)
        return machine.derive(cls.opaque, f" is {wanted.name}", None) if cls.opaque else False
    if isinstance(cls, Class) and isinstance(wanted, External):
        library = wanted.name.partition(".")[0]
        if cls.module == "builtins" and library in _OFTEN_BASES - _ABSTRACT:
            return False
        if cls.opaque is None and library not in _OFTEN_BASES and not cls.module.startswith(library):
            return wanted.name == "torch.Size" and Unknown("whether a tuple is a torch.Size")
    return Unknown(f"whether {cls!r} is a {wanted!r}")


_OFTEN_BASES = sys.stdlib_module_names
# Modules with classes that Python's own types count as, without deriving from them.
_ABSTRACT = frozenset("abc builtins collections contextlib importlib io numbers os types typing".split())


def _import(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    """`__import__(name)`: the package that the name begins with."""
    name = given[0] if len(given) == 1 and not keywords else None
    if not isinstance(name, str):
        return name if isinstance(name, Unknown) else Unknown("__import__() with more than a name")
    return machine.module_named(name.partition(".")[0])


def _any(truths: Any) -> Value:
    undecided: Value = False
    for truth in truths:
        if truth is True:
            return True
        if truth is not False:
            undecided = truth
    return undecided


def _get(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    owner, name, *default = given
    if not isinstance(name, str):
        return name if isinstance(name, Unknown) else Unknown("an attribute of unknown name")
    try:
        found = machine.find_attribute(owner, name, None)
    except Raised as raised:
        if not default or raised.value.cls.name != "AttributeError":
            raise
        found = MISSING
    if found is not MISSING:
        return found
    if not default:
        raise machine.error("AttributeError", name)
    return default[0]


def _has(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    found = _get(machine, [*given, MISSING], {})
    return machine.derive(found, " exists", None) if isinstance(found, Unknown) else found is not MISSING


def _set(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    owner, name, content = given
    if isinstance(name, str):
        machine.set_attribute(owner, name, content, None)
    elif isinstance(owner, Instance):
        machine.spoil(owner, name if isinstance(name, Unknown) else Unknown("an attribute of unknown name"))


def _delete(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    machine.delete_attribute(given[0], given[1], None)


def _sum(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    items = machine.items_of(given[0], None)
    if isinstance(items, Unknown):
        return items
    total: Value = given[1] if len(given) > 1 else keywords.get("start", 0)
    tensors: list[Tensor] = []
    machine.budget.step(None, len(items))
    for item in items:
        if type(item) is Counted and type(total) is int:
            tensors.extend(item.tensors)
            total = total + int(item)
        else:
            total = machine.operate("+", total, item, None)
    return Counted(total, tuple(tensors)) if tensors and isinstance(total, int) else total


def _extreme(sign: str) -> Callable[[Items, Arguments, Keywords], Value]:
    def find(machine: Items, given: Arguments, keywords: Keywords) -> Value:
        items = machine.items_of(given[0], None) if len(given) == 1 else list(given)
        if isinstance(items, Unknown):
            return items
        if not items:
            if "default" in keywords:
                return keywords["default"]
            raise machine.error("ValueError", "no items to choose from")
        key = keywords.get("key")
        machine.budget.step(None, len(items))
        best, best_key = items[0], _keyed(machine, key, items[0])
        for item in items[1:]:
            item_key = _keyed(machine, key, item)
            truth = machine.truth(machine.relate(sign, item_key, best_key, None))
            if isinstance(truth, Unknown):
                return truth
            if truth:
                best, best_key = item, item_key
        return best

    return find


def _keyed(machine: Items, key: Value, item: Value) -> Value:
    return item if key is None else machine.call(key, [item], {}, None)


def sort(machine: Items, items: list[Value], keywords: Keywords) -> list[Value] | Unknown:
    """Items in order, by `key` and `reverse`."""
    machine.budget.pass_through(items, None)
    keys = [_keyed(machine, keywords.get("key"), item) for item in items]
    if any(isinstance(key, Instance) and key.cls.find("__lt__") is not MISSING for key in keys):
        return _sorted_by_method(machine, items, keys, keywords)
    if any(not _orderable(key) for key in keys):
        return Unknown("the order of items that cannot be compared here")
    reverse = machine.truth(keywords.get("reverse", False))
    if isinstance(reverse, Unknown):
        return reverse
    order = sorted(range(len(items)), key=keys.__getitem__, reverse=reverse)
    return [items[index] for index in order]


def _sorted_by_method(
    machine: Items, items: list[Value], keys: list[Value], keywords: Keywords
) -> list[Value] | Unknown:
    undecided: list[Unknown] = []

    def order(left: int, right: int) -> int:
        machine.budget.step(None)
        less, more = (
            machine.truth(machine.relate("<", keys[a], keys[b], None))
            for a, b in ((left, right), (right, left))
        )
        undecided.extend(truth for truth in (less, more) if isinstance(truth, Unknown))
        return (more is True) - (less is True)

    ranks = sorted(range(len(items)), key=cmp_to_key(order), reverse=keywords.get("reverse", False) is True)
    return undecided[0] if undecided else [items[index] for index in ranks]


def _orderable(key: Value) -> bool:
    if isinstance(key, (tuple, list)):
        return all(_orderable(part) for part in key)
    return isinstance(key, (int, float, str))


def _sorted(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    items = machine.items_of(given[0], None)
    return items if isinstance(items, Unknown) else sort(machine, items, keywords)


def _reversed(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    items = machine.items_of(given[0], None)
    return items if isinstance(items, Unknown) else Stream.of(items[::-1])


def _quantified(wanted: bool) -> Callable[[Items, Arguments, Keywords], Value]:
    def decide(machine: Items, given: Arguments, keywords: Keywords) -> Value:
        items = machine.items_of(given[0], None)
        if isinstance(items, Unknown):
            return items
        undecided: Value = not wanted
        for item in items:
            truth = machine.truth(item)
            if isinstance(truth, Unknown):
                undecided = truth
            elif truth == wanted:
                return wanted
        return undecided

    return decide


def _zip(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    streams = [machine.stream(value, None) for value in given]
    unknown = next((stream for stream in streams if isinstance(stream, Unknown)), None)
    if unknown is not None:
        return unknown
    known = [stream for stream in streams if isinstance(stream, Stream)]
    lengths = [stream.length - stream.attrs["position"] for stream in known if stream.length is not None]
    if not lengths:
        return Stream(lambda index: tuple(stream.rule(index) for stream in known), None)
    rows: list[Value] = []
    while True:
        row: list[Value] = []
        for stream in known:
            item = machine.take(stream)
            if item is MISSING:
                return Stream.of(rows)
            row.append(item)
        machine.budget.step(None)
        rows.append(tuple(row))


def _enumerate(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    start = given[1] if len(given) > 1 else keywords.get("start", 0)
    items = machine.items_of(given[0], None)
    if isinstance(items, Unknown):
        return items
    if type(start) is int:
        return Stream.of(list(enumerate(items, start)))
    return Stream.of([(machine.operate("+", start, index, None), item) for index, item in enumerate(items)])


def _map(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    rows = _zip(machine, given[1:], {})
    items = machine.items_of(rows, None)
    if isinstance(items, Unknown):
        return items
    return Stream(lambda index: machine.call(given[0], list(items[index]), {}, None), len(items))


def _filter(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    items = machine.items_of(given[1], None)
    if isinstance(items, Unknown):
        return items
    kept = []
    for item in items:
        truth = machine.truth(item if given[0] is None else machine.call(given[0], [item], {}, None))
        if isinstance(truth, Unknown):
            if machine.exploring or machine.loading:
                return truth
            truth = machine.decide(truth)
        if truth:
            kept.append(item)
    return Stream.of(kept)


def _iter(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    return machine.stream(given[0], None)


def _next(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    iterator = given[0]
    if isinstance(iterator, Instance) and iterator.cls.find("__next__") is not MISSING:
        return machine.call(iterator.cls.find("__next__"), [iterator], {}, None)
    if not isinstance(iterator, Stream):
        return iterator if isinstance(iterator, Unknown) else Unknown("the next item of no iterator")
    item = machine.take(iterator)
    if item is not MISSING:
        return item
    if len(given) > 1:
        return given[1]
    raise machine.error("StopIteration", "")


def _callable(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    value = given[0]
    if isinstance(value, Unknown):
        return machine.derive(value, " callable", None)
    if isinstance(value, Instance):
        return value.cls.find("__call__") is not MISSING
    return isinstance(value, (Function, Method, Builtin, Class, Partial, External))


def _absolute(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    value = given[0]
    if isinstance(value, Size):
        return value if less(0, value) else Unknown(f"the absolute value of {value}")
    return value if isinstance(value, Unknown) else abs(value)


def _round(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    if any(isinstance(value, Unknown) for value in given) or isinstance(given[0], Size):
        return given[0]
    if isinstance(given[0], Tensor):
        known = given[0].known
        if known is None or given[0].shape != ():
            return Unknown("a tensor that is rounded")
        return round(known.items[0], *given[1:])
    if isinstance(given[0], Scaled) and given[0].places is None:
        places = given[1] if len(given) > 1 else keywords.get("ndigits")
        return (
            Scaled.of(given[0].counted, given[0].divisor, places) if type(places) is int else round(given[0])
        )
    return round(*given, **keywords)


def _divmod(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    return machine.operate("//", given[0], given[1], None), machine.operate("%", given[0], given[1], None)


def _power(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    if len(given) == 3:
        plain = all(isinstance(value, int) for value in given)
        return pow(*given) if plain else Unknown("pow() with a modulus")
    return machine.operate("**", given[0], given[1], None)


def _format(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    value, spec, conversion = [*given, "", ""][:3]
    return format_value(machine, value, spec, conversion)


def _repr(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    return plain_text(machine, given[0], "r")


def _character(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    return given[0] if isinstance(given[0], Unknown) else chr(given[0])


def _code(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    return given[0] if isinstance(given[0], Unknown) else ord(given[0])


def _based(function: Callable[[int], str]) -> Callable[[Any, Arguments, Keywords], Value]:
    """`bin`, `oct` and `hex`."""

    def call(machine: Items, given: Arguments, keywords: Keywords) -> Value:
        value = given[0]
        if isinstance(value, int):
            return function(value)
        return value if isinstance(value, Unknown) else Unknown(f"{function.__name__}({value})")

    return call


def _identity(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    return Unknown("an object's id")


def _nothing(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    return None


def _needs_scope(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    return Unknown("a function that looks at its caller")


_FUNCTIONS: dict[str, Callable[[Any, Arguments, Keywords], Value]] = {
    "len": _length, "isinstance": _is_instance, "issubclass": _is_subclass, "getattr": _get,
    "hasattr": _has, "setattr": _set, "delattr": _delete, "sum": _sum, "min": _extreme("<"),
    "max": _extreme(">"), "sorted": _sorted, "reversed": _reversed, "any": _quantified(True),
    "all": _quantified(False), "zip": _zip, "enumerate": _enumerate, "map": _map, "filter": _filter,
    "iter": _iter, "next": _next, "callable": _callable, "abs": _absolute, "round": _round,
    "divmod": _divmod, "pow": _power, "format": _format, "repr": _repr, "chr": _character, "ord": _code,
    "bin": _based(bin), "oct": _based(oct), "hex": _based(hex),
    "id": _identity, "__import__": _import, "hash": _identity, "print": _nothing, "super": _needs_scope, "locals": _needs_scope, "eval": _needs_scope,
    "globals": _needs_scope, "vars": _needs_scope,
}  # fmt: skip

NAMES: dict[str, Value] = {f"builtins.{name}": Builtin(name, call) for name, call in _FUNCTIONS.items()}
