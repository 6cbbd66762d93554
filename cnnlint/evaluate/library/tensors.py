"""Tensors: their shapes, the functions that make them, and counting their elements."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ...size import Size
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
from ...values.operators import binary
from ...values.tally import Counted
from ..items import Items

Native = Callable[[Items, Arguments, Keywords], Value]
Shape = Any


def shape_of(machine: Items, sizes: Arguments) -> Shape:
    """A shape given as `(2, 3)`, as `[2, 3]` or as separate sizes."""
    if len(sizes) == 1 and not isinstance(sizes[0], (int, Size)):
        items = machine.items_of(sizes[0], None)
        return items if isinstance(items, Unknown) else tuple(items)
    return tuple(sizes)


def count(tensor: Tensor) -> Value:
    """Number of elements, remembering the tensor."""
    if isinstance(tensor.shape, Unknown):
        return tensor.shape
    total: Value = 1
    for size in tensor.shape:
        total = binary("*", total, size)
    return Counted(total, (tensor,)) if isinstance(total, int) else total


def broadcast(left: Shape, right: Shape) -> Shape:
    """Shape of an elementwise operation on two tensors."""
    if isinstance(left, Unknown) or isinstance(right, Unknown):
        return left if isinstance(left, Unknown) else right
    longest = max(len(left), len(right))
    pairs = zip((1,) * (longest - len(left)) + left, (1,) * (longest - len(right)) + right, strict=True)
    sizes = []
    for a, b in pairs:
        if a == b or b == 1:
            sizes.append(a)
        elif a == 1:
            sizes.append(b)
        else:
            sizes.append(Unknown("the size of tensors that may not fit together"))
    return tuple(sizes)


# --- making tensors ---------------------------------------------------------------------------------


def _filled(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    sizes = given or [keywords["size"]] if "size" in keywords else given
    return _made(shape_of(machine, sizes), keywords)


def _full(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    return _made(shape_of(machine, [given[0] if given else keywords["size"]]), keywords)


def _integers(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    sizes = [value for value in given if isinstance(value, (tuple, list))]
    return _made(shape_of(machine, sizes or [keywords.get("size", Unknown("a random shape"))]), keywords)


def _like(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    return _made(given[0].shape if isinstance(given[0], Tensor) else Unknown("a tensor like another"), keywords)


def _square(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    return _made((given[0], given[1] if len(given) > 1 else given[0]), keywords)


def _from_data(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    data = given[0] if given else keywords.get("data")
    if isinstance(data, Tensor):
        return Tensor(data.shape)
    return _made(_nested_shape(machine, data), keywords)


def _from_sizes_or_data(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    """`torch.Tensor(2, 3)` has that shape, `torch.Tensor([2, 3])` holds those two numbers."""
    if given and isinstance(given[0], (list, tuple, Tensor)):
        return _from_data(machine, given, keywords)
    return _made(tuple(given) if given else (0,), keywords)


def _nested_shape(machine: Items, data: Value) -> Shape:
    shape = []
    while isinstance(data, (list, tuple, range)):
        if machine.spoilt(data):
            return machine.spoilt(data)
        shape.append(len(data))
        data = data[0] if len(data) else None
    if isinstance(data, (Unknown, Instance)):
        return data if isinstance(data, Unknown) else Unknown("a tensor of unknown data")
    return (*shape, *data.shape) if isinstance(data, Tensor) and not isinstance(data.shape, Unknown) else tuple(shape)


def _made(shape: Shape, keywords: Keywords) -> Tensor:
    tensor = Tensor(shape)
    tensor.attrs["requires_grad"] = keywords.get("requires_grad", False)
    return tensor


def _parameter(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    """`Parameter(data, requires_grad=True)`."""
    data = given[1] if len(given) > 1 else keywords.get("data")
    trainable = given[2] if len(given) > 2 else keywords.get("requires_grad", True)
    if data is None:
        shape: Shape = (0,)
    elif isinstance(data, Tensor):
        shape = data.shape
    else:
        shape = data if isinstance(data, Unknown) else Unknown("a parameter made of what is no tensor")
    made = Tensor(shape, "parameter")
    made.attrs["requires_grad"] = trainable
    return made


# --- reading and reshaping --------------------------------------------------------------------------


def _size(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    tensor = given[0]
    if len(given) > 1 or "dim" in keywords:
        return machine.item(tensor.shape, given[1] if len(given) > 1 else keywords["dim"], None)
    return tensor.shape


def _rank(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    shape = given[0].shape
    return shape if isinstance(shape, Unknown) else len(shape)


def _itself(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    return given[0]


def _copied(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    return Tensor(given[0].shape)


def _require_gradient(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    tensor = given[0]
    machine.change(tensor.attrs)
    tensor.attrs["requires_grad"] = given[1] if len(given) > 1 else keywords.get("requires_grad", True)
    return tensor


def _reshaped(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    tensor, *sizes = given
    shape = shape_of(machine, sizes)
    if isinstance(shape, Unknown) or -1 not in shape:
        return Tensor(shape)
    known: Value = 1
    for size in shape:
        known = known if size == -1 else binary("*", known, size)
    rest = binary("//", count(tensor), known)
    rest = int(rest) if isinstance(rest, Counted) else rest
    return Tensor(tuple(rest if size == -1 else size for size in shape))


def _unsqueezed(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    tensor, axis = given[0], given[1] if len(given) > 1 else keywords.get("dim")
    if isinstance(tensor.shape, Unknown) or not isinstance(axis, int):
        return Tensor(Unknown("a shape with an axis more"))
    sizes = list(tensor.shape)
    sizes.insert(axis if axis >= 0 else len(sizes) + 1 + axis, 1)
    return Tensor(tuple(sizes))


def _permuted(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    tensor, order = given[0], shape_of(machine, given[1:])
    if isinstance(tensor.shape, Unknown) or isinstance(order, Unknown):
        return Tensor(Unknown("a permuted shape"))
    return Tensor(tuple(tensor.shape[axis] for axis in order))


def _transposed(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    tensor, *axes = given
    if isinstance(tensor.shape, Unknown) or any(isinstance(axis, Unknown) for axis in axes):
        return Tensor(Unknown("a transposed shape"))
    sizes = list(tensor.shape)
    first, second = axes or (0, 1)
    sizes[first], sizes[second] = sizes[second], sizes[first]
    return Tensor(tuple(sizes))


def _elementwise(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    left, right = given[0], given[1]
    if isinstance(right, Tensor):
        return Tensor(broadcast(left.shape, right.shape))
    if isinstance(right, (int, float, Size)) or isinstance(right, Unknown):
        return Tensor(left.shape)
    return Unknown("an operation of a tensor with something else")


def _mapped(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    return Tensor(given[0].shape) if isinstance(given[0], Tensor) else Unknown("a function of no tensor")


def _scalar(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    return Unknown("the value of a tensor")


def _property(getter: Native) -> Property:
    return Property(Builtin("tensor attribute", getter))


_IN_PLACE = (
    "fill_ zero_ normal_ uniform_ copy_ mul_ add_ sub_ div_ clamp_ clamp_min_ clamp_max_ exponential_ trunc_normal_ "
    "erfinv_ exp_ log_ sqrt_ pow_ neg_ abs_ masked_fill_ bernoulli_ detach_ data_ requires_grad_"
).split()
_SAME_SHAPE = "abs exp log sqrt sin cos tanh sigmoid relu clamp clone_ neg float_power pow log1p erf round floor ceil"
_KEEPING = "to cuda cpu float double half bfloat16 type contiguous share_memory_ pin_memory"
_SIGNS = "add radd mul rmul sub rsub truediv rtruediv floordiv pow".split()

_TENSOR = Class("Tensor", [], {}, "torch")
_TENSOR.attrs.update(
    {
        "__new__": Builtin(
            "Tensor.__new__", lambda machine, given, keywords: _from_sizes_or_data(machine, given[1:], keywords)
        ),
        **{name: Builtin(name, _itself) for name in (*_IN_PLACE, *_KEEPING.split())},
        **{name: Builtin(name, _mapped) for name in _SAME_SHAPE.split()},
        **{f"__{name}__": Builtin(name, _elementwise) for name in _SIGNS},
        "numel": Builtin("Tensor.numel", lambda machine, given, keywords: count(given[0])),
        "nelement": Builtin("Tensor.nelement", lambda machine, given, keywords: count(given[0])),
        "size": Builtin("Tensor.size", _size),
        "shape": _property(_size),
        "dim": Builtin("Tensor.dim", _rank),
        "ndimension": Builtin("Tensor.ndimension", _rank),
        "ndim": _property(_rank),
        "data": _property(_itself),
        "__len__": Builtin("Tensor.__len__", lambda machine, given, keywords: machine.item(given[0].shape, 0, None)),
        "requires_grad_": Builtin("Tensor.requires_grad_", _require_gradient),
        "clone": Builtin("Tensor.clone", _copied),
        "detach": Builtin("Tensor.detach", _copied),
        "view": Builtin("Tensor.view", _reshaped),
        "reshape": Builtin("Tensor.reshape", _reshaped),
        "expand": Builtin("Tensor.expand", lambda m, given, k: Tensor(Unknown("an expanded shape"))),
        "unsqueeze": Builtin("Tensor.unsqueeze", _unsqueezed),
        "permute": Builtin("Tensor.permute", _permuted),
        "transpose": Builtin("Tensor.transpose", _transposed),
        "t": Builtin("Tensor.t", _transposed),
        "item": Builtin("Tensor.item", _scalar),
        "is_floating_point": Builtin("Tensor.is_floating_point", _scalar),
    }
)
_PARAMETER = Class("Parameter", [_TENSOR], {"__new__": Builtin("Parameter.__new__", _parameter)}, "torch.nn")

_FUNCTIONS: dict[str, Native] = {
    **dict.fromkeys(("empty", "zeros", "ones", "rand", "randn", "HalfTensor", "FloatTensor"), _filled),
    **dict.fromkeys(("empty_like", "zeros_like", "ones_like", "rand_like", "randn_like", "full_like"), _like),
    "full": _full,
    "randint": _integers,
    "eye": _square,
    "tensor": _from_data,
    "as_tensor": _from_data,
    "numel": lambda machine, given, keywords: count(given[0]) if isinstance(given[0], Tensor) else Unknown("numel"),
}
for _name in "abs exp log sqrt sin cos tanh sigmoid relu clamp".split():
    _FUNCTIONS[_name] = _mapped

NAMES: dict[str, Value] = {
    **{f"torch.{name}": Builtin(f"torch.{name}", call) for name, call in _FUNCTIONS.items()},
    "torch.Tensor": _TENSOR,
    "torch.nn.Parameter": _PARAMETER,
}
