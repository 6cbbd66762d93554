"""Shapes that functions of `keras.ops`, `tf` and `keras.backend` give; sizes may be None."""

from __future__ import annotations

from ...values.objects import Tensor, Value
from ...values.operators import binary
from ..items import Items
from .keras_tensors import (
    Lost,
    Shape,
    axis_of,
    broadcast,
    product,
    shape_given,
    shape_like,
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


def stretched(machine: Items, x: Value, shape: Value) -> Shape:
    """`broadcast_to`."""
    return shape_given(shape)


def flattened(machine: Items, x: Value, **options: Value) -> Shape:
    """`keras.backend.flatten`, `ops.ravel`."""
    return (product(shape_like(x)),)


def batch_flattened(machine: Items, x: Value) -> Shape:
    """`keras.backend.batch_flatten`."""
    sizes = shape_like(x)
    return (sizes[0], product(sizes[1:]))
