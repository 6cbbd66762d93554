"""Whole numbers that remember which tensors they were counted from."""

from __future__ import annotations

from .objects import Tensor


class Counted(int):
    """A number of elements, with the tensors whose elements it counts.

    It behaves as the int that it is; sums with other numbers keep the tensors.
    """

    tensors: tuple[Tensor, ...]

    def __new__(cls, number: int, tensors: tuple[Tensor, ...]) -> Counted:
        self = super().__new__(cls, number)
        self.tensors = tensors
        return self


def carry(result: object, left: object, right: object) -> object:
    """The result of an operation on counted numbers, itself counted."""
    if type(result) is not int:
        return result
    tensors = getattr(left, "tensors", ()) + getattr(right, "tensors", ())
    return Counted(result, tensors) if tensors else result
