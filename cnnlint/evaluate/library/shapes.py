"""Shapes of tensors and what operations make of them; sizes are whole numbers, named sizes or unknown.

An operation that its shapes certainly do not allow raises Misfit; what cannot be told is an unknown size,
or the unknown in place of the shape.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from ...size import Size, equal, less
from ...unknown import Unknown
from ...values.objects import Value
from ...values.operators import binary

Shape = Any  # tuple[Value, ...] | Unknown


class Misfit(Exception):
    """What the framework certainly refuses, with the kind of error that it raises."""

    def __init__(self, message: str, kind: str = "RuntimeError") -> None:
        super().__init__(message)
        self.kind = kind


def shown(shape: Shape) -> str:
    """A shape as messages write it: `[2, n, ?]`."""
    sizes = ("?",) if isinstance(shape, Unknown) else shape
    return f"[{', '.join('?' if isinstance(size, Unknown) else str(size) for size in sizes)}]"


def agree(left: Value, right: Value) -> bool | None:
    """Whether two sizes are equal: None where it cannot be told."""
    if isinstance(left, (int, Size)) and isinstance(right, (int, Size)):
        return equal(left, right)
    return None


def elements(shape: Shape) -> Value:
    """Number of elements."""
    if isinstance(shape, Unknown):
        return shape
    total: Value = 1
    for size in shape:
        total = binary("*", total, size)
    return total


def added(sizes: Sequence[Value]) -> Value:
    """Sum of sizes."""
    total: Value = 0
    for size in sizes:
        total = binary("+", total, size)
    return total


def replaced(shape: Shape, axis: int, *sizes: Value) -> Shape:
    """The shape with other sizes, or none, in place of one axis."""
    return (*shape[:axis], *sizes, *shape[axis + 1 :])


def axis_of(axis: Value, rank: int) -> int:
    """A position from the front; Misfit where there is no such axis."""
    if not isinstance(axis, int):
        raise TypeError(f"an axis {axis}")
    most = max(rank, 1)
    if not -most <= axis < most:
        raise Misfit(f"dimension {axis} of a tensor with {rank} dimensions", "IndexError")
    return int(axis) % most


def axes_of(dim: Value, rank: int) -> list[int]:
    """Positions from the front of one axis or several, all of them for None; Misfit where one stands twice."""
    if dim is None:
        return list(range(rank))
    if not rank and isinstance(dim, (tuple, list)) and len(dim) > 1:
        raise Misfit(f"{len(dim)} dimensions of a tensor without any")
    axes = [axis_of(axis, rank) for axis in (dim if isinstance(dim, (tuple, list)) else (dim,))]
    if len(set(axes)) < len(axes):
        raise Misfit(f"a dimension stands twice in {list(dim)}")
    return axes


# --- several shapes ---------------------------------------------------------------------------------


def broadcast(left: Shape, right: Shape) -> Shape:
    """Shape of an elementwise operation on two tensors."""
    if isinstance(left, Unknown) or isinstance(right, Unknown):
        return left if isinstance(left, Unknown) else right
    longest = max(len(left), len(right))
    pairs = zip((1,) * (longest - len(left)) + left, (1,) * (longest - len(right)) + right, strict=True)
    return tuple(_common(a, b, left, right) for a, b in pairs)


def _common(a: Value, b: Value, left: Shape, right: Shape) -> Value:
    if isinstance(a, Unknown) and isinstance(b, Unknown):
        return a
    if b == 1 or agree(a, b):
        return a
    if a == 1:
        return b
    if agree(a, b) is False and _several(a) and _several(b):
        raise Misfit(f"shapes {shown(left)} and {shown(right)} do not fit: {a} is not {b}")
    for size in (a, b):
        # Beside a size that is not 1, the other is the same, or 1, or the operation fails.
        if _several(size):
            return size
    unknown = next((size for size in (a, b) if isinstance(size, Unknown)), None)
    return unknown or Unknown(f"whether a size is {a} or {b}")


def _several(size: Value) -> bool:
    """Whether a size is certainly not 1."""
    return size != 1 if isinstance(size, int) else isinstance(size, Size) and less(1, size) is True


def joined(shapes: Sequence[Shape], axis: int) -> Shape:
    """Shape of tensors one after the other along an axis; the other sizes must be the same."""
    first = shapes[0]
    for number, shape in enumerate(shapes):
        if len(shape) != len(first):
            raise Misfit(f"tensors of {len(first)} and {len(shape)} dimensions cannot be joined")
        for place, (size, wanted) in enumerate(zip(shape, first, strict=True)):
            if place != axis and agree(size, wanted) is False:
                raise Misfit(
                    f"tensors of shapes {shown(first)} and {shown(shape)} (number {number}) cannot be joined "
                    f"along dimension {axis}: {wanted} is not {size}"
                )
    sizes = [
        next((size for size in column if not isinstance(size, Unknown)), column[0])
        for column in zip(*shapes, strict=True)
    ]
    sizes[axis] = added([shape[axis] for shape in shapes])
    return tuple(sizes)


def multiplied(left: Shape, right: Shape) -> Shape:
    """Shape of a matrix product; vectors lose their axis, leading axes are broadcast."""
    if not left or not right:
        raise Misfit("a matrix product needs tensors of at least one dimension")
    inner = left[-1], right[-1] if len(right) == 1 else right[-2]
    if agree(*inner) is False:
        raise Misfit(
            f"shapes {shown(left)} and {shown(right)} cannot be multiplied: {inner[0]} is not {inner[1]}"
        )
    if len(right) == 1:
        return left[:-1]
    if len(left) == 1:
        return (*right[:-2], right[-1])
    return (*broadcast(left[:-2], right[:-2]), left[-2], right[-1])


# --- another shape ----------------------------------------------------------------------------------


def reshaped(shape: Shape, sizes: Sequence[Value]) -> Shape:
    """New sizes, one of which may be -1 and takes what is left."""
    total = elements(shape)
    if any(isinstance(size, int) and size < -1 for size in sizes) or list(sizes).count(-1) > 1:
        raise Misfit(f"no shape: {shown(tuple(sizes))}")
    known = elements([size for size in sizes if size != -1])
    if -1 not in sizes:
        if agree(total, known) is False:
            raise Misfit(
                f"shape {shown(tuple(sizes))} has {known} elements, not the {total} of {shown(shape)}"
            )
        return tuple(sizes)
    if isinstance(total, int) and isinstance(known, int) and (known == 0 or total % known):
        raise Misfit(f"{total} elements of {shown(shape)} cannot take the shape {shown(tuple(sizes))}")
    rest = binary("//", total, known)
    return tuple(rest if size == -1 else size for size in sizes)


def flattened(shape: Shape, first: int, last: int) -> Shape:
    """One axis in place of those from first to last."""
    if not shape:
        return (1,)
    first, last = axis_of(first, len(shape)), axis_of(last, len(shape))
    if first > last:
        raise Misfit(f"dimension {first} to flatten from comes after dimension {last}")
    return (*shape[:first], elements(shape[first : last + 1]), *shape[last + 1 :])


def reduced(shape: Shape, dim: Value, keep: bool) -> Shape:
    """Without these axes, or without any; kept ones have size 1."""
    dropped = set(axes_of(dim, len(shape)))
    if keep:
        return tuple(1 if axis in dropped else size for axis, size in enumerate(shape))
    return tuple(size for axis, size in enumerate(shape) if axis not in dropped)


def expanded(shape: Shape, sizes: Sequence[Value]) -> Shape:
    """Sizes of `expand`: -1 keeps the size that is there."""
    if len(sizes) < len(shape):
        raise Misfit(f"{shown(shape)} cannot be expanded to the fewer dimensions of {shown(tuple(sizes))}")
    front = len(sizes) - len(shape)
    if any(isinstance(size, int) and size < 0 for size in sizes[:front]):
        raise Misfit(f"{shown(shape)} has no size to keep in front of {shown(tuple(sizes))}")
    result = list(sizes)
    for place, size in enumerate(shape, front):
        wanted = sizes[place]
        if wanted == -1 or (isinstance(wanted, Unknown) and isinstance(size, int) and size != 1):
            result[place] = size
        elif isinstance(size, int) and size != 1 and agree(size, wanted) is False:
            raise Misfit(
                f"{shown(shape)} cannot be expanded to {shown(tuple(sizes))}: {size} is not {wanted}"
            )
    return tuple(result)


def tiled(shape: Shape, times: Sequence[Value]) -> Shape:
    """Sizes of a tensor repeated so many times along its last axes."""
    longest = max(len(shape), len(times))
    own = (1,) * (longest - len(shape)) + tuple(shape)
    factors = (1,) * (longest - len(times)) + tuple(times)
    return tuple(binary("*", size, factor) for size, factor in zip(own, factors, strict=True))


# --- parts ------------------------------------------------------------------------------------------


def parts_of(size: Value, step: Value) -> list[Value]:
    """Sizes of the parts when an axis is cut every `step`."""
    if isinstance(size, int) and isinstance(step, int) and step > 0:
        return [min(step, size - start) for start in range(0, size, step)] or [0]
    if isinstance(step, int) and step < 0:
        raise Misfit(f"parts of size {step}")
    count = binary("//", size, step)
    if isinstance(count, int) and agree(binary("*", count, step), size) and 0 < count <= 1000:
        return [step] * count
    raise ValueError("the parts of a tensor of unknown size")


def evenly(size: Value, count: Value) -> list[Value]:
    """Sizes of so many parts that differ by one at most, the greater first."""
    if not isinstance(count, int) or isinstance(size, Unknown):
        raise ValueError("an unknown number of parts")
    if count < 1:
        raise Misfit(f"{count} parts")
    if isinstance(size, int):
        return [size // count + (place < size % count) for place in range(count)]
    part = binary("//", size, count)
    if agree(binary("*", part, count), size):
        return [part] * count
    raise ValueError("the parts of a tensor of unknown size")


def sliced(size: Value, part: slice) -> Value:
    """Size of a slice of an axis."""
    bounds = (part.start, part.stop, part.step)
    unknown = next((bound for bound in bounds if isinstance(bound, Unknown)), None)
    if unknown is not None:
        return unknown
    if isinstance(part.step, int) and part.step <= 0:
        raise Misfit("a slice of a tensor steps forward", "ValueError")
    if isinstance(size, int) and all(bound is None or isinstance(bound, int) for bound in bounds):
        return len(range(*part.indices(size)))
    if isinstance(size, Unknown):
        return size if bounds == (None, None, None) else Unknown(size.reason, size.span)
    return _symbolic_slice(size, part)


def _symbolic_slice(size: Value, part: slice) -> Value:
    """The same where sizes are named: only where both bounds certainly lie inside."""
    lost = Unknown("the size of a slice")
    start, stop = (_inside(size, bound, default) for bound, default in ((part.start, 0), (part.stop, size)))
    if start is None or stop is None:
        return lost
    length = binary("-", stop, start)
    if not isinstance(length, (int, Size)) or less(length, 0) is not False:
        return lost
    if part.step in (None, 1):
        return length
    return binary("//", binary("+", length, part.step - 1), part.step) if isinstance(part.step, int) else lost


def _inside(size: Value, bound: Value, default: Value) -> Value:
    """A bound of a slice counted from the front, None where it may lie outside."""
    if bound is None:
        return default
    if isinstance(bound, int) and bound < 0:
        bound = binary("+", size, bound)
        return None if less(bound, 0) is not False else bound
    if not isinstance(bound, (int, Size)) or less(bound, 0) is not False or less(size, bound) is not False:
        return None
    return bound


class Mask(tuple):  # type: ignore[type-arg]
    """The shape of a tensor of truths that picks elements: nobody knows how many."""

    __slots__ = ()


def indexed(shape: Shape, index: tuple[Value, ...]) -> Shape:
    """Sizes of `tensor[index]` for numbers, slices, None, `...`, and shapes of tensors of positions or truths."""
    taken = sum(map(_axes_taken, index))
    if taken > len(shape):
        raise Misfit(f"{taken} indices for a tensor of {len(shape)} dimensions", "IndexError")
    sizes = list(shape)
    result: list[Value] = []
    picked: Shape = ()
    places: set[int] = set()
    for part in index:
        if part is None:
            result.append(1)
        elif part is ...:
            rest = len(shape) - taken
            result.extend(sizes[:rest])
            del sizes[:rest]
        elif isinstance(part, slice):
            result.append(sliced(sizes.pop(0), part))
        elif isinstance(part, tuple) and part:
            del sizes[: _axes_taken(part)]
            places.add(len(result))
            many = (Unknown("how many elements a mask picks"),)
            picked = broadcast(picked, many if isinstance(part, Mask) else part)
        else:
            _check_position(sizes.pop(0), part)
    result.extend(sizes)
    # Positions with another dimension between them put what they pick in front.
    start = places.pop() if len(places) == 1 else 0
    result[start:start] = picked
    return tuple(result)


def _axes_taken(part: Value) -> int:
    if isinstance(part, Mask):
        return len(part)
    return 0 if part is None or part is ... else 1


def _check_position(size: Value, place: Value) -> None:
    if isinstance(place, bool):
        raise TypeError("a truth as an index")
    if isinstance(place, int) and isinstance(size, int) and not -size <= place < size:
        raise Misfit(f"index {place} of a dimension of size {size}", "IndexError")


def slid(size: Value, kernel: Value, step: Value) -> Value:
    """Number of windows of `unfold` along one axis."""
    return binary("+", binary("//", binary("-", size, kernel), step), 1)


def rounded_range(start: Any, stop: Any, step: Any) -> Value:
    """Length of `arange`."""
    if all(isinstance(bound, (int, float)) for bound in (start, stop, step)):
        if step == 0 or (stop - start) * step < 0:
            raise Misfit(f"no range from {start} to {stop} in steps of {step}")
        return math.ceil((stop - start) / step)
    length = binary("-", stop, start)
    if step == 1 or isinstance(length, Unknown):
        return length
    if not isinstance(step, int) or step < 1:
        return Unknown("the length of a range")
    return binary("//", binary("+", length, step - 1), step)
