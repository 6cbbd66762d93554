"""What can be done with tensors, as methods and as functions of the same name.

Each is a Python function of the machine, the tensor and its other arguments. Unknown arguments never
reach them: the result is then a tensor of unknown shape.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

from ...size import Size
from ...unknown import Unknown
from ...values.objects import External, Numbers, Tensor, Value
from ...values.operators import binary
from ..items import Items
from . import numbers, shapes
from .tensor_making import shape_of

Shape = Any


def axes_of(dim: Value) -> list[int] | None:
    """The axes that a `dim` argument names, None for all of them."""
    if dim is None:
        return None
    return [int(axis) for axis in dim] if isinstance(dim, (tuple, list)) else [int(dim)]


# --- the same shape ---------------------------------------------------------------------------------


def mapped(function: Callable[[Any], Any] | None = None, dtype: str | None = None) -> Callable[..., Value]:
    """An operation on each element."""

    def apply(machine: Items, tensor: Tensor, *rest: Value, **options: Value) -> Value:
        known = None
        if function is not None and not rest and not options:
            known = numbers.mapped(tensor.known, function, dtype)
        return Tensor(tensor.shape, "tensor", known)

    return apply


def rounded(function: Callable[[Any], Any]) -> Callable[..., Value]:
    """An operation on each element that keeps the type."""

    def apply(machine: Items, tensor: Tensor, **options: Value) -> Value:
        known = tensor.known
        return Tensor(tensor.shape, "tensor", numbers.mapped(known, function, known.dtype) if known else None)

    return apply


def converted(machine: Items, tensor: Tensor, *rest: Value, **options: Value) -> Value:
    """`to(...)` and its like: the same tensor unless the type changes."""
    wanted = options.get("dtype", next((value for value in rest if isinstance(value, External)), None))
    dtype = numbers.type_of(wanted)
    known = tensor.known
    if dtype is None or known is None or dtype == known.dtype:
        return tensor
    return Tensor(tensor.shape, "tensor", numbers.cast(known.items, dtype))


def cast(dtype: str) -> Callable[..., Value]:
    """`int()`, `float()`, …: a parameter stays the parameter that it is."""

    def apply(machine: Items, tensor: Tensor, **options: Value) -> Value:
        known = tensor.known
        if known is None or known.dtype == dtype:
            return tensor
        return Tensor(tensor.shape, "tensor", numbers.cast(known.items, dtype))

    return apply


def copied(machine: Items, tensor: Tensor, **options: Value) -> Value:
    """A tensor with memory of its own."""
    return Tensor(tensor.shape, "tensor", tensor.known)


def viewed(machine: Items, tensor: Tensor, *rest: Value, **options: Value) -> Value:
    """The same elements in the same memory."""
    return tensor.view(tensor.shape, tensor.known)


def overwritten(machine: Items, tensor: Tensor, *rest: Value, **options: Value) -> Value:
    """An operation in place."""
    tensor.overwrite()
    return tensor


# --- elementwise ------------------------------------------------------------------------------------


def elementwise(function: Callable[[Any, Any], Any], dtype: str | None = None, swap: bool = False) -> Callable[..., Value]:
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


def divided(left: Any, right: Any) -> Any:
    """True division; elements of whole numbers become floats."""
    return left / right


# --- fewer axes -------------------------------------------------------------------------------------


def reduction(function: Callable[[Sequence[Any]], Any] | None = None, dtype: str | None = None) -> Callable[..., Value]:
    """An operation that takes axes away."""

    def apply(
        machine: Items, tensor: Tensor, dim: Value = None, keepdim: bool = False, **options: Value
    ) -> Value:
        axes = axes_of(options.get("axis", dim))
        shape = shapes.reduced(tensor.shape, axes, bool(options.get("keepdims", keepdim)))
        known = tensor.known
        if known is None or function is None or (axes is not None and len(tensor.shape) > 1) or not known.items:
            return Tensor(shape)
        return Tensor(shape, "tensor", numbers.cast([function(known.items)], dtype or known.dtype))

    return apply


def extreme(function: Callable[..., Any]) -> Callable[..., Value]:
    """`max` and `min`: of all elements, of two tensors, or along an axis with the positions."""
    whole = reduction(function)
    pairwise = elementwise(function)

    def apply(machine: Items, tensor: Tensor, dim: Value = None, keepdim: bool = False, **options: Value) -> Value:
        if isinstance(dim, Tensor):
            return pairwise(machine, tensor, dim)
        if dim is None:
            return whole(machine, tensor)
        shape = shapes.reduced(tensor.shape, axes_of(dim), bool(keepdim))
        return Tensor(shape), Tensor(shape)

    return apply


def ranked(machine: Items, tensor: Tensor, k: Value, dim: int = -1, **options: Value) -> Value:
    """`topk`."""
    axis = shapes.axis_of(dim, len(tensor.shape))
    shape = (*tensor.shape[:axis], k, *tensor.shape[axis + 1 :])
    return Tensor(shape), Tensor(shape)


def unique(machine: Items, tensor: Tensor, *rest: Value, **options: Value) -> Value:
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
    return found, Tensor((len(items),), "tensor", Numbers(counts, "int64"))


def differences(machine: Items, tensor: Tensor, **options: Value) -> Value:
    """`diff` along the last axis."""
    shape = (*tensor.shape[:-1], binary("-", tensor.shape[-1], 1))
    known = tensor.known
    if known is None or len(tensor.shape) != 1 or options:
        return Tensor(shape)
    pairs = zip(known.items, known.items[1:], strict=False)
    return Tensor(shape, "tensor", numbers.cast([b - a for a, b in pairs], known.dtype))


def accumulated(machine: Items, tensor: Tensor, dim: Value = 0, **options: Value) -> Value:
    """`cumsum`."""
    known = tensor.known
    if known is None or len(tensor.shape) != 1 or known.dtype == "bool" or options:
        return Tensor(tensor.shape)
    items = [sum(known.items[: index + 1]) for index in range(len(known.items))]
    return Tensor(tensor.shape, "tensor", numbers.cast(items, known.dtype))


# --- other shapes -----------------------------------------------------------------------------------


def reshaped(machine: Items, tensor: Tensor, *sizes: Value, **options: Value) -> Value:
    """`view` and `reshape`; `view(dtype)` only changes the type."""
    if sizes and isinstance(sizes[0], External):
        return tensor.view(tensor.shape)
    shape = shape_of(machine, list(sizes) or [options.get("shape", options.get("size", ()))])
    if isinstance(shape, Unknown):
        return tensor.view(shape)
    return tensor.view(shapes.reshaped(tensor.shape, shape), tensor.known)


def flattened(machine: Items, tensor: Tensor, start_dim: int = 0, end_dim: int = -1) -> Value:
    """`flatten`."""
    return tensor.view(shapes.flattened(tensor.shape, start_dim, end_dim), tensor.known)


def unflattened(machine: Items, tensor: Tensor, dim: int, sizes: Value) -> Value:
    """`unflatten`."""
    axis = shapes.axis_of(dim, len(tensor.shape))
    inner = shapes.reshaped((tensor.shape[axis],), tuple(sizes))
    return tensor.view((*tensor.shape[:axis], *inner, *tensor.shape[axis + 1 :]), tensor.known)


def squeezed(machine: Items, tensor: Tensor, dim: Value = None) -> Value:
    """`squeeze`."""
    axes = {shapes.axis_of(axis, len(tensor.shape)) for axis in axes_of(dim) or range(len(tensor.shape))}
    if any(not isinstance(tensor.shape[axis], int) for axis in axes):
        return tensor.view(Unknown("a shape without the axes of size 1"))
    kept = [size for axis, size in enumerate(tensor.shape) if axis not in axes or size != 1]
    return tensor.view(tuple(kept), tensor.known)


def unsqueezed(machine: Items, tensor: Tensor, dim: int) -> Value:
    """`unsqueeze`."""
    sizes = list(tensor.shape)
    sizes.insert(shapes.axis_of(dim, len(sizes) + 1), 1)
    return tensor.view(tuple(sizes), tensor.known)


def permuted(machine: Items, tensor: Tensor, *dims: Value, **options: Value) -> Value:
    """`permute`."""
    order = shape_of(machine, list(dims) or [options["dims"]])
    axes = [shapes.axis_of(axis, len(tensor.shape)) for axis in order]
    return _in_order(tensor, axes)


def transposed(machine: Items, tensor: Tensor, dim0: int = -1, dim1: int = -2) -> Value:
    """`transpose`, `t`, `T`."""
    axes = list(range(len(tensor.shape)))
    if len(axes) > 1:
        first, second = shapes.axis_of(dim0, len(axes)), shapes.axis_of(dim1, len(axes))
        axes[first], axes[second] = axes[second], axes[first]
    return _in_order(tensor, axes)


def _in_order(tensor: Tensor, axes: list[int]) -> Tensor:
    shape = tuple(tensor.shape[axis] for axis in axes)
    return tensor.view(shape, numbers.permuted(tensor.known, tensor.shape, axes))


def moved(machine: Items, tensor: Tensor, source: Value, destination: Value) -> Value:
    """`movedim`."""
    rank = len(tensor.shape)
    sources = [shapes.axis_of(axis, rank) for axis in axes_of(source) or ()]
    targets = [shapes.axis_of(axis, rank) for axis in axes_of(destination) or ()]
    order = [axis for axis in range(rank) if axis not in sources]
    for target, axis in sorted(zip(targets, sources, strict=True)):
        order.insert(target, axis)
    return _in_order(tensor, order)


def expanded(machine: Items, tensor: Tensor, *sizes: Value, **options: Value) -> Value:
    """`expand` and `broadcast_to`."""
    shape = shape_of(machine, list(sizes) or [options.get("size", ())])
    return tensor.view(shapes.expanded(tensor.shape, shape))


def like_other(machine: Items, tensor: Tensor, other: Tensor) -> Value:
    """`expand_as`, `view_as`, `type_as` and their like."""
    return tensor.view(other.shape)


def tiled(machine: Items, tensor: Tensor, *times: Value, **options: Value) -> Value:
    """`repeat` and `tile`."""
    return Tensor(shapes.tiled(tensor.shape, shape_of(machine, list(times) or [options.get("dims", ())])))


def repeated(machine: Items, tensor: Tensor, repeats: Value, dim: Value = None, **options: Value) -> Value:
    """`repeat_interleave`."""
    if isinstance(repeats, Tensor):
        return Tensor(Unknown("a tensor whose elements are repeated"))
    if dim is None:
        return Tensor((binary("*", shapes.elements(tensor.shape), repeats),))
    axis = shapes.axis_of(dim, len(tensor.shape))
    size = binary("*", tensor.shape[axis], repeats)
    return Tensor((*tensor.shape[:axis], size, *tensor.shape[axis + 1 :]))


def flipped(machine: Items, tensor: Tensor, *dims: Value) -> Value:
    """`flip`."""
    known = tensor.known
    reverse = known and len(tensor.shape) == 1
    items = Numbers(known.items[::-1], known.dtype) if known and reverse else None
    return Tensor(tensor.shape, "tensor", items)


def _part(tensor: Tensor, axis: int, start: Value, length: Value) -> Tensor:
    """What lies between two positions of an axis."""
    shape = (*tensor.shape[:axis], length, *tensor.shape[axis + 1 :])
    if tensor.known is None:
        return tensor.view(shape)
    ranges: list[Sequence[int]] = [range(size) for size in tensor.shape]
    ranges[axis] = ranges[axis][start : start + length]
    return tensor.view(shape, numbers.picked(tensor.known, tensor.shape, ranges))


def chunked(machine: Items, tensor: Tensor, chunks: int, dim: int = 0) -> Value:
    """`chunk`."""
    axis = shapes.axis_of(dim, len(tensor.shape))
    size = tensor.shape[axis]
    if isinstance(size, int):
        return split(machine, tensor, -(-size // chunks), dim)
    part = binary("//", size, chunks)
    return tuple(tensor.view((*tensor.shape[:axis], part, *tensor.shape[axis + 1 :])) for _ in range(chunks))


def split(machine: Items, tensor: Tensor, split_size: Value, dim: int = 0) -> Value:
    """`split`: into parts of one size, or of these sizes."""
    axis = shapes.axis_of(dim, len(tensor.shape))
    parts = list(split_size) if isinstance(split_size, (tuple, list)) else []
    if not parts:
        size = tensor.shape[axis]
        if not isinstance(size, int) or size > split_size * 1000:
            return Unknown("the parts of a tensor of unknown size")
        parts = [min(split_size, size - start) for start in range(0, size, split_size)]
    starts = [sum(parts[:index]) for index in range(len(parts))] if tensor.known else parts
    return tuple(_part(tensor, axis, start, part) for start, part in zip(starts, parts, strict=True))


def unbound(machine: Items, tensor: Tensor, dim: int = 0) -> Value:
    """`unbind`."""
    axis = shapes.axis_of(dim, len(tensor.shape))
    count = tensor.shape[axis]
    if not isinstance(count, int) or count > numbers.MOST_NUMBERS:
        return Unknown("the slices of a tensor of unknown size")
    rest = (*tensor.shape[:axis], *tensor.shape[axis + 1 :])
    if axis == 0:
        return tuple(item(machine, tensor, index) for index in range(count))
    return tuple(tensor.view(rest) for _ in range(count))


def narrowed(machine: Items, tensor: Tensor, dim: int, start: Value, length: Value) -> Value:
    """`narrow`."""
    return _part(tensor, shapes.axis_of(dim, len(tensor.shape)), start, length)


def selected(machine: Items, tensor: Tensor, dim: int, index: Tensor) -> Value:
    """`index_select`."""
    axis = shapes.axis_of(dim, len(tensor.shape))
    return Tensor((*tensor.shape[:axis], *index.shape, *tensor.shape[axis + 1 :]))


def gathered(machine: Items, tensor: Tensor, dim: int, index: Tensor, **options: Value) -> Value:
    """`gather`."""
    return Tensor(index.shape)


def diagonal(machine: Items, tensor: Tensor, *rest: Value) -> Value:
    """`diag` of a vector."""
    if rest or len(tensor.shape) != 1:
        return Tensor(Unknown("a diagonal"))
    return Tensor((tensor.shape[0], tensor.shape[0]))


# --- several tensors --------------------------------------------------------------------------------


def joined(machine: Items, tensors: Value, dim: int = 0, **options: Value) -> Value:
    """`cat`."""
    parts = [part for part in machine.items_of(tensors, None) if part.shape != (0,)]
    if not parts:
        return Tensor((0,))
    dim = options.get("axis", dim)
    if any(isinstance(part.shape, Unknown) for part in parts):
        return Tensor(next(part.shape for part in parts if isinstance(part.shape, Unknown)))
    axis = shapes.axis_of(dim, len(parts[0].shape))
    total: Value = 0
    for part in parts:
        total = binary("+", total, part.shape[axis])
    shape = (*parts[0].shape[:axis], total, *parts[0].shape[axis + 1 :])
    return Tensor(shape, "tensor", _in_a_row(parts) if axis == 0 else None)


def stacked(machine: Items, tensors: Value, dim: int = 0, **options: Value) -> Value:
    """`stack`."""
    parts = machine.items_of(tensors, None)
    shape = parts[0].shape
    if isinstance(shape, Unknown):
        return Tensor(shape)
    sizes = list(shape)
    axis = shapes.axis_of(dim, len(sizes) + 1)
    sizes.insert(axis, len(parts))
    return Tensor(tuple(sizes), "tensor", _in_a_row(parts) if axis == 0 else None)


def _in_a_row(parts: Sequence[Tensor]) -> Numbers | None:
    known = [part.known for part in parts]
    dtypes = {each.dtype if each else None for each in known}
    if None in dtypes or len(dtypes) != 1:
        return None
    items = tuple(item for each in known if each for item in each.items)
    dtype = dtypes.pop()
    return Numbers(items, dtype) if dtype and len(items) <= numbers.MOST_NUMBERS else None


def grid(machine: Items, *tensors: Value, indexing: Value = "ij") -> Value:
    """`meshgrid`: one tensor of the common shape for each that is given."""
    given = list(tensors)
    if len(given) == 1 and not isinstance(given[0], Tensor):
        given = machine.items_of(given[0], None)  # type: ignore[assignment]
    sizes: list[Value] = []
    for tensor in given:
        if isinstance(tensor.shape, Unknown):
            return tuple(Tensor(tensor.shape) for _ in given)
        sizes.append(tensor.shape[0] if tensor.shape else 1)
    if indexing == "xy" and len(sizes) > 1:
        sizes[:2] = sizes[1::-1]
    return tuple(Tensor(tuple(sizes)) for _ in given)


def multiplied(machine: Items, left: Tensor, right: Tensor) -> Value:
    """`matmul`, `mm`, `bmm`, `@`."""
    return Tensor(shapes.multiplied(left.shape, right.shape))


def outer(machine: Items, left: Tensor, right: Tensor) -> Value:
    """`outer`."""
    return Tensor((left.shape[0], right.shape[0]))


def summed(machine: Items, equation: str, *tensors: Value) -> Value:
    """`einsum`: the sizes behind the letters of the result."""
    terms, arrow, wanted = equation.replace(" ", "").partition("->")
    given = list(tensors) if isinstance(tensors[0], Tensor) else machine.items_of(tensors[0], None)
    if not arrow or "." in equation:
        return Tensor(Unknown("an einsum without a plain result"))
    sizes: dict[str, Value] = {}
    for term, tensor in zip(terms.split(","), given, strict=True):  # type: ignore[arg-type]
        sizes.update(zip(term, tensor.shape, strict=True))
    return Tensor(tuple(sizes[letter] for letter in wanted))


def chosen(machine: Items, condition: Tensor, *ways: Value) -> Value:
    """`where` with two ways."""
    if len(ways) != 2:
        return Unknown("the positions where a tensor holds")
    shape: Shape = condition.shape
    for way in ways:
        shape = shapes.broadcast(shape, way.shape) if isinstance(way, Tensor) else shape
    return Tensor(shape)


# --- reading ----------------------------------------------------------------------------------------


def item(machine: Items, tensor: Tensor, index: Value) -> Value:
    """`tensor[index]`."""
    parts = index if isinstance(index, tuple) else (index,)
    places: list[Value] = []
    for part in parts:
        place = _place(machine, part)
        if isinstance(place, Unknown):
            return tensor.view(place)
        places.append(place)
    shape = shapes.indexed(tensor.shape, tuple(places))
    if all(isinstance(part, (int, slice)) for part in places):
        ranges = _ranges(tensor.shape, places)
        return tensor.view(shape, numbers.picked(tensor.known, tensor.shape, ranges) if ranges else None)
    return tensor.view(shape) if any(part is None or part is ... for part in places) else Tensor(shape)


def _place(machine: Items, part: Value) -> Value:
    """One part of an index: for a tensor of positions its shape; a mask picks nobody knows how many."""
    if isinstance(part, Tensor):
        known = part.known
        if known is None or known.dtype == "bool":
            return Unknown("a tensor at the places of another")
        return part.shape
    if isinstance(part, (list, range)):
        return Unknown("a mask") if any(isinstance(each, bool) for each in part) else (len(part),)
    return part


def _ranges(shape: Shape, places: Sequence[Value]) -> list[Sequence[int]] | None:
    if not all(isinstance(size, int) for size in shape):
        return None
    ranges: list[Sequence[int]] = []
    for size, place in zip(shape, places, strict=False):
        if isinstance(place, slice):
            ranges.append(range(size)[place])
        else:
            ranges.append([shapes.axis_of(place, size)])
    return [*ranges, *(range(size) for size in shape[len(places) :])]


def listed(machine: Items, tensor: Tensor) -> Value:
    """`tolist`: nested lists, of unknown numbers where only the shape is known."""
    known = tensor.known
    if known is not None:
        return numbers.nested(known, tensor.shape)
    if not all(isinstance(size, int) for size in tensor.shape) or math.prod(tensor.shape) > numbers.MOST_NUMBERS:
        return Unknown("the elements of a tensor")
    unknowns = tuple(Unknown("the value of a tensor") for _ in range(math.prod(tensor.shape)))
    return numbers.nested(Numbers(unknowns, "float32"), tensor.shape)


def scalar(machine: Items, tensor: Tensor) -> Value:
    """`item`: the only element."""
    known = tensor.known
    return known.items[0] if known and len(known.items) == 1 else Unknown("the value of a tensor")
