"""Classes made of records: what a leaf layer's constructor does to its object."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from ..layers.binding import BadArguments
from ..layers.leaf import Leaf, Owned, Refused
from ..layers.record import SIZE_OF_AXIS
from ..size import Size
from ..unknown import Unknown
from ..values.objects import Arguments, Builtin, Class, External, Instance, Keywords, Tensor, Value
from .branches import Branches
from .library.errors import REFUSED

Native = Callable[[Any, Arguments, Keywords], Value]


def layer_class(dotted: str, leaf: Leaf | None, base: Class) -> Class:
    """The class of a record; without a record, an abstract class between records and their base."""
    module, _, name = dotted.rpartition(".")
    cls = Class(name, [base], {}, module)
    if leaf is not None:
        cls.attrs["__init__"] = Builtin(f"{dotted}.__init__", _constructor(leaf), leaf.parameters)
        if leaf.record.output is not None:
            cls.attrs["forward"] = Builtin(f"{dotted}.forward", _output(leaf))
        if leaf.record.params:
            cls.attrs["reset_parameters"] = Builtin("reset_parameters", lambda machine, given, keywords: None)
    return cls


class Recipe(NamedTuple):
    """What a constructor's call with plain arguments puts into its object."""

    arguments: str
    attributes: dict[str, Value]
    mappings: list[str]
    parameters: dict[str, Value]
    buffers: dict[str, Value]
    frozen: frozenset[str]

    def fill(self, instance: Instance) -> None:
        """Put all attributes in, and new tensors."""
        instance.label = instance.cls.name + self.arguments
        own = instance.attrs
        own.update(self.attributes)
        for name in self.mappings:
            own[name] = self.attributes[name].copy()
        for registry, kind, shapes in (
            ("_parameters", "parameter", self.parameters),
            ("_buffers", "buffer", self.buffers),
        ):
            store = own[registry]
            for name, shape in shapes.items():
                store[name] = None if shape is None else Tensor(shape, kind)
        for name in self.frozen:
            own["_parameters"][name].attrs["requires_grad"] = False


def _constructor(leaf: Leaf) -> Native:
    recipes: dict[object, Recipe] = {}

    def construct(machine: Branches, arguments: Arguments, keywords: Keywords) -> Value:
        instance = arguments[0]
        key = _key_of_plain(arguments, keywords)
        recipe = recipes.get(key)
        if recipe is None or key is None:
            recipe = follow(machine, arguments, keywords)
            if key is not None:
                recipes[key] = recipe
        recipe.fill(instance)
        return None

    def follow(machine: Branches, arguments: Arguments, keywords: Keywords) -> Recipe:
        instance = arguments[0]
        settled = [told(machine.settled(value)) for value in arguments[1:]]
        named = {name: told(machine.settled(value)) for name, value in keywords.items()}
        try:
            bound = leaf.bind(settled, named)
            owned = leaf.owned(bound, machine.decide)
        except BadArguments as error:
            raise machine.error("TypeError", str(error)) from None
        except Refused as error:
            raised = machine.error("ValueError", f"{leaf.record.short_name}: it must hold that {error}")
            instance.label = label(instance.cls.name, settled, named)
            raised.value.attrs[REFUSED] = (instance, leaf.record.name, str(error), bound, None)
            raise raised from None
        return _recipe(label("", settled, named), owned)

    return construct


def _recipe(arguments: str, owned: Owned) -> Recipe:
    attributes = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in owned.attributes.items()
        if name not in owned.parameters and name not in owned.buffers
    }
    frozen = frozenset(name for name in owned.frozen if owned.parameters.get(name) is not None)
    mappings = [name for name, value in attributes.items() if isinstance(value, dict)]
    return Recipe(arguments, attributes, mappings, owned.parameters, owned.buffers, frozen)


def _key_of_plain(arguments: Arguments, keywords: Keywords) -> object | None:
    """A constructor's arguments as a key, None where one is not plain: 1, 1.0 and True are not the same."""
    parts: list[object] = [*keywords]
    for value in (*arguments[1:], *keywords.values()):
        kind = type(value)
        if kind is tuple:
            if not all(type(each) in _ATOMS for each in value):
                return None
            parts.extend(map(type, value))
        elif kind not in _ATOMS:
            return None
        parts.append(kind)
        parts.append(value)
    return tuple(parts)


_ATOMS = frozenset((int, float, str, bool, type(None)))


def _output(leaf: Leaf) -> Native:
    """What the layer gives, by its attributes as they are now."""

    def forward(machine: Branches, arguments: Arguments, keywords: Keywords) -> Value:
        instance, *inputs = [*arguments, *keywords.values()]
        given = inputs[0] if inputs else Unknown(f"{leaf.record.short_name}() of nothing")
        if not isinstance(given, Tensor):
            return (
                given if isinstance(given, Unknown) else Unknown(f"{leaf.record.short_name}() of no tensor")
            )
        if isinstance(given.shape, Unknown):
            return Tensor(given.shape)
        names = {**instance.attrs, "x": list(given.shape)}
        refusal = leaf.refusal(names)
        if refusal is not None:
            shown = ", ".join(map(str, given.shape))
            message = f"{instance.label}: an input of shape [{shown}] does not fit: {_needed(refusal, names)}"
            raise machine.error("RuntimeError", message, machine.calling, certain=True)
        if leaf.lazy:
            _make_late(machine, leaf, instance, names)
        shapes = leaf.output(names)
        if isinstance(shapes, Unknown) or any(None in shape for shape in shapes):
            lost = Unknown(f"the output of {leaf.record.short_name}")
            return Tensor(shapes if isinstance(shapes, Unknown) else lost)
        sized = _sized(machine, inputs[1:])
        made = tuple(
            Tensor(tuple(shape) if sized is None else _resized(tuple(shape), sized, instance))
            for shape in shapes
        )
        return made[0] if len(made) == 1 else made

    return forward


def _sized(machine: Branches, others: Arguments) -> tuple[Value, ...] | None:
    """The sizes that a call asks for: `layer(x, output_size=(32, 32))`."""
    for value in map(machine.settled, others):
        if (
            isinstance(value, (list, tuple))
            and value
            and all(isinstance(each, (int, Size)) for each in value)
        ):
            return tuple(value)
    return None


def _resized(shape: tuple[Value, ...], sizes: tuple[Value, ...], instance: Instance) -> Value:
    """A shape with the sizes that are asked for along the axes that a kernel moves over."""
    weight = instance.attrs["_parameters"].get("weight")
    axes = len(weight.shape) - 2 if isinstance(weight, Tensor) and isinstance(weight.shape, tuple) else 0
    if axes < 1 or len(sizes) < axes:
        return Unknown("the output of a layer that is asked for another size")
    return (*shape[:-axes], *sizes[-axes:])


def _needed(requirement: str, names: Mapping[str, Value]) -> str:
    """What an input must be like, in words where it is about the size of one axis."""
    size = SIZE_OF_AXIS.search(requirement)
    if size is None or not isinstance(names.get(size["name"]), int):
        return f"{requirement} must hold for its shape x"
    return f"axis {size['axis']} must be of size {names[size['name']]} ({size['name']})"


def _make_late(machine: Branches, leaf: Leaf, instance: Instance, names: dict[str, Value]) -> None:
    """A lazy layer gets its tensors when it is first called, by the shape of what arrives."""
    for rules, registry in ((leaf.record.params, "_parameters"), (leaf.record.buffers, "_buffers")):
        held = instance.attrs[registry]
        for rule in rules:
            tensor = held.get(rule.name)
            if not isinstance(tensor, Tensor) or _is_certain(tensor.shape):
                continue
            sizes = leaf.value(rule.shape, names)
            shape = tuple(sizes) if isinstance(sizes, (list, tuple)) else sizes
            if _is_certain(shape):
                machine.change(held)
                made = held[rule.name] = Tensor(shape, tensor.kind)
                made.attrs.update(tensor.attrs)
    machine.change(instance.attrs)
    instance.attrs.update({name: leaf.value(text, names) for name, text in leaf.record.attributes.items()})


def _is_certain(shape: Value) -> bool:
    return isinstance(shape, tuple) and not any(isinstance(size, Unknown) for size in shape)


def told(value: Value) -> Value:
    """An argument as records take it: what a library holds that no rule describes is unknown."""
    return Unknown(f"{value.name} is not described") if isinstance(value, External) else value


def label(name: str, arguments: Arguments, keywords: Keywords) -> str:
    """A constructor's call as it is shown: `Conv2d(32, 64, 3)`."""
    given = [_shown(value) for value in arguments]
    given += [f"{key}={_shown(value)}" for key, value in keywords.items()]
    return f"{name}({', '.join(given)})"


def _shown(value: Value) -> str:
    if isinstance(value, Unknown):
        return "?"
    if isinstance(value, (tuple, list)):
        inner = ", ".join(_shown(part) for part in value)
        return f"({inner},)" if len(value) == 1 else f"({inner})"
    return repr(value) if isinstance(value, (int, float, str, bool, type(None))) else str(value)
