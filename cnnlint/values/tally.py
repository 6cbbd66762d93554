"""Whole numbers that remember which tensors they were counted from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

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


class Numbered(int):
    """How many tensors there are, whatever their sizes; any arithmetic makes it a plain number."""

    tensors: tuple[Tensor, ...]

    @staticmethod
    def of(tensors: Iterable[Tensor]) -> Numbered:
        """The number of these tensors."""
        listed = tuple(tensors)
        made = Numbered(len(listed))
        made.tensors = listed
        return made


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


class Scaled(float):
    """A counted number in other units: `count / 1e6`, perhaps rounded to some decimal places."""

    counted: Counted
    divisor: float
    places: int | None

    @staticmethod
    def of(counted: Counted, divisor: float, places: int | None = None) -> Scaled:
        """The number of elements by the divisor."""
        value = int(counted) / divisor
        made = Scaled(value if places is None else round(value, places))
        made.counted, made.divisor, made.places = counted, divisor, places
        return made


class Piece(NamedTuple):
    """Where in a text a counted number is written out."""

    start: int
    end: int
    counted: Counted


class CountedText(str):
    """A text that remembers which of the numbers in it were counted."""

    pieces: tuple[Piece, ...]

    @staticmethod
    def of(text: str, pieces: Iterable[Piece]) -> CountedText:
        """The text with the counted numbers in it, in order."""
        made = CountedText(text)
        made.pieces = tuple(pieces)
        return made


def joined(parts: Iterable[tuple[str, Value]]) -> str:
    """Texts put together, each with the value that it was made of."""
    text, pieces = "", list[Piece]()
    for part, value in parts:
        if isinstance(value, CountedText) and value == part:
            part = value
        if isinstance(part, CountedText):
            pieces += [Piece(len(text) + s, len(text) + e, counted) for s, e, counted in part.pieces]
        elif isinstance(value, Counted) and part.strip():
            pieces.append(Piece(len(text), len(text) + len(part), value))
        text += part
    return CountedText.of(text, pieces) if pieces else text


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
    if type(result) is float and sign == "/" and isinstance(left, (Counted, Scaled)):
        return _scaled(result, left, right)
    if type(result) is str and sign == "%" and isinstance(right, Counted):
        return _percent(result, str(left), right)
    if type(result) is str and sign == "+" and isinstance(left, str) and isinstance(right, str):
        return joined([(left, None), (right, None)])
    if type(result) is not int:
        return result
    if isinstance(left, Extent) or isinstance(right, Extent):
        return _product(result, left, right) if sign == "*" else result
    tensors = getattr(left, "tensors", ()) + getattr(right, "tensors", ())
    return Counted(result, tensors) if tensors else result


_FIELD = re.compile(r"%[-+ #0]*[0-9]*[dius]")


def _percent(result: str, template: str, counted: Counted) -> str:
    """`"%d params" % count`, where it is the one field."""
    before, *behind = _FIELD.split(template)
    if len(behind) != 1 or "%" in before + behind[0]:
        return result
    text = result[len(before) : len(result) - len(behind[0])]
    return joined([(before, None), (text, counted), (behind[0], None)])


def _scaled(result: float, left: Counted | Scaled, right: object) -> object:
    if not isinstance(right, (int, float)) or isinstance(right, (Counted, Extent)) or right <= 0:
        return result
    if isinstance(left, Counted):
        return Scaled.of(left, right)
    return Scaled.of(left.counted, left.divisor * right) if left.places is None else result


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
