"""Attributes: reading, writing and deleting them on every kind of value."""

from __future__ import annotations

from collections.abc import Callable

from ..program import nodes
from ..size import Size
from ..source import Span
from ..unknown import Unknown
from ..values.expression import Code
from ..values.objects import (
    MISSING,
    Builtin,
    Class,
    ClassMethod,
    External,
    Function,
    Instance,
    Method,
    Module,
    Partial,
    Property,
    Raised,
    Scope,
    StaticMethod,
    Stream,
    Super,
    Tensor,
    Value,
)
from .branches import Branches


class Attributes(Branches):
    """Python's attribute protocol."""

    def __init__(self) -> None:
        super().__init__()
        self._get: dict[type, Callable[[Value, str, Span | None], Value]] = {
            Instance: self._of_instance,
            Class: self._of_class,
            Module: self._of_module,
            External: self._of_external,
            Super: self._of_super,
            Tensor: self._of_tensor,
            Function: self._of_function,
            Method: self._of_method,
            Partial: self._of_partial,
            Builtin: self._of_builtin,
            Property: self._of_property,
        }

    def attribute_node(self, node: nodes.Attribute) -> Code[Scope]:
        """`value.name` as an expression; most often it is what an object holds itself."""
        owner, name, span = self.compile(node.value), node.name, self.span(node)

        def run(scope: Scope) -> Value:
            value = owner(scope)
            if type(value) is Instance and name in value.attrs:
                cls = value.cls
                if cls.reader is None and cls.find(name) is MISSING:
                    return value.attrs[name]
            return self.attribute(value, name, span)

        return run

    def attribute(self, value: Value, name: str, span: Span | None) -> Value:
        """`value.name`; raises the user's AttributeError."""
        found = self.find_attribute(value, name, span)
        if found is MISSING:
            message = f"{describe_type(value)} has no attribute '{name}'"
            raise self.error("AttributeError", message, span, certain=value is None)
        return found

    def find_attribute(self, value: Value, name: str, span: Span | None) -> Value:
        """`value.name`, or MISSING."""
        getter = self._get.get(type(value))
        if getter is not None:
            return getter(value, name, span)
        if isinstance(value, Unknown):
            value = self.settled(value)
            if isinstance(value, Unknown):
                return self.derive(value, f".{name}", span)
        getter = self._get.get(type(value))
        return getter(value, name, span) if getter else self._of_data(value, name, span)

    def bound(self, found: Value, receiver: Value, cls: Class) -> Value:
        """An attribute found in a class, as seen through an instance (or, without one, the class)."""
        kind = type(found)
        if kind is Function or kind is Builtin:
            return found if receiver is None else Method(found, receiver)
        if kind is Property:
            return found if receiver is None else self.call(found.getter, [receiver], {}, None)
        if kind is StaticMethod:
            return found.function
        if kind is ClassMethod:
            return Method(found.function, cls)
        if kind is Instance:
            getter = found.cls.find("__get__")
            if getter is not MISSING:
                return self.call(getter, [found, receiver, cls], {}, None)
        if self.recordings:
            self.meet_shared(found)
        return found

    def _of_instance(self, value: Instance, name: str, span: Span | None) -> Value:
        if value.cls.reader is not None:
            return self._read(value, name, span)
        return self.stored_attribute(value, name, span)

    def _read(self, value: Instance, name: str, span: Span | None) -> Value:
        """An attribute of an object whose class says itself how they are looked up."""
        try:
            return self.call(value.cls.reader, [value, name], {}, span)
        except Raised as raised:
            fallback = value.cls.find("__getattr__")
            if raised.value.cls.name != "AttributeError":
                raise
            return MISSING if fallback is MISSING else self.call(fallback, [value, name], {}, span)

    def stored_attribute(self, value: Instance, name: str, span: Span | None) -> Value:
        """An attribute of an object as Python looks it up by itself, or MISSING."""
        found = value.cls.find(name)
        if type(found) is Property:
            return self.call(found.getter, [value], {}, span)
        if type(found) is Instance and found.cls.find("__set__") is not MISSING:
            return self.bound(found, value, value.cls)
        if name in value.attrs:
            return value.attrs[name]
        if found is not MISSING:
            return self.bound(found, value, value.cls)
        return self._special(value, name, span)

    def _special(self, value: Instance, name: str, span: Span | None) -> Value:
        if name == "__class__":
            return value.cls
        if name == "__dict__":
            return value.attrs
        if name in ("__module__", "__doc__"):
            return self._of_class(value.cls, name, span)
        if value.native is not MISSING:
            found = self._of_data(value.native, name, span)
            if found is not MISSING:
                return found
        fallback = value.cls.find("__getattr__")
        if isinstance(fallback, Builtin):
            return fallback.call(self, [value, name], {})
        if fallback is not MISSING:
            return self.call(fallback, [value, name], {}, span)
        if value.cls.opaque:
            return self.derive(value.cls.opaque, f"().{name}", span)
        return MISSING

    def _of_class(self, value: Class, name: str, span: Span | None) -> Value:
        found = value.find(name)
        if found is not MISSING:
            return self.bound(found, None, value)
        special = {
            "__name__": value.name,
            "__qualname__": value.name,
            "__module__": value.module,
            "__mro__": (*filter(_is_shown, value.mro), self.library("builtins.object")),
            "__bases__": tuple(value.bases) or (self.library("builtins.object"),),
            "__dict__": value.attrs,
            "__doc__": None,
        }
        if name in special:
            return special[name]
        if value.opaque:
            return self.derive(value.opaque, f".{name}", span)
        return self.class_attribute(value, name, span)

    def class_attribute(self, value: Class, name: str, span: Span | None) -> Value:
        """An attribute that every class has."""
        if value.module == "builtins":
            found = self.library(f"builtins.{value.name}.{name}")
            if not isinstance(found, External):
                return found
        if value.metaclass is not None and (found := value.metaclass.find(name)) is not MISSING:
            return self.bound(found, value, value.metaclass)
        found = self.library(f"builtins.type.{name}")
        return MISSING if isinstance(found, External) else Method(found, value)

    def _of_module(self, value: Module, name: str, span: Span | None) -> Value:
        found = self.module_attribute(value, name, span)
        if self.recordings:
            self.meet_shared(found)
        return found

    def _of_external(self, value: External, name: str, span: Span | None) -> Value:
        return self.library(f"{value.name}.{name}")

    def _of_super(self, value: Super, name: str, span: Span | None) -> Value:
        receiver = value.receiver
        cls = receiver if isinstance(receiver, Class) else receiver.cls
        if value.cls not in cls.mro and isinstance(receiver, Class):
            return self._of_super_metaclass(value, name)
        order = cls.mro[cls.mro.index(value.cls) + 1 :]
        for base in order:
            if name in base.attrs:
                return self.bound(base.attrs[name], None if receiver is cls else receiver, cls)
        if cls.opaque:
            return self.derive(cls.opaque, f".{name}", span)
        if receiver is not cls and receiver.native is not MISSING:
            found = self.library(f"builtins.{plain_type(receiver.native)}.{name}")
            if not isinstance(found, External):
                return Method(found, receiver.native)
        found = self.library(f"builtins.object.{name}")
        return MISSING if isinstance(found, External) else Method(found, receiver)

    def _of_super_metaclass(self, value: Super, name: str) -> Value:
        """`super().name` in a method of a metaclass, whose receiver is a class."""
        order = value.receiver.metaclass.mro if value.receiver.metaclass else []
        for base in order[order.index(value.cls) + 1 :] if value.cls in order else ():
            if name in base.attrs:
                return self.bound(base.attrs[name], value.receiver, base)
        found = self.library(f"builtins.type.{name}")
        return MISSING if isinstance(found, External) else Method(found, value.receiver)

    def _of_tensor(self, value: Tensor, name: str, span: Span | None) -> Value:
        if name in value.attrs:
            return value.attrs[name]
        cls = self.library(tensor_class(value))
        found = cls.find(name) if isinstance(cls, Class) else MISSING
        if found is not MISSING:
            return self.bound(found, value, cls)
        if value.kind in TENSOR_KINDS and not self.named_by_torch(name):
            return MISSING
        return Unknown(f"Tensor.{name} is not described", span)

    def named_by_torch(self, name: str) -> bool:
        """Whether torch gives its tensors an attribute of this name."""
        raise NotImplementedError

    def _of_function(self, value: Function, name: str, span: Span | None) -> Value:
        if name in value.attrs:
            return value.attrs[name]
        special = {
            "__name__": value.qualname.rpartition(".")[2],
            "__qualname__": value.qualname,
            "__module__": value.module.name,
            "__dict__": value.attrs,
            "__doc__": None,
            "__wrapped__": MISSING,
        }
        if name == "__code__":
            return self.call(self.library("types.CodeType"), [value], {}, span)
        return special.get(name, Unknown(f"a function's {name}", span) if name.startswith("__") else MISSING)

    def _of_method(self, value: Method, name: str, span: Span | None) -> Value:
        special = {"__self__": value.receiver, "__func__": value.function}
        return special[name] if name in special else self.find_attribute(value.function, name, span)

    def _of_partial(self, value: Partial, name: str, span: Span | None) -> Value:
        special = {"func": value.function, "args": tuple(value.arguments), "keywords": value.keywords}
        return special[name] if name in special else value.attrs.get(name, MISSING)

    def _of_builtin(self, value: Builtin, name: str, span: Span | None) -> Value:
        if name in ("__name__", "__qualname__"):
            return value.name.rpartition(".")[2]
        found = self.library(f"{value.name}.{name}")
        return MISSING if isinstance(found, External) else found

    def _of_property(self, value: Property, name: str, span: Span | None) -> Value:
        if name == "setter":
            return Builtin("property.setter", lambda machine, given, _: Property(value.getter, given[0]))
        if name == "getter":
            return Builtin("property.getter", lambda machine, given, _: Property(given[0], value.setter))
        if name == "deleter":
            return Builtin("property.deleter", lambda machine, given, _: value)
        return {"fget": value.getter, "fset": value.setter, "__isabstractmethod__": False}.get(name, MISSING)

    def _of_data(self, value: Value, name: str, span: Span | None) -> Value:
        kind = "iterator" if isinstance(value, Stream) else plain_type(value)
        if isinstance(value, Size) and not name.startswith("__"):
            return self.beyond(value, f".{name}", span)
        found = self.library(f"builtins.{kind}.{name}")
        if isinstance(found, Property):
            return self.call(found.getter, [value], {}, span)
        if isinstance(found, External):
            return Unknown(f"{kind}.{name} is not described", span) if hasattr(value, name) else MISSING
        return Method(found, value)

    def set_attribute(self, value: Value, name: str, content: Value, span: Span | None) -> None:
        """`value.name = content`."""
        value = self.settled(value)
        if isinstance(value, Instance):
            self._set_on_instance(value, name, content, span)
        elif isinstance(value, Tensor) and isinstance(setter := self._tensor_setter(value, name), Builtin):
            self.call(setter, [value, content], {}, span)
        elif isinstance(value, (Class, Module, Function, Partial, Tensor)):
            self.change(value.attrs)
            value.attrs[name] = content
            if not isinstance(value, Tensor):
                self.disturb()
                self.redefined()
        elif isinstance(value, Method):
            self.set_attribute(value.function, name, content, span)

    def _tensor_setter(self, value: Tensor, name: str) -> Value:
        cls = self.library(tensor_class(value))
        found = cls.find(name) if isinstance(cls, Class) else MISSING
        return found.setter if isinstance(found, Property) else None

    def _set_on_instance(self, value: Instance, name: str, content: Value, span: Span | None) -> None:
        setter = value.cls.find("__setattr__")
        if type(setter) is Function:
            self.call_function(setter, [value, name, content], {}, span)
        elif not self.set_by_descriptor(value, name, content, span):
            if setter is not MISSING:
                self.call(setter, [value, name, content], {}, span)
                return
            self.change(value.attrs)
            value.attrs[name] = content

    def set_by_descriptor(self, value: Instance, name: str, content: Value, span: Span | None) -> bool:
        """Write by a property or descriptor of the class, if it has one of this name."""
        found = value.cls.find(name)
        if type(found) is Property:
            if found.setter is None:
                raise self.error("AttributeError", f"property '{name}' has no setter", span)
            self.call(found.setter, [value, content], {}, span)
            return True
        setter = found.cls.find("__set__") if type(found) is Instance else MISSING
        if setter is not MISSING:
            self.call(setter, [found, value, content], {}, span)
        return setter is not MISSING

    def delete_attribute(self, value: Value, name: str, span: Span | None) -> None:
        """`del value.name`."""
        value = self.settled(value)
        deleter = value.cls.find("__delattr__") if isinstance(value, Instance) else MISSING
        if deleter is not MISSING:
            self.call(deleter, [value, name], {}, span)
        elif isinstance(value, (Instance, Class, Module, Function)):
            if name not in value.attrs:
                raise self.error("AttributeError", name, span)
            self.change(value.attrs)
            del value.attrs[name]


def _is_shown(cls: Class) -> bool:
    """Whether a class is one that Python knows: that above the layers of all frameworks is the evaluator's own."""
    return bool(cls.module) or cls.name != "network"


def tensor_class(tensor: Tensor) -> str:
    """The dotted name of a tensor's class."""
    return _TENSOR_CLASSES.get(tensor.kind, "torch.Tensor")


TENSOR_KINDS = ("tensor", "parameter", "buffer")
_TENSOR_CLASSES = {"buffer": "torch.nn.Buffer", "symbolic": "keras.KerasTensor", "variable": "keras.Variable"}


def plain_type(value: Value) -> str:
    """The name of Python's own type of a value, also where numbers and texts remember where they come from."""
    if isinstance(value, (int, float, str)):
        return next(kind.__name__ for kind in type(value).__mro__ if kind in _DATA)
    return type(value).__name__


_DATA = (bool, int, float, str)


def describe_type(value: Value) -> str:
    """A value's type as an error message names it."""
    if isinstance(value, Instance):
        return f"'{value.cls.name}' object"
    if isinstance(value, (Module, Class)):
        return repr(value)
    return f"'{plain_type(value)}' object"
