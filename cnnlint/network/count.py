"""Counting the elements of a network's tensors."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from ..size import Size, SizeLike
from ..unknown import Unknown
from .layer import Layer, Parameter


class Tally(msgspec.Struct, frozen=True):
    """The numbers of elements of one network, each a size or unknown.

    `weights` are the parameters that are no biases.
    """

    total: SizeLike | Unknown
    trainable: SizeLike | Unknown
    non_trainable: SizeLike | Unknown
    weights: SizeLike | Unknown
    biases: SizeLike | Unknown
    buffers: SizeLike | Unknown


class Count(msgspec.Struct, frozen=True):
    """A quantity over all ways the code may take: its alternatives, or why it is unknown."""

    alternatives: tuple[SizeLike, ...]
    unknown: Unknown | None = None

    @property
    def exact(self) -> int | None:
        """The number, where there is exactly one and it has no named sizes."""
        if self.unknown is None and len(self.alternatives) == 1 and isinstance(self.alternatives[0], int):
            return self.alternatives[0]
        return None

    @staticmethod
    def of(values: Iterable[SizeLike | Unknown]) -> Count:
        """The count that joins the values of several ways: unknown if one of them is."""
        joined: dict[SizeLike, None] = {}
        for value in values:
            if isinstance(value, Unknown):
                return Count((), value)
            joined[value] = None
        return Count(tuple(joined))


def elements(parameter: Parameter) -> SizeLike | Unknown:
    """Number of elements of one tensor."""
    if isinstance(parameter.shape, Unknown):
        return parameter.shape
    product: SizeLike = 1
    for size in parameter.shape:
        if isinstance(size, Unknown):
            return size
        # Code that its framework would refuse: `Linear("a", -3)`.
        if not isinstance(size, (int, Size)) or (isinstance(size, int) and size < 0):
            return Unknown(f"{size!r} is no size of a tensor")
        product = product * size
    return product


def is_bias(name: str) -> bool:
    """Whether a parameter of this name is a bias: `bias`, `bias_ih_l0`, `in_proj_bias`, `fc.bias`."""
    last = name.rpartition(".")[2]
    return last.startswith("bias") or last.endswith("bias")


def tally(layer: Layer) -> Tally:
    """All quantities of a network; shared tensors count once."""
    layers = list(layer.walk())
    missing = next((each.missing for each in layers if each.missing), None)
    owned = _unique(parameter for each in layers for parameter in each.parameters)
    kept = _unique(buffer for each in layers for buffer in each.buffers)
    undecided = next((each.trainable for each in owned if isinstance(each.trainable, Unknown)), None)
    sized = [(each, elements(each)) for each in owned]
    return Tally(
        total=missing or _sum(size for _, size in sized),
        trainable=missing or undecided or _sum(size for each, size in sized if each.trainable),
        non_trainable=missing or undecided or _sum(size for each, size in sized if not each.trainable),
        weights=missing or _sum(size for each, size in sized if not is_bias(each.name)),
        biases=missing or _sum(size for each, size in sized if is_bias(each.name)),
        buffers=missing or _sum(elements(each) for each in kept),
    )


def _unique(parameters: Iterable[Parameter]) -> list[Parameter]:
    return list({parameter.identity: parameter for parameter in reversed(list(parameters))}.values())[::-1]


def _sum(counts: Iterable[SizeLike | Unknown]) -> SizeLike | Unknown:
    total: SizeLike = 0
    for count in counts:
        if isinstance(count, Unknown):
            return count
        total = total + count
    return total
