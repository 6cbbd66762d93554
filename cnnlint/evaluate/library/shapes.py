"""Shapes of tensors and what operations make of them; sizes are whole numbers, named sizes or unknown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ...size import Size
from ...unknown import Unknown
from ...values.objects import Value
from ...values.operators import binary

Shape = Any  # tuple[Value, ...] | Unknown


def elements(shape: Shape) -> Value:
    """Number of elements."""
    total: Value = 1
    for size in shape if not isinstance(shape, Unknown) else (shape,):
        total = binary("*", total, size)
    return total


def broadcast(left: Shape, right: Shape) -> Shape:
    """Shape of an elementwise operation on two tensors."""
    if isinstance(left, Unknown) or isinstance(right, Unknown):
        return left if isinstance(left, Unknown) else right
    longest = max(len(left), len(right))
    pairs = zip((1,) * (longest - len(left)) + left, (1,) * (longest - len(right)) + right, strict=True)
    sizes = []
    for a, b in pairs:
        if a == b or b == 1:
            sizes.append(a)
        elif a == 1:
            sizes.append(b)
        else:
            sizes.append(Unknown("the size of tensors that may not fit together"))
    return tuple(sizes)


def axis_of(axis: Value, rank: int) -> int:
    """A position from the front; IndexError where there is no such axis."""
    if not -rank <= axis < rank:
        raise IndexError(f"a tensor of {rank} dimensions has no dimension {axis}")
    return int(axis) % rank


def reshaped(shape: Shape, sizes: Sequence[Value]) -> Shape:
    """New sizes, one of which may be -1 and takes what is left."""
    if -1 not in sizes:
        return tuple(sizes)
    known: Value = 1
    for size in sizes:
        known = known if size == -1 else binary("*", known, size)
    rest = binary("//", elements(shape), known)
    return tuple(rest if size == -1 else size for size in sizes)


def flattened(shape: Shape, first: int, last: int) -> Shape:
    """One axis in place of those from first to last."""
    if not shape:
        return (1,)
    first, last = axis_of(first, len(shape)), axis_of(last, len(shape))
    return (*shape[:first], elements(shape[first : last + 1]), *shape[last + 1 :])


def reduced(shape: Shape, axes: Sequence[int] | None, keep: bool) -> Shape:
    """Without these axes, or without any; kept ones have size 1."""
    dropped = range(len(shape)) if axes is None else {axis_of(axis, len(shape)) for axis in axes}
    if keep:
        return tuple(1 if axis in dropped else size for axis, size in enumerate(shape))
    return tuple(size for axis, size in enumerate(shape) if axis not in dropped)


def expanded(shape: Shape, sizes: Sequence[Value]) -> Shape:
    """Sizes of `expand`: -1 keeps the size that is there."""
    own = (1,) * (len(sizes) - len(shape)) + tuple(shape)
    return tuple(size if wanted == -1 else wanted for size, wanted in zip(own, sizes, strict=True))


def tiled(shape: Shape, times: Sequence[Value]) -> Shape:
    """Sizes of `repeat`."""
    longest = max(len(shape), len(times))
    own = (1,) * (longest - len(shape)) + tuple(shape)
    factors = (1,) * (longest - len(times)) + tuple(times)
    return tuple(binary("*", size, factor) for size, factor in zip(own, factors, strict=True))


def multiplied(left: Shape, right: Shape) -> Shape:
    """Sizes of a matrix product."""
    if len(left) == 1 and len(right) == 1:
        return ()
    if len(left) == 1:
        return (*right[:-2], right[-1])
    if len(right) == 1:
        return left[:-1]
    batch = broadcast(left[:-2], right[:-2])
    return batch if isinstance(batch, Unknown) else (*batch, left[-2], right[-1])


def sliced(size: Value, part: slice) -> Value:
    """Size of a slice of an axis."""
    if isinstance(size, int):
        bounds = [None if bound is None else bound for bound in (part.start, part.stop, part.step)]
        if all(bound is None or isinstance(bound, int) for bound in bounds):
            return len(range(*slice(*bounds).indices(size)))
        return Unknown("the size of a slice")
    if part.start is None and part.stop is None and part.step is None:
        return size
    return Unknown("the size of a slice")


def indexed(shape: Shape, index: tuple[Value, ...]) -> Shape:
    """Sizes of `tensor[index]` for numbers, slices, None, `...` and tensors of positions."""
    given = sum(1 for part in index if part is not None and part is not ...)
    sizes = list(shape)
    result: list[Value] = []
    picked: Shape = None
    place = 0
    for part in index:
        if part is None:
            result.append(1)
        elif part is ...:
            rest = len(shape) - given
            result.extend(sizes[:rest])
            del sizes[:rest]
        elif not sizes:
            raise IndexError("too many indices for the tensor")
        elif isinstance(part, slice):
            result.append(sliced(sizes.pop(0), part))
        elif isinstance(part, (int, Size)):
            sizes.pop(0)
        else:
            sizes.pop(0)
            place = len(result) if picked is None else place
            picked = part if picked is None else broadcast(picked, part)
    result.extend(sizes)
    if picked is not None:
        result[place:place] = picked if not isinstance(picked, Unknown) else [picked]
    return tuple(result)
