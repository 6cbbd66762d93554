"""Operations that give a tensor another shape, or parts of it, and reading from tensors."""

from __future__ import annotations

from typing import Any

from ...size import Size
from ...unknown import Unknown
from ...values.objects import External, Numbers, Tensor, Value
from ...values.operators import binary
from ..items import Items
from . import numbers, shapes
from .shapes import Misfit
from .tensor_elements import Shaped
from .tensor_making import shape_of

Shape = Any


def reshaped(machine: Items, tensor: Shaped, *sizes: Value, **options: Value) -> Value:
    """`view` and `reshape`; `view(dtype)` only changes the type."""
    if sizes and isinstance(sizes[0], External):
        return Tensor(Unknown("a tensor read as another type"))
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
    return tensor.view(shapes.replaced(tensor.shape, axis, *inner), tensor.known)


def squeezed(machine: Items, tensor: Shaped, dim: Value = None) -> Value:
    """`squeeze`."""
    axes = shapes.axes_of(dim, len(tensor.shape))
    kept = list(range(len(tensor.shape)))
    for axis in axes if tensor.shape else ():
        single = shapes.agree(tensor.shape[axis], 1)
        if single is None:
            return tensor.view(Unknown("a shape without the dimensions of size 1"))
        if single:
            kept.remove(axis)
    return tensor.view(tuple(tensor.shape[axis] for axis in kept), tensor.known)


def unsqueezed(machine: Items, tensor: Shaped, dim: int) -> Value:
    """`unsqueeze`."""
    sizes = list(tensor.shape)
    sizes.insert(shapes.axis_of(dim, len(sizes) + 1), 1)
    return tensor.view(tuple(sizes), tensor.known)


def at_least(rank: int) -> Any:
    """`atleast_1d` and its like for one tensor."""

    def apply(machine: Items, tensor: Shaped) -> Value:
        sizes = list(tensor.shape)
        while len(sizes) < rank:
            sizes.insert(len(sizes) if len(sizes) == 2 else 0, 1)
        return tensor.view(tuple(sizes), tensor.known)

    return apply


def permuted(machine: Items, tensor: Shaped, *dims: Value, **options: Value) -> Value:
    """`permute`."""
    order = shape_of(machine, list(dims) or [options["dims"]])
    axes = [shapes.axis_of(axis, len(tensor.shape)) for axis in order]
    if sorted(axes) != list(range(len(tensor.shape))):
        raise Misfit(
            f"{list(order)} is no order of the {len(tensor.shape)} dimensions of {shapes.shown(tensor.shape)}"
        )
    return _in_order(tensor, axes)


def transposed(machine: Items, tensor: Shaped, dim0: int, dim1: int) -> Value:
    """`transpose`."""
    axes = list(range(len(tensor.shape)))
    first, second = shapes.axis_of(dim0, len(axes)), shapes.axis_of(dim1, len(axes))
    if axes:
        axes[first], axes[second] = axes[second], axes[first]
    return _in_order(tensor, axes)


def turned(machine: Items, tensor: Shaped) -> Value:
    """`t`: at most two dimensions."""
    if len(tensor.shape) > 2:
        raise Misfit(f"t() of a tensor of {len(tensor.shape)} dimensions")
    return reversed_axes(machine, tensor)


def reversed_axes(machine: Items, tensor: Shaped) -> Value:
    """`T`."""
    return _in_order(tensor, list(range(len(tensor.shape)))[::-1])


def matrix_transposed(machine: Items, tensor: Shaped) -> Value:
    """`mT`."""
    if len(tensor.shape) < 2:
        raise Misfit(f"mT of a tensor of {len(tensor.shape)} dimensions")
    return transposed(machine, tensor, -1, -2)


def _in_order(tensor: Shaped, axes: list[int]) -> Tensor:
    shape = tuple(tensor.shape[axis] for axis in axes)
    return tensor.view(shape, numbers.permuted(tensor.known, tensor.shape, axes))


def moved(machine: Items, tensor: Shaped, source: Value, destination: Value) -> Value:
    """`movedim`."""
    rank = len(tensor.shape)
    sources, targets = shapes.axes_of(source, rank), shapes.axes_of(destination, rank)
    if len(sources) != len(targets):
        raise Misfit(f"{len(sources)} dimensions to {len(targets)} places")
    order = [axis for axis in range(rank) if axis not in sources]
    for target, axis in sorted(zip(targets, sources, strict=True)):
        order.insert(target, axis)
    return _in_order(tensor, order)


def expanded(machine: Items, tensor: Shaped, *sizes: Value, **options: Value) -> Value:
    """`expand` and `broadcast_to`."""
    shape = shape_of(machine, list(sizes) or [options.get("size", ())])
    return tensor.view(shape if isinstance(shape, Unknown) else shapes.expanded(tensor.shape, shape))


def expanded_as(machine: Items, tensor: Shaped, other: Shaped) -> Value:
    """`expand_as`."""
    return tensor.view(shapes.expanded(tensor.shape, other.shape))


def reshaped_as(machine: Items, tensor: Shaped, other: Shaped) -> Value:
    """`view_as` and `reshape_as`."""
    return tensor.view(shapes.reshaped(tensor.shape, other.shape), tensor.known)


def repeated(machine: Items, tensor: Shaped, *times: Value, **options: Value) -> Value:
    """`repeat`: at least one number for each dimension."""
    factors = shape_of(machine, list(times) or [options.get("repeats", ())])
    if isinstance(factors, Unknown):
        return Tensor(factors)
    if len(factors) < len(tensor.shape):
        raise Misfit(
            f"{len(factors)} repeats for the {len(tensor.shape)} dimensions of {shapes.shown(tensor.shape)}"
        )
    return Tensor(shapes.tiled(tensor.shape, factors))


def tiled(machine: Items, tensor: Shaped, *times: Value, **options: Value) -> Value:
    """`tile`."""
    factors = shape_of(machine, list(times) or [options.get("dims", ())])
    return Tensor(factors if isinstance(factors, Unknown) else shapes.tiled(tensor.shape, factors))


def interleaved(
    machine: Items, tensor: Shaped, repeats: Value, dim: Value = None, output_size: Value = None
) -> Value:
    """`repeat_interleave`."""
    axis = None if dim is None else shapes.axis_of(dim, len(tensor.shape))
    size = shapes.elements(tensor.shape) if axis is None else tensor.shape[axis]
    if output_size is not None:
        total = output_size
    elif isinstance(repeats, (int, Size)):
        total = binary("*", size, repeats)
    else:
        total = Unknown("how often the elements of a tensor are repeated")
    return Tensor((total,) if axis is None else shapes.replaced(tensor.shape, axis, total))


def flipped(machine: Items, tensor: Shaped, *dims: Value, **options: Value) -> Value:
    """`flip`."""
    shapes.axes_of(shape_of(machine, list(dims) or [options["dims"]]), len(tensor.shape))
    known = tensor.known
    items = Numbers(known.items[::-1], known.dtype) if known and len(tensor.shape) == 1 else None
    return Tensor(tensor.shape, "tensor", items)


def with_pairs(machine: Items, tensor: Shaped) -> Value:
    """`view_as_real`."""
    return Tensor((*tensor.shape, 2))


def without_pairs(machine: Items, tensor: Shaped) -> Value:
    """`view_as_complex`."""
    if not tensor.shape or shapes.agree(tensor.shape[-1], 2) is False:
        raise Misfit(f"complex numbers of a tensor of shape {shapes.shown(tensor.shape)}")
    return Tensor(tensor.shape[:-1])


def quarter_turned(machine: Items, tensor: Shaped, k: int = 1, dims: Value = (0, 1)) -> Value:
    """`rot90`."""
    first, second = shapes.axes_of(dims, len(tensor.shape))
    sizes = list(tensor.shape)
    if k % 2:
        sizes[first], sizes[second] = sizes[second], sizes[first]
    return Tensor(tuple(sizes))
