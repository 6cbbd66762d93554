"""Shapes that Keras's functions give which join tensors, take them apart, pad and repeat them."""

from __future__ import annotations

from typing import Any

from ...size import Size
from ...unknown import Unknown
from ...values.objects import Tensor, Value
from ...values.operators import binary
from ..items import Items
from .keras_tensors import (
    Lost,
    Shape,
    axis_of,
    product,
    reckon,
    shape_like,
    symbolic,
)


def joined(machine: Items, xs: Value = None, axis: Value = 0, **options: Value) -> Shape:
    """`concatenate` and `concat`."""
    parts: Value = options.get("values", options.get("tensors", xs))
    shapes = [shape_like(part) for part in parts]
    place = axis_of(axis, len(shapes[0]))
    sizes = list(shapes[0])
    for index in range(len(sizes)):
        column = [shape[index] for shape in shapes]
        known = [size for size in column if size is not None]
        if index == place:
            total: Value = 0
            for size in column:
                total = reckon("+", total, size)
            sizes[index] = total
        else:
            sizes[index] = known[0] if known else None
            if any(
                isinstance(size, int) and isinstance(known[0], int) and size != known[0] for size in known
            ):
                raise Lost("sizes that differ")
    return tuple(sizes)


def last_joined(machine: Items, tensors: Value, axis: Value = -1) -> Shape:
    """`keras.backend.concatenate`."""
    return joined(machine, tensors, axis)


def stacked(machine: Items, x: Value = None, axis: Value = 0, **options: Value) -> Shape:
    """`stack`."""
    parts: Value = options.get("values", x)
    sizes = list(shape_like(parts[0]))
    sizes.insert(axis_of(axis, len(sizes) + 1), len(parts))
    return tuple(sizes)


def unstacked(machine: Items, x: Value, num: Value = None, axis: Value = 0, **options: Value) -> Value:
    """`unstack`: a list of tensors."""
    sizes = list(shape_like(x))
    count = sizes.pop(axis_of(axis, len(sizes)))
    count = num if isinstance(num, int) else count
    if not isinstance(count, int):
        raise Lost("an axis of unknown size is taken apart")
    return [symbolic(tuple(sizes)) for _ in range(count)]


def split(machine: Items, x: Value, parts: Value = None, axis: Value = 0, **options: Value) -> Value:
    """`split`: into so many equal parts, or (in TensorFlow) parts of these sizes."""
    parts = options.get("num_or_size_splits", options.get("indices_or_sections", parts))
    sizes = list(shape_like(x))
    place = axis_of(axis, len(sizes))
    if isinstance(parts, int):
        widths = [reckon("//", sizes[place], parts)] * parts
    elif options.get("_by_sizes", True):
        widths = list(parts)
    else:
        raise Lost("a split at positions")
    made = [symbolic((*sizes[:place], width, *sizes[place + 1 :])) for width in widths]
    return made


def split_at(
    machine: Items, x: Value, indices_or_sections: Value = None, axis: Value = 0, **options: Value
) -> Value:
    """`keras.ops.split`: a list gives positions, not sizes."""
    if isinstance(indices_or_sections, (list, tuple)):
        size = shape_like(x)[axis_of(axis, len(shape_like(x)))]
        ends = [*indices_or_sections, size]
        starts = [0, *indices_or_sections]
        widths = [reckon("-", end, start) for start, end in zip(starts, ends, strict=True)]
        return split(machine, x, widths, axis)
    return split(machine, x, indices_or_sections, axis)


def padded(machine: Items, x: Value, pad_width: Value = None, *rest: Value, **options: Value) -> Shape:
    """`pad`: a pair of margins for each axis."""
    margins = options.get("paddings", pad_width)
    sizes = shape_like(x)
    if not isinstance(margins, (list, tuple)) or len(margins) != len(sizes):
        raise Lost("margins that do not fit")
    made = []
    for size, (before, after) in zip(sizes, margins, strict=True):
        both = binary("+", before, after)
        made.append(size if isinstance(both, int) and both == 0 else reckon("+", size, both))
    return tuple(made)


def repeated(machine: Items, x: Value, repeats: Value, axis: Value = None, **options: Value) -> Shape:
    """`repeat`."""
    sizes = list(shape_like(x))
    if not isinstance(repeats, (int, Size)):
        raise Lost("repetitions that differ")
    if axis is None:
        return (reckon("*", product(sizes), repeats),)
    place = axis_of(axis, len(sizes))
    sizes[place] = reckon("*", sizes[place], repeats)
    return tuple(sizes)


def repeated_along(machine: Items, x: Value, rep: Value, axis: Value) -> Shape:
    """`keras.backend.repeat_elements`."""
    return repeated(machine, x, rep, axis)


def inserted(machine: Items, x: Value, n: Value) -> Shape:
    """`keras.backend.repeat`."""
    sizes = shape_like(x)
    return (sizes[0], n, *sizes[1:])


def tiled(machine: Items, x: Value, repeats: Value = None, **options: Value) -> Shape:
    """`tile`."""
    times: Value = options.get("multiples", options.get("n", repeats))
    times = (times,) if isinstance(times, int) else tuple(times)
    sizes = shape_like(x)
    longest = max(len(sizes), len(times))
    own = (1,) * (longest - len(sizes)) + tuple(sizes)
    factors = (1,) * (longest - len(times)) + times
    return tuple(
        size if isinstance(factor, int) and factor == 1 else reckon("*", size, _plain(factor))
        for size, factor in zip(own, factors, strict=True)
    )


def _plain(size: Value) -> Value:
    return None if isinstance(size, Tensor) else size


def taken(machine: Items, x: Value, indices: Value = None, axis: Value = None, **options: Value) -> Shape:
    """`take`, `gather`."""
    sizes = shape_like(x)
    places = shape_like(indices)
    if axis is None:
        if options.get("_flat"):
            return places
        axis = 0
    place = axis_of(axis, len(sizes))
    return (*sizes[:place], *places, *sizes[place + 1 :])


def item(machine: Items, x: Value, index: Value) -> Shape:
    """`x[index]` for numbers, slices, None and `...`."""
    parts = list(index) if isinstance(index, tuple) else [index]
    sizes = list(shape_like(x))
    given = sum(1 for part in parts if part is not None and part is not ...)
    result: list[Any] = []
    for part in parts:
        if part is None:
            result.append(1)
        elif part is ...:
            rest = len(shape_like(x)) - given
            result += sizes[:rest]
            del sizes[:rest]
        elif not sizes:
            raise Lost("too many indices")
        elif isinstance(part, slice):
            result.append(_sliced(sizes.pop(0), part))
        elif isinstance(part, (int, Size)):
            sizes.pop(0)
        else:
            raise Lost("an index that is no number")
    return tuple(result + sizes)


def _sliced(size: Value, part: slice) -> Value:
    bounds = (part.start, part.stop, part.step)
    if all(bound is None for bound in bounds):
        return size
    if any(isinstance(bound, Tensor) for bound in bounds) or size is None:
        return None if not _fixed(part) else Unknown("a slice of an axis of unknown size")
    if isinstance(size, int) and all(bound is None or isinstance(bound, int) for bound in bounds):
        return len(range(*part.indices(size)))
    return Unknown("the size of a slice")


def _fixed(part: slice) -> bool:
    return all(isinstance(bound, int) for bound in (part.start, part.stop) if bound is not None)
