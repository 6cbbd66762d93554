"""`numpy`: the few functions that constructors use, on numbers, lists and arrays.

An array is a tensor whose integers and fractions have NumPy's types.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from ...unknown import Unknown
from ...values.objects import WHOLE, Arguments, Builtin, Keywords, Tensor, Value
from ..items import Items
from . import tensor_making
from .numbers import MOST_NUMBERS, cast
from .tensors import NAMES as TENSORS

_METHODS: dict[str, Builtin] = TENSORS["torch.Tensor"].attrs
_TYPES = {"float32": "float64", "int64": WHOLE}


def _spaced(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    """`numpy.linspace`: equal steps from the start, and the end itself at the end."""
    values = dict(zip(("start", "stop", "num"), given, strict=False)) | keywords
    start, stop, steps = values.pop("start"), values.pop("stop"), values.pop("num", 50)
    bounds = (start, stop)
    if values or not isinstance(steps, int) or not all(isinstance(each, (int, float)) for each in bounds):
        return Unknown("numpy.linspace of these arguments")
    if not 1 < steps <= MOST_NUMBERS:
        return Unknown(f"{steps} numbers between two others")
    step = (stop - start) / (steps - 1)
    items = [index * step + start for index in range(steps)]
    items[-1] = float(stop)
    return Tensor((steps,), "tensor", cast(items, "float64"))


def _made(make: Callable[[Items, Arguments, Keywords], Value]) -> Builtin:
    """A function that makes an array as torch makes a tensor; without `dtype`, of NumPy's own types."""

    def call(machine: Items, given: Arguments, keywords: Keywords) -> Value:
        made = make(machine, given, keywords)
        if isinstance(made, Tensor) and made.numbers and "dtype" not in keywords:
            dtype = made.numbers.dtype
            made.numbers = cast(made.numbers.items, _TYPES.get(dtype, dtype))
        return made

    return Builtin("numpy.array", call)


_ARRAY = _made(tensor_making.from_data)


def _at_least_one_axis(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    value = given[0]
    if isinstance(value, (int, float)):
        value = [value]
    return _ARRAY.call(machine, [value], {}) if isinstance(value, (list, tuple)) else value


def _operator(method: str, reflected: str) -> Builtin:
    """A function of two operands, each a number, a list or an array."""

    def call(machine: Items, given: Arguments, keywords: Keywords) -> Value:
        left, right = (_as_array(machine, value) for value in given[:2])
        for value in (left, right):
            if isinstance(value, Unknown):
                return value
        if isinstance(left, Tensor):
            return _METHODS[method].call(machine, [left, right], {})
        if isinstance(right, Tensor):
            return _METHODS[reflected].call(machine, [right, left], {})
        return Unknown("a number that NumPy computes")

    return Builtin(f"numpy{method}", call)


def _as_array(machine: Items, value: Value) -> Value:
    if isinstance(value, (list, tuple)) and machine.spoilt(value) is None:
        return _ARRAY.call(machine, [value], {})
    return value


def _scalar_or(name: str, function: object) -> Builtin:
    """A function that numbers have as well as arrays."""

    def call(machine: Items, given: Arguments, keywords: Keywords) -> Value:
        value = given[0]
        if isinstance(value, (int, float)) and callable(function) and len(given) == 1:
            return function(value)
        value = _as_array(machine, value)
        other = TENSORS.get(f"torch.{name}")
        if isinstance(value, Tensor) and isinstance(other, Builtin):
            return other.call(machine, [value, *given[1:]], keywords)
        return value if isinstance(value, Unknown) else Unknown(f"numpy.{name} is not described")

    return Builtin(f"numpy.{name}", call)


def _concatenated(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    """`numpy.concatenate`: of arrays that are all known."""
    parts = given[0] if given else Unknown("numpy.concatenate of named arguments")
    items = machine.items_of(parts, None)
    if isinstance(items, Unknown):
        return items
    arrays = [_as_array(machine, item) for item in items]
    for array in arrays:
        if not isinstance(array, Tensor):
            return array if isinstance(array, Unknown) else Unknown("numpy.concatenate of what is no array")
    return TENSORS["torch.concatenate"].call(machine, [arrays, *given[1:]], keywords)


def _product(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    """Of sizes that stand in a tuple or list: a whole number, as `math.prod` gives it."""
    sizes = given[0] if len(given) == 1 and not keywords else None
    if isinstance(sizes, (list, tuple)) and all(isinstance(size, int) for size in sizes):
        product = machine.library("math.prod")
        return machine.call(product, [sizes], {}, None)
    return _ARRAY_PRODUCT.call(machine, given, keywords)


_ARRAY_PRODUCT = _scalar_or("prod", None)


def _as_of_torch(name: str, other: str) -> Builtin:
    """A function of arrays that torch has too, with its arguments in the same order."""

    def call(machine: Items, given: Arguments, keywords: Keywords) -> Value:
        arrays = [_as_array(machine, value) if place < 1 else value for place, value in enumerate(given)]
        function = TENSORS[f"torch.{other}"]
        if not arrays or not isinstance(arrays[0], Tensor) or not isinstance(function, Builtin):
            lost = arrays[0] if arrays else None
            return lost if isinstance(lost, Unknown) else Unknown(f"numpy.{name} of what is no array")
        return function.call(machine, arrays, keywords)

    return Builtin(f"numpy.{name}", call)


def _transposed(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    """`numpy.transpose`: all axes the other way round, or in the order given."""
    array = _as_array(machine, given[0]) if given else Unknown("numpy.transpose of named arguments")
    axes = given[1] if len(given) > 1 else keywords.get("axes")
    if not isinstance(array, Tensor) or not isinstance(array.shape, tuple):
        return array if isinstance(array, Unknown) else Unknown("numpy.transpose of what is no array")
    order = list(reversed(range(len(array.shape)))) if axes is None else axes
    return _METHODS["permute"].call(machine, [array, order], {})


def _sorting(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    """`numpy.argsort` of different numbers in a row."""
    array: Any = _as_array(machine, given[0]) if len(given) == 1 and not keywords else None
    known = array.known if isinstance(array, Tensor) else None
    if known is None or array.shape != (len(known.items),):
        return Unknown("the order of numbers that are not known")
    if len(set(known.items)) < len(known.items):
        return Unknown("the order of equal numbers")
    order = sorted(range(len(known.items)), key=known.items.__getitem__)
    return Tensor((len(order),), "tensor", cast(order, WHOLE))


def _shuffled(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    """`numpy.random.shuffle` and `random.shuffle`: as many items, each any of them."""
    items = given[0]
    if isinstance(items, Tensor):
        items.overwrite()
    elif isinstance(items, list) and machine.spoilt(items) is None:
        machine.change(items)
        items[:] = [Unknown("the order of what is shuffled", machine.calling) for _ in items]
    return None


_ROUNDING = {"floor": lambda value: float(math.floor(value)), "ceil": lambda value: float(math.ceil(value))}
_FUNCTIONS = {
    **_ROUNDING,
    "round": lambda value: float(round(value)),
    "sqrt": math.sqrt,
    "log": math.log,
    "log2": math.log2,
    "log10": math.log10,
    "log1p": math.log1p,
    "sin": math.sin,
    "cos": math.cos,
    "tan": math.tan,
    "tanh": math.tanh,
    "exp": math.exp,
    "abs": abs,
    "sum": None,
    "max": None,
    "min": None,
    "unique": None,
    "cumsum": None,
    "diff": None,
    "sign": None,
    "any": None,
    "all": None,
    "mean": None,
    "square": None,
    "maximum": None,
    "minimum": None,
}
_OPERATORS = {
    "power": ("__pow__", "__rpow__"),
    "divide": ("__truediv__", "__rtruediv__"),
    "true_divide": ("__truediv__", "__rtruediv__"),
    "multiply": ("__mul__", "__rmul__"),
    "add": ("__add__", "__radd__"),
    "subtract": ("__sub__", "__rsub__"),
}

_SHARED = {
    **{
        name: name for name in "reshape squeeze tile outer clip cumprod argmax argmin triu tril isnan".split()
    },
    **{name: name for name in "stack vstack hstack where".split()},
    "repeat": "repeat_interleave",
}
_SHUFFLE = Builtin("shuffle", _shuffled)

NAMES: dict[str, Value] = {
    **{f"numpy.{name}": _as_of_torch(name, other) for name, other in _SHARED.items()},
    "numpy.transpose": Builtin("numpy.transpose", _transposed),
    "numpy.argsort": Builtin("numpy.argsort", _sorting),
    "numpy.random.shuffle": _SHUFFLE,
    "random.shuffle": _SHUFFLE,
    "numpy.eye": _made(tensor_making.FUNCTIONS["eye"]),
    "numpy.concatenate": Builtin("numpy.concatenate", _concatenated),
    **{f"numpy.{name}": _scalar_or(name, function) for name, function in _FUNCTIONS.items()},
    "numpy.prod": Builtin("numpy.prod", _product),
    "numpy.linspace": Builtin("numpy.linspace", _spaced),
    **{f"numpy.{name}": _operator(*methods) for name, methods in _OPERATORS.items()},
    "numpy.atleast_1d": Builtin("numpy.atleast_1d", _at_least_one_axis),
    "numpy.array": _ARRAY,
    "numpy.asarray": _ARRAY,
    "numpy.arange": _made(tensor_making.FUNCTIONS["arange"]),
    "numpy.pi": math.pi,
    "numpy.e": math.e,
    "numpy.inf": math.inf,
}
