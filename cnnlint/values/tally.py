"""Whole numbers that remember which tensors they were counted from."""

from __future__ import annotations

from collections.abc import Sequence

from .objects import Tensor, Value


class Counted(int):
    """A number of elements, with the tensors whose elements it counts.

    It behaves as the int that it is; sums with other numbers keep the tensors.
    """

    tensors: tuple[Tensor, ...]

    def __new__(cls, number: int, tensors: tuple[Tensor, ...]) -> Counted:
        """The number of these tensors' elements."""
        self = super().__new__(cls, number)
        self.tensors = tensors
        return self


class Extent(int):
    """The product of a tensor's sizes along some of its axes; along all of them it is Counted."""

    tensor: Tensor
    axes: frozenset[int]

    def __new__(cls, number: int, tensor: Tensor, axes: frozenset[int]) -> Extent:
        """The product of these axes' sizes."""
        self = super().__new__(cls, number)
        self.tensor = tensor
        self.axes = axes
        return self


def extents(tensor: Tensor, shape: Sequence[Value]) -> tuple[Value, ...]:
    """Sizes of a tensor that remember whose they are."""
    return tuple(
        _along(size, tensor, frozenset([axis]), len(shape)) if isinstance(size, int) else size
        for axis, size in enumerate(shape)
    )


def _along(size: int, tensor: Tensor, axes: frozenset[int], rank: int) -> Counted | Extent:
    return Counted(size, (tensor,)) if len(axes) == rank else Extent(size, tensor, axes)


def carry(sign: str, result: object, left: object, right: object) -> object:
    """The result of an operation on counted numbers or extents, itself one where it still is."""
    if type(result) is not int:
        return result
    if isinstance(left, Extent) or isinstance(right, Extent):
        return _product(result, left, right) if sign == "*" else result
    tensors = getattr(left, "tensors", ()) + getattr(right, "tensors", ())
    return Counted(result, tensors) if tensors else result


def _product(result: int, left: object, right: object) -> object:
    if not isinstance(left, Extent):
        left, right = right, left
    assert isinstance(left, Extent)
    if right == 1 and not isinstance(right, Extent):
        return left
    if not isinstance(right, Extent) or right.tensor is not left.tensor or right.axes & left.axes:
        return result
    assert isinstance(left.tensor.shape, tuple)
    return _along(result, left.tensor, left.axes | right.axes, len(left.tensor.shape))
