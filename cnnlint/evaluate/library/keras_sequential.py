"""`keras.Sequential`: a stack of layers that is built as soon as its input is known."""

from __future__ import annotations

from ...unknown import Unknown
from ...values.objects import Arguments, Builtin, Class, External, Instance, Keywords, Property, Tensor, Value
from ..items import Items
from .keras_graph import Disconnected, Graph, run_again, trace
from .keras_inputs import INPUT_LAYER, make_input
from .keras_layers import DECLARED, LAYER, mark_built
from .keras_models import MODEL
from .keras_tensors import node_of, tensors_in
from .networks import is_module


def _start_sequential(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    model, *arguments = given
    options = dict(zip(("layers", "trainable", "name"), arguments, strict=False)) | keywords
    layers = options.pop("layers", None)
    machine.call(LAYER.attrs["__init__"], [model], options, None)
    model.attrs["_graph"] = None
    model.attrs["_stack"] = []
    if layers is None:
        return None
    items = machine.items_of(layers, None)
    if isinstance(items, Unknown):
        machine.spoil(model, items)
        return None
    for layer in items:
        _push(machine, model, layer)
    _rebuild(machine, model)
    return None


def _add(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    model = given[0]
    _push(machine, model, given[1] if len(given) > 1 else keywords["layer"])
    _rebuild(machine, model)
    return None


def _push(machine: Items, model: Instance, layer: Value) -> None:
    layer = machine.settled(layer)
    stack = model.attrs["_stack"]
    machine.change(stack)
    machine.change(model.attrs)
    model.attrs["built"], model.attrs["_graph"] = False, None
    if isinstance(layer, Tensor) and (node := node_of(layer)) and not node.inputs:
        layer = node.operation
    if isinstance(layer, External):
        layer = Unknown(f"{layer.name} is not described")
    if isinstance(layer, Unknown):
        machine.spoil(model, layer)
        return
    if not is_module(layer):
        raise machine.error("TypeError", "Only layers can be added to a Sequential model")
    shape = layer.attrs.get(DECLARED)
    if not stack and shape is not None:
        stack.append(_layer_of(make_input(machine, shape)))
    stack.append(layer)
    _retrack(machine, model)


def _layer_of(tensor: Tensor) -> Instance:
    node = node_of(tensor)
    assert node is not None
    layer = node.operation
    assert isinstance(layer, Instance)
    return layer


def _retrack(machine: Items, model: Instance) -> None:
    """The model knows the layers of its stack, and only these."""
    tracked = model.attrs["_tracked"]
    machine.change(tracked)
    tracked[:] = [*model.attrs["_stack"]]


def _rebuild(machine: Items, model: Instance) -> None:
    stack = model.attrs["_stack"]
    if machine.spoilt(model) or len(stack) < 2:
        return
    first = stack[0]
    if INPUT_LAYER in first.cls.mro:
        _connect(machine, model)
        return
    graph = first.attrs.get("_graph")
    if isinstance(graph, Graph):
        sizes = [tensor.shape for tensor in tensors_in(graph.inputs)]
        if len(sizes) == 1:
            _build_stack(machine, model, sizes[0])


def _build_stack(machine: Items, model: Instance, shape: Value) -> None:
    stack = model.attrs["_stack"]
    machine.change(stack)
    if stack and INPUT_LAYER not in stack[0].cls.mro:
        stack.insert(0, _layer_of(make_input(machine, shape)))
        _retrack(machine, model)
    _connect(machine, model)


def _connect(machine: Items, model: Instance) -> None:
    """Call the layers one after the other, from the input on."""
    first, *rest = model.attrs["_stack"]
    inputs = value = first.attrs["_nodes"][0].outputs[0]
    for layer in rest:
        value = machine.call(layer, [value], {}, None)
        if isinstance(value, Unknown):
            machine.change(model.attrs)
            model.attrs["_cause"] = value
            model.attrs["built"] = True
            return
    graph = Graph(inputs, value, (), ())
    try:
        graph = trace(inputs, value)
    except Disconnected as error:
        raise machine.error("ValueError", str(error)) from None
    machine.change(model.attrs)
    model.attrs["_graph"] = graph
    mark_built(machine, model)


def _build_sequential(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    model = given[0]
    shape = given[1] if len(given) > 1 else keywords.get("input_shape")
    if isinstance(shape, Unknown):
        return None
    if model.attrs["_graph"] is None and isinstance(shape, (list, tuple)):
        _build_stack(machine, model, tuple(shape))
    return None


def _call_sequential(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    model, *arguments = given
    if not arguments:
        arguments = [keywords["inputs"]]
    if model.attrs["_graph"] is not None:
        return run_again(machine, model.attrs["_graph"], arguments[0])
    value = arguments[0]
    for layer in model.attrs["_stack"]:
        value = machine.call(layer, [value], {}, None)
    return value


def _pop(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    model = given[0]
    stack = model.attrs["_stack"]
    machine.change(stack)
    machine.change(model.attrs)
    layer = stack.pop()
    model.attrs["built"], model.attrs["_graph"] = False, None
    _retrack(machine, model)
    _rebuild(machine, model)
    return layer


def _stacked(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    model = given[0]
    if machine.spoilt(model):
        return machine.spoilt(model)
    stack = model.attrs["_stack"]
    return stack[1:] if stack and INPUT_LAYER in stack[0].cls.mro else list(stack)


SEQUENTIAL = Class(
    "Sequential",
    [MODEL],
    {
        "__init__": Builtin("Sequential.__init__", _start_sequential),
        "add": Builtin("Sequential.add", _add),
        "pop": Builtin("Sequential.pop", _pop),
        "build": Builtin("Sequential.build", _build_sequential),
        "call": Builtin("Sequential.call", _call_sequential),
        "layers": Property(Builtin("Sequential.layers", _stacked)),
    },
    "keras",
)

NAMES: dict[str, Value] = dict.fromkeys(("keras.Sequential", "keras.models.Sequential"), SEQUENTIAL)
