"""The classes of plain data: `int`, `str`, `list`, …, and `object` and `type`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ...size import Size
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
    Method,
    Partial,
    Property,
    StaticMethod,
    Stream,
    Tensor,
    Value,
)
from ...values.operators import MOST_BITS, whole
from ...values.tally import Counted, Numbered
from ..attributes import plain_type, tensor_class
from ..budget import STEPS_OF_A_CLASS
from ..items import Items

Maker = Callable[[Items, Arguments, Keywords], Value]


def _class(name: str, maker: Maker) -> Class:
    def new(machine: Items, arguments: Arguments, keywords: Keywords) -> Value:
        cls, *given = arguments
        if name in _HOLDERS and isinstance(cls.find("__init__"), Function):
            instance = Instance(cls)
            instance.native = _HOLDERS[name]()
            return instance
        data = maker(machine, given, keywords)
        if cls.name == name and cls.module == "builtins":
            return data
        instance = Instance(cls)
        instance.native = data
        if isinstance(data, Unknown) and name in _HOLDERS:
            instance.native = _HOLDERS[name]()
            machine.spoil(instance.native, data)
        return instance

    cls = Class(name, [], {"__new__": Builtin(f"{name}.__new__", new)}, "builtins")
    return cls


_HOLDERS: dict[str, type] = {"list": list, "dict": dict, "set": set}


def _int(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    if not given:
        return 0
    value = whole(given[0])
    if isinstance(value, (Unknown, Size, Counted)):
        return value
    if isinstance(value, Instance) and value.native is not MISSING:
        value = value.native
    if isinstance(value, Tensor):
        return _element(value, int)
    if isinstance(value, (str, bytes)):
        longest = MOST_BITS // 4
        return (
            int(value, *given[1:])
            if len(value) <= longest
            else Unknown(f"a number of more than {longest} digits")
        )
    return int(value)


def _float(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    value = given[0] if given else 0.0
    if isinstance(value, (Unknown, Size)):
        return value
    return _element(value, float) if isinstance(value, Tensor) else float(value)


def _element(tensor: Tensor, kind: Callable[[Any], Value]) -> Value:
    """The only element of a tensor as a number."""
    known = tensor.known
    return kind(known.items[0]) if known and len(known.items) == 1 else Unknown("the value of a tensor")


def _bool(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    return machine.truth(given[0]) if given else False


def _str(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    return machine.library("builtins.format").call(machine, [given[0], "", "s"], {}) if given else ""


def _items(machine: Items, given: Arguments) -> Any:
    return machine.items_of(given[0], None) if given else []


def _collection(kind: Callable[[Any], Value]) -> Maker:
    def make(machine: Items, given: Arguments, keywords: Keywords) -> Value:
        items = _items(machine, given)
        return items if isinstance(items, Unknown) else kind(items)

    return make


def dictionary(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    """`dict(...)`."""
    result: dict[Value, Value] = {}
    if given:
        source = given[0]
        if isinstance(source, Instance):
            source = source.native if isinstance(source.native, dict) else source
        if isinstance(source, dict):
            if cause := machine.spoilt(source):
                return cause
            machine.budget.pass_through(source, None)
            result.update(source)
        else:
            pairs = machine.items_of(source, None)
            if isinstance(pairs, Unknown):
                return pairs
            for pair in pairs:
                unpacked = machine.items_of(pair, None)
                if isinstance(unpacked, Unknown) or isinstance(unpacked[0], Unknown):
                    return Unknown("a dict with an unknown key")
                result[unpacked[0]] = unpacked[1]
    result.update(keywords)
    return result


def _range(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    for value in given:
        if isinstance(value, (Unknown, Size)):
            return value if isinstance(value, Unknown) else Unknown(f"a range of {value}")
    return range(*(int(value) if isinstance(value, (Counted, Numbered)) else value for value in given))


def _slice(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    return next((value for value in given if isinstance(value, Unknown)), None) or slice(*given)


def _bound_of_slice(name: str) -> Property:
    return Property(Builtin(f"slice.{name}", lambda machine, given, keywords: getattr(given[0], name)))


def _object_init(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    return None


def _object_setattr(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    owner, name, content = given
    if isinstance(owner, Instance) and machine.set_by_descriptor(owner, name, content, None):
        return
    machine.change(owner.attrs)
    owner.attrs[name] = content


def _object_getattr(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    """`object.__getattribute__`: what an object and its class have, without asking `__getattr__`."""
    owner, name = given
    if isinstance(owner, Instance) and owner.cls.reader is not None:
        found = machine.stored_attribute(owner, name, None)
        if found is MISSING:
            raise machine.error("AttributeError", f"'{owner.cls.name}' object has no attribute '{name}'")
        return found
    plain = not isinstance(owner, Instance) or name in owner.attrs or owner.cls.find(name) is not MISSING
    if plain or name.startswith("__") or owner.cls.opaque:
        return machine.attribute(owner, name, None)
    raise machine.error("AttributeError", f"'{owner.cls.name}' object has no attribute '{name}'")


def _construct(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    """`type.__call__`: what calling a class does without a metaclass of its own."""
    cls, *rest = given
    if not isinstance(cls, Class):
        return cls if isinstance(cls, Unknown) else Unknown("an object of something that is no class")
    return machine.construct(cls, rest, keywords, None)  # type: ignore[attr-defined]


def _object_new(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    maker = given[0].find("__new__")
    return maker.call(machine, given, keywords) if isinstance(maker, Builtin) else Instance(given[0])


def _type(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    if len(given) == 1:
        return class_of(machine, given[0])
    name, bases, attrs = given[:3]
    if (
        isinstance(bases, tuple)
        and all(isinstance(base, Class) for base in bases)
        and isinstance(attrs, dict)
    ):
        machine.budget.step(None, STEPS_OF_A_CLASS)
        return Class(name, list(bases), dict(attrs))
    return Unknown("a class made by type()")


def class_of(machine: Items, value: Value) -> Value:
    """`type(value)`."""
    if isinstance(value, Unknown):
        return machine.derive(value, ".__class__", None)
    if isinstance(value, Instance):
        return value.cls
    if isinstance(value, Tensor):
        return machine.library("torch.nn.Parameter" if value.kind == "parameter" else tensor_class(value))
    if isinstance(value, Partial):
        return machine.library("functools.partial")
    if isinstance(value, (int, Size)):
        return machine.library("builtins.bool" if isinstance(value, bool) else "builtins.int")
    return machine.library(f"builtins.{_KINDS.get(type(value)) or plain_type(value)}")


_KINDS: dict[type, str] = {
    Function: "function",
    Builtin: "function",
    Method: "function",
    Class: "type",
    Stream: "iterator",
}


def _wrap(kind: type) -> Builtin:
    return Builtin(kind.__name__.lower(), lambda machine, given, keywords: kind(given[0]))


def _property(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    cls, *functions = given
    getter = functions[0] if functions else keywords.get("fget")
    setter = functions[1] if len(functions) > 1 else keywords.get("fset")
    if cls is _PROPERTY:
        return Property(getter, setter)
    made = Instance(cls)
    made.attrs.update({"fget": getter, "fset": setter, "fdel": None})
    return made


def _property_value(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    """`__get__` of a subclass of `property` that has none of its own."""
    made, receiver = given[:2]
    return made if receiver is None else machine.call(made.attrs["fget"], [receiver], {}, None)


def _set_property(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    made, receiver, content = given
    if made.attrs["fset"] is None:
        raise machine.error("AttributeError", "property has no setter")
    return machine.call(made.attrs["fset"], [receiver, content], {}, None)


def _with_setter(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    made, setter = given
    return machine.call(made.cls, [made.attrs["fget"], setter], {}, None)


_PROPERTY = Class(
    "property",
    [],
    {
        "__new__": Builtin("property.__new__", _property),
        "__init__": Builtin("property.__init__", _object_init),
        "__get__": Builtin("property.__get__", _property_value),
        "__set__": Builtin("property.__set__", _set_property),
        "setter": Builtin("property.setter", _with_setter),
    },
    "builtins",
)


_MAKERS: dict[str, Maker] = {
    "int": _int,
    "float": _float,
    "str": _str,
    "list": _collection(list),
    "tuple": _collection(tuple),
    "set": _collection(set),
    "frozenset": _collection(frozenset),
    "dict": dictionary,
    "range": _range,
    "slice": _slice,
    "bytes": lambda machine, given, keywords: Unknown("bytes"),
    "bytearray": lambda machine, given, keywords: Unknown("a bytearray"),
    "complex": lambda machine, given, keywords: Unknown("a complex number"),
    "function": lambda machine, given, keywords: Unknown("a function made at run time"),
    "iterator": lambda machine, given, keywords: Unknown("an iterator"),
    "NoneType": lambda machine, given, keywords: None,
    "type": _type,
}
_CLASSES = {name: _class(name, maker) for name, maker in _MAKERS.items()}
_CLASSES["bool"] = _class("bool", _bool)
_CLASSES["type"].attrs["__init__"] = Builtin("type.__init__", lambda machine, given, keywords: None)
_CLASSES["bool"].mro.append(_CLASSES["int"])


def _of_object(name: str) -> Builtin:
    """A method that every object has and that is not followed."""
    return Builtin(
        f"object.{name}", lambda machine, given, keywords: Unknown(f"object.{name} is not described")
    )


_OF_OBJECT = ("__hash__", "__eq__", "__ne__", "__repr__", "__str__", "__format__", "__dir__", "__reduce_ex__")

NAMES: dict[str, Value] = {
    **{f"builtins.{name}": cls for name, cls in _CLASSES.items()},
    **{f"builtins.slice.{name}": _bound_of_slice(name) for name in ("start", "stop", "step")},
    "builtins.object": Class("object", [], {}, "builtins"),
    **{f"builtins.object.{name}": _of_object(name) for name in _OF_OBJECT},
    "builtins.object.__init__": Builtin("object.__init__", _object_init),
    "builtins.object.__setattr__": Builtin("object.__setattr__", _object_setattr),
    "builtins.object.__getattribute__": Builtin("object.__getattribute__", _object_getattr),
    "builtins.type.__call__": Builtin("type.__call__", _construct),
    "builtins.object.__new__": Builtin("object.__new__", _object_new),
    "builtins.object.__init_subclass__": Builtin("object.__init_subclass__", _object_init),
    "builtins.staticmethod": _wrap(StaticMethod),
    "builtins.classmethod": _wrap(ClassMethod),
    "builtins.property": _PROPERTY,
    **{
        f"types.{name}": _CLASSES["function"]
        for name in ("FunctionType", "LambdaType", "BuiltinFunctionType")
    },
    "types.NoneType": _CLASSES["NoneType"],
    "builtins.NotImplemented": Unknown("NotImplemented"),
    "builtins.Ellipsis": ...,
    "builtins.__debug__": True,
}
