"""`keras.Input`, `keras.Model` and `keras.Sequential`."""

from __future__ import annotations

from ...unknown import Unknown
from ...values.objects import (
    Arguments,
    Builtin,
    Class,
    External,
    Function,
    Instance,
    Keywords,
    Property,
    Tensor,
    Value,
)
from ..items import Items
from .keras_graph import Disconnected, Graph, run_again, trace
from .keras_layers import (
    LAYER,
    attempt,
    mark_built,
    outputs_of,
    track,
)
from .keras_tensors import Node, mapped, node_of, shape_of, symbolic, tensors_in
from .keras_weights import ATTRIBUTES as LAYER_ATTRIBUTES
from .keras_weights import layers_inside
from .networks import is_module

LAYER.attrs.update({name: value for name, value in LAYER_ATTRIBUTES.items() if name not in LAYER.attrs})

INPUT_LAYER = Class("InputLayer", [LAYER], {}, "keras.layers")


# --- inputs -----------------------------------------------------------------------------------------


def _input_shape(machine: Items, options: Keywords) -> Value:
    """The shape with the batch's size in front."""
    tensor = options.get("tensor", options.get("input_tensor"))
    if isinstance(tensor, Tensor):
        return tensor.shape
    whole = next((options[name] for name in ("batch_shape", "batch_input_shape") if options.get(name)), None)
    given = whole if whole is not None else options.get("shape", options.get("input_shape"))
    if given is None:
        return Unknown("an input without a shape")
    if isinstance(given, int):
        given = (given,)
    sizes = machine.items_of(given, None)
    if isinstance(sizes, Unknown):
        return sizes
    return tuple(sizes) if whole is not None else (options.get("batch_size"), *sizes)


def make_input(machine: Items, shape: Value, name: Value = None) -> Tensor:
    """A new input layer and its tensor."""
    layer = machine.call(LAYER.attrs["__new__"], [INPUT_LAYER], {}, None)
    layer.attrs["built"] = True
    return _fed(layer, shape, name)


def _fed(layer: Instance, shape: Value, name: Value) -> Tensor:
    if name is not None:
        layer.attrs["name"] = name
    tensor = symbolic(shape)
    node = Node(layer, [], {}, [tensor])
    tensor.attrs["_node"] = node
    layer.attrs["_nodes"].append(node)
    layer.attrs["batch_shape"] = shape
    return tensor


def _input(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    """`Input(shape=None, batch_size=None, …)`."""
    options = dict(zip(("shape", "batch_size"), given, strict=False)) | keywords
    return make_input(machine, _input_shape(machine, options), options.get("name"))


def _start_input(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    """`InputLayer(shape=None, batch_size=None, …)`."""
    layer = given[0]
    options = dict(zip(("shape", "batch_size"), given[1:], strict=False)) | keywords
    layer.attrs["built"] = True
    _fed(layer, _input_shape(machine, options), options.get("name"))
    return None


INPUT_LAYER.attrs["__init__"] = Builtin("InputLayer.__init__", _start_input)


# --- functional models ------------------------------------------------------------------------------


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
    machine.call(LAYER.attrs["__init__"], [model], {k: v for k, v in options.items() if k != "trainable"}, None)
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
        copy = Node(node.operation, mapped(node.arguments, place), mapped(node.keywords, place), made)
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
    """`model.build(input_shape)` of a subclass: its `call` is run on inputs of these shapes."""
    model = given[0]
    shape = given[1] if len(given) > 1 else keywords.get("input_shape")
    if model.attrs["_graph"] is not None or shape is None:
        mark_built(machine, model)
        return None
    function = model.cls.find("call")
    inputs = _tensors(machine, shape)
    if isinstance(function, Function) and not isinstance(inputs, Unknown):
        attempt(machine, lambda: outputs_of(machine, model, [inputs], {}))
    mark_built(machine, model)
    return None


def _tensors(machine: Items, shape: Value) -> Value:
    if isinstance(shape, Unknown):
        return shape
    if isinstance(shape, (list, tuple)) and any(isinstance(part, (list, tuple)) for part in shape):
        return [_tensors(machine, part) for part in shape]
    if isinstance(shape, dict):
        return {name: _tensors(machine, part) for name, part in shape.items()}
    return symbolic(tuple(shape)) if isinstance(shape, (list, tuple)) else Unknown("a shape of no sizes")


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
        "__deepcopy__": Builtin(
            "Model.__deepcopy__", lambda machine, given, keywords: Unknown("a copy of a model is not followed")
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
                "fit evaluate predict fit_generator predict_generator evaluate_generator train_on_batch "
                "test_on_batch predict_on_batch to_json to_yaml history"
            ).split()
        },
    },
    "keras",
)
FUNCTIONAL = Class("Functional", [MODEL], {}, "keras.models")


# --- Sequential -------------------------------------------------------------------------------------


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
    shape = layer.attrs.get("_input_shape_arg")
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

NAMES: dict[str, Value] = {
    **dict.fromkeys(("keras.Layer", "keras.layers.Layer"), LAYER),
    **dict.fromkeys(("keras.Model", "keras.models.Model"), MODEL),
    **dict.fromkeys(("keras.Functional", "keras.models.Functional"), FUNCTIONAL),
    **dict.fromkeys(("keras.Sequential", "keras.models.Sequential"), SEQUENTIAL),
    **dict.fromkeys(("keras.Input", "keras.layers.Input"), Builtin("keras.Input", _input)),
    "keras.layers.InputLayer": INPUT_LAYER,
}
