"""Parts of tensors: cut, picked, indexed and read out."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from ...size import Size
from ...unknown import Unknown
from ...values.objects import WHOLE, Numbers, Tensor, Value
from ...values.operators import binary
from ..items import Items
from . import numbers, shapes
from .shapes import Misfit
from .tensor_elements import Shaped, typed

Shape = Any


def _part(tensor: Shaped, axis: int, start: Value, length: Value) -> Tensor:
    """What lies between two positions of an axis."""
    shape = shapes.replaced(tensor.shape, axis, length)
    if tensor.known is None or not isinstance(start, int):
        return tensor.view(shape)
    ranges: list[Sequence[int]] = [range(size) for size in tensor.shape]
    ranges[axis] = ranges[axis][start : start + length]
    return tensor.view(shape, numbers.picked(tensor.known, tensor.shape, ranges))


def _cut(tensor: Shaped, axis: int, parts: Sequence[Value]) -> Value:
    starts = [shapes.added(parts[:index]) for index in range(len(parts))]
    return tuple(_part(tensor, axis, start, part) for start, part in zip(starts, parts, strict=True))


def chunked(machine: Items, tensor: Shaped, chunks: int, dim: int = 0) -> Value:
    """`chunk`."""
    axis = shapes.axis_of(dim, len(tensor.shape))
    size = tensor.shape[axis]
    if isinstance(chunks, int) and chunks < 1:
        raise Misfit(f"{chunks} chunks")
    if isinstance(size, int):
        return _cut(tensor, axis, shapes.parts_of(size, -(-size // chunks)))
    return _cut(tensor, axis, shapes.evenly(size, chunks))


def split(machine: Items, tensor: Shaped, split_size: Value = None, dim: int = 0, **options: Value) -> Value:
    """`split`: into parts of one size, or of these sizes."""
    if split_size is None:
        split_size = next(iter(options.values()))
    axis = shapes.axis_of(dim, len(tensor.shape))
    size = tensor.shape[axis]
    if not isinstance(split_size, (tuple, list)):
        return _cut(tensor, axis, shapes.parts_of(size, split_size))
    total = shapes.added(split_size)
    if shapes.agree(total, size) is False:
        raise Misfit(
            f"parts of sizes {shapes.shown(tuple(split_size))} of a dimension of size {size}: they add up to {total}"
        )
    return _cut(tensor, axis, list(split_size))


def split_evenly(
    machine: Items, tensor: Shaped, sections: Value = None, dim: int = 0, **options: Value
) -> Value:
    """`tensor_split`: so many parts, or parts that end at these places."""
    if sections is None:
        sections = next(iter(options.values()))
    axis = shapes.axis_of(dim, len(tensor.shape))
    size = tensor.shape[axis]
    if not isinstance(sections, (tuple, list)):
        return _cut(tensor, axis, shapes.evenly(size, sections))
    if not isinstance(size, int) or not all(isinstance(place, int) for place in sections):
        return Unknown("the parts of a tensor of unknown size")
    ranges = zip((None, *sections), (*sections, None), strict=True)
    return _cut(tensor, axis, [shapes.sliced(size, slice(start, stop)) for start, stop in ranges])


def unbound(machine: Items, tensor: Shaped, dim: int = 0) -> Value:
    """`unbind`."""
    if not tensor.shape:
        raise Misfit("a tensor without dimensions has no parts")
    axis = shapes.axis_of(dim, len(tensor.shape))
    count = tensor.shape[axis]
    if not isinstance(count, int) or count > numbers.MOST_NUMBERS:
        return Unknown("the slices of a tensor of unknown size")
    if axis == 0:
        return tuple(item(machine, tensor, index) for index in range(count))
    return tuple(tensor.view(shapes.replaced(tensor.shape, axis)) for _ in range(count))


def narrowed(machine: Items, tensor: Shaped, dim: int, start: Value, length: Value) -> Value:
    """`narrow`."""
    axis = shapes.axis_of(dim, len(tensor.shape))
    size = tensor.shape[axis]
    if all(isinstance(each, int) for each in (size, start, length)):
        first = start + size if start < 0 else start
        if not 0 <= first <= first + length <= size:
            raise Misfit(f"{length} from {start} of a dimension of size {size}")
        start = first
    return _part(tensor, axis, start, length)


def taken(machine: Items, tensor: Shaped, dim: int, index: int) -> Value:
    """`select`: one place of an axis."""
    axis = shapes.axis_of(dim, len(tensor.shape))
    return item(machine, tensor, (*[slice(None)] * axis, index))


def selected(machine: Items, tensor: Shaped, dim: int, index: Shaped) -> Value:
    """`index_select`."""
    axis = shapes.axis_of(dim, len(tensor.shape))
    if len(index.shape) > 1:
        raise Misfit(f"positions of shape {shapes.shown(index.shape)} are no vector")
    if not tensor.shape:
        return Tensor(())
    return Tensor(shapes.replaced(tensor.shape, axis, shapes.elements(index.shape)))


def gathered(machine: Items, tensor: Shaped, dim: int, index: Shaped, sparse_grad: Value = False) -> Value:
    """`gather`."""
    shapes.axis_of(dim, len(tensor.shape))
    if max(len(index.shape), 1) != max(len(tensor.shape), 1):
        raise Misfit(
            f"positions of shape {shapes.shown(index.shape)} in a tensor of shape {shapes.shown(tensor.shape)}"
        )
    return Tensor(index.shape)


def taken_along(machine: Items, tensor: Shaped, indices: Shaped, dim: Value = None) -> Value:
    """`take_along_dim`."""
    if dim is None:
        return Tensor((shapes.elements(indices.shape),))
    axis = shapes.axis_of(dim, len(tensor.shape))
    if len(indices.shape) != len(tensor.shape):
        raise Misfit("positions of another number of dimensions")
    common = shapes.broadcast(shapes.replaced(tensor.shape, axis, 1), shapes.replaced(indices.shape, axis, 1))
    return Tensor(shapes.replaced(common, axis, indices.shape[axis]))


def picked(machine: Items, tensor: Shaped, index: Shaped) -> Value:
    """`take`: elements by their place in memory."""
    return tensor.like(index.shape)


def where_not_zero(machine: Items, tensor: Shaped, *, as_tuple: Value = False) -> Value:
    """`nonzero`: a row, or as a tuple a column, for nobody knows how many elements."""
    many = Unknown("how many elements are not zero")
    if as_tuple:
        return tuple(_typed_positions((many,)) for _ in range(max(1, len(tensor.shape))))
    return _typed_positions((many, len(tensor.shape)))


def _typed_positions(shape: Shape) -> Tensor:
    return typed(Tensor(shape), "int64")


def masked(machine: Items, tensor: Shaped, mask: Shaped) -> Value:
    """`masked_select`."""
    shapes.broadcast(tensor.shape, mask.shape)
    return Tensor((Unknown("how many elements a mask picks"),))


def windows(machine: Items, tensor: Shaped, dimension: int, size: Value, step: Value) -> Value:
    """`unfold` of a tensor: windows along one axis."""
    axis = shapes.axis_of(dimension, len(tensor.shape))
    if not tensor.shape:
        raise ValueError("windows of a number")
    own = tensor.shape[axis]
    if isinstance(own, int) and isinstance(size, int) and size > own:
        raise Misfit(f"a window of {size} in a dimension of size {own}")
    return tensor.view((*shapes.replaced(tensor.shape, axis, shapes.slid(own, size, step)), size))


def diagonal(machine: Items, tensor: Shaped, offset: int = 0, dim1: int = 0, dim2: int = 1) -> Value:
    """`diagonal`."""
    first, second = (shapes.axis_of(axis, len(tensor.shape)) for axis in (dim1, dim2))
    if first == second:
        raise Misfit("the dimensions of a diagonal are the same")
    rest = [size for axis, size in enumerate(tensor.shape) if axis not in (first, second)]
    return tensor.view((*rest, _diagonal_size(tensor.shape[first], tensor.shape[second], offset)))


def _diagonal_size(rows: Value, columns: Value, offset: Value) -> Value:
    if all(isinstance(each, int) for each in (rows, columns, offset)):
        return max(0, min(rows, columns - offset) if offset >= 0 else min(rows + offset, columns))
    return rows if offset == 0 and shapes.agree(rows, columns) else Unknown("the size of a diagonal")


def diagonal_or_matrix(machine: Items, tensor: Shaped, diagonal_: int = 0, **options: Value) -> Value:
    """`diag`: of a matrix its diagonal, of a vector a matrix."""
    offset = options.get("diagonal", diagonal_)
    if len(tensor.shape) == 2:
        return Tensor((_diagonal_size(*tensor.shape, offset),))
    if len(tensor.shape) != 1:
        raise Misfit(f"diag() of a tensor of {len(tensor.shape)} dimensions")
    size = binary("+", tensor.shape[0], abs(offset))
    return Tensor((size, size))


def embedded(machine: Items, tensor: Shaped, offset: int = 0, dim1: int = -2, dim2: int = -1) -> Value:
    """`diag_embed`."""
    size = binary("+", tensor.shape[-1], abs(offset))
    sizes = list(tensor.shape[:-1])
    for axis in sorted(shapes.axis_of(axis, len(tensor.shape) + 1) for axis in (dim1, dim2)):
        sizes.insert(axis, size)
    return Tensor(tuple(sizes))


def item(machine: Items, tensor: Shaped, index: Value) -> Value:
    """`tensor[index]`."""
    parts = index if isinstance(index, tuple) else (index,)
    places = tuple(_place(machine, part) for part in parts)
    unknown = next((place for place in places if isinstance(place, Unknown)), None)
    if unknown is not None:
        return tensor.view(unknown)
    if tensor.dtype in _OF_NUMPY and any(map(_steps_back, places)):
        return tensor.view(Unknown("a slice of an array that steps back"))
    shape = shapes.indexed(tensor.shape, places)
    if all(isinstance(part, (int, slice)) for part in places):
        ranges = _ranges(tensor.shape, places)
        return tensor.view(shape, numbers.picked(tensor.known, tensor.shape, ranges) if ranges else None)
    if any(isinstance(part, tuple) for part in places):
        return Tensor(shape)
    return tensor.view(shape)


_OF_NUMPY = (WHOLE, "float64")


def _steps_back(place: Value) -> bool:
    return isinstance(place, slice) and isinstance(place.step, int) and place.step < 0


def _place(machine: Items, part: Value) -> Value:
    """One part of an index: for a tensor of positions its shape, for one of truths a Mask."""
    if isinstance(part, Tensor):
        if isinstance(part.shape, Unknown) or part.dtype is None:
            return Unknown("a tensor at the places of another")
        return shapes.Mask(part.shape) if part.dtype == "bool" else part.shape
    if isinstance(part, (list, range)):
        if any(isinstance(each, bool) or not isinstance(each, (int, Size)) for each in part):
            return Unknown("a tensor at the places of a list")
        return (len(part),)
    if part is None or part is ... or isinstance(part, (int, Size, slice, Unknown)):
        return _numbered(part) if isinstance(part, slice) else part
    return Unknown("an index of another kind")


def _numbered(part: slice) -> Value:
    """A slice whose bounds may be tensors of one element."""
    bounds = [
        (
            bound.known.items[0]
            if bound.known and len(bound.known.items) == 1
            else Unknown("the value of a tensor")
        )
        if isinstance(bound, Tensor)
        else bound
        for bound in (part.start, part.stop, part.step)
    ]
    return slice(*bounds)


def _ranges(shape: Shape, places: Sequence[Value]) -> list[Sequence[int]] | None:
    if not all(isinstance(size, int) for size in shape):
        return None
    ranges: list[Sequence[int]] = []
    for size, place in zip(shape, places, strict=False):
        if isinstance(place, slice):
            if not all(
                bound is None or isinstance(bound, int) for bound in (place.start, place.stop, place.step)
            ):
                return None
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
