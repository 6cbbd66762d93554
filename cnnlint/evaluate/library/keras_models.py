"""`keras.Model`: functional models, and what all models have in common."""

from __future__ import annotations

from ...unknown import Unknown
from ...values.objects import (
    Arguments,
    Builtin,
    Class,
    Instance,
    Keywords,
    Property,
    Tensor,
    Value,
)
from ..items import Items
from .keras_graph import Disconnected, Graph, run_again, sources, trace
from .keras_inputs import make_input
from .keras_layers import LAYER, attempt, mark_built, tensors_of, track
from .keras_layout import asks_configuration
from .keras_tensors import Node, mapped, node_of, shape_of, symbolic, tensors_in
from .keras_weights import ATTRIBUTES as LAYER_ATTRIBUTES
from .keras_weights import layers_inside

LAYER.attrs.update({name: value for name, value in LAYER_ATTRIBUTES.items() if name not in LAYER.attrs})


def _is_functional(arguments: Arguments, keywords: Keywords) -> bool:
    return (
        len(arguments) >= 2
        or (len(arguments) == 1 and "outputs" in keywords)
        or ("inputs" in keywords and "outputs" in keywords)
    )


def _new_model(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    cls = given[0]
    functional = cls is MODEL and _is_functional(given[1:], keywords)
    model = machine.call(LAYER.attrs["__new__"], [FUNCTIONAL if functional else cls], {}, None)
    model.attrs["_graph"] = None
    return model


def _start_model(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    """`Model(inputs, outputs, name=None)`, or of a subclass `Model(name=None, …)`."""
    model, *arguments = given
    if not _is_functional(arguments, keywords):
        machine.call(LAYER.attrs["__init__"], [model, *arguments], keywords, None)
        return None
    options = dict(zip(("inputs", "outputs", "name"), arguments, strict=False)) | keywords
    inputs, outputs = options.pop("inputs"), options.pop("outputs")
    machine.call(
        LAYER.attrs["__init__"], [model], {k: v for k, v in options.items() if k != "trainable"}, None
    )
    graph = _traced(machine, inputs, outputs)
    machine.change(model.attrs)
    if isinstance(graph, Unknown):
        model.attrs["_cause"] = graph
        machine.spoil(model, graph)
        return None
    connect(machine, model, graph)
    if options.get("trainable") is not None:
        machine.set_attribute(model, "trainable", options["trainable"], None)
    return None


def _traced(machine: Items, inputs: Value, outputs: Value) -> Graph | Unknown:
    for value in (inputs, outputs):
        unknown = next((each for each in _leaves(machine, value) if isinstance(each, Unknown)), None)
        if unknown is not None:
            return unknown
        if not any(tensors_in(value)):
            return Unknown("a model of what are no tensors")
    try:
        return trace(*_with_inputs(machine, inputs, outputs))
    except Disconnected as error:
        raise machine.error("ValueError", str(error)) from None


def _leaves(machine: Items, value: Value) -> list[Value]:
    value = machine.settled(value)
    if isinstance(value, (list, tuple, dict)):
        if cause := machine.spoilt(value):
            return [cause]
        parts = value.values() if isinstance(value, dict) else value
        return [each for part in parts for each in _leaves(machine, part)]
    return [value]


def _with_inputs(machine: Items, inputs: Value, outputs: Value) -> tuple[Value, Value]:
    """Where an input is a tensor within another model, a new input layer stands in for it."""

    def entered(tensor: Tensor) -> Tensor:
        node = node_of(tensor)
        if node is None or not node.inputs:
            return tensor
        made = make_input(machine, tensor.shape)
        stand_ins[id(tensor)] = made
        return made

    stand_ins: dict[int, Tensor] = {}
    entry = mapped(inputs, entered)
    if not stand_ins:
        return inputs, outputs
    inner = trace(inputs, outputs)
    known: dict[int, Tensor] = dict(stand_ins)
    for node in inner.nodes:
        if not node.inputs or all(id(each) in known for each in node.outputs):
            continue
        made = [symbolic(each.shape) for each in node.outputs]
        known.update({id(before): after for before, after in zip(node.outputs, made, strict=True)})
        place = lambda tensor: known.get(id(tensor), tensor)  # noqa: E731
        arguments, keywords = mapped(node.arguments, place), mapped(node.keywords, place)
        copy = Node(node.operation, arguments, keywords, made, node.span)
        for tensor in made:
            tensor.attrs["_node"] = copy
    return entry, mapped(outputs, lambda tensor: known.get(id(tensor), tensor))


def connect(machine: Items, model: Instance, graph: Graph) -> None:
    """Make a model of a graph."""
    machine.change(model.attrs)
    model.attrs["_graph"] = graph
    for layer in graph.layers:
        track(machine, model, "layers", layer)
    mark_built(machine, model)


def _call_model(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    """`call` of a functional model."""
    model, *arguments = given
    graph = model.attrs["_graph"]
    if graph is None:
        return Unknown(f"{model.cls.name} has no method call")
    if not arguments:
        arguments = [keywords["inputs"]] if "inputs" in keywords else []
    return run_again(machine, graph, arguments[0]) if arguments else Unknown("a call without inputs")


def _graph_of(machine: Items, model: Instance) -> Graph:
    graph = model.attrs["_graph"]
    if graph is None:
        raise machine.error("AttributeError", f"{model.cls.name} has no defined inputs")
    assert isinstance(graph, Graph)
    return graph


def _end(name: str, flat: bool, shape: bool) -> Property:
    """`input`, `outputs`, `output_shape` and their like."""

    def told(machine: Items, given: Arguments, keywords: Keywords) -> Value:
        if machine.spoilt(given[0]):
            return machine.spoilt(given[0])
        if given[0].attrs["_graph"] is None and isinstance(LAYER.attrs.get(name), Property):
            return LAYER.attrs[name].getter.call(machine, given, keywords)
        graph = _graph_of(machine, given[0])
        value = graph.inputs if name.startswith("input") else graph.outputs
        if flat:
            return list(tensors_in(value))
        if shape and isinstance(value, list) and len(value) == 1:
            value = value[0]
        return mapped(value, shape_of) if shape else value

    return Property(Builtin(f"Model.{name}", told))


def _layers(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    model = given[0]
    graph = model.attrs["_graph"]
    if machine.spoilt(model):
        return machine.spoilt(model)
    return list(graph.layers) if graph is not None else layers_inside(machine, model)


def _get_layer(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    options = dict(zip(("name", "index"), given[1:], strict=False)) | keywords
    layers = machine.attribute(given[0], "layers", None)
    if isinstance(layers, Unknown):
        return layers
    if options.get("index") is not None:
        return machine.item(layers, options["index"], None)
    name = machine.settled(options.get("name"))
    names = [layer.attrs["name"] for layer in layers]
    found = next((layer for layer, own in zip(layers, names, strict=True) if own == name), None)
    if found is not None:
        return found
    if isinstance(name, Unknown) or any(isinstance(own, Unknown) for own in names):
        return Unknown("a layer by the name that the framework made up")
    raise machine.error("ValueError", f"No such layer: {name}")


def _build_model(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    """`model.build(input_shape)`: Keras 2 runs `call` of a subclass, Keras 3 leaves its layers as they are.

    Either way it tells what the model is meant to be called on.
    """
    if machine.tracer is not None:
        shape = given[1] if len(given) > 1 else keywords.get("input_shape")
        inputs = tensors_of(shape)
        attempt(machine, lambda: machine.call(given[0], [inputs], {}, None))
    mark_built(machine, given[0])
    return None


def _predict(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    """`model.predict(x)`: what a call gives for arrays whose sizes are all known, whoever calls it."""
    if asks_configuration(machine):
        return Unknown("what predict gives depends on how Keras is configured")
    value = machine.settled(given[1] if len(given) > 1 else keywords.get("x"))
    arrays = list(tensors_in(value))
    plain = all(isinstance(each.shape, tuple) and None not in each.shape for each in arrays)
    if not arrays or not plain or any(node_of(each) is not None for each in arrays):
        return Unknown("what predict gives")
    return machine.call(given[0], [value], {}, None)


def _unknown(reason: str) -> Builtin:
    return Builtin(reason, lambda machine, given, keywords: Unknown(f"what {reason} gives"))


def _nothing(name: str) -> Builtin:
    return Builtin(f"Model.{name}", lambda machine, given, keywords: None)


MODEL = Class(
    "Model",
    [LAYER],
    {
        "__new__": Builtin("Model.__new__", _new_model),
        "__init__": Builtin("Model.__init__", _start_model),
        "call": Builtin("Model.call", _call_model),
        "build": Builtin("Model.build", _build_model),
        "layers": Property(Builtin("Model.layers", _layers)),
        "get_layer": Builtin("Model.get_layer", _get_layer),
        **dict.fromkeys(("predict", "predict_on_batch"), Builtin("Model.predict", _predict)),
        "__deepcopy__": Builtin(
            "Model.__deepcopy__",
            lambda machine, given, keywords: Unknown("a copy of a model is not followed"),
        ),
        **{name: _end(name, False, False) for name in ("input", "output")},
        **{name: _end(name, True, False) for name in ("inputs", "outputs")},
        **{name: _end(name, False, True) for name in ("input_shape", "output_shape")},
        **{
            name: _nothing(name)
            for name in (
                "compile summary save save_weights load_weights export reset_states reset_metrics "
                "compile_from_config make_train_function make_test_function make_predict_function"
            ).split()
        },
        **{
            name: _unknown(name)
            for name in (
                "fit evaluate fit_generator predict_generator evaluate_generator train_on_batch "
                "test_on_batch to_json to_yaml history"
            ).split()
        },
    },
    "keras",
)
FUNCTIONAL = Class("Functional", [MODEL], {}, "keras.models")

NAMES: dict[str, Value] = {
    **dict.fromkeys(("keras.Layer", "keras.layers.Layer"), LAYER),
    **dict.fromkeys(
        ("keras.utils.get_source_inputs", "keras.ops.operation_utils.get_source_inputs"),
        Builtin("keras.utils.get_source_inputs", sources),
    ),
    **dict.fromkeys(("keras.Model", "keras.models.Model"), MODEL),
    **dict.fromkeys(("keras.Functional", "keras.models.Functional"), FUNCTIONAL),
}
