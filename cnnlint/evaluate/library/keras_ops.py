"""The functions of `keras.ops`, `tf` and `keras.backend` by name, and the class of their tensors."""

from __future__ import annotations

from collections.abc import Callable

from ...unknown import Unknown
from ...values.objects import Arguments, Builtin, Class, Keywords, Property, Tensor, Value
from ...values.tally import extents
from ..items import Items
from . import keras_making as making
from . import keras_parts as parts
from . import keras_shapes as shapes
from .keras_layout import NAMES as LAYOUT_NAMES
from .keras_tensors import operation, symbolic
from .keras_variables import classes
from .keras_weights import counted

Native = Callable[[Items, Arguments, Keywords], Value]

_SAME = (
    "abs absolute ceil floor round sign sqrt rsqrt square exp expm1 log log1p log2 log10 sin cos tan sinh cosh tanh "
    "asin acos atan arcsin arccos arctan arctanh erf erfinv relu relu6 sigmoid softmax log_softmax softplus softsign "
    "silu swish "
    "elu selu gelu leaky_relu hard_sigmoid hard_silu hard_swish hard_tanh celu mish glu_ cast stop_gradient identity clip "
    "clip_by_value negative reciprocal logical_not isnan isinf isfinite zeros_like ones_like full_like "
    "flip reverse sort roll copy nan_to_num l2_normalize normalize dropout log_sigmoid tanh_shrink soft_shrink "
    "hard_shrink threshold sparse_plus sigmoid_ crelu_ real conj bias_add switch_ in_train_phase exp2 cbrt trunc "
    "tril triu lrn local_response_normalization"
).split()
_ELEMENTWISE = (
    "add subtract multiply divide true_divide divide_no_nan floor_divide mod power pow maximum minimum where equal not_equal "
    "greater greater_equal less less_equal logical_and logical_or logical_xor squared_difference arctan2 atan2 floormod "
    "floordiv truediv bitwise_and bitwise_or"
).split()
_REDUCED = "sum mean max min prod std var any all logsumexp amax amin median count_nonzero".split()

OPS: dict[str, Callable[..., Value]] = {
    **dict.fromkeys(_SAME, shapes.same),
    **dict.fromkeys(_ELEMENTWISE, shapes.elementwise),
    **dict.fromkeys(_REDUCED, shapes.reduced),
    **dict.fromkeys(("argmax", "argmin"), shapes.picked),
    "reshape": shapes.reshaped,
    **dict.fromkeys(("transpose", "permute_dimensions"), shapes.turned),
    "swapaxes": shapes.swapped,
    "moveaxis": shapes.moved,
    **dict.fromkeys(("concatenate", "concat"), parts.joined),
    "stack": parts.stacked,
    "unstack": parts.unstacked,
    "split": parts.split,
    "expand_dims": shapes.widened,
    "squeeze": shapes.squeezed,
    **dict.fromkeys(("matmul",), shapes.multiplied),
    "einsum": shapes.einsum,
    "pad": parts.padded,
    "repeat": parts.repeated,
    "tile": parts.tiled,
    **dict.fromkeys(("zeros", "ones", "empty", "fill", "full"), making.filled),
    **dict.fromkeys(("convert_to_tensor", "constant", "array"), making.given_back),
    "broadcast_to": shapes.stretched,
    **dict.fromkeys(("gather", "take"), parts.taken),
    "one_hot": making.one_hot,
    "eye": making.square,
    **dict.fromkeys(("arange", "range"), making.counted_up),
    "ravel": shapes.flattened,
}
_TENSORFLOW: dict[str, Callable[..., Value]] = {
    **{f"reduce_{name}": shapes.reduced for name in (*_REDUCED, "variance")},
    **dict.fromkeys(("argmax", "argmin"), shapes.first_axis_reduced),
    "depth_to_space": making.to_blocks,
    "space_to_depth": making.from_blocks,
    **dict.fromkeys(("cumsum", "cumprod"), shapes.same),
}
_BACKEND: dict[str, Callable[..., Value]] = {
    "concatenate": parts.last_joined,
    "flatten": shapes.flattened,
    "batch_flatten": shapes.batch_flattened,
    "resize_images": making.resized_by,
    "repeat_elements": parts.repeated_along,
    "repeat": parts.inserted,
    "dot": shapes.multiplied,
}


def _table(prefix: str, functions: dict[str, Callable[..., Value]]) -> dict[str, Value]:
    return {f"{prefix}.{name}": operation(f"{prefix}.{name}", each) for name, each in functions.items()}


# --- reading shapes ---------------------------------------------------------------------------------


def _static(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    """`x.shape`, `keras.ops.shape`, `keras.backend.int_shape`."""
    value = given[0] if given else keywords.get("x")
    if isinstance(value, Tensor):
        told = value.shape
        return extents(value, told) if value.kind == "variable" and isinstance(told, tuple) else told
    return value if isinstance(value, Unknown) else Unknown("the shape of what is no tensor")


def _dynamic(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    """`tf.shape(x)`: sizes that are not known beforehand are tensors."""
    value = given[0] if given else keywords.get("input")
    if not isinstance(value, Tensor):
        return value if isinstance(value, Unknown) else Unknown("the shape of what is no tensor")
    if isinstance(value.shape, Unknown):
        return value.shape
    return tuple(symbolic(()) if size is None else size for size in value.shape)


def _rank(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    shape = _static(machine, given, keywords)
    return shape if isinstance(shape, Unknown) else len(shape)


def _itself(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    return given[0]


def _nothing(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    return None


def _is_tensor(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    return given[0] if isinstance(given[0], Unknown) else isinstance(given[0], Tensor)


def _count(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    """`keras.backend.count_params(weight)`; of a list in `keras.utils.layer_utils`."""
    value = given[0]
    if isinstance(value, Tensor) and value.kind != "variable":
        return Unknown("the number of a tensor's elements")
    return counted(machine, [value] if isinstance(value, Tensor) else value)


def _length(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    shape = given[0].shape
    if isinstance(shape, Unknown):
        return shape
    return shape[0] if shape and shape[0] is not None else Unknown("the length of a batch")


def _equal(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    """Variables are equal to themselves; otherwise elements are compared."""
    return True if given[0] is given[1] else Unknown("whether tensors are equal")


# --- the class --------------------------------------------------------------------------------------

_RESIZING: dict[str, Callable[..., Value]] = dict.fromkeys(
    ("resize", "resize_bilinear", "resize_nearest_neighbor"), making.resized
)
_RANDOM: dict[str, Callable[..., Value]] = dict.fromkeys(
    ("normal", "uniform", "truncated_normal"), making.filled
)
_KERAS_RANDOM: dict[str, Callable[..., Value]] = {
    **dict.fromkeys(("dropout", "shuffle"), shapes.same),
    **dict.fromkeys(("randint", "gamma"), making.filled),
}
_OPERATORS = (
    "add radd sub rsub mul rmul truediv rtruediv floordiv rfloordiv mod rmod pow rpow and or xor lt le gt ge"
).split()

TENSOR = Class(
    "KerasTensor",
    [],
    {
        **{f"__{name}__": operation(f"tensor {name}", shapes.elementwise) for name in _OPERATORS},
        **dict.fromkeys(("__neg__", "__abs__", "__invert__"), operation("unary operator", shapes.same)),
        "__matmul__": operation("matmul", shapes.multiplied),
        "__getitem__": operation("item", parts.item),
        "__len__": Builtin("Tensor.__len__", _length),
        "shape": Property(Builtin("Tensor.shape", _static)),
        "get_shape": Builtin("Tensor.get_shape", _static),
        "_keras_shape": Property(Builtin("Tensor.shape", _static)),
        "ndim": Property(Builtin("Tensor.ndim", _rank)),
        "rank": Property(Builtin("Tensor.ndim", _rank)),
        "dtype": Property(Builtin("Tensor.dtype", lambda machine, given, keywords: "float32")),
        **dict.fromkeys(("numpy", "set_shape", "eval", "astype"), Builtin("Tensor.numpy", _itself)),
        "reshape": operation(
            "reshape",
            lambda machine, x, *shape: shapes.reshaped(machine, x, shape[0] if len(shape) == 1 else shape),
        ),
        "name": Property(
            Builtin("Tensor.name", lambda machine, given, keywords: Unknown("the name of a tensor"))
        ),
    },
    "keras",
)

_DESCRIBED: dict[str, Native] = {
    **dict.fromkeys(
        (
            "keras.ops.shape",
            "keras.backend.int_shape",
            "tensorflow.get_static_shape",
        ),
        _static,
    ),
    **dict.fromkeys(("tensorflow.shape", "keras.backend.shape"), _dynamic),
    **dict.fromkeys(("tensorflow.rank", "keras.ops.ndim", "keras.backend.ndim"), _rank),
    **dict.fromkeys(
        ("keras.backend.is_keras_tensor", "keras.utils.is_keras_tensor", "tensorflow.is_tensor",
         "keras.ops.is_tensor", "keras.backend.is_tensor"),
        _is_tensor,
    ),
    **dict.fromkeys(("keras.backend.count_params", "keras.utils.count_params", "tensorflow.size", "keras.ops.size"), _count),
    **dict.fromkeys(
        "keras.backend.clear_session keras.utils.clear_session keras.backend.set_learning_phase "
        "keras.backend.set_session keras.backend.set_floatx keras.utils.set_random_seed".split(), _nothing,
    ),
    **dict.fromkeys(
        ("keras.backend.get_value", "keras.backend.eval", "keras.ops.convert_to_numpy"), _itself
    ),
    "keras.backend.backend": lambda machine, given, keywords: "tensorflow",
    "keras.config.backend": lambda machine, given, keywords: "tensorflow",
    "keras.backend.floatx": lambda machine, given, keywords: "float32",
    "keras.backend.epsilon": lambda machine, given, keywords: 1e-7,
    "keras.backend.get_uid": lambda machine, given, keywords: Unknown("a made-up number"),
}  # fmt: skip

_VARIABLES = classes(TENSOR)
for _name, _class in _VARIABLES.items():
    _class.attrs["__eq__"] = Builtin("Variable.__eq__", _equal)

NAMES: dict[str, Value] = {
    **LAYOUT_NAMES,
    **{name: Builtin(name, call) for name, call in _DESCRIBED.items()},
    **_table("keras.ops", {**OPS, "split": parts.split_at}),
    **_table("keras.ops.image", {"resize": making.resized_in_layout}),
    **_table("keras.backend", {**OPS, **_BACKEND}),
    **_table("keras.activations", dict.fromkeys(_SAME, shapes.same)),
    **_table("tensorflow", {**OPS, **_TENSORFLOW}),
    **_table("tensorflow.math", {**OPS, **_TENSORFLOW}),
    **_table("tensorflow.nn", {**{name: OPS[name] for name in _SAME}, **_TENSORFLOW}),
    **_table("tensorflow.linalg", {"matmul": shapes.multiplied, "einsum": shapes.einsum}),
    **_table("tensorflow.image", _RESIZING),
    **_table("tensorflow.random", _RANDOM),
    **_table("keras.random", {**_RANDOM, **_KERAS_RANDOM}),
    **_VARIABLES,
    **dict.fromkeys(("keras.KerasTensor", "keras.backend.KerasTensor", "tensorflow.Tensor"), TENSOR),
}
