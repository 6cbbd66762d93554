"""Operations on each element of a tensor, and those that sum elements up.

Each is a Python function of the machine, the tensor and its other arguments, by torch's names for them. Those
that are lenient take unknown arguments too; to all others only what is known is handed.
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
from .shapes import Misfit

Shape = Any


class Shaped(Tensor):
    """A tensor whose shape is known, for the type checker: no such object is ever made."""

    __slots__ = ()
    shape: tuple[Value, ...]


def typed(tensor: Tensor, dtype: str | None) -> Tensor:
    """The tensor, with elements of this type."""
    tensor.held = dtype
    return tensor


# --- the same shape ---------------------------------------------------------------------------------


def mapped(function: Callable[[Any], Any] | None = None, dtype: str | None = None) -> Callable[..., Value]:
    """An operation on each element."""

    def apply(machine: Items, tensor: Shaped, *rest: Value, **options: Value) -> Value:
        if function is None:
            return typed(tensor.like(tensor.shape), dtype or tensor.dtype)
        known = None
        if not rest and not options:
            known = numbers.mapped(tensor.known, function, dtype)
        return Tensor(tensor.shape, "tensor", known)

    return apply


def rounded(function: Callable[[Any], Any]) -> Callable[..., Value]:
    """An operation on each element that keeps the type."""

    def apply(machine: Items, tensor: Shaped, **options: Value) -> Value:
        known = tensor.known
        return tensor.like(tensor.shape, numbers.mapped(known, function, known.dtype) if known else None)

    return apply


def along(machine: Items, tensor: Shaped, dim: Value = None, **options: Value) -> Value:
    """An operation along an axis that keeps the shape."""
    if isinstance(dim, int):
        shapes.axis_of(dim, len(tensor.shape))
    return tensor.like(tensor.shape)


def converted(machine: Items, tensor: Shaped, *rest: Value, **options: Value) -> Value:
    """`to(...)` and its like: the same tensor unless the type changes; a parameter stays the parameter that it is."""
    given = [*rest, *options.values()]
    other = next((value for value in given if isinstance(value, Tensor)), None)
    named = next((value for value in given if numbers.type_of(value)), None)
    dtype = numbers.type_of(named) if named is not None else None if other is None else other.dtype
    unclear = any(isinstance(value, (Unknown, External)) and value is not named for value in given)
    known = tensor.known
    if tensor.kind != "tensor" and known is None:
        return tensor
    if dtype is None and (other is not None or unclear):
        return typed(tensor.view(tensor.shape), None)
    if dtype is None or dtype == tensor.dtype:
        return tensor
    return typed(Tensor(tensor.shape, "tensor", numbers.cast(known.items, dtype) if known else None), dtype)


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
        if known is None and tensor.dtype != dtype and tensor.kind == "tensor":
            return typed(Tensor(tensor.shape), dtype)
        if known is None or known.dtype == dtype:
            return tensor
        return Tensor(tensor.shape, "tensor", numbers.cast(known.items, dtype))

    return apply


def copied(machine: Items, tensor: Shaped, **options: Value) -> Value:
    """A tensor with memory of its own."""
    return tensor.like(tensor.shape, tensor.known)


def viewed(machine: Items, tensor: Shaped, *rest: Value, **options: Value) -> Value:
    """The same elements in the same memory."""
    return tensor.view(tensor.shape, tensor.known)


def overwritten(machine: Items, tensor: Shaped, *rest: Value, **options: Value) -> Value:
    """An operation in place."""
    tensor.overwrite()
    return tensor


def in_place(rule: Callable[..., Value]) -> Callable[..., Value]:
    """An operation that gives the tensor itself another shape."""

    def apply(machine: Items, tensor: Tensor, *rest: Value, **options: Value) -> Value:
        made = rule(machine, tensor, *rest, **options)
        numbers_of_made = made.known
        tensor.overwrite()
        # What only one way of a branch does to the shape cannot be undone.
        tensor.shape = (
            Unknown("a shape that one way of a branch changes") if machine.exploring else made.shape
        )
        if not machine.exploring and tensor.memory is None:
            tensor.numbers = numbers_of_made
        return tensor

    return apply


def overwritten_beside(machine: Items, tensor: Shaped, *rest: Value, **options: Value) -> Value:
    """An operation in place with others, which must fit into the tensor's shape."""
    tensor.overwrite()
    for other in (*rest, *options.values()):
        if isinstance(other, Tensor) and isinstance(other.shape, tuple):
            if len(other.shape) > len(tensor.shape):
                raise Misfit(
                    f"{shapes.shown(other.shape)} does not fit into {shapes.shown(tensor.shape)} in place"
                )
            shapes.expanded(other.shape, tensor.shape)
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
        held = (
            numbers.fraction_type(left.dtype or "", right.dtype or "") if dtype == numbers.FRACTION else dtype
        )
        return typed(Tensor(shape, "tensor", known), held or _common_type(left, right))

    return apply


def _common_type(left: Tensor, right: Tensor) -> str | None:
    return left.dtype if left.dtype == right.dtype else None


def _beside(value: Value, other: Value) -> Tensor | None:
    """A number as a tensor without axes, of a type that leaves the other's as it is."""
    if isinstance(value, Tensor):
        return value
    if isinstance(value, (int, float, complex, Size)):
        kind = other.dtype if isinstance(other, Tensor) and other.dtype else "float32"
        number = numbers.of_scalar(value, kind)
        if number is None and isinstance(value, Size):
            return typed(Tensor(()), kind)
        return Tensor((), "tensor", number)
    return None


def broadcast_all(machine: Items, tensor: Shaped, *others: Value, **options: Value) -> Value:
    """An operation on several tensors and numbers, all broadcast."""
    shape: Shape = tensor.shape
    for other in (*others, *options.values()):
        if isinstance(other, Tensor):
            shape = shapes.broadcast(shape, other.shape)
    return Tensor(shape)


# --- fewer axes -------------------------------------------------------------------------------------


def reduction(
    function: Callable[[Sequence[Any]], Any] | None = None, dtype: str | None = None, single: bool = False
) -> Callable[..., Value]:
    """An operation that takes axes away; only one at a time where it is `single`."""

    def apply(
        machine: Items, tensor: Shaped, dim: Value = None, keepdim: bool = False, **options: Value
    ) -> Value:
        if single and isinstance(dim, (tuple, list)):
            raise Misfit("one dimension at a time", "TypeError")
        shape = shapes.reduced(tensor.shape, None if dim in ((), []) else dim, _truth(keepdim))
        known = tensor.known
        if (
            known is None
            or function is None
            or (dim is not None and len(tensor.shape) > 1)
            or not known.items
        ):
            return typed(Tensor(shape), dtype or (None if tensor.dtype == "bool" else tensor.dtype))
        return Tensor(shape, "tensor", numbers.cast([function(known.items)], dtype or known.dtype))

    return apply


def _truth(keep: Value) -> bool:
    if not isinstance(keep, (bool, int)):
        raise TypeError("an argument that is no truth")
    return bool(keep)


def spread_about(
    machine: Items, tensor: Shaped, dim: Value = None, *rest: Value, keepdim: Value = None, **options: Value
) -> Value:
    """`std` and `var`: `(dim, unbiased, keepdim)`, or the options by name."""
    if isinstance(dim, bool):
        dim, rest = None, (dim, *rest)
    keep = keepdim if keepdim is not None else rest[1] if len(rest) > 1 else False
    return Tensor(shapes.reduced(tensor.shape, dim, _truth(keep)))


def counted(machine: Items, tensor: Shaped, dim: Value = None) -> Value:
    """`count_nonzero`, which keeps no dimension."""
    return typed(Tensor(shapes.reduced(tensor.shape, dim, False)), "int64")


def spread_twice(machine: Items, tensor: Shaped, dim: Value = None, *rest: Value, **options: Value) -> Value:
    """`std_mean` and `var_mean`."""
    return spread_about(machine, tensor, dim, *rest, **options), spread_about(
        machine, tensor, dim, *rest, **options
    )


def both_extremes(machine: Items, tensor: Shaped, *, dim: Value = None, keepdim: Value = False) -> Value:
    """`aminmax`."""
    shape = shapes.reduced(tensor.shape, dim, _truth(keepdim))
    return tensor.like(shape), tensor.like(shape)


def norm_of(
    machine: Items,
    tensor: Shaped,
    p: Value = None,
    dim: Value = None,
    keepdim: Value = False,
    **options: Value,
) -> Value:
    """`norm` with the order first."""
    return Tensor(shapes.reduced(tensor.shape, dim, _truth(keepdim)))


def most_frequent(machine: Items, tensor: Shaped, dim: Value = -1, keepdim: Value = False) -> Value:
    """`mode`, and `median` along an axis: values and their positions."""
    shape = shapes.reduced(tensor.shape, dim, _truth(keepdim))
    return Ranked((tensor.like(shape), typed(Tensor(shape), "int64")))


def kth(machine: Items, tensor: Shaped, k: Value, dim: Value = -1, keepdim: Value = False) -> Value:
    """`kthvalue`."""
    return most_frequent(machine, tensor, dim, keepdim)


class Ranked(tuple[Tensor, ...]):
    """The elements that a rule picks along an axis and where they stood: also its `values` and `indices`."""


def extreme(function: Callable[..., Any]) -> Callable[..., Value]:
    """`max` and `min`: of all elements, of two tensors, or along an axis with the positions."""
    whole = reduction(function)
    pairwise = elementwise(function)

    def apply(
        machine: Items, tensor: Shaped, dim: Value = None, keepdim: bool = False, **options: Value
    ) -> Value:
        other = options.get("other", dim)
        if isinstance(other, Tensor):
            return pairwise(machine, tensor, other)
        if dim is None:
            return whole(machine, tensor)
        if not isinstance(dim, int):
            raise Misfit("one dimension at a time", "TypeError")
        shape = shapes.reduced(tensor.shape, dim, _truth(keepdim))
        return Ranked((tensor.like(shape), typed(Tensor(shape), "int64")))

    return apply


def middle(machine: Items, tensor: Shaped, dim: Value = None, keepdim: Value = False) -> Value:
    """`median`: of all elements, or along an axis with the positions."""
    return tensor.like(()) if dim is None else most_frequent(machine, tensor, dim, keepdim)


def ranked(machine: Items, tensor: Shaped, k: Value, dim: int = -1, *rest: Value, **options: Value) -> Value:
    """`topk`."""
    axis = shapes.axis_of(dim, len(tensor.shape))
    size = tensor.shape[axis] if tensor.shape else 1
    if isinstance(k, int) and isinstance(size, int) and not 0 <= k <= size:
        raise Misfit(f"the {k} greatest of a dimension of size {size}")
    shape = shapes.replaced(tensor.shape, axis, k) if tensor.shape else ()
    return Ranked((tensor.like(shape), typed(Tensor(shape), "int64")))


def ordered(machine: Items, tensor: Shaped, dim: Value = -1, *rest: Value, **options: Value) -> Value:
    """`sort`: the elements along an axis, and where they were."""
    shapes.axis_of(dim, len(tensor.shape))
    return Ranked((tensor.like(tensor.shape), typed(Tensor(tensor.shape), "int64")))


def running_extreme(machine: Items, tensor: Shaped, dim: Value) -> Value:
    """`cummax` and `cummin`."""
    shapes.axis_of(dim, len(tensor.shape))
    return Ranked((tensor.like(tensor.shape), typed(Tensor(tensor.shape), "int64")))


def positions(machine: Items, tensor: Shaped, dim: Value = -1, *rest: Value, **options: Value) -> Value:
    """`argsort`."""
    shapes.axis_of(dim, len(tensor.shape))
    return typed(Tensor(tensor.shape), "int64")


def unique(machine: Items, tensor: Shaped, *rest: Value, **options: Value) -> Value:
    """The different elements in order; with `return_counts` how often each occurs."""
    known = tensor.known
    asked = [name for name in ("return_inverse", "return_counts") if options.get(name)]
    if rest or options.get("dim") is not None:
        raise ValueError("the different parts of a tensor")
    if known is None or "return_inverse" in asked:
        lost = Tensor((Unknown("the number of different elements of a tensor"),))
        return (lost, *(Tensor(Unknown("a tensor of counts")) for _ in asked)) if asked else lost
    items = tuple(sorted(set(known.items)))
    found = Tensor((len(items),), "tensor", Numbers(items, known.dtype))
    if not asked:
        return found
    counts = tuple(known.items.count(item) for item in items)
    return found, Tensor(
        (len(items),), "tensor", Numbers(counts, WHOLE if known.dtype in (WHOLE, "float64") else "int64")
    )


def differences(machine: Items, tensor: Shaped, n: Value = 1, dim: int = -1, **options: Value) -> Value:
    """`diff` along an axis."""
    axis = shapes.axis_of(dim, len(tensor.shape))
    if options or n != 1 or not tensor.shape:
        raise ValueError("differences of other kinds")
    size = tensor.shape[axis]
    shape = shapes.replaced(
        tensor.shape, axis, max(0, size - 1) if isinstance(size, int) else binary("-", size, 1)
    )
    known = tensor.known
    if known is None or len(tensor.shape) != 1:
        return Tensor(shape)
    pairs = zip(known.items, known.items[1:], strict=False)
    return Tensor(shape, "tensor", numbers.cast([b - a for a, b in pairs], known.dtype))


def accumulated(machine: Items, tensor: Shaped, dim: Value = 0, **options: Value) -> Value:
    """`cumsum`."""
    shapes.axis_of(dim, len(tensor.shape))
    known = tensor.known
    if known is None or len(tensor.shape) != 1 or known.dtype == "bool" or options:
        return tensor.like(tensor.shape)
    items = [sum(known.items[: index + 1]) for index in range(len(known.items))]
    return tensor.like(tensor.shape, numbers.cast(items, known.dtype))
