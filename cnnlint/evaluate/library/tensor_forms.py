"""Operations that give a tensor another shape, join tensors, or read from them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from ...unknown import Unknown
from ...values.objects import External, Numbers, Tensor, Value
from ...values.operators import binary
from ..items import Items
from . import numbers, shapes
from .tensor_elements import Shaped, axes_of
from .tensor_making import shape_of

Shape = Any


# --- other shapes -----------------------------------------------------------------------------------


def reshaped(machine: Items, tensor: Shaped, *sizes: Value, **options: Value) -> Value:
    """`view` and `reshape`; `view(dtype)` only changes the type."""
    if sizes and isinstance(sizes[0], External):
        return tensor.view(tensor.shape)
    shape = shape_of(machine, list(sizes) or [options.get("shape", options.get("size", ()))])
    if isinstance(shape, Unknown):
        return tensor.view(shape)
    return tensor.view(shapes.reshaped(tensor.shape, shape), tensor.known)


def flattened(machine: Items, tensor: Shaped, start_dim: int = 0, end_dim: int = -1) -> Value:
    """`flatten`."""
    return tensor.view(shapes.flattened(tensor.shape, start_dim, end_dim), tensor.known)


def unflattened(machine: Items, tensor: Shaped, dim: int, sizes: Value) -> Value:
    """`unflatten`."""
    axis = shapes.axis_of(dim, len(tensor.shape))
    inner = shapes.reshaped((tensor.shape[axis],), tuple(sizes))
    return tensor.view((*tensor.shape[:axis], *inner, *tensor.shape[axis + 1 :]), tensor.known)


def squeezed(machine: Items, tensor: Shaped, dim: Value = None) -> Value:
    """`squeeze`."""
    axes = {shapes.axis_of(axis, len(tensor.shape)) for axis in axes_of(dim) or range(len(tensor.shape))}
    if any(not isinstance(tensor.shape[axis], int) for axis in axes):
        return tensor.view(Unknown("a shape without the axes of size 1"))
    kept = [size for axis, size in enumerate(tensor.shape) if axis not in axes or size != 1]
    return tensor.view(tuple(kept), tensor.known)


def unsqueezed(machine: Items, tensor: Shaped, dim: int) -> Value:
    """`unsqueeze`."""
    sizes = list(tensor.shape)
    sizes.insert(shapes.axis_of(dim, len(sizes) + 1), 1)
    return tensor.view(tuple(sizes), tensor.known)


def permuted(machine: Items, tensor: Shaped, *dims: Value, **options: Value) -> Value:
    """`permute`."""
    order = shape_of(machine, list(dims) or [options["dims"]])
    axes = [shapes.axis_of(axis, len(tensor.shape)) for axis in order]
    return _in_order(tensor, axes)


def transposed(machine: Items, tensor: Shaped, dim0: int = -1, dim1: int = -2) -> Value:
    """`transpose`, `t`, `T`."""
    axes = list(range(len(tensor.shape)))
    if len(axes) > 1:
        first, second = shapes.axis_of(dim0, len(axes)), shapes.axis_of(dim1, len(axes))
        axes[first], axes[second] = axes[second], axes[first]
    return _in_order(tensor, axes)


def _in_order(tensor: Shaped, axes: list[int]) -> Tensor:
    shape = tuple(tensor.shape[axis] for axis in axes)
    return tensor.view(shape, numbers.permuted(tensor.known, tensor.shape, axes))


def moved(machine: Items, tensor: Shaped, source: Value, destination: Value) -> Value:
    """`movedim`."""
    rank = len(tensor.shape)
    sources = [shapes.axis_of(axis, rank) for axis in axes_of(source) or ()]
    targets = [shapes.axis_of(axis, rank) for axis in axes_of(destination) or ()]
    order = [axis for axis in range(rank) if axis not in sources]
    for target, axis in sorted(zip(targets, sources, strict=True)):
        order.insert(target, axis)
    return _in_order(tensor, order)


def expanded(machine: Items, tensor: Shaped, *sizes: Value, **options: Value) -> Value:
    """`expand` and `broadcast_to`."""
    shape = shape_of(machine, list(sizes) or [options.get("size", ())])
    return tensor.view(shapes.expanded(tensor.shape, shape))


def like_other(machine: Items, tensor: Shaped, other: Shaped) -> Value:
    """`expand_as`, `view_as`, `type_as` and their like."""
    return tensor.view(other.shape)


def tiled(machine: Items, tensor: Shaped, *times: Value, **options: Value) -> Value:
    """`repeat` and `tile`."""
    return Tensor(shapes.tiled(tensor.shape, shape_of(machine, list(times) or [options.get("dims", ())])))


def repeated(machine: Items, tensor: Shaped, repeats: Value, dim: Value = None, **options: Value) -> Value:
    """`repeat_interleave`."""
    if isinstance(repeats, Tensor):
        return Tensor(Unknown("a tensor whose elements are repeated"))
    if dim is None:
        return Tensor((binary("*", shapes.elements(tensor.shape), repeats),))
    axis = shapes.axis_of(dim, len(tensor.shape))
    size = binary("*", tensor.shape[axis], repeats)
    return Tensor((*tensor.shape[:axis], size, *tensor.shape[axis + 1 :]))


def flipped(machine: Items, tensor: Shaped, *dims: Value) -> Value:
    """`flip`."""
    known = tensor.known
    reverse = known and len(tensor.shape) == 1
    items = Numbers(known.items[::-1], known.dtype) if known and reverse else None
    return Tensor(tensor.shape, "tensor", items)


def _part(tensor: Shaped, axis: int, start: Value, length: Value) -> Tensor:
    """What lies between two positions of an axis."""
    shape = (*tensor.shape[:axis], length, *tensor.shape[axis + 1 :])
    if tensor.known is None:
        return tensor.view(shape)
    ranges: list[Sequence[int]] = [range(size) for size in tensor.shape]
    ranges[axis] = ranges[axis][start : start + length]
    return tensor.view(shape, numbers.picked(tensor.known, tensor.shape, ranges))


def chunked(machine: Items, tensor: Shaped, chunks: int, dim: int = 0) -> Value:
    """`chunk`."""
    axis = shapes.axis_of(dim, len(tensor.shape))
    size = tensor.shape[axis]
    if isinstance(size, int):
        return split(machine, tensor, -(-size // chunks), dim)
    part = binary("//", size, chunks)
    return tuple(tensor.view((*tensor.shape[:axis], part, *tensor.shape[axis + 1 :])) for _ in range(chunks))


def split(machine: Items, tensor: Shaped, split_size: Value, dim: int = 0) -> Value:
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


def unbound(machine: Items, tensor: Shaped, dim: int = 0) -> Value:
    """`unbind`."""
    axis = shapes.axis_of(dim, len(tensor.shape))
    count = tensor.shape[axis]
    if not isinstance(count, int) or count > numbers.MOST_NUMBERS:
        return Unknown("the slices of a tensor of unknown size")
    rest = (*tensor.shape[:axis], *tensor.shape[axis + 1 :])
    if axis == 0:
        return tuple(item(machine, tensor, index) for index in range(count))
    return tuple(tensor.view(rest) for _ in range(count))


def narrowed(machine: Items, tensor: Shaped, dim: int, start: Value, length: Value) -> Value:
    """`narrow`."""
    return _part(tensor, shapes.axis_of(dim, len(tensor.shape)), start, length)


def selected(machine: Items, tensor: Shaped, dim: int, index: Shaped) -> Value:
    """`index_select`."""
    axis = shapes.axis_of(dim, len(tensor.shape))
    return Tensor((*tensor.shape[:axis], *index.shape, *tensor.shape[axis + 1 :]))


def gathered(machine: Items, tensor: Shaped, dim: int, index: Shaped, **options: Value) -> Value:
    """`gather`."""
    return Tensor(index.shape)


def diagonal(machine: Items, tensor: Shaped, *rest: Value) -> Value:
    """`diag` of a vector."""
    if rest or len(tensor.shape) != 1:
        return Tensor(Unknown("a diagonal"))
    return Tensor((tensor.shape[0], tensor.shape[0]))


# --- reading ----------------------------------------------------------------------------------------


def item(machine: Items, tensor: Shaped, index: Value) -> Value:
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


def listed(machine: Items, tensor: Shaped) -> Value:
    """`tolist`: nested lists, of unknown numbers where only the shape is known."""
    known = tensor.known
    if known is not None:
        return numbers.nested(known, tensor.shape)
    if (
        not all(isinstance(size, int) for size in tensor.shape)
        or math.prod(tensor.shape) > numbers.MOST_NUMBERS
    ):
        return Unknown("the elements of a tensor")
    unknowns = tuple(Unknown("the value of a tensor") for _ in range(math.prod(tensor.shape)))
    return numbers.nested(Numbers(unknowns, "float32"), tensor.shape)


def scalar(machine: Items, tensor: Shaped) -> Value:
    """`item`: the only element."""
    known = tensor.known
    return known.items[0] if known and len(known.items) == 1 else Unknown("the value of a tensor")
