"""The class of tensors, and the functions on tensors by their dotted names."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from ...unknown import Ambient, Unknown
from ...values.objects import WHOLE, Arguments, Builtin, Class, External, Keywords, Property, Tensor, Value
from ...values.tally import Counted, extents
from ..items import Items
from . import shapes, tensor_forms, tensor_making
from .devices import CPU
from .shapes import Misfit
from .tensor_elements import Ranked
from .tensor_matrices import OF_PACKAGES
from .tensor_table import ACTIVATIONS, FUNCTIONS, JOINING, LENIENT, METHODS, SCALAR_FIRST

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


# Other names of the same arguments, and those that change no shape.
_ALIASES = {"axis": "dim", "keepdims": "keepdim"}
_FIRST = ("input", "self", "tensors")
_WITHOUT_EFFECT = frozenset(
    "dtype device memory_format layout pin_memory requires_grad non_blocking copy generator".split()
)


def _on_tensor(name: str, function: Callable[..., Value]) -> Builtin:
    """A function as the evaluator calls it: nothing unknown reaches it unless it is lenient."""

    def call(machine: Items, given: Arguments, keywords: Keywords) -> Value:
        span = machine.calling
        result = compute(machine, *_by_name(given, keywords))
        if machine.tracer is not None:
            machine.tracer.function(name, [*given, *keywords.values()], result, span)
        return result

    def compute(machine: Items, given: Arguments, keywords: Keywords) -> Value:
        cause = _unknown_in(machine, given[:1] if name in LENIENT else [*given, *keywords.values()])
        if cause is not None or not given:
            return Tensor(cause or Unknown(f"{name}() of nothing"))
        if not isinstance(given[0], (Tensor, list, tuple, str)) and name not in SCALAR_FIRST:
            return Unknown(f"{name}() of no tensor")
        if keywords.get("out") is not None:
            return Unknown(f"{name}() into a tensor")
        return guarded(name, machine, lambda: function(machine, *given, **keywords))

    return Builtin(name, call)


def guarded(name: str, machine: Items, action: Callable[[], Value]) -> Value:
    """What an operation on tensors gives; what torch refuses is the user's error, all else is unknown."""
    span = machine.calling
    try:
        return action()
    except Misfit as error:
        raise machine.error(error.kind, f"{name}: {error}", span, certain=True) from None
    except (TypeError, ValueError, LookupError, AttributeError, ArithmeticError) as error:
        return Tensor(Unknown(f"{name}(): {error}", span))


def _by_name(given: Arguments, keywords: Keywords) -> tuple[Arguments, Keywords]:
    """The arguments with torch's usual names; the first is no keyword, and unknown ones without effect are left out."""
    if not keywords:
        return given, keywords
    first = [keywords[name] for name in _FIRST if name in keywords and not given]
    named = {
        _ALIASES.get(name, name): value
        for name, value in keywords.items()
        if not (name in _FIRST and first) and not (name in _WITHOUT_EFFECT and isinstance(value, Unknown))
    }
    return [*first, *given], named


def _making(name: str, function: Native) -> Builtin:
    """A function that makes a tensor."""

    def call(machine: Items, given: Arguments, keywords: Keywords) -> Value:
        return guarded(name, machine, lambda: function(machine, given, keywords))

    return Builtin(f"torch.{name}", call)


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


def _first_size(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    shape = given[0].shape
    if shape == ():
        raise machine.error(
            "TypeError", "len() of a tensor without dimensions", machine.calling, certain=True
        )
    return machine.item(shape, 0, None)


def _real(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    dtype = given[0].dtype
    return Unknown("the type of a tensor's elements") if dtype is None else dtype.startswith("float")


def _device_of(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    """All tensors of a program are on one device; what is empty was made to ask for the usual one."""
    shape = given[0].shape
    return CPU if isinstance(shape, tuple) and 0 in shape else _DEVICE


_DEVICE = Ambient("the device of a tensor")
_ON_CUDA = Ambient("the device of a tensor")
_ITSELF = "cuda cpu share_memory_ pin_memory detach_ retain_grad".split()
_TURNED: dict[str, Callable[..., Value]] = {
    "T": tensor_forms.reversed_axes,
    "mT": tensor_forms.matrix_transposed,
    "H": tensor_forms.turned,
    "mH": tensor_forms.matrix_transposed,
    "real": METHODS["real"],
    "imag": METHODS["imag"],
}


def _turned(name: str, function: Callable[..., Value]) -> Property:
    return _property(_on_tensor(name, function).call)


_TENSOR = Class("Tensor", [], {}, "torch")
_TENSOR.attrs.update(
    {
        "__new__": Builtin(
            "Tensor.__new__",
            lambda machine, given, keywords: tensor_making.from_sizes_or_data(machine, given[1:], keywords),
        ),
        **{name: _on_tensor(name, function) for name, function in METHODS.items()},
        **{name: Builtin(name, _itself) for name in _ITSELF},
        "numel": Builtin("Tensor.numel", lambda machine, given, keywords: count(given[0])),
        "nelement": Builtin("Tensor.nelement", lambda machine, given, keywords: count(given[0])),
        "size": Builtin("Tensor.size", _size),
        "shape": _property(_size),
        "dim": Builtin("Tensor.dim", _rank),
        "ndimension": Builtin("Tensor.ndimension", _rank),
        "ndim": _property(_rank),
        "dtype": _property(_type),
        "device": _property(_device_of),
        "data": _property(lambda machine, given, keywords: given[0].view(given[0].shape, given[0].known)),
        **{name: _turned(name, function) for name, function in _TURNED.items()},
        "__len__": Builtin("Tensor.__len__", _first_size),
        "requires_grad_": Builtin("Tensor.requires_grad_", _require_gradient),
        "is_floating_point": Builtin("Tensor.is_floating_point", _real),
        "is_complex": Builtin("Tensor.is_complex", lambda *_: Unknown("the type of a tensor's elements")),
        "is_cuda": _property(lambda *_: _ON_CUDA),
        "is_meta": _property(lambda *_: Unknown("the device of a tensor")),
        "is_sparse": False,
        "is_quantized": False,
        "layout": _property(lambda *_: External("torch.strided")),
    }
)
_PARAMETER = Class(
    "Parameter", [_TENSOR], {"__new__": Builtin("Parameter.__new__", tensor_making.parameter)}, "torch.nn"
)
_BUFFER = Class("Buffer", [_TENSOR], {"__new__": Builtin("Buffer.__new__", tensor_making.buffer)}, "torch.nn")


def _initialized(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    """`torch.nn.init`: other elements, the same tensor."""
    tensor = given[0] if given else keywords.get("tensor", Unknown("torch.nn.init of no tensor"))
    if isinstance(tensor, Tensor):
        tensor.overwrite()
    return tensor


_INITIALIZERS = (
    "uniform normal trunc_normal constant ones zeros eye dirac xavier_uniform xavier_normal kaiming_uniform "
    "kaiming_normal orthogonal sparse"
).split()
_PICKED = {
    "values": _property(lambda machine, given, keywords: given[0][0]),
    "indices": _property(lambda machine, given, keywords: given[0][1]),
}


def _sizes(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    """`torch.Size(sizes)`: shapes are tuples here."""
    items = machine.items_of(given[0], None) if given else []
    return items if isinstance(items, Unknown) else tuple(items)


NAMES: dict[str, Value] = {
    "torch.Size": Builtin("torch.Size", _sizes),
    **{f"torch.nn.init.{name}_": Builtin("torch.nn.init", _initialized) for name in _INITIALIZERS},
    **{f"builtins.{Ranked.__name__}.{name}": found for name, found in _PICKED.items()},
    **{f"torch.{package}.{name}": _on_tensor(name, rule) for (package, name), rule in OF_PACKAGES.items()},
    **{f"torch.{name}": _making(name, call) for name, call in tensor_making.FUNCTIONS.items()},
    **{
        f"torch.{name}": _on_tensor(name, call)
        for name, call in (FUNCTIONS | JOINING).items()
        if "__" not in name
    },
    **{
        f"torch.{name}_": _on_tensor(f"{name}_", METHODS[f"{name}_"])
        for name in FUNCTIONS
        if f"{name}_" in METHODS
    },
    **{f"torch.nn.functional.{name}": _on_tensor(name, call) for name, call in ACTIVATIONS.items()},
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
    "torch.nn.Buffer": _BUFFER,
    "torch.nn.parameter.UninitializedParameter": Unknown("an uninitialized parameter"),
}
