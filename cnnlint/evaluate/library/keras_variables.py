"""`keras.Variable`, `tf.Variable` and the weights that layers make."""

from __future__ import annotations

from ...unknown import Unknown
from ...values.objects import Arguments, Builtin, Class, Keywords, Property, Tensor, Value
from ...values.tally import Counted, extents
from ..items import Items
from . import shapes
from .keras_tensors import VARIABLE, Shape, shape_given, shape_like


def variable(shape: Shape, trainable: Value, name: Value = None) -> Tensor:
    """A new weight; `learned` tells whether it was made to be trained."""
    tensor = Tensor(shape, VARIABLE)
    tensor.attrs["requires_grad"] = trainable
    tensor.attrs["learned"] = trainable
    tensor.attrs["name"] = name if isinstance(name, str) else Unknown("the automatic name of a variable")
    return tensor


def checked(machine: Items, shape: Value) -> Shape:
    """The shape of a new weight; the user's ValueError where a size is not known beforehand."""
    if isinstance(shape, Unknown):
        return shape
    if cause := machine.spoilt(shape):
        return cause
    sizes = shape_given(() if shape is None else shape)
    if any(size is None for size in sizes):
        raise machine.error("ValueError", f"a weight's shape must be fully known, not {sizes}")
    return sizes


def _new(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    """`Variable(initializer, shape=None, dtype=None, trainable=True, …)` of Keras."""
    options = dict(zip(("initializer", "shape", "dtype", "trainable"), given[1:], strict=False)) | keywords
    shape = options.get("shape")
    initial = options.get("initializer", options.get("initial_value"))
    return _made(machine, initial, shape, options)


def _new_in_tensorflow(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    """`tf.Variable(initial_value, trainable=True, …)`."""
    options = dict(zip(("initial_value", "trainable"), given[1:], strict=False)) | keywords
    return _made(machine, options.get("initial_value"), options.get("shape"), options)


def _made(machine: Items, initial: Value, shape: Value, options: Keywords) -> Tensor:
    found: Shape
    if shape is not None:
        found = checked(machine, shape)
    elif isinstance(initial, Unknown):
        found = initial
    elif isinstance(initial, (Tensor, int, float, list, tuple)):
        found = shape_like(initial)
    else:
        found = Unknown("the shape of a variable's first value")
    trainable = options.get("trainable")
    return variable(found, True if trainable is None else trainable, options.get("name"))


def count(tensor: Tensor) -> Value:
    """Number of elements, remembering the tensor."""
    if isinstance(tensor.shape, Unknown):
        return tensor.shape
    total = shapes.elements(tensor.shape)
    return Counted(total, (tensor,)) if isinstance(total, int) else total


def _shape(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    tensor = given[0]
    return extents(tensor, tensor.shape) if isinstance(tensor.shape, tuple) else tensor.shape


def _set_trainable(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    tensor = given[0]
    machine.change(tensor.attrs)
    tensor.attrs["requires_grad"] = given[1]
    return None


def _itself(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    return given[0]


ATTRIBUTES: dict[str, Value] = {
    "shape": Property(Builtin("Variable.shape", _shape)),
    "get_shape": Builtin("Variable.get_shape", _shape),
    "trainable": Property(
        Builtin("Variable.trainable", lambda machine, given, keywords: given[0].attrs["requires_grad"]),
        Builtin("Variable.trainable", _set_trainable),
    ),
    **dict.fromkeys(("assign", "assign_add", "assign_sub"), Builtin("Variable.assign", _itself)),
    **dict.fromkeys(("numpy", "value", "read_value"), Builtin("Variable.numpy", _itself)),
}


def classes(base: Class) -> dict[str, Value]:
    """The classes of variables by dotted name; variables can do all that other tensors can."""
    keras = Class("Variable", [base], {**ATTRIBUTES, "__new__": Builtin("Variable.__new__", _new)}, "keras")
    tensorflow = Class(
        "Variable", [keras], {"__new__": Builtin("Variable.__new__", _new_in_tensorflow)}, "tensorflow"
    )
    return {"keras.Variable": keras, "keras.backend.Variable": keras, "tensorflow.Variable": tensorflow}
