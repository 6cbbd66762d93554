"""The class of tensors, and the functions on tensors by their dotted names."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable
from typing import Any

from ...unknown import Unknown
from ...values.objects import WHOLE, Arguments, Builtin, Class, External, Keywords, Property, Tensor, Value
from ...values.tally import Counted, extents
from ..items import Items
from . import shapes, tensor_elements, tensor_forms, tensor_joining, tensor_making
from .numbers import FRACTION
from .tensor_elements import (
    cast,
    copied,
    elementwise,
    extreme,
    mapped,
    overwritten,
    reduction,
    rounded,
    viewed,
)

Native = Callable[[Items, Arguments, Keywords], Value]


def count(tensor: Tensor) -> Value:
    """Number of elements, remembering the tensor."""
    if isinstance(tensor.shape, Unknown):
        return tensor.shape
    total = shapes.elements(tensor.shape)
    return Counted(total, (tensor,)) if isinstance(total, int) else total


def _size(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    tensor = given[0]
    shape = tensor.shape
    if tensor.kind != "tensor" and isinstance(shape, tuple):
        shape = extents(tensor, shape)
    if len(given) > 1 or "dim" in keywords:
        return machine.item(shape, given[1] if len(given) > 1 else keywords["dim"], None)
    return shape


def _rank(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    shape = given[0].shape
    return shape if isinstance(shape, Unknown) else len(shape)


def _itself(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    return given[0]


def _require_gradient(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    tensor = given[0]
    machine.change(tensor.attrs)
    tensor.attrs["requires_grad"] = given[1] if len(given) > 1 else keywords.get("requires_grad", True)
    return tensor


def _type(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    known = given[0].known
    return (
        External(f"torch.{known.dtype.replace(WHOLE, 'int64')}")
        if known
        else Unknown("the type of a tensor's elements")
    )


def _property(getter: Native) -> Property:
    return Property(Builtin("tensor attribute", getter))


def _on_tensor(name: str, function: Callable[..., Value]) -> Builtin:
    """A function as the evaluator calls it: nothing unknown reaches it."""

    def call(machine: Items, given: Arguments, keywords: Keywords) -> Value:
        span = machine.calling
        result = compute(machine, given, keywords)
        if machine.tracer is not None:
            machine.tracer.function(name, [*given, *keywords.values()], result, span)
        return result

    def compute(machine: Items, given: Arguments, keywords: Keywords) -> Value:
        cause = _unknown_in(machine, given) or _unknown_in(machine, keywords.values())
        if cause is not None or not given:
            return Tensor(cause or Unknown(f"{name}() of nothing"))
        if not isinstance(given[0], (Tensor, list, tuple, str)) and name not in _SCALAR_FIRST:
            return Unknown(f"{name}() of no tensor")
        if "out" in keywords:
            return Unknown(f"{name}() into a tensor")
        try:
            return function(machine, *given, **keywords)
        except (TypeError, ValueError, LookupError, AttributeError, ZeroDivisionError) as error:
            return Tensor(Unknown(f"{name}(): {error}"))

    return Builtin(name, call)


def _unknown_in(machine: Items, values: Any) -> Unknown | None:
    """The first unknown among arguments: itself, an item of one, or a tensor's shape."""
    for value in values:
        if isinstance(value, Unknown):
            return value
        if isinstance(value, Tensor):
            if isinstance(value.shape, Unknown):
                return value.shape
        elif isinstance(value, (list, tuple)):
            cause = machine.spoilt(value) or _unknown_in(machine, value)
            if cause is not None:
                return cause
    return None


def _untold(left: Any, right: Any) -> Any:
    raise ValueError("an operation on elements that is not followed")


_SCALAR_FIRST = frozenset("pow mul add sub div true_divide divide multiply subtract".split())
_ACTIVATIONS = (
    "relu relu6 gelu silu mish elu selu celu leaky_relu hardtanh hardswish hardsigmoid softplus softsign sigmoid "
    "tanh logsigmoid softmax log_softmax dropout dropout2d dropout3d normalize layer_norm batch_norm group_norm "
    "instance_norm local_response_norm rms_norm"
).split()
_IN_PLACE = (
    "fill_ zero_ normal_ uniform_ copy_ mul_ add_ sub_ div_ clamp_ clamp_min_ clamp_max_ exponential_ trunc_normal_ "
    "erfinv_ exp_ log_ sqrt_ rsqrt_ pow_ neg_ abs_ masked_fill_ bernoulli_ floor_ round_ scatter_ scatter_add_ "
    "index_fill_ index_copy_ random_ addcmul_ addcdiv_ lerp_ tanh_ sigmoid_ relu_ orthogonal_ set_ fill_diagonal_"
).split()
_ITSELF = "cuda cpu contiguous share_memory_ pin_memory detach_ retain_grad".split()
_FUNCTIONS: dict[str, Callable[..., Value]] = {
    **dict.fromkeys(
        "erf erfinv relu softmax log_softmax clamp clip triu tril roll softplus float_power logical_not sort_values "
        "masked_fill cumprod sinc fft bernoulli silu gelu hardtanh dropout normalize nan_to_num index_fill "
        "scatter scatter_add index_put isnan isinf isfinite fill_diagonal conj angle".split(),
        mapped(),
    ),
    **{name: mapped(getattr(math, name)) for name in "exp log log2 log10 log1p sqrt sin cos tan tanh expm1".split()},
    **dict.fromkeys(("abs", "absolute"), rounded(abs)),
    "rsqrt": mapped(lambda item: 1 / math.sqrt(item)),
    "sigmoid": mapped(lambda item: 1 / (1 + math.exp(-item))),
    "reciprocal": mapped(lambda item: 1 / item),
    "square": rounded(lambda item: item * item),
    "neg": rounded(operator.neg),
    "negative": rounded(operator.neg),
    "sign": rounded(lambda item: (item > 0) - (item < 0)),
    "round": rounded(round),
    "floor": rounded(math.floor),
    "ceil": rounded(math.ceil),
    "trunc": rounded(math.trunc),
    **dict.fromkeys(("add", "__add__", "__radd__"), elementwise(operator.add)),
    **dict.fromkeys(("mul", "multiply", "__mul__", "__rmul__"), elementwise(operator.mul)),
    **dict.fromkeys(("sub", "subtract", "__sub__"), elementwise(operator.sub)),
    "__rsub__": elementwise(operator.sub, swap=True),
    **dict.fromkeys(("div", "divide", "true_divide", "__truediv__"), elementwise(operator.truediv, FRACTION)),
    "__rtruediv__": elementwise(operator.truediv, FRACTION, swap=True),
    **dict.fromkeys(("floor_divide", "__floordiv__"), elementwise(operator.floordiv)),
    **dict.fromkeys(("remainder", "__mod__"), elementwise(operator.mod)),
    **dict.fromkeys(("pow", "__pow__"), elementwise(operator.pow)),
    "__rpow__": elementwise(operator.pow, swap=True),
    "maximum": elementwise(max),
    "minimum": elementwise(min),
    **{name: elementwise(getattr(operator, name), "bool") for name in "eq ne lt le gt ge".split()},
    **{f"__{name}__": elementwise(getattr(operator, name), "bool") for name in "eq ne lt le gt ge".split()},
    **dict.fromkeys("logical_and logical_or bitwise_and bitwise_or atan2 fmod __and__ __or__ __xor__ lerp".split(),
        elementwise(_untold)),
    "sum": reduction(sum),
    "prod": reduction(math.prod),
    "amax": reduction(max),
    "amin": reduction(min),
    "any": reduction(any, "bool"),
    "all": reduction(all, "bool"),
    **dict.fromkeys("mean std var norm argmax argmin logsumexp count_nonzero median".split(), reduction()),
    "max": extreme(max),
    "min": extreme(min),
    "topk": tensor_elements.ranked,
    "unique": tensor_elements.unique,
    "diff": tensor_elements.differences,
    "cumsum": tensor_elements.accumulated,
    "view": tensor_forms.reshaped,
    "reshape": tensor_forms.reshaped,
    "flatten": tensor_forms.flattened,
    "ravel": tensor_forms.flattened,
    "unflatten": tensor_forms.unflattened,
    "squeeze": tensor_forms.squeezed,
    "unsqueeze": tensor_forms.unsqueezed,
    "permute": tensor_forms.permuted,
    **dict.fromkeys(("transpose", "t", "swapaxes", "swapdims"), tensor_forms.transposed),
    **dict.fromkeys(("movedim", "moveaxis"), tensor_forms.moved),
    **dict.fromkeys(("expand", "broadcast_to"), tensor_forms.expanded),
    **dict.fromkeys(("expand_as", "view_as", "reshape_as"), tensor_forms.like_other),
    **dict.fromkeys(("repeat", "tile"), tensor_forms.tiled),
    "repeat_interleave": tensor_forms.repeated,
    "flip": tensor_forms.flipped,
    "chunk": tensor_forms.chunked,
    "split": tensor_forms.split,
    "unbind": tensor_forms.unbound,
    "narrow": tensor_forms.narrowed,
    "index_select": tensor_forms.selected,
    "gather": tensor_forms.gathered,
    "diag": tensor_forms.diagonal,
    "where": tensor_joining.chosen,
    **dict.fromkeys(("matmul", "mm", "bmm", "__matmul__"), tensor_joining.multiplied),
    "outer": tensor_joining.outer,
    "clone": copied,
    "numpy": viewed,
    "detach": viewed,
    **dict.fromkeys(("real", "imag", "positive", "view_as_complex"), viewed),
}  # fmt: skip
_METHODS: dict[str, Callable[..., Value]] = {
    **_FUNCTIONS,
    **dict.fromkeys(_IN_PLACE, overwritten),
    **{f"__i{name}__": overwritten for name in "add sub mul truediv floordiv pow and or".split()},
    **dict.fromkeys(("to", "type"), tensor_elements.converted),
    "astype": tensor_elements.as_type,
    **dict.fromkeys(("float", "half", "bfloat16"), cast("float32")),
    **dict.fromkeys(("int", "long", "short"), cast("int64")),
    "double": cast("float64"),
    "bool": cast("bool"),
    "__getitem__": tensor_forms.item,
    "type_as": tensor_elements.viewed,
    "new_zeros": lambda machine, tensor, *size, **options: Tensor(
        tensor_making.shape_of(machine, list(size))
    ),
    "tolist": tensor_forms.listed,
    "item": tensor_forms.scalar,
    "__neg__": rounded(operator.neg),
}
_JOINING: dict[str, Callable[..., Value]] = {
    **dict.fromkeys(("cat", "concat", "concatenate"), tensor_joining.joined),
    "stack": tensor_joining.stacked,
    "meshgrid": tensor_joining.grid,
    "einsum": tensor_joining.summed,
}

_TENSOR = Class("Tensor", [], {}, "torch")
_TENSOR.attrs.update(
    {
        "__new__": Builtin(
            "Tensor.__new__",
            lambda machine, given, keywords: tensor_making.from_sizes_or_data(machine, given[1:], keywords),
        ),
        **{name: _on_tensor(name, function) for name, function in _METHODS.items()},
        **{name: Builtin(name, _itself) for name in _ITSELF},
        "numel": Builtin("Tensor.numel", lambda machine, given, keywords: count(given[0])),
        "nelement": Builtin("Tensor.nelement", lambda machine, given, keywords: count(given[0])),
        "size": Builtin("Tensor.size", _size),
        "shape": _property(_size),
        "dim": Builtin("Tensor.dim", _rank),
        "ndimension": Builtin("Tensor.ndimension", _rank),
        "ndim": _property(_rank),
        "dtype": _property(_type),
        "device": _property(lambda machine, given, keywords: Unknown("the device of a tensor")),
        "data": _property(lambda machine, given, keywords: given[0].view(given[0].shape, given[0].known)),
        "T": _property(lambda machine, given, keywords: tensor_forms.transposed(machine, given[0])),
        "mT": _property(lambda machine, given, keywords: tensor_forms.transposed(machine, given[0])),
        "__len__": Builtin(
            "Tensor.__len__", lambda machine, given, keywords: machine.item(given[0].shape, 0, None)
        ),
        "requires_grad_": Builtin("Tensor.requires_grad_", _require_gradient),
        "is_floating_point": Builtin(
            "Tensor.is_floating_point",
            lambda machine, given, keywords: Unknown("the type of a tensor's elements"),
        ),
    }
)
_PARAMETER = Class(
    "Parameter", [_TENSOR], {"__new__": Builtin("Parameter.__new__", tensor_making.parameter)}, "torch.nn"
)

NAMES: dict[str, Value] = {
    **{f"torch.{name}": Builtin(f"torch.{name}", call) for name, call in tensor_making.FUNCTIONS.items()},
    **{
        f"torch.{name}": _on_tensor(name, call)
        for name, call in (_FUNCTIONS | _JOINING).items()
        if "__" not in name
    },
    **{f"torch.nn.functional.{name}": _on_tensor(name, mapped()) for name in _ACTIVATIONS},
    "torch.numel": Builtin(
        "torch.numel",
        lambda machine, given, keywords: (
            count(given[0]) if isinstance(given[0], Tensor) else Unknown("numel")
        ),
    ),
    "torch.is_tensor": Builtin(
        "torch.is_tensor",
        lambda machine, given, keywords: (
            given[0] if isinstance(given[0], Unknown) else isinstance(given[0], Tensor)
        ),
    ),
    **{f"torch.{name}": getattr(math, name) for name in ("pi", "e", "inf", "nan")},
    "torch.Tensor": _TENSOR,
    "torch.nn.Parameter": _PARAMETER,
    "torch.nn.parameter.UninitializedParameter": Unknown("an uninitialized parameter"),
}
