"""`enum`, `typing` and `abc`: what turns a class body into something else."""

from __future__ import annotations

from collections.abc import Callable

from ...unknown import Unknown
from ...values.objects import (
    MISSING,
    Arguments,
    Builtin,
    Class,
    ClassMethod,
    Function,
    Instance,
    Keywords,
    Property,
    StaticMethod,
    Value,
)
from ..items import Items
from .builtin_types import NAMES as BUILTIN_TYPES

Native = Callable[[Items, Arguments, Keywords], Value]

# --- enum -------------------------------------------------------------------------------------------


def _declare_enum(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    """Turn the plain attributes of a class body into members; equal values are one member."""
    cls = given[0]
    members: dict[str, Instance] = {}
    for name, value in list(cls.attrs.items()):
        if _is_member(name, value):
            cls.attrs[name] = members[name] = _member(machine, cls, name, value, members)
    cls.attrs["__members__"] = members
    if not isinstance(cls.attrs.get("__new__"), StaticMethod):
        cls.attrs["__new__"] = _ENUM.attrs["__new__"]
    return cls


def _is_member(name: str, value: Value) -> bool:
    if name.startswith("_"):
        return False
    return not isinstance(value, (Function, Property, StaticMethod, ClassMethod, Class, Builtin))


def _member(machine: Items, cls: Class, name: str, value: Value, members: dict[str, Instance]) -> Instance:
    if isinstance(value, Automatic):
        value = _next_value(cls, name, members)
    for other in members.values():
        if machine.relate("==", other.attrs["value"], value, None) is True:
            return other
    member = Instance(cls)
    member.attrs.update({"name": name, "value": value, "_name_": name, "_value_": value})
    if isinstance(value, (str, int)) and any(base.name in ("str", "int") for base in cls.mro):
        member.native = value
    initialize = cls.find("__init__")
    if isinstance(initialize, Function):
        machine.call(initialize, [member, *(value if isinstance(value, tuple) else (value,))], {}, None)
    return member


def _next_value(cls: Class, name: str, members: dict[str, Instance]) -> Value:
    """What `auto()` stands for after these members."""
    if isinstance(cls.find("_generate_next_value_"), (Function, StaticMethod)):
        return Unknown("a value that the enum makes itself")
    kinds = {base.name for base in cls.mro if base.module in ("enum", "builtins")}
    if "str" in kinds:
        return name.lower() if "StrEnum" in kinds else Unknown("enum.auto() of a text")
    values = [member.attrs["value"] for member in members.values()]
    if any(isinstance(value, Unknown) for value in values):
        return Unknown("enum.auto() after an unknown value")
    highest = max((value for value in values if isinstance(value, int)), default=0)
    return 1 << highest.bit_length() if "Flag" in kinds else highest + 1


def _members(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    """Members of an enum in order, or the member of a name; MISSING where the class is no enum."""
    members = given[0].attrs.get("__members__", MISSING)
    if members is MISSING:
        return MISSING
    if len(given) == 1:
        return list(dict.fromkeys(members.values()))
    if isinstance(given[1], Unknown):
        return Unknown(f"a member of {given[0].name}")
    return machine.item(members, given[1], None)


def _member_of_value(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    cls, value = given[:2]
    if isinstance(value, Unknown):
        return Unknown(f"a member of {cls.name}")
    for member in cls.attrs.get("__members__", {}).values():
        if member is value or machine.relate("==", member.attrs["value"], value, None) is True:
            return member
    raise machine.error("ValueError", f"{value!r} is not a valid {cls.name}")


class Automatic(Unknown):
    """What `enum.auto()` gives until the class is made."""

    __slots__ = ()


_ENUM = Class("Enum", [], {}, "enum")
_ENUM.attrs["__init_subclass__"] = Builtin("Enum.__init_subclass__", _declare_enum)
_ENUM.attrs["__new__"] = Builtin("Enum.__new__", _member_of_value)


_ENUM_TYPE = Class("EnumType", [], {}, "enum")
_ENUM.metaclass = _ENUM_TYPE


def _enum(name: str, kind: str | None) -> Class:
    base = [] if kind is None else [Class(kind, [], {}, "builtins")]
    return Class(name, [*base, _ENUM], {}, "enum")


_FLAG = _enum("Flag", None)


# --- typing and abc ---------------------------------------------------------------------------------


def _same(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    return given[0] if given else None


def _itself(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    return given[0]


def _plain(name: str, module: str) -> Class:
    """A class that can be a base and be subscribed, and otherwise does nothing."""
    cls = Class(name, [], {}, module)
    cls.attrs["__class_getitem__"] = ClassMethod(
        Builtin(f"{name}[]", lambda machine, given, keywords: given[0])
    )
    return cls


_ITERABLES = ("list", "tuple", "str", "dict", "set", "frozenset", "range", "bytes")


def _abstract(name: str, kinds: tuple[str, ...], method: str) -> Class:
    """An abstract class of `collections.abc`: these builtin types, and classes with this method."""

    def check(machine: Items, given: Arguments, keywords: Keywords) -> Value:
        cls = given[0]
        if any(base.module == "builtins" and base.name in kinds for base in cls.mro):
            return True
        return cls.find(method) is not MISSING

    made = _plain(name, "collections.abc")
    made.attrs["__instancecheck__"] = Builtin(f"{name}.__instancecheck__", check)
    return made


_ABSTRACT = {
    "Iterable": (_ITERABLES + ("iterator",), "__iter__"),
    "Iterator": (("iterator",), "__next__"),
    "Sized": (_ITERABLES, "__len__"),
    "Container": (_ITERABLES, "__contains__"),
    "Collection": (_ITERABLES, "__contains__"),
    "Sequence": (("list", "tuple", "str", "range", "bytes"), "__no_such_method__"),
    "MutableSequence": (("list",), "__no_such_method__"),
    "Mapping": (("dict",), "__no_such_method__"),
    "MutableMapping": (("dict",), "__no_such_method__"),
    "Set": (("set", "frozenset"), "__no_such_method__"),
    "Callable": (("function", "type"), "__call__"),
    "Hashable": (("str", "int", "float", "tuple", "frozenset"), "__hash__"),
}
_CLASSES = {name: _abstract(name, *shape) for name, shape in _ABSTRACT.items()}


def _mixed_in(name: str) -> Builtin:
    """A method that an abstract class gives to its subclasses, by the functions of the rules."""

    def call(machine: Items, given: Arguments, keywords: Keywords) -> Value:
        return machine.call(machine.library(f"_collections_abc.{name}"), given, keywords, None)

    return Builtin(f"collections.abc.{name}", call)


_READ_BY_KEY = {name: name for name in ("keys", "values", "items", "get")} | {"__contains__": "contains"}
_WRITTEN_BY_KEY = {name: name for name in ("pop", "setdefault", "update", "clear")}
_MIXED_IN = {
    "Mapping": _READ_BY_KEY,
    "MutableMapping": _READ_BY_KEY | _WRITTEN_BY_KEY,
    "Sequence": {
        "__contains__": "contains_item",
        "__iter__": "sequence_items",
        "index": "index",
        "count": "count",
    },
}
for _name, _methods in _MIXED_IN.items():
    _CLASSES[_name].attrs.update({method: _mixed_in(function) for method, function in _methods.items()})
_NUMBERS = {
    name: _abstract(name, kinds, "__no_such_method__")
    for name, kinds in {
        "Number": ("int", "float", "complex"),
        "Complex": ("int", "float", "complex"),
        "Real": ("int", "float"),
        "Rational": ("int",),
        "Integral": ("int",),
    }.items()
}

_FUNCTIONS: dict[str, Native] = {
    "enum.auto": lambda machine, given, keywords: Automatic("enum.auto()"),
    "enum.unique": _same,
    "enum.members": _members,
    "typing.cast": lambda machine, given, keywords: given[1],
    "typing.overload": _same,
    "typing.final": _same,
    "typing.no_type_check": _same,
    "typing.runtime_checkable": _same,
    "typing_extensions.override": _same,
    "abc.abstractmethod": _same,
}

NAMES: dict[str, Value] = {
    **{name: Builtin(name, call) for name, call in _FUNCTIONS.items()},
    **{f"{module}.{name}": cls for name, cls in _CLASSES.items() for module in ("collections.abc", "typing")},
    **{f"numbers.{name}": cls for name, cls in _NUMBERS.items()},
    "enum.Enum": _ENUM,
    "enum.EnumMeta": _ENUM_TYPE,
    "enum.EnumType": _ENUM_TYPE,
    "enum.IntEnum": _enum("IntEnum", "int"),
    "enum.StrEnum": _enum("StrEnum", "str"),
    "enum.Flag": _FLAG,
    "enum.IntFlag": Class("IntFlag", [Class("int", [], {}, "builtins"), _FLAG], {}, "enum"),
    "typing.Generic": _plain("Generic", "typing"),
    "typing.Protocol": _plain("Protocol", "typing"),
    "typing.TYPE_CHECKING": False,
    "abc.ABC": _plain("ABC", "abc"),
}
for _alias in ("List", "Tuple", "Dict", "Set", "FrozenSet", "Type"):
    NAMES[f"typing.{_alias}"] = BUILTIN_TYPES[f"builtins.{_alias.lower()}"]
for _kind, _types in (
    ("Number", ("int", "float", "bool")),
    ("Real", ("int", "float", "bool")),
    ("Integral", ("int", "bool")),
):
    NAMES[f"numbers.{_kind}"] = _abstract(_kind, _types, "__no_such_method__")
NAMES["typing_extensions.Protocol"] = NAMES["typing.Protocol"]
