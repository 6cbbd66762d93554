"""Shapes that Keras's functions give which make tensors, and those of images."""

from __future__ import annotations

from ...size import Size
from ...unknown import Unknown
from ...values.objects import Tensor, Value
from ...values.operators import binary
from ..items import Items
from .keras_layout import default_layout
from .keras_tensors import (
    Lost,
    Shape,
    reckon,
    shape_given,
    shape_like,
)


def filled(machine: Items, shape: Value = None, *rest: Value, **options: Value) -> Shape:
    """`zeros`, `ones`, `random.normal`: a tensor of the shape that is given."""
    return shape_given(options.get("dims", shape))


def given_back(machine: Items, x: Value, *rest: Value, **options: Value) -> Shape:
    """`convert_to_tensor`, `constant`: the shape of the data."""
    if options.get("shape") is not None:
        return shape_given(options["shape"])
    return shape_like(x)


def one_hot(machine: Items, x: Value, num_classes: Value = None, axis: Value = -1, **options: Value) -> Shape:
    """`one_hot`."""
    count = options.get("depth", num_classes)
    sizes = list(shape_like(x))
    if axis not in (-1, len(sizes)) or not isinstance(axis, int):
        raise Lost("an axis before the last")
    return (*sizes, count)


def resized(machine: Items, images: Value, size: Value = None, **options: Value) -> Shape:
    """`tf.image.resize`: channels last, whatever is configured."""
    sizes = shape_like(images)
    height, width = shape_given(options.get("target_size", size))
    return (*sizes[:-3], height, width, sizes[-1])


def resized_in_layout(machine: Items, images: Value, size: Value = None, **options: Value) -> Shape:
    """`keras.ops.image.resize`: channels last unless another layout is given or configured."""
    layout = options.get("data_format") or default_layout(machine)
    if layout != "channels_last":
        raise Lost("another order of axes")
    return resized(machine, images, size, **options)


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
