"""The weights of Keras layers and models, and what is told of them: counts, shapes, names."""

from __future__ import annotations

from collections.abc import Callable

from ...unknown import Unknown
from ...values.objects import Arguments, Builtin, Instance, Keywords, Property, Tensor, Value
from ..items import Items
from .keras_tensors import Node, mapped, shape_of
from .keras_variables import count
from .networks import holding, is_deferred

Native = Callable[[Items, Arguments, Keywords], Value]


def layers_inside(machine: Items, layer: Instance) -> list[Value] | Unknown:
    """The layers that a layer holds itself."""
    if not is_deferred(layer):
        return Unknown("what is no layer of Keras")
    cause = machine.spoilt(layer) or layer.cls.opaque
    held = holding(machine, layer)
    children = [machine.settled(child) for child in held.children.values()]
    unknown = next((child for child in children if isinstance(child, Unknown)), None)
    return cause or machine.spoilt(layer.attrs["_tracked"]) or unknown or children


def all_weights(machine: Items, layer: Instance) -> list[Tensor] | Unknown:
    """All weights, each once: a layer's own, those to be trained first, then those of the layers inside."""
    found: dict[int, Tensor] = {}
    cause = _gather(machine, layer, found, set())
    return cause or list(found.values())


def _gather(machine: Items, layer: Value, found: dict[int, Tensor], seen: set[int]) -> Unknown | None:
    layer = machine.settled(layer)
    if isinstance(layer, Unknown):
        return layer
    if id(layer) in seen:
        return None
    seen.add(id(layer))
    held = holding(machine, layer)
    own = [machine.settled(each) for each in held.parameters.values()]
    unknown = next((each for each in own if isinstance(each, Unknown)), None)
    cause = machine.spoilt(layer) or layer.cls.opaque or held.missing or unknown
    if cause is not None:
        return cause
    for learned in (True, False):
        found.update({id(each): each for each in own if (each.attrs.get("learned") is not False) == learned})
    for child in held.children.values():
        if (cause := _gather(machine, child, found, seen)) is not None:
            return cause
    return None


def _chosen(trainable: bool | None) -> Native:
    """`weights`, `trainable_weights` or `non_trainable_weights`."""

    def listed(machine: Items, given: Arguments, keywords: Keywords) -> Value:
        layer = given[0]
        weights = all_weights(machine, layer)
        if isinstance(weights, Unknown) or trainable is None:
            return weights
        whole = machine.truth(layer.attrs["_trainable"])
        if isinstance(whole, Unknown):
            return whole
        truths = [machine.truth(each.attrs["requires_grad"]) if whole else False for each in weights]
        unknown = next((truth for truth in truths if isinstance(truth, Unknown)), None)
        if unknown is not None:
            return unknown
        return [each for each, truth in zip(weights, truths, strict=True) if truth is trainable]

    return listed


def count_weights(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    """`layer.count_params()`; the user's ValueError where it has never been built."""
    layer = given[0]
    weights = all_weights(machine, layer)
    if isinstance(weights, Unknown):
        return weights
    if machine.settled(layer.attrs["built"]) is not True:
        raise machine.error("ValueError", f"{layer.cls.name} is not built")
    return counted(machine, weights)


def counted(machine: Items, weights: Value) -> Value:
    """Number of elements of a list of weights."""
    items = machine.items_of(weights, None)
    if isinstance(items, Unknown):
        return items
    total: Value = 0
    for tensor in {id(each): each for each in items}.values():
        if not isinstance(tensor, Tensor):
            return Unknown("the count of what is no weight")
        total = machine.operate("+", total, count(tensor), None)
    return total


def _shapes(name: str) -> Native:
    """`layer.input_shape`, `layer.output_shape`: of its only call."""

    def told(machine: Items, given: Arguments, keywords: Keywords) -> Value:
        value = _of_call(name)(machine, given, keywords)
        return value if isinstance(value, Unknown) else mapped(value, shape_of)

    return told


def _of_call(name: str) -> Native:
    """`layer.input`, `layer.output`: of its only call on symbolic tensors."""

    def told(machine: Items, given: Arguments, keywords: Keywords) -> Value:
        layer = given[0]
        nodes: list[Node] = layer.attrs["_nodes"]
        if not nodes:
            raise machine.error("AttributeError", f"{layer.cls.name} has never been called")
        if len(nodes) > 1 and name == "input":
            return Unknown("the input of a layer that is called several times")
        node = nodes[0]
        values = node.inputs if name == "input" else node.outputs
        return values[0] if len(values) == 1 else list(values)

    return told


def _got(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    """`get_weights()`: arrays of the weights' shapes."""
    weights = all_weights(machine, given[0])
    if isinstance(weights, Unknown):
        return weights
    return [Tensor(each.shape) for each in weights]


def _config(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    own = given[0].attrs
    return {"name": own["name"], "trainable": own["_trainable"], "dtype": "float32"}


def _untold(name: str) -> Native:
    return lambda machine, given, keywords: Unknown(f"a layer's {name} is not followed")


def _property(name: str, native: Native) -> Property:
    return Property(Builtin(f"Layer.{name}", native))


ATTRIBUTES: dict[str, Value] = {
    **{
        name: _property(name, _chosen(kind))
        for name, kind in {
            "weights": None,
            "trainable_weights": True,
            "trainable_variables": True,
            "non_trainable_weights": False,
        }.items()
    },
    **{
        name: _property(name, _untold(name))
        for name in "variables non_trainable_variables losses metrics updates dtype_policy".split()
    },
    **{
        name: _property(name, lambda machine, given, keywords: "float32")
        for name in "dtype compute_dtype variable_dtype".split()
    },
    "input": _property("input", _of_call("input")),
    "output": _property("output", _of_call("output")),
    "input_shape": _property("input_shape", _shapes("input")),
    "output_shape": _property("output_shape", _shapes("output")),
    "count_params": Builtin("Layer.count_params", count_weights),
    "get_weights": Builtin("Layer.get_weights", _got),
    "get_config": Builtin("Layer.get_config", _config),
    **{
        name: Builtin(f"Layer.{name}", lambda machine, given, keywords: None)
        for name in "set_weights save_own_variables load_own_variables compute_mask".split()
    },
}
