"""`numpy`: the few functions that constructors use."""

from __future__ import annotations

import math

from ...unknown import Unknown
from ...values.objects import Arguments, Builtin, Keywords, Tensor, Value
from ..items import Items
from . import tensor_making
from .numbers import cast
from .tensors import NAMES as TENSORS


def _spaced(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    return tensor_making.spaced(machine, given, keywords, "float64")


def _array(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    made = tensor_making.from_data(machine, given, keywords)
    if (
        isinstance(made, Tensor)
        and made.numbers
        and made.numbers.dtype == "float32"
        and "dtype" not in keywords
    ):
        made.numbers = cast(made.numbers.items, "float64")
    return made


def _scalar_or(name: str, function: object) -> Builtin:
    """A function that numbers have as well as arrays."""

    def call(machine: Items, given: Arguments, keywords: Keywords) -> Value:
        value = given[0]
        if isinstance(value, (int, float)) and callable(function) and len(given) == 1:
            return function(value)
        if isinstance(value, (list, tuple)) and machine.spoilt(value) is None:
            value = _array(machine, [value], {})
        other = TENSORS.get(f"torch.{name}")
        if isinstance(value, Tensor) and isinstance(other, Builtin):
            return other.call(machine, [value, *given[1:]], keywords)
        return value if isinstance(value, Unknown) else Unknown(f"numpy.{name} is not described")

    return Builtin(f"numpy.{name}", call)


def _product(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    """Of sizes that stand in a tuple or list: a whole number, as `math.prod` gives it."""
    sizes = given[0] if len(given) == 1 and not keywords else None
    if isinstance(sizes, (list, tuple)) and all(isinstance(size, int) for size in sizes):
        product = machine.library("math.prod")
        return machine.call(product, [sizes], {}, None)
    return _ARRAY_PRODUCT.call(machine, given, keywords)


_ARRAY_PRODUCT = _scalar_or("prod", None)
_ROUNDING = {"floor": lambda value: float(math.floor(value)), "ceil": lambda value: float(math.ceil(value))}
_FUNCTIONS = {
    **_ROUNDING,
    "round": lambda value: float(round(value)),
    "sqrt": math.sqrt,
    "log": math.log,
    "log2": math.log2,
    "exp": math.exp,
    "abs": abs,
    "sum": None,
    "max": None,
    "min": None,
    "unique": None,
    "cumsum": None,
    "diff": None,
    "power": None,
    "sign": None,
}

NAMES: dict[str, Value] = {
    **{f"numpy.{name}": _scalar_or(name, function) for name, function in _FUNCTIONS.items()},
    "numpy.prod": Builtin("numpy.prod", _product),
    "numpy.linspace": Builtin("numpy.linspace", _spaced),
    "numpy.array": Builtin("numpy.array", _array),
    "numpy.asarray": Builtin("numpy.asarray", _array),
    "numpy.arange": Builtin("numpy.arange", tensor_making.FUNCTIONS["arange"]),
    "numpy.pi": math.pi,
    "numpy.e": math.e,
    "numpy.inf": math.inf,
}
