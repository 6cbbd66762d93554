"""The functions of tensors by name: one entry serves the function, the method and the form in place."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable
from typing import Any

from ...values.objects import Value
from . import tensor_elements, tensor_forms, tensor_joining, tensor_making, tensor_parts
from .numbers import FRACTION
from .tensor_elements import (
    along,
    broadcast_all,
    cast,
    copied,
    elementwise,
    extreme,
    mapped,
    overwritten,
    overwritten_beside,
    reduction,
    rounded,
    viewed,
)

Rule = Callable[..., Value]


def _untold(left: Any, right: Any) -> Any:
    raise ValueError("an operation on elements that is not followed")


def _rules(rule: Rule, names: str) -> dict[str, Rule]:
    return dict.fromkeys(names.split(), rule)


_SAME: dict[str, Rule] = {
    **_rules(
        mapped(),
        "erf erfc erfinv relu triu tril sinc bernoulli nan_to_num index_fill scatter scatter_add scatter_reduce "
        "index_put index_add index_copy fill_diagonal conj conj_physical angle logit digamma lgamma i0 deg2rad rad2deg "
        "frac fix tan asin acos atan sinh cosh asinh acosh atanh arcsin arccos arctan exp2 sgn threshold dropout "
        "alpha_dropout feature_dropout celu selu rrelu renorm dequantize batch_norm instance_norm group_norm prelu "
        "hardshrink poisson bitwise_not slice_scatter select_scatter diagonal_scatter put",
    ),
    **_rules(mapped(dtype="bool"), "isnan isinf isfinite isneginf isposinf logical_not signbit isreal"),
    **_rules(along, "softmax log_softmax cumprod logcumsumexp"),
    **{
        name: mapped(getattr(math, name))
        for name in "exp log log2 log10 log1p sqrt sin cos tanh expm1".split()
    },
    **_rules(rounded(abs), "abs absolute"),
    "rsqrt": mapped(lambda item: 1 / math.sqrt(item)),
    "sigmoid": mapped(lambda item: 1 / (1 + math.exp(-item))),
    "reciprocal": mapped(lambda item: 1 / item),
    "square": rounded(lambda item: item * item),
    **_rules(rounded(operator.neg), "neg negative"),
    "sign": rounded(lambda item: (item > 0) - (item < 0)),
    "round": rounded(round),
    "floor": rounded(math.floor),
    "ceil": rounded(math.ceil),
    "trunc": rounded(math.trunc),
    "roll": mapped(),
    "cumsum": tensor_elements.accumulated,
    "flip": tensor_forms.flipped,
    **_rules(mapped(), "fliplr flipud"),
    "clone": copied,
    **_rules(viewed, "detach real imag positive contiguous resolve_conj resolve_neg alias"),
}
_PAIRS: dict[str, Rule] = {
    **_rules(elementwise(operator.add), "add __add__ __radd__"),
    **_rules(elementwise(operator.mul), "mul multiply __mul__ __rmul__"),
    **_rules(elementwise(operator.sub), "sub subtract __sub__"),
    "__rsub__": elementwise(operator.sub, swap=True),
    "rsub": elementwise(operator.sub, swap=True),
    **_rules(elementwise(operator.truediv, FRACTION), "div divide true_divide __truediv__"),
    "__rtruediv__": elementwise(operator.truediv, FRACTION, swap=True),
    **_rules(elementwise(operator.floordiv), "floor_divide __floordiv__"),
    "__rfloordiv__": elementwise(operator.floordiv, swap=True),
    **_rules(elementwise(operator.mod), "remainder __mod__"),
    "__rmod__": elementwise(operator.mod, swap=True),
    **_rules(elementwise(operator.pow), "pow __pow__"),
    "__rpow__": elementwise(operator.pow, swap=True),
    **_rules(elementwise(max), "maximum fmax"),
    **_rules(elementwise(min), "minimum fmin"),
    **{name: elementwise(getattr(operator, name), "bool") for name in "eq ne lt le gt ge".split()},
    **{f"__{name}__": elementwise(getattr(operator, name), "bool") for name in "lt le gt ge eq ne".split()},
    **_rules(elementwise(operator.gt, "bool"), "greater"),
    **_rules(
        elementwise(_untold, "bool"),
        "less greater_equal less_equal not_equal isclose logical_and logical_or logical_xor",
    ),
    **_rules(
        elementwise(_untold),
        "bitwise_and bitwise_or bitwise_xor atan2 arctan2 fmod __and__ __or__ __xor__ __rand__ __ror__ __rxor__ "
        "__lshift__ __rshift__ float_power hypot logaddexp logaddexp2 xlogy copysign heaviside nextafter gcd lcm ldexp",
    ),
    **_rules(
        broadcast_all,
        "clamp clip clamp_min clamp_max masked_fill masked_scatter addcmul addcdiv lerp complex polar",
    ),
}
_FEWER: dict[str, Rule] = {
    "sum": reduction(sum),
    "nansum": reduction(),
    "prod": reduction(math.prod, single=True),
    **_rules(reduction(max), "amax"),
    **_rules(reduction(min), "amin"),
    "any": reduction(any, "bool"),
    "all": reduction(all, "bool"),
    **_rules(reduction(dtype="float32"), "mean nanmean logsumexp"),
    **_rules(reduction(dtype="int64", single=True), "argmax argmin"),
    "count_nonzero": tensor_elements.counted,
    **_rules(tensor_elements.spread_about, "std var"),
    **_rules(tensor_elements.spread_twice, "std_mean var_mean"),
    "norm": tensor_elements.norm_of,
    "max": extreme(max),
    "min": extreme(min),
    "aminmax": tensor_elements.both_extremes,
    "median": tensor_elements.middle,
    "nanmedian": tensor_elements.middle,
    "mode": tensor_elements.most_frequent,
    "kthvalue": tensor_elements.kth,
    "topk": tensor_elements.ranked,
    "sort": tensor_elements.ordered,
    "argsort": tensor_elements.positions,
    **_rules(tensor_elements.running_extreme, "cummax cummin"),
    "unique": tensor_elements.unique,
    "unique_consecutive": tensor_elements.unique,
    "diff": tensor_elements.differences,
    "trace": reduction(),
}
_FORMS: dict[str, Rule] = {
    **_rules(tensor_forms.reshaped, "view reshape"),
    **_rules(tensor_forms.flattened, "flatten ravel"),
    "unflatten": tensor_forms.unflattened,
    "squeeze": tensor_forms.squeezed,
    "unsqueeze": tensor_forms.unsqueezed,
    **{f"atleast_{rank}d": tensor_forms.at_least(rank) for rank in (1, 2, 3)},
    "permute": tensor_forms.permuted,
    **_rules(tensor_forms.transposed, "transpose swapaxes swapdims"),
    "t": tensor_forms.turned,
    "adjoint": tensor_forms.matrix_transposed,
    **_rules(tensor_forms.moved, "movedim moveaxis"),
    **_rules(tensor_forms.expanded, "expand broadcast_to"),
    "tile": tensor_forms.tiled,
    "repeat_interleave": tensor_forms.interleaved,
    "chunk": tensor_parts.chunked,
    **_rules(tensor_parts.split, "split split_with_sizes"),
    "tensor_split": tensor_parts.split_evenly,
    "unbind": tensor_parts.unbound,
    "narrow": tensor_parts.narrowed,
    "select": tensor_parts.taken,
    "index_select": tensor_parts.selected,
    "gather": tensor_parts.gathered,
    "take_along_dim": tensor_parts.taken_along,
    "take": tensor_parts.picked,
    "masked_select": tensor_parts.masked,
    "diag": tensor_parts.diagonal_or_matrix,
    "diagonal": tensor_parts.diagonal,
    "diag_embed": tensor_parts.embedded,
    "view_as_real": tensor_forms.with_pairs,
    "view_as_complex": tensor_forms.without_pairs,
    "rot90": tensor_forms.quarter_turned,
}
_PRODUCTS: dict[str, Rule] = {
    "where": tensor_joining.chosen,
    **_rules(tensor_joining.multiplied, "matmul __matmul__"),
    "__rmatmul__": lambda machine, tensor, other: tensor_joining.multiplied(machine, other, tensor),
    "dot": tensor_joining.multiplied_of_rank(1),
    "vdot": tensor_joining.multiplied_of_rank(1),
    "mm": tensor_joining.multiplied_of_rank(2),
    "bmm": tensor_joining.multiplied_of_rank(3),
    "mv": tensor_joining.vector_multiplied,
    **_rules(tensor_joining.multiplied_and_added, "addmm baddbmm"),
    "inner": tensor_joining.inner,
    **_rules(tensor_joining.outer, "outer ger"),
    "kron": tensor_joining.kronecker,
    "tensordot": tensor_joining.contracted,
}

FUNCTIONS: dict[str, Rule] = {**_SAME, **_PAIRS, **_FEWER, **_FORMS, **_PRODUCTS}
JOINING: dict[str, Rule] = {
    **_rules(tensor_joining.joined, "cat concat concatenate"),
    "stack": tensor_joining.stacked,
    **_rules(tensor_joining.stacked_along(0, 2), "vstack row_stack"),
    "hstack": tensor_joining.stacked_along(1, 1),
    "dstack": tensor_joining.stacked_along(2, 3),
    "meshgrid": tensor_joining.grid,
    "einsum": tensor_joining.summed,
    "broadcast_tensors": tensor_joining.broadcast_together,
    "cdist": tensor_joining.distances,
}
_IN_PLACE = (
    "fill_ zero_ normal_ uniform_ exponential_ trunc_normal_ bernoulli_ scatter_ scatter_add_ index_fill_ index_copy_ "
    "index_add_ index_put_ random_ orthogonal_ set_ fill_diagonal_ geometric_ cauchy_ log_normal_ resize_as_"
).split()
_RESHAPING = frozenset("squeeze unsqueeze transpose swapaxes swapdims t".split())
METHODS: dict[str, Rule] = {
    **FUNCTIONS,
    **{f"{name}_": overwritten for name in _SAME},
    **{f"{name}_": overwritten_beside for name in _PAIRS if "_" not in name},
    **dict.fromkeys(_IN_PLACE, overwritten),
    **{f"{name}_": tensor_elements.in_place(rule) for name, rule in _FORMS.items() if name in _RESHAPING},
    "resize_": tensor_elements.in_place(tensor_forms.reshaped),
    **_rules(overwritten_beside, "copy_ masked_fill_ logical_and_ logical_or_ clamp_min_ clamp_max_"),
    **{
        f"__i{name}__": overwritten_beside
        for name in "add sub mul truediv floordiv mod pow and or xor".split()
    },
    **_rules(tensor_elements.converted, "to type type_as"),
    "astype": tensor_elements.as_type,
    **_rules(cast("float32"), "float half bfloat16"),
    **_rules(cast("int64"), "int long short"),
    "double": cast("float64"),
    "bool": cast("bool"),
    "byte": mapped(dtype="int64"),
    "numpy": viewed,
    "__getitem__": tensor_parts.item,
    "repeat": tensor_forms.repeated,
    **_rules(tensor_forms.expanded_as, "expand_as"),
    **_rules(tensor_forms.reshaped_as, "view_as reshape_as"),
    "unfold": tensor_parts.windows,
    "new_zeros": tensor_making.new(0),
    "new_ones": tensor_making.new(1),
    "new_empty": tensor_making.new(None),
    "new_full": tensor_making.new_full,
    "new_tensor": tensor_making.new_tensor,
    "tolist": tensor_parts.listed,
    "item": tensor_parts.scalar,
    "__neg__": rounded(operator.neg),
    "__pos__": viewed,
    "__abs__": rounded(abs),
    "__invert__": mapped(),
    "nonzero": tensor_parts.where_not_zero,
}
FUNCTIONS["nonzero"] = tensor_parts.where_not_zero
FUNCTIONS["argwhere"] = tensor_parts.where_not_zero

SCALAR_FIRST = frozenset("pow mul add sub div true_divide divide multiply subtract where".split())
ACTIVATIONS: dict[str, Rule] = {
    name: mapped()
    for name in (
        "relu relu6 gelu silu mish elu selu celu leaky_relu hardtanh hardswish hardsigmoid softplus softsign sigmoid "
        "tanh logsigmoid dropout dropout1d dropout2d dropout3d alpha_dropout "
        "feature_alpha_dropout normalize batch_norm group_norm instance_norm local_response_norm rms_norm "
        "gumbel_softmax rrelu prelu threshold hardshrink softshrink tanhshrink relu_ elu_ selu_ celu_ leaky_relu_ "
        "hardtanh_ rrelu_ threshold_ native_channel_shuffle channel_shuffle"
    ).split()
}
ACTIVATIONS.update(_rules(along, "softmax softmin log_softmax"))
# What gives the shape of its first argument whatever the others are.
LENIENT = frozenset(
    {
        *(name for name, rule in ACTIVATIONS.items() if rule is not along),
        *(name for name, rule in _SAME.items() if name not in ("cumsum", "flip") and rule is not along),
        *(f"{name}_" for name in _SAME),
        *_IN_PLACE,
        *"to type astype type_as numpy bool float int long half double __getitem__ view reshape".split(),
        *"masked_fill_ copy_ clamp_".split(),
    }
)
