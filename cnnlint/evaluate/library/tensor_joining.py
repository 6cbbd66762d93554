"""Operations on several tensors: joining, grids, products of matrices."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ...unknown import Unknown
from ...values.objects import Numbers, Tensor, Value
from ..items import Items
from . import numbers, shapes
from .shapes import Misfit
from .tensor_elements import Shaped, typed

Shape = Any


# --- several tensors --------------------------------------------------------------------------------


def _given(machine: Items, tensors: Value) -> list[Shaped]:
    """The tensors that are given as one list."""
    items = machine.items_of(tensors, None)
    if isinstance(items, Unknown):
        raise ValueError(items.reason)
    if not items:
        raise Misfit("no tensors are given")
    if not all(isinstance(item, Tensor) for item in items):
        raise ValueError("a list of other things than tensors")
    cause = next((item.shape for item in items if isinstance(item.shape, Unknown)), None)
    if cause is not None:
        raise ValueError(cause.reason)
    return items


def joined(machine: Items, tensors: Value, dim: int = 0, **options: Value) -> Value:
    """`cat`: empty vectors count for nothing."""
    given = _given(machine, tensors)
    if any(not part.shape for part in given):
        raise Misfit("tensors without dimensions cannot be joined")
    parts = [part for part in given if part.shape != (0,)]
    if not parts:
        return Tensor((0,))
    axis = shapes.axis_of(dim, len(parts[0].shape))
    made = Tensor(
        shapes.joined([part.shape for part in parts], axis), "tensor", _in_a_row(parts) if axis == 0 else None
    )
    return typed(made, _type_of_all(parts))


def stacked(machine: Items, tensors: Value, dim: int = 0, **options: Value) -> Value:
    """`stack`."""
    parts = _given(machine, tensors)
    sizes = list(_common_shape(parts))
    axis = shapes.axis_of(dim, len(sizes) + 1)
    sizes.insert(axis, len(parts))
    made = Tensor(tuple(sizes), "tensor", _in_a_row(parts) if axis == 0 else None)
    return typed(made, _type_of_all(parts))


def _common_shape(parts: Sequence[Shaped]) -> Shape:
    first = parts[0].shape
    for part in parts[1:]:
        fits = [shapes.agree(a, b) for a, b in zip(first, part.shape, strict=False)]
        if len(part.shape) != len(first) or False in fits:
            raise Misfit(
                f"tensors of shapes {shapes.shown(first)} and {shapes.shown(part.shape)} cannot be stacked"
            )
        first = tuple(b if isinstance(a, Unknown) else a for a, b in zip(first, part.shape, strict=True))
    return first


def _type_of_all(parts: Sequence[Tensor]) -> str | None:
    types = {part.dtype for part in parts}
    return types.pop() if len(types) == 1 else None


def _in_a_row(parts: Sequence[Tensor]) -> Numbers | None:
    known = [part.known for part in parts]
    dtypes = {each.dtype if each else None for each in known}
    if None in dtypes or len(dtypes) != 1:
        return None
    items = tuple(item for each in known if each for item in each.items)
    dtype = dtypes.pop()
    return Numbers(items, dtype) if dtype and len(items) <= numbers.MOST_NUMBERS else None


def stacked_along(axis: int, rank: int) -> Any:
    """`vstack` and its like: joined along an axis, once each has so many dimensions."""

    def apply(machine: Items, tensors: Value, **options: Value) -> Value:
        parts = []
        for part in _given(machine, tensors):
            if rank == 1 and part.shape == (0,):
                continue
            sizes = list(part.shape)
            while len(sizes) < rank:
                sizes.insert(len(sizes) if len(sizes) == 2 else 0, 1)
            parts.append(tuple(sizes) or (1,))
        return Tensor(shapes.joined(parts, axis if len(parts[0]) > 1 else 0) if parts else (0,))

    return apply


def grid(machine: Items, *tensors: Value, indexing: Value = "ij") -> Value:
    """`meshgrid`: one tensor of the common shape for each that is given."""
    given = _given(machine, tensors if tensors and isinstance(tensors[0], Tensor) else tensors[0])
    if any(len(tensor.shape) > 1 for tensor in given):
        raise Misfit("a grid of other things than vectors")
    sizes: list[Value] = [tensor.shape[0] if tensor.shape else 1 for tensor in given]
    if indexing == "xy" and len(sizes) > 1:
        sizes[:2] = sizes[1::-1]
    columns = [
        _spread_over(tensor, sizes, _axis_in_grid(place, indexing)) for place, tensor in enumerate(given)
    ]
    return tuple(typed(Tensor(tuple(sizes), "tensor", column), _type_of_all(given)) for column in columns)


def _axis_in_grid(place: int, indexing: Value) -> int:
    return 1 - place if indexing == "xy" and place < 2 else place


def _spread_over(tensor: Tensor, sizes: Sequence[Value], axis: int) -> Numbers | None:
    """The elements of a vector along one axis of a grid."""
    known = tensor.known
    total = shapes.elements(sizes)
    if known is None or not isinstance(total, int) or total > numbers.MOST_NUMBERS or not tensor.shape:
        return None
    inner = 1
    for size in sizes[axis + 1 :]:
        inner *= size
    return Numbers(
        tuple(known.items[place // inner % len(known.items)] for place in range(total)), known.dtype
    )


# --- products ---------------------------------------------------------------------------------------


def multiplied(machine: Items, tensor: Shaped, other: Shaped) -> Value:
    """`matmul` and `@`."""
    return Tensor(shapes.multiplied(tensor.shape, other.shape))


def multiplied_of_rank(rank: int) -> Any:
    """`mm`, `bmm`, `dot`: both tensors have so many dimensions, and nothing is broadcast."""

    def apply(machine: Items, tensor: Shaped, other: Shaped) -> Value:
        if len(tensor.shape) != rank or len(other.shape) != rank:
            raise Misfit(
                f"shapes {shapes.shown(tensor.shape)} and {shapes.shown(other.shape)}: both need {rank} dimensions"
            )
        if rank == 3 and shapes.agree(tensor.shape[0], other.shape[0]) is False:
            raise Misfit(f"batches of {tensor.shape[0]} and {other.shape[0]} matrices")
        return Tensor(shapes.multiplied(tensor.shape, other.shape))

    return apply


def vector_multiplied(machine: Items, tensor: Shaped, vec: Shaped) -> Value:
    """`mv`."""
    if len(tensor.shape) != 2 or len(vec.shape) != 1:
        raise Misfit(
            f"a matrix and a vector of shapes {shapes.shown(tensor.shape)} and {shapes.shown(vec.shape)}"
        )
    return Tensor(shapes.multiplied(tensor.shape, vec.shape))


def multiplied_and_added(
    machine: Items, tensor: Shaped, left: Shaped, right: Shaped, **options: Value
) -> Value:
    """`addmm` and `baddbmm`: the product, to which the first is added."""
    shape = shapes.multiplied(left.shape, right.shape)
    return Tensor(shapes.expanded(tensor.shape, shape))


def inner(machine: Items, tensor: Shaped, other: Shaped) -> Value:
    """`inner`: sums over the last dimensions."""
    if not tensor.shape or not other.shape:
        return Tensor(tensor.shape or other.shape)
    if shapes.agree(tensor.shape[-1], other.shape[-1]) is False:
        raise Misfit(f"shapes {shapes.shown(tensor.shape)} and {shapes.shown(other.shape)} end differently")
    return Tensor((*tensor.shape[:-1], *other.shape[:-1]))


def outer(machine: Items, tensor: Shaped, vec2: Shaped) -> Value:
    """`outer`."""
    if len(tensor.shape) != 1 or len(vec2.shape) != 1:
        raise Misfit("an outer product of other things than vectors")
    return Tensor((tensor.shape[0], vec2.shape[0]))


def kronecker(machine: Items, tensor: Shaped, other: Shaped) -> Value:
    """`kron`."""
    return Tensor(shapes.tiled(tensor.shape, other.shape))


def distances(machine: Items, x1: Shaped, x2: Shaped, **options: Value) -> Value:
    """`cdist`."""
    if shapes.agree(x1.shape[-1], x2.shape[-1]) is False:
        raise Misfit(f"points of {x1.shape[-1]} and {x2.shape[-1]} numbers")
    return Tensor((*shapes.broadcast(x1.shape[:-2], x2.shape[:-2]), x1.shape[-2], x2.shape[-2]))


def contracted(machine: Items, tensor: Shaped, other: Shaped, dims: Value = 2) -> Value:
    """`tensordot`."""
    if isinstance(dims, int):
        if dims > min(len(tensor.shape), len(other.shape)):
            raise Misfit(f"{dims} dimensions to sum over")
        left = list(range(len(tensor.shape) - dims, len(tensor.shape)))
        right = list(range(dims))
    else:
        left, right = (
            shapes.axes_of(axes, rank)
            for axes, rank in zip(dims, (len(tensor.shape), len(other.shape)), strict=True)
        )
    for a, b in zip(left, right, strict=True):
        # A dimension of size 1 is summed over before.
        pair = tensor.shape[a], other.shape[b]
        if shapes.agree(*pair) is False and 1 not in pair:
            raise Misfit(f"dimensions of sizes {pair[0]} and {pair[1]} to sum over")
    kept = [size for axis, size in enumerate(tensor.shape) if axis not in left]
    return Tensor((*kept, *(size for axis, size in enumerate(other.shape) if axis not in right)))


def summed(machine: Items, equation: Value, *tensors: Value) -> Value:
    """`einsum`: the sizes behind the letters of the result."""
    if not isinstance(equation, str):
        raise ValueError("an einsum of another form")
    given = _given(machine, tensors if isinstance(tensors[0], Tensor) else tensors[0])
    inputs, arrow, wanted = equation.replace(" ", "").partition("->")
    terms = inputs.split(",")
    if len(terms) != len(given):
        raise Misfit(f"einsum of {len(terms)} terms and {len(given)} tensors")
    sizes: dict[str, Value] = {}
    around: Shape = ()
    for term, tensor in zip(terms, given, strict=True):
        around = shapes.broadcast(around, _letters(term, tensor.shape, sizes))
    if not arrow:
        letters = inputs.replace(",", "").replace(".", "")
        wanted = ("..." if "..." in inputs else "") + "".join(
            sorted({each for each in letters if letters.count(each) == 1})
        )
    front, dots, back = wanted.partition("...")
    for letter in front + back:
        if letter not in sizes:
            raise Misfit(f"einsum gives {letter}, which no tensor has")
    between = around if dots else ()
    return Tensor((*(sizes[letter] for letter in front), *between, *(sizes[letter] for letter in back)))


def _letters(term: str, shape: Shape, sizes: dict[str, Value]) -> Shape:
    """Note the sizes behind a term's letters; gives the sizes that its `...` stands for."""
    front, dots, back = term.partition("...")
    spare = len(shape) - len(front) - len(back)
    if len(set(front + back)) < len(front + back):
        raise ValueError("an einsum that takes a diagonal")
    if spare < 0 or (spare and not dots):
        raise Misfit(f"einsum term {term} for a tensor of shape {shapes.shown(shape)}")
    for letter, size in (
        *zip(front, shape, strict=False),
        *zip(back, shape[len(front) + spare :], strict=True),
    ):
        (sizes[letter],) = shapes.broadcast((sizes.get(letter, 1),), (size,))
    return shape[len(front) : len(front) + spare]


def chosen(machine: Items, tensor: Shaped, *ways: Value, **options: Value) -> Value:
    """`where` with two ways."""
    ways = (*ways, *(options[name] for name in ("self", "input", "other") if name in options))
    if len(ways) != 2:
        return Unknown("the positions where a tensor holds")
    shape: Shape = tensor.shape
    for way in ways:
        shape = shapes.broadcast(shape, way.shape) if isinstance(way, Tensor) else shape
    types = {way.dtype for way in ways if isinstance(way, Tensor)}
    return typed(Tensor(shape), types.pop() if len(types) == 1 else None)


def broadcast_together(machine: Items, *tensors: Value) -> Value:
    """`broadcast_tensors`."""
    given = _given(machine, tensors if isinstance(tensors[0], Tensor) else tensors[0])
    shape: Shape = ()
    for tensor in given:
        shape = shapes.broadcast(shape, tensor.shape)
    return tuple(tensor.view(shape) for tensor in given)
