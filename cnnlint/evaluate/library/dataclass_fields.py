"""`dataclasses`: fields and what is made of them."""

from __future__ import annotations

from collections.abc import Callable

from ...layers.binding import BadArguments, bind
from ...program import nodes
from ...unknown import Unknown
from ...values.objects import MISSING, Arguments, Builtin, Class, Function, Instance, Keywords, Value
from ..declared import annotated_fields, initial_only
from ..items import Items

Native = Callable[[Items, Arguments, Keywords], Value]

_ABSENT = Class("MISSING", [], {}, "dataclasses")  # a class, so that copies of fields hold the same
_FIELD = Class("Field", [], {}, "dataclasses")
_PLAIN = {"init": True, "repr": True, "hash": None, "compare": True, "kw_only": False}


def _field(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    instance = Instance(_FIELD)
    instance.attrs.update({"name": None, "type": Unknown("an annotation"), "metadata": {}})
    instance.attrs.update({"default": _ABSENT, "default_factory": _ABSENT, **_PLAIN, **keywords})
    if instance.attrs["metadata"] is None:
        instance.attrs["metadata"] = {}
    return instance


def _dataclass(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    if not given:
        return Builtin("dataclass()", lambda machine, given, _: _dataclass(machine, given, keywords))
    cls = given[0]
    if not isinstance(cls, Class):
        return cls
    fields: dict[str, Value] = {}
    for base in reversed(cls.mro[1:]):
        fields.update(base.attrs.get("__dataclass_fields__", {}))
    passing = initial_only(cls)
    for name in annotated_fields(cls):
        fields[name] = _own_field(machine, cls, name)
        fields[name].attrs["_passing"] = name in passing
    cls.attrs["__dataclass_fields__"] = fields
    if "__init__" not in cls.attrs and keywords.get("init", True) is not False:
        cls.attrs["__init__"] = Builtin(f"{cls.name}.__init__", _initializer(cls.name, fields))
    if "__eq__" not in cls.attrs and keywords.get("eq", True) is not False:
        cls.attrs["__eq__"] = Builtin(f"{cls.name}.__eq__", _equals)
    return cls


def _own_field(machine: Items, cls: Class, name: str) -> Instance:
    """The field of a name that the body of a class annotates."""
    default = cls.attrs.get(name, _ABSENT)
    if isinstance(default, Instance) and default.cls is _FIELD:
        declared = default
        cls.attrs.pop(name)
        if default.attrs["default"] is not _ABSENT:
            cls.attrs[name] = default.attrs["default"]
    else:
        declared = _field(machine, [], {"default": default})
    declared.attrs["name"] = name
    return declared


def _initializer(name: str, fields: dict[str, Value]) -> Native:
    parameters = tuple(
        nodes.Parameter(0, 0, each, "either", None, None)
        for each, declared in fields.items()
        if declared.attrs["init"] is not False
    )

    def initialize(machine: Items, given: Arguments, keywords: Keywords) -> Value:
        instance = given[0]

        def default(parameter: nodes.Parameter) -> Value:
            value = _default(machine, fields[parameter.name])
            if value is MISSING:
                raise BadArguments(f"{name}() missing a required argument: '{parameter.name}'")
            return value

        try:
            values = bind(parameters, given[1:], keywords, default, name)
        except BadArguments as error:
            raise machine.error("TypeError", str(error)) from None
        for each, declared in fields.items():
            if each not in values:
                values[each] = _default(machine, declared)
        passed = [values.pop(each) for each in fields if fields[each].attrs.get("_passing")]
        _store(machine, instance, values)
        after = instance.cls.find("__post_init__")
        if after is not MISSING:
            machine.call(after, [instance, *passed], {}, None)
        return None

    return initialize


def _store(machine: Items, instance: Instance, values: dict[str, Value]) -> None:
    plain = not isinstance(instance.cls.find("__setattr__"), Function)
    machine.change(instance.attrs)
    for name, value in values.items():
        if value is MISSING:
            continue
        if plain and not isinstance(instance.cls.find(name), Instance):
            instance.attrs[name] = value
        else:
            machine.set_attribute(instance, name, value, None)


def _default(machine: Items, declared: Instance) -> Value:
    factory = declared.attrs["default_factory"]
    if factory is not _ABSENT:
        return machine.call(factory, [], {}, None)
    default = declared.attrs["default"]
    return MISSING if default is _ABSENT else default


def _equals(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    left, right = given
    if not isinstance(right, Instance) or right.cls is not left.cls:
        return False
    for name in _stored(left.cls):
        truth = machine.relate("==", left.attrs.get(name), right.attrs.get(name), None)
        if truth is not True:
            return truth
    return True


def _stored(cls: Class) -> dict[str, Value]:
    """The fields of a dataclass by name, without what is only handed on when an object is made."""
    found = cls.find("__dataclass_fields__")
    return {name: each for name, each in found.items() if not each.attrs.get("_passing")}


def _as_tuple(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    found = _as_dict(machine, given[:1], {})
    nested = isinstance(found, dict) and any(
        isinstance(value, (dict, list, tuple)) for value in found.values()
    )
    return (
        tuple(found.values()) if isinstance(found, dict) and not nested else Unknown("a dataclass as a tuple")
    )


def _as_dict(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    value = given[0]
    if isinstance(value, Instance) and isinstance(value.cls.find("__dataclass_fields__"), dict):
        return {name: _as_dict(machine, [value.attrs.get(name)], {}) for name in _stored(value.cls)}
    if isinstance(value, (list, tuple)):
        return type(value)(_as_dict(machine, [item], {}) for item in value)
    if isinstance(value, dict):
        return {key: _as_dict(machine, [item], {}) for key, item in value.items()}
    return value


def _replaced(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    value = given[0]
    if not isinstance(value, Instance):
        return Unknown("a dataclass with other values")
    fields = _stored(value.cls)
    kept = {name: value.attrs[name] for name, field in fields.items() if field.attrs["init"] is not False}
    return machine.call(value.cls, [], {**kept, **keywords}, None)


def _fields(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    value = given[0]
    cls = value.cls if isinstance(value, Instance) else value
    known = isinstance(cls, Class) and isinstance(cls.find("__dataclass_fields__"), dict)
    return tuple(_stored(cls).values()) if known else Unknown("the fields of no dataclass")


def _is_dataclass(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    value = given[0]
    if isinstance(value, Unknown):
        return machine.derive(value, " is a dataclass", None)
    cls = value.cls if isinstance(value, Instance) else value
    return isinstance(cls, Class) and cls.find("__dataclass_fields__") is not MISSING


_FUNCTIONS: dict[str, Native] = {
    "dataclass": _dataclass,
    "field": _field,
    "asdict": _as_dict,
    "astuple": _as_tuple,
    "replace": _replaced,
    "fields": _fields,
    "is_dataclass": _is_dataclass,
}

NAMES: dict[str, Value] = {
    **{f"dataclasses.{name}": Builtin(f"dataclasses.{name}", call) for name, call in _FUNCTIONS.items()},
    "dataclasses.Field": _FIELD,
    "dataclasses.MISSING": _ABSENT,
}
