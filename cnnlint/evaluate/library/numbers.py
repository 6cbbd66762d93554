"""Arithmetic on the elements of small tensors, with the precision that their type has."""

from __future__ import annotations

import math
import struct
from collections.abc import Callable, Iterable, Sequence
from itertools import product
from typing import Any

from ...unknown import Unknown
from ...values.objects import WHOLE, External, Numbers, Tensor, Value

MOST_NUMBERS = 4096

FRACTION = "fraction"
"""Where the type of a result is that of a quotient."""
INTEGERS = ("int64", "int32", "int16", "int8", "uint8", "long", "int", "short")
_TYPES = {
    **dict.fromkeys(INTEGERS, "int64"),
    **dict.fromkeys(("float32", "float", "float16", "half", "bfloat16"), "float32"),
    **dict.fromkeys(("float64", "double"), "float64"),
    "bool": "bool",
}
_RANKS = ("bool", "int64", WHOLE, "float32", "float64")


def type_of(dtype: Value) -> str | None:
    """The type that a `dtype` argument names: bool, int64, float32 or float64, None for anything else."""
    if isinstance(dtype, External):
        return _TYPES.get(dtype.name.rpartition(".")[2])
    return _TYPES.get(getattr(dtype, "name", "")) if not isinstance(dtype, str) else _TYPES.get(dtype)


def cast(items: Iterable[Any], dtype: str) -> Numbers:
    """Numbers as elements of this type."""
    if dtype == "float32":
        return Numbers(tuple(_single(item) for item in items), dtype)
    kind: Callable[[Any], Any] = {"bool": bool, "int64": int, WHOLE: int, "float64": float}[dtype]
    return Numbers(tuple(kind(item) for item in items), dtype)


def _single(item: Any) -> float:
    """The nearest number of single precision."""
    try:
        return float(struct.unpack("f", struct.pack("f", item))[0])
    except OverflowError:
        return math.copysign(math.inf, item)


def of_scalar(value: Value, other: str) -> Numbers | None:
    """A Python number beside a tensor of another type."""
    if isinstance(value, bool):
        return Numbers((value,), "bool")
    if isinstance(value, int):
        return Numbers((value,), "int64" if other == "bool" else other)
    if isinstance(value, float):
        return Numbers((value,), other if other.startswith("float") else fraction_type(other))
    return None


def fraction_type(*dtypes: str) -> str:
    """The type of a quotient of elements of these types."""
    return "float64" if WHOLE in dtypes or "float64" in dtypes else "float32"


def _common_type(*dtypes: str) -> str:
    if WHOLE in dtypes and "float32" in dtypes:
        return "float64"
    return _RANKS[max(map(_RANKS.index, dtypes))]


def mapped(
    numbers: Numbers | None, function: Callable[[Any], Any], dtype: str | None = None
) -> Numbers | None:
    """A function of each element; None where it has no value."""
    if numbers is None:
        return None
    try:
        items = [function(item) for item in numbers.items]
    except (ValueError, ArithmeticError):
        return None
    return cast(items, dtype or fraction_type(numbers.dtype))


def combined(
    function: Callable[[Any, Any], Any], left: Tensor, right: Tensor, shape: Any, dtype: str | None
) -> Numbers | None:
    """An elementwise operation on two tensors of known elements, broadcast to a shape."""
    a, b = left.known, right.known
    if a is None or b is None or any(isinstance(each, Unknown) for each in (left.shape, right.shape, shape)):
        return None
    if math.prod(shape) > MOST_NUMBERS:
        return None
    own: tuple[Any, Any] = left.shape, right.shape
    pairs = zip(_spread(a.items, own[0], shape), _spread(b.items, own[1], shape), strict=True)
    try:
        items = [function(x, y) for x, y in pairs]
    except (ValueError, ArithmeticError, TypeError):
        return None
    if dtype == FRACTION:
        dtype = fraction_type(a.dtype, b.dtype)
    return cast(items, dtype or _common_type(a.dtype, b.dtype))


def strides(shape: Sequence[int]) -> list[int]:
    """How far apart neighbours along each axis lie."""
    steps = [1] * len(shape)
    for axis in range(len(shape) - 2, -1, -1):
        steps[axis] = steps[axis + 1] * shape[axis + 1]
    return steps


def _spread(items: Sequence[Any], own: Sequence[int], shape: Sequence[int]) -> list[Any]:
    if tuple(own) == tuple(shape):
        return list(items)
    steps = [0] * (len(shape) - len(own)) + strides(own)
    sizes = [1] * (len(shape) - len(own)) + list(own)
    ranges = [
        [0] * size if own_size == 1 else [step * index for index in range(size)]
        for size, own_size, step in zip(shape, sizes, steps, strict=True)
    ]
    return [items[sum(place)] for place in product(*ranges)]


def picked(numbers: Numbers | None, shape: Sequence[int], ranges: Sequence[Sequence[int]]) -> Numbers | None:
    """The elements at all combinations of positions along the axes."""
    if numbers is None or math.prod(map(len, ranges)) > MOST_NUMBERS:
        return None
    steps = strides(shape)
    scaled = [[step * index for index in each] for step, each in zip(steps, ranges, strict=True)]
    return Numbers(tuple(numbers.items[sum(place)] for place in product(*scaled)), numbers.dtype)


def permuted(numbers: Numbers | None, shape: Sequence[int], order: Sequence[int]) -> Numbers | None:
    """The elements with the axes in another order."""
    if numbers is None:
        return None
    steps = strides(shape)
    ranges = [[steps[axis] * index for index in range(shape[axis])] for axis in order]
    return Numbers(tuple(numbers.items[sum(place)] for place in product(*ranges)), numbers.dtype)


def nested(numbers: Numbers, shape: Sequence[int]) -> Value:
    """`tolist()`: lists in lists, one depth for each axis."""
    items: list[Any] = list(numbers.items)
    if not shape:
        return items[0]
    for size in reversed(shape[1:]):
        items = [items[start : start + size] for start in range(0, len(items), size)] if size else []
    return items
