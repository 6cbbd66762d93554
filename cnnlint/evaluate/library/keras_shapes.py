"""Shapes that functions of `keras.ops`, `tf` and `keras.backend` give; sizes may be None."""

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
    broadcast,
    product,
    reckon,
    shape_given,
    shape_like,
    symbolic,
    tensors_in,
)


def same(machine: Items, x: Value, *rest: Value, **options: Value) -> Shape:
    """A function of each element."""
    return shape_like(x)


def elementwise(machine: Items, *values: Value, **options: Value) -> Shape:
    """A function of the elements of several tensors at the same place."""
    given = [*values, *(options[name] for name in ("x", "y", "x1", "x2", "condition") if name in options)]
    shape: Shape = ()
    for value in given:
        if isinstance(value, (Tensor, int, float, list, tuple)):
            shape = broadcast(shape, shape_like(value))
    return shape


def reduced(machine: Items, x: Value, axis: Value = None, keepdims: Value = False, **options: Value) -> Shape:
    """A sum, mean or greatest element along some axes, or of all."""
    sizes = shape_like(x)
    axis = options.get("reduction_indices", axis)
    keep = options.get("keep_dims", keepdims)
    if axis is None:
        dropped = set(range(len(sizes)))
    else:
        axes = axis if isinstance(axis, (list, tuple)) else [axis]
        dropped = {axis_of(each, len(sizes)) for each in axes}
    if keep is True:
        return tuple(1 if place in dropped else size for place, size in enumerate(sizes))
    return tuple(size for place, size in enumerate(sizes) if place not in dropped)


def picked(machine: Items, x: Value, axis: Value = None, **options: Value) -> Shape:
    """`argmax` and its like."""
    axis = options.get("dimension", axis)
    return reduced(machine, x, axis, options.get("keepdims", False))


def first_axis_reduced(machine: Items, x: Value, axis: Value = None, **options: Value) -> Shape:
    """`tf.argmax`: along the first axis, unless told otherwise."""
    return reduced(machine, x, 0 if axis is None else axis)


def reshaped(machine: Items, x: Value, shape: Value = None, **options: Value) -> Shape:
    """`reshape`, one size of which may be -1."""
    wanted = options.get("newshape", shape)
    if isinstance(wanted, int):
        wanted = (wanted,)
    if not isinstance(wanted, (list, tuple)):
        raise Lost("a shape that is no list of sizes")
    sizes = [None if isinstance(size, Tensor) else size for size in wanted]
    if -1 not in sizes:
        return tuple(sizes)
    return tuple(_rest(shape_like(x), sizes) if size == -1 else size for size in sizes)


def _rest(given: Shape, wanted: list[Value]) -> Value:
    """What is left for the size that is -1: equal sizes that are not known cancel out."""
    left, right = list(given), [size for size in wanted if not (isinstance(size, int) and size == -1)]
    if None in left and None in right and left.count(None) == 1 == right.count(None):
        if left.index(None) != 0 or wanted[0] is not None:
            return None
        left.remove(None)
        right.remove(None)
    total, known = product(left), product(right)
    if total is None or known is None:
        return None
    if isinstance(total, int) and isinstance(known, int) and (known == 0 or total % known):
        raise Lost(f"{total} elements do not fill rows of {known}")
    return binary("//", total, known)


def turned(machine: Items, x: Value, axes: Value = None, **options: Value) -> Shape:
    """`transpose` and `permute_dimensions`."""
    sizes = shape_like(x)
    order = options.get("perm", options.get("pattern", axes))
    if order is None:
        return tuple(reversed(sizes))
    if not isinstance(order, (list, tuple)) or len(order) != len(sizes):
        raise Lost("an order of axes that does not fit")
    return tuple(sizes[axis_of(axis, len(sizes))] for axis in order)


def swapped(machine: Items, x: Value, axis1: Value, axis2: Value) -> Shape:
    """`swapaxes`."""
    sizes = list(shape_like(x))
    one, other = axis_of(axis1, len(sizes)), axis_of(axis2, len(sizes))
    sizes[one], sizes[other] = sizes[other], sizes[one]
    return tuple(sizes)


def moved(machine: Items, x: Value, source: Value, destination: Value) -> Shape:
    """`moveaxis`."""
    sizes = list(shape_like(x))
    if not isinstance(source, int) or not isinstance(destination, int):
        raise Lost("several axes are moved")
    size = sizes.pop(axis_of(source, len(sizes)))
    sizes.insert(axis_of(destination, len(sizes) + 1), size)
    return tuple(sizes)


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


def widened(machine: Items, x: Value, axis: Value = -1, **options: Value) -> Shape:
    """`expand_dims`."""
    sizes = list(shape_like(x))
    axes = axis if isinstance(axis, (list, tuple)) else [axis]
    for each in axes:
        sizes.insert(axis_of(each, len(sizes) + 1), 1)
    return tuple(sizes)


def squeezed(machine: Items, x: Value, axis: Value = None, **options: Value) -> Shape:
    """`squeeze`."""
    sizes = shape_like(x)
    if axis is None:
        if any(size is not None and not isinstance(size, int) for size in sizes):
            raise Lost("which sizes are 1")
        return tuple(size for size in sizes if size != 1)
    axes = {axis_of(each, len(sizes)) for each in (axis if isinstance(axis, (list, tuple)) else [axis])}
    return tuple(size for place, size in enumerate(sizes) if place not in axes)


def multiplied(machine: Items, x: Value, y: Value, **options: Value) -> Shape:
    """`matmul`."""
    left, right = shape_like(x), shape_like(y)
    if options.get("transpose_a") is True:
        left = (*left[:-2], left[-1], left[-2])
    if options.get("transpose_b") is True:
        right = (*right[:-2], right[-1], right[-2])
    if len(left) == 1 and len(right) == 1:
        return ()
    if len(left) == 1:
        return (*right[:-2], right[-1])
    if len(right) == 1:
        return tuple(left[:-1])
    return (*broadcast(left[:-2], right[:-2]), left[-2], right[-1])


def einsum(machine: Items, equation: Value, *tensors: Value, **options: Value) -> Shape:
    """`einsum`."""
    terms, arrow, wanted = equation.replace(" ", "").partition("->")
    if not arrow or "." in equation:
        raise Lost("an einsum without a plain result")
    sizes: dict[str, Value] = {}
    for term, tensor in zip(terms.split(","), tensors, strict=True):
        for letter, size in zip(term, shape_like(tensor), strict=True):
            if sizes.get(letter) is None:
                sizes[letter] = size
    return tuple(sizes[letter] for letter in wanted)


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


def filled(machine: Items, shape: Value = None, *rest: Value, **options: Value) -> Shape:
    """`zeros`, `ones`, `random.normal`: a tensor of the shape that is given."""
    return shape_given(options.get("dims", shape))


def given_back(machine: Items, x: Value, *rest: Value, **options: Value) -> Shape:
    """`convert_to_tensor`, `constant`: the shape of the data."""
    if options.get("shape") is not None:
        return shape_given(options["shape"])
    return shape_like(x)


def stretched(machine: Items, x: Value, shape: Value) -> Shape:
    """`broadcast_to`."""
    return shape_given(shape)


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


def one_hot(machine: Items, x: Value, num_classes: Value = None, axis: Value = -1, **options: Value) -> Shape:
    """`one_hot`."""
    count = options.get("depth", num_classes)
    sizes = list(shape_like(x))
    if axis not in (-1, len(sizes)) or not isinstance(axis, int):
        raise Lost("an axis before the last")
    return (*sizes, count)


def resized(machine: Items, images: Value, size: Value = None, **options: Value) -> Shape:
    """`image.resize`: channels last."""
    if options.get("data_format") not in (None, "channels_last"):
        raise Lost("another order of axes")
    sizes = shape_like(images)
    height, width = shape_given(options.get("target_size", size))
    return (*sizes[:-3], height, width, sizes[-1])


def resized_by(
    machine: Items, x: Value, height: Value, width: Value, data_format: Value, **options: Value
) -> Shape:
    """`keras.backend.resize_images`."""
    if data_format != "channels_last":
        raise Lost("another order of axes")
    sizes = shape_like(x)
    return (sizes[0], reckon("*", sizes[1], height), reckon("*", sizes[2], width), sizes[3])


def to_blocks(machine: Items, x: Value, block_size: Value, **options: Value) -> Shape:
    """`tf.nn.depth_to_space`."""
    sizes = shape_like(x)
    depth = reckon("//", sizes[3], binary("*", block_size, block_size))
    return (sizes[0], reckon("*", sizes[1], block_size), reckon("*", sizes[2], block_size), depth)


def from_blocks(machine: Items, x: Value, block_size: Value, **options: Value) -> Shape:
    """`tf.nn.space_to_depth`."""
    sizes = shape_like(x)
    depth = reckon("*", sizes[3], binary("*", block_size, block_size))
    return (sizes[0], reckon("//", sizes[1], block_size), reckon("//", sizes[2], block_size), depth)


def flattened(machine: Items, x: Value, **options: Value) -> Shape:
    """`keras.backend.flatten`, `ops.ravel`."""
    return (product(shape_like(x)),)


def batch_flattened(machine: Items, x: Value) -> Shape:
    """`keras.backend.batch_flatten`."""
    sizes = shape_like(x)
    return (sizes[0], product(sizes[1:]))


def square(machine: Items, n: Value, m: Value = None, **options: Value) -> Shape:
    """`eye`."""
    return (n, n if m is None else m)


def counted_up(machine: Items, start: Value, stop: Value = None, step: Value = 1, **options: Value) -> Shape:
    """`arange`, `range`."""
    first: Value
    last: Value
    first, last = (0, start) if stop is None else (start, stop)
    last = options.get("limit", last)
    step = options.get("delta", step)
    if isinstance(first, Tensor) or isinstance(last, Tensor):
        return (None,)
    if all(isinstance(each, int) for each in (first, last, step)):
        return (len(range(first, last, step)),)
    return (last,) if first == 0 and step == 1 and isinstance(last, Size) else (Unknown("a length"),)


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


def all_tensors(value: Value) -> list[Tensor]:
    """Tensors in nested lists."""
    return list(tensors_in(value))
