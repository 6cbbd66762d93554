"""`keras.Input` and `keras.layers.InputLayer`."""

from __future__ import annotations

from ...unknown import Unknown
from ...values.objects import Arguments, Builtin, Class, Instance, Keywords, Tensor, Value
from ..items import Items
from .keras_layers import LAYER
from .keras_tensors import Node, symbolic

INPUT_LAYER = Class("InputLayer", [LAYER], {}, "keras.layers")


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

NAMES: dict[str, Value] = {
    **dict.fromkeys(("keras.Input", "keras.layers.Input"), Builtin("keras.Input", _input)),
    "keras.layers.InputLayer": INPUT_LAYER,
}
