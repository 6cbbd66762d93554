"""`keras.models.clone_model`: new layers with new weights, called as the old ones were."""

from __future__ import annotations

from ...unknown import Unknown
from ...values.objects import Arguments, Builtin, Function, Instance, Keywords, Value
from ..items import Items
from .functional import deep_copy
from .keras_graph import Graph
from .keras_inputs import INPUT_LAYER, make_input
from .keras_layers import METHODS
from .keras_models import FUNCTIONAL, MODEL
from .keras_sequential import SEQUENTIAL
from .keras_tensors import mapped, node_of, shape_of, tensors_in

Memo = dict[int, Value]


class _Unclonable(ValueError):
    """A layer of which it cannot be told what its copy is."""

    def __init__(self, unknown: Unknown) -> None:
        super().__init__(unknown.reason)
        self.unknown = unknown


def _clone(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    """`clone_model(model)`; with a function that clones the layers, what they are is unknown."""
    model, *chosen = given or [keywords.pop("model", None)]
    if any(value is not None for value in [*chosen, *keywords.values()]):
        return Unknown("a model that is cloned in a way of its own")
    if not isinstance(model, Instance) or MODEL not in model.cls.mro:
        return model if isinstance(model, Unknown) else Unknown("a clone of what is no model")
    memo: Memo = {}
    try:
        copy = _model(machine, model, memo)
        if model.cls is FUNCTIONAL:
            return copy
        _freeze(machine, [copy, *_below(machine, copy)])
    except _Unclonable as error:
        return error.unknown
    return copy


def _below(machine: Items, layer: Instance) -> list[Instance]:
    found = METHODS["_flatten_layers"](machine, [layer, False], {})
    if isinstance(found, Unknown):
        raise _Unclonable(found)
    return [each for each in found if isinstance(each, Instance)]


def _model(machine: Items, model: Instance, memo: Memo) -> Instance:
    if cause := machine.spoilt(model) or model.attrs.get("_cause"):
        raise _Unclonable(cause)
    if model.cls is SEQUENTIAL:
        return _stack(machine, model, memo)
    if model.cls is not FUNCTIONAL:
        raise _Unclonable(Unknown(f"a clone of {model.cls.name}"))
    return _functional(machine, model, memo)


def _stack(machine: Items, model: Instance, memo: Memo) -> Instance:
    layers = [_layer(machine, each, memo) for each in model.attrs["_stack"]]
    made = machine.call(SEQUENTIAL, [layers], {"name": _name(model)}, None)
    assert isinstance(made, Instance)
    machine.change(made.attrs)
    made.attrs["_trainable"] = model.attrs["_trainable"]
    memo[id(model)] = made
    return made


def _functional(machine: Items, model: Instance, memo: Memo) -> Instance:
    """A clone of the layers, called again from new inputs on; whether the model itself is trained is forgotten."""
    graph = model.attrs["_graph"]
    assert isinstance(graph, Graph)
    known: dict[int, Value] = {}
    for tensor in tensors_in(graph.inputs):
        node = node_of(tensor)
        known[id(tensor)] = make_input(machine, tensor.shape, node and _name(node.operation))
    place = lambda tensor: known.get(id(tensor), tensor)  # noqa: E731
    for layer in graph.layers:
        _layer(machine, layer, memo)
    for node in graph.nodes:
        if node.inputs:
            operation = memo.get(id(node.operation), node.operation)
            made = machine.call(operation, mapped(node.arguments, place), mapped(node.keywords, place), None)
            if isinstance(made, Unknown):
                raise _Unclonable(made)
            known.update(
                {id(before): after for before, after in zip(node.outputs, tensors_in(made), strict=False)}
            )
    inputs, outputs = mapped(graph.inputs, place), mapped(graph.outputs, place)
    copy = machine.call(MODEL, [inputs, outputs], {"name": _name(model)}, None)
    assert isinstance(copy, Instance)
    _freeze(machine, _below(machine, copy))
    memo[id(model)] = copy
    return copy


def _name(layer: Value) -> Value:
    name = layer.attrs.get("name")
    return name if isinstance(name, str) else None


def _layer(machine: Items, layer: Value, memo: Memo) -> Instance:
    """A copy of one layer; models inside are cloned."""
    if not isinstance(layer, Instance) or isinstance(layer.cls.find("from_config"), Function):
        raise _Unclonable(Unknown("a layer that is cloned in a way of its own"))
    if id(layer) in memo:
        found = memo[id(layer)]
        assert isinstance(found, Instance)
        return found
    if INPUT_LAYER in layer.cls.mro:
        tensor = make_input(machine, shape_of(layer.attrs["_nodes"][0].outputs[0]), _name(layer))
        node = node_of(tensor)
        assert node is not None
        made = memo[id(layer)] = node.operation
        assert isinstance(made, Instance)
        return made
    if MODEL in layer.cls.mro:
        return _model(machine, layer, memo)
    for each in [layer, *_below(machine, layer)]:
        memo[id(each.attrs["_nodes"])] = []
        if MODEL in each.cls.mro:
            _model(machine, each, memo)
    copied = deep_copy(machine, layer, memo)
    assert isinstance(copied, Instance)
    return copied


def _freeze(machine: Items, layers: list[Instance]) -> None:
    """A copy is trained as its layers say, whatever was said of single weights."""
    for layer in layers:
        for tensor in layer.attrs["_parameters"].values():
            if machine.settled(layer.attrs["_trainable"]) is False:
                tensor.attrs["requires_grad"] = False
            else:
                tensor.attrs["requires_grad"] = tensor.attrs["learned"]


NAMES: dict[str, Value] = {"keras.models.clone_model": Builtin("keras.models.clone_model", _clone)}
