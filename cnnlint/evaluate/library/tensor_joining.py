"""Operations on several tensors: joining, grids, products of matrices."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ...unknown import Unknown
from ...values.objects import Numbers, Tensor, Value
from ...values.operators import binary
from ..items import Items
from . import numbers, shapes
from .tensor_elements import Shaped

Shape = Any


# --- several tensors --------------------------------------------------------------------------------


def _given(machine: Items, tensors: Value) -> list[Shaped]:
    """The tensors that are given as one list."""
    items = machine.items_of(tensors, None)
    if isinstance(items, Unknown):
        raise ValueError(items.reason)
    return items


def joined(machine: Items, tensors: Value, dim: int = 0, **options: Value) -> Value:
    """`cat`."""
    parts = [part for part in _given(machine, tensors) if part.shape != (0,)]
    if not parts:
        return Tensor((0,))
    dim = options.get("axis", dim)
    if any(isinstance(part.shape, Unknown) for part in parts):
        return Tensor(next(part.shape for part in parts if isinstance(part.shape, Unknown)))
    axis = shapes.axis_of(dim, len(parts[0].shape))
    total: Value = 0
    for part in parts:
        total = binary("+", total, part.shape[axis])
    shape = (*parts[0].shape[:axis], total, *parts[0].shape[axis + 1 :])
    return Tensor(shape, "tensor", _in_a_row(parts) if axis == 0 else None)


def stacked(machine: Items, tensors: Value, dim: int = 0, **options: Value) -> Value:
    """`stack`."""
    parts = _given(machine, tensors)
    shape: Shape = parts[0].shape
    if isinstance(shape, Unknown):
        return Tensor(shape)
    sizes = list(shape)
    axis = shapes.axis_of(dim, len(sizes) + 1)
    sizes.insert(axis, len(parts))
    return Tensor(tuple(sizes), "tensor", _in_a_row(parts) if axis == 0 else None)


def _in_a_row(parts: Sequence[Tensor]) -> Numbers | None:
    known = [part.known for part in parts]
    dtypes = {each.dtype if each else None for each in known}
    if None in dtypes or len(dtypes) != 1:
        return None
    items = tuple(item for each in known if each for item in each.items)
    dtype = dtypes.pop()
    return Numbers(items, dtype) if dtype and len(items) <= numbers.MOST_NUMBERS else None


def grid(machine: Items, *tensors: Value, indexing: Value = "ij") -> Value:
    """`meshgrid`: one tensor of the common shape for each that is given."""
    given = list(tensors)
    if len(given) == 1 and not isinstance(given[0], Tensor):
        given = machine.items_of(given[0], None)  # type: ignore[assignment]
    sizes: list[Value] = []
    for tensor in given:
        if isinstance(tensor.shape, Unknown):
            return tuple(Tensor(tensor.shape) for _ in given)
        sizes.append(tensor.shape[0] if tensor.shape else 1)
    if indexing == "xy" and len(sizes) > 1:
        sizes[:2] = sizes[1::-1]
    return tuple(Tensor(tuple(sizes)) for _ in given)


def multiplied(machine: Items, left: Shaped, right: Shaped) -> Value:
    """`matmul`, `mm`, `bmm`, `@`."""
    return Tensor(shapes.multiplied(left.shape, right.shape))


def outer(machine: Items, left: Shaped, right: Shaped) -> Value:
    """`outer`."""
    return Tensor((left.shape[0], right.shape[0]))


def summed(machine: Items, equation: str, *tensors: Value) -> Value:
    """`einsum`: the sizes behind the letters of the result."""
    terms, arrow, wanted = equation.replace(" ", "").partition("->")
    given = list(tensors) if isinstance(tensors[0], Tensor) else machine.items_of(tensors[0], None)
    if not arrow or "." in equation:
        return Tensor(Unknown("an einsum without a plain result"))
    sizes: dict[str, Value] = {}
    for term, tensor in zip(terms.split(","), given, strict=True):  # type: ignore[arg-type]
        sizes.update(zip(term, tensor.shape, strict=True))
    return Tensor(tuple(sizes[letter] for letter in wanted))


def chosen(machine: Items, condition: Shaped, *ways: Value) -> Value:
    """`where` with two ways."""
    if len(ways) != 2:
        return Unknown("the positions where a tensor holds")
    shape: Shape = condition.shape
    for way in ways:
        shape = shapes.broadcast(shape, way.shape) if isinstance(way, Tensor) else shape
    return Tensor(shape)
