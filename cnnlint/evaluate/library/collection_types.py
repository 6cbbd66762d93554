"""`collections`: ordered dicts, default dicts, counters, deques, named tuples."""

from __future__ import annotations

from ...unknown import Unknown
from ...values.objects import (
    Arguments,
    Builtin,
    Class,
    ClassMethod,
    Instance,
    Keywords,
    Property,
    Value,
)
from ..declared import annotated_fields
from ..items import Items
from .builtin_types import NAMES as BUILTIN_TYPES
from .builtin_types import dictionary

_DICT: Class = BUILTIN_TYPES["builtins.dict"]
_LIST: Class = BUILTIN_TYPES["builtins.list"]
_TUPLE: Class = BUILTIN_TYPES["builtins.tuple"]


def _default_dict(machine: Items, arguments: Arguments, keywords: Keywords) -> Value:
    cls, *given = arguments
    instance = Instance(cls)
    instance.native = dictionary(machine, given[1:], keywords)
    instance.attrs["default_factory"] = given[0] if given else None
    return instance


def _missing(machine: Items, arguments: Arguments, keywords: Keywords) -> Value:
    instance, key = arguments
    factory = instance.attrs.get("default_factory")
    if factory is None:
        raise machine.error("KeyError", str(key))
    value = machine.call(factory, [], {}, None)
    machine.change(instance.native)
    instance.native[key] = value
    return value


def _counter(machine: Items, arguments: Arguments, keywords: Keywords) -> Value:
    cls, *given = arguments
    instance = Instance(cls)
    instance.native = {}
    source = given[0] if given else []
    if isinstance(source, dict):
        instance.native = dict(source)
        return instance
    items = machine.items_of(source, None)
    if isinstance(items, Unknown):
        machine.spoil(instance.native, items)
        return instance
    for item in items:
        instance.native[item] = instance.native.get(item, 0) + 1
    return instance


def _zero(machine: Items, arguments: Arguments, keywords: Keywords) -> Value:
    return 0


def _most_common(machine: Items, arguments: Arguments, keywords: Keywords) -> Value:
    """Keys and their numbers, the largest first; equal numbers keep the order of the keys."""
    instance, *given = arguments
    number = given[0] if given else keywords.get("n")
    numbers = instance.native
    if cause := machine.spoilt(numbers):
        return cause
    if not all(type(each) is int for each in numbers.values()) or not isinstance(number, (int, type(None))):
        return Unknown("the most common of unknown numbers")
    ordered = sorted(numbers.items(), key=lambda pair: pair[1], reverse=True)
    return ordered if number is None else ordered[:number]


def _move_to_end(machine: Items, arguments: Arguments, keywords: Keywords) -> Value:
    instance, key, *given = arguments
    items = instance.native
    last = given[0] if given else keywords.get("last", True)
    if isinstance(key, Unknown) or isinstance(last, Unknown) or key not in items:
        machine.spoil(items, Unknown("an ordered dict of unknown order"))
        return None
    machine.change(items)
    moved = {key: items.pop(key)}
    if not last:
        rest = dict(items)
        items.clear()
        moved.update(rest)
    items.update(moved)
    return None


def _deque_left(name: str) -> Builtin:
    def call(machine: Items, arguments: Arguments, keywords: Keywords) -> Value:
        items = arguments[0].native
        machine.change(items)
        return items.pop(0) if name == "popleft" else items.insert(0, arguments[1])

    return Builtin(name, call)


def _deque(machine: Items, arguments: Arguments, keywords: Keywords) -> Value:
    cls, *given = arguments
    most = given[1] if len(given) > 1 else keywords.get("maxlen")
    items = machine.items_of(given[0], None) if given else []
    if most is not None or isinstance(items, Unknown):
        return items if isinstance(items, Unknown) else Unknown("a deque that drops items")
    instance = Instance(cls)
    instance.native = list(items)
    instance.attrs["maxlen"] = None
    return instance


def _lost(name: str) -> Builtin:
    """A method that is not followed: what the object holds is unknown from then on."""

    def call(machine: Items, arguments: Arguments, keywords: Keywords) -> Value:
        cause = Unknown(f"{name} is not described")
        machine.spoil(arguments[0].native, cause)
        return cause

    return Builtin(name, call)


# --- named tuples -----------------------------------------------------------------------------------


def named_tuple(cls: Class, fields: list[str], defaults: dict[str, Value]) -> Class:
    """Make a class one of tuples whose items have names."""

    def make(machine: Items, arguments: Arguments, keywords: Keywords) -> Value:
        made, *given = arguments
        values = {**defaults, **dict(zip(fields, given, strict=False)), **keywords}
        absent = [field for field in fields if field not in values]
        if absent or len(values) > len(fields) or len(given) > len(fields):
            raise machine.error("TypeError", f"{cls.name}() has the fields {', '.join(fields)}")
        instance = Instance(made)
        instance.native = tuple(values[field] for field in fields)
        return instance

    cls.attrs["__new__"] = Builtin(f"{cls.name}.__new__", make)
    cls.attrs["_fields"] = tuple(fields)
    cls.attrs["_field_defaults"] = dict(defaults)
    for index, field in enumerate(fields):
        cls.attrs[field] = _field(index)
    return cls


def _field(index: int) -> Property:
    return Property(Builtin("field", lambda machine, given, keywords: given[0].native[index]))


def _as_dict(machine: Items, arguments: Arguments, keywords: Keywords) -> Value:
    instance = arguments[0]
    return dict(zip(instance.cls.find("_fields"), instance.native, strict=True))


def _made_of_items(machine: Items, arguments: Arguments, keywords: Keywords) -> Value:
    cls, given = arguments
    items = machine.items_of(given, None)
    return items if isinstance(items, Unknown) else machine.call(cls, items, {}, None)


def _replace(machine: Items, arguments: Arguments, keywords: Keywords) -> Value:
    instance = arguments[0]
    return machine.call(instance.cls, [], {**_as_dict(machine, arguments, {}), **keywords}, None)


def _make_named_tuple(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    name, names = given[:2]
    fields = names.replace(",", " ").split() if isinstance(names, str) else machine.items_of(names, None)
    if isinstance(fields, Unknown) or not all(isinstance(field, str) for field in fields):
        return Unknown("a named tuple of unknown fields")
    values = machine.items_of(keywords.get("defaults") or (), None)
    defaults = [] if isinstance(values, Unknown) else values
    cls = Class(str(name), [NAMES["typing.NamedTuple"]], {})
    return named_tuple(cls, fields, dict(zip(fields[len(fields) - len(defaults) :], defaults, strict=True)))


def _declare_named_tuple(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    cls = given[0]
    if not any("_fields" in base.attrs for base in cls.mro[1:]):
        fields = annotated_fields(cls)
        named_tuple(cls, fields, {field: cls.attrs[field] for field in fields if field in cls.attrs})
    return cls


def _subclass(name: str, base: Class, module: str, **attrs: Value) -> Class:
    return Class(name, [base], attrs, module)


_NAMED_TUPLE = _subclass("NamedTuple", _TUPLE, "typing")
_NAMED_TUPLE.attrs.update(
    {
        "__init_subclass__": Builtin("NamedTuple.__init_subclass__", _declare_named_tuple),
        "_make": ClassMethod(Builtin("_make", _made_of_items)),
        "_asdict": Builtin("_asdict", _as_dict),
        "_replace": Builtin("_replace", _replace),
    }
)

NAMES: dict[str, Value] = {
    "collections.OrderedDict": _subclass(
        "OrderedDict", _DICT, "collections", move_to_end=Builtin("OrderedDict.move_to_end", _move_to_end)
    ),
    "collections.defaultdict": _subclass(
        "defaultdict",
        _DICT,
        "collections",
        __new__=Builtin("defaultdict.__new__", _default_dict),
        __missing__=Builtin("defaultdict.__missing__", _missing),
    ),
    "collections.Counter": _subclass(
        "Counter",
        _DICT,
        "collections",
        __new__=Builtin("Counter.__new__", _counter),
        __missing__=Builtin("Counter.__missing__", _zero),
        most_common=Builtin("Counter.most_common", _most_common),
        **{name: _lost(f"Counter.{name}") for name in ("update", "subtract", "elements", "total")},
    ),
    "collections.deque": _subclass(
        "deque",
        _LIST,
        "collections",
        __new__=Builtin("deque.__new__", _deque),
        popleft=_deque_left("popleft"),
        appendleft=_deque_left("appendleft"),
        **{name: _lost(f"deque.{name}") for name in ("rotate", "extendleft")},
    ),
    "collections.namedtuple": Builtin("namedtuple", _make_named_tuple),
    "collections.UserDict": _subclass("UserDict", _DICT, "collections"),
    "typing.NamedTuple": _NAMED_TUPLE,
    "typing.TypedDict": _subclass("TypedDict", _DICT, "typing"),
}
NAMES["typing.OrderedDict"] = NAMES["collections.OrderedDict"]
NAMES["typing.DefaultDict"] = NAMES["collections.defaultdict"]
