"""Operations on each element of a tensor, and those that sum elements up.

Each is a Python function of the machine, the tensor and its other arguments. Unknown arguments never
reach them: the result is then a tensor of unknown shape.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from ...size import Size
from ...unknown import Unknown
from ...values.objects import WHOLE, Class, External, Numbers, Tensor, Value
from ...values.operators import binary
from ..items import Items
from . import numbers, shapes

Shape = Any


class Shaped(Tensor):
    """A tensor whose shape is known, for the type checker: no such object is ever made."""

    __slots__ = ()
    shape: tuple[Value, ...]


def axes_of(dim: Value) -> list[int] | None:
    """The axes that a `dim` argument names, None for all of them."""
    if dim is None:
        return None
    return [int(axis) for axis in dim] if isinstance(dim, (tuple, list)) else [int(dim)]


# --- the same shape ---------------------------------------------------------------------------------


def mapped(function: Callable[[Any], Any] | None = None, dtype: str | None = None) -> Callable[..., Value]:
    """An operation on each element."""

    def apply(machine: Items, tensor: Shaped, *rest: Value, **options: Value) -> Value:
        known = None
        if function is not None and not rest and not options:
            known = numbers.mapped(tensor.known, function, dtype)
        return Tensor(tensor.shape, "tensor", known)

    return apply


def rounded(function: Callable[[Any], Any]) -> Callable[..., Value]:
    """An operation on each element that keeps the type."""

    def apply(machine: Items, tensor: Shaped, **options: Value) -> Value:
        known = tensor.known
        return Tensor(tensor.shape, "tensor", numbers.mapped(known, function, known.dtype) if known else None)

    return apply


def converted(machine: Items, tensor: Shaped, *rest: Value, **options: Value) -> Value:
    """`to(...)` and its like: the same tensor unless the type changes."""
    wanted = options.get("dtype", next((value for value in rest if isinstance(value, External)), None))
    dtype = numbers.type_of(wanted)
    known = tensor.known
    if dtype is None or known is None or dtype == known.dtype:
        return tensor
    return Tensor(tensor.shape, "tensor", numbers.cast(known.items, dtype))


def as_type(machine: Items, tensor: Shaped, dtype: Value) -> Value:
    """NumPy's `astype`: Python's own types mean those of double size."""
    kind = numbers.type_of(dtype)
    if kind is not None and isinstance(dtype, Class):
        kind = {"float32": "float64", "int64": WHOLE}.get(kind, kind)
    known = tensor.known
    if known is None or kind is None:
        return Tensor(tensor.shape, "tensor")
    return Tensor(tensor.shape, "tensor", numbers.cast(known.items, kind))


def cast(dtype: str) -> Callable[..., Value]:
    """`int()`, `float()`, …: a parameter stays the parameter that it is."""

    def apply(machine: Items, tensor: Shaped, **options: Value) -> Value:
        known = tensor.known
        if known is None or known.dtype == dtype:
            return tensor
        return Tensor(tensor.shape, "tensor", numbers.cast(known.items, dtype))

    return apply


def copied(machine: Items, tensor: Shaped, **options: Value) -> Value:
    """A tensor with memory of its own."""
    return Tensor(tensor.shape, "tensor", tensor.known)


def viewed(machine: Items, tensor: Shaped, *rest: Value, **options: Value) -> Value:
    """The same elements in the same memory."""
    return tensor.view(tensor.shape, tensor.known)


def overwritten(machine: Items, tensor: Shaped, *rest: Value, **options: Value) -> Value:
    """An operation in place."""
    tensor.overwrite()
    return tensor


# --- elementwise ------------------------------------------------------------------------------------


def elementwise(
    function: Callable[[Any, Any], Any], dtype: str | None = None, swap: bool = False
) -> Callable[..., Value]:
    """An operation on two tensors, or a tensor and a number."""

    def apply(machine: Items, tensor: Value, other: Value, **options: Value) -> Value:
        left, right = _beside(tensor, other), _beside(other, tensor)
        if left is None or right is None:
            return Unknown("an operation of a tensor with something else")
        left, right = (right, left) if swap else (left, right)
        shape = shapes.broadcast(left.shape, right.shape)
        known = numbers.combined(function, left, right, shape, dtype) if not options else None
        return Tensor(shape, "tensor", known)

    return apply


def _beside(value: Value, other: Value) -> Tensor | None:
    """A number as a tensor without axes, of a type that leaves the other's as it is."""
    if isinstance(value, Tensor):
        return value
    if isinstance(value, (int, float, Size)):
        kind = other.known.dtype if isinstance(other, Tensor) and other.known else "float32"
        return Tensor((), "tensor", numbers.of_scalar(value, kind))
    return None


# --- fewer axes -------------------------------------------------------------------------------------


def reduction(
    function: Callable[[Sequence[Any]], Any] | None = None, dtype: str | None = None
) -> Callable[..., Value]:
    """An operation that takes axes away."""

    def apply(
        machine: Items, tensor: Shaped, dim: Value = None, keepdim: bool = False, **options: Value
    ) -> Value:
        axes = axes_of(options.get("axis", dim))
        shape = shapes.reduced(tensor.shape, axes, bool(options.get("keepdims", keepdim)))
        known = tensor.known
        if (
            known is None
            or function is None
            or (axes is not None and len(tensor.shape) > 1)
            or not known.items
        ):
            return Tensor(shape)
        return Tensor(shape, "tensor", numbers.cast([function(known.items)], dtype or known.dtype))

    return apply


def extreme(function: Callable[..., Any]) -> Callable[..., Value]:
    """`max` and `min`: of all elements, of two tensors, or along an axis with the positions."""
    whole = reduction(function)
    pairwise = elementwise(function)

    def apply(
        machine: Items, tensor: Shaped, dim: Value = None, keepdim: bool = False, **options: Value
    ) -> Value:
        if isinstance(dim, Tensor):
            return pairwise(machine, tensor, dim)
        if dim is None:
            return whole(machine, tensor)
        shape = shapes.reduced(tensor.shape, axes_of(dim), bool(keepdim))
        return Tensor(shape), Tensor(shape)

    return apply


def ranked(machine: Items, tensor: Shaped, k: Value, dim: int = -1, **options: Value) -> Value:
    """`topk`."""
    axis = shapes.axis_of(dim, len(tensor.shape))
    shape = (*tensor.shape[:axis], k, *tensor.shape[axis + 1 :])
    return Tensor(shape), Tensor(shape)


def unique(machine: Items, tensor: Shaped, *rest: Value, **options: Value) -> Value:
    """The different elements in order; with `return_counts` how often each occurs."""
    known = tensor.known
    asked = [name for name in ("return_inverse", "return_counts") if options.get(name)]
    if known is None or "dim" in options or "return_inverse" in asked:
        lost = Tensor((Unknown("the number of different elements of a tensor"),))
        return (lost, *(Tensor(lost.shape) for _ in asked)) if asked else lost
    items = tuple(sorted(set(known.items)))
    found = Tensor((len(items),), "tensor", Numbers(items, known.dtype))
    if not asked:
        return found
    counts = tuple(known.items.count(item) for item in items)
    return found, Tensor(
        (len(items),), "tensor", Numbers(counts, WHOLE if known.dtype in (WHOLE, "float64") else "int64")
    )


def differences(machine: Items, tensor: Shaped, **options: Value) -> Value:
    """`diff` along the last axis."""
    shape = (*tensor.shape[:-1], binary("-", tensor.shape[-1], 1))
    known = tensor.known
    if known is None or len(tensor.shape) != 1 or options:
        return Tensor(shape)
    pairs = zip(known.items, known.items[1:], strict=False)
    return Tensor(shape, "tensor", numbers.cast([b - a for a, b in pairs], known.dtype))


def accumulated(machine: Items, tensor: Shaped, dim: Value = 0, **options: Value) -> Value:
    """`cumsum`."""
    known = tensor.known
    if known is None or len(tensor.shape) != 1 or known.dtype == "bool" or options:
        return Tensor(tensor.shape)
    items = [sum(known.items[: index + 1]) for index in range(len(known.items))]
    return Tensor(tensor.shape, "tensor", numbers.cast(items, known.dtype))
