"""The arithmetic of a layer that moves a window over its input: `(32 - 5) / 1 + 1 = 28`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from ..evaluate.flow import Shape
from ..values.objects import Value


class Window(NamedTuple):
    """Kernel, stride, padding and dilation as the layer holds them; `first` where channels stand before the sizes."""

    kernel: Value
    stride: Value
    padding: Value
    dilation: Value
    first: bool

    @classmethod
    def of(cls, attributes: Mapping[str, Value]) -> Window | None:
        """The window of a layer with these attributes, if it has one."""
        kernel = attributes.get("kernel_size", attributes.get("pool_size"))
        if kernel is None or attributes.get("ceil_mode") is True:
            return None
        stride = attributes.get("stride", attributes.get("strides"))
        dilation = attributes.get("dilation", attributes.get("dilation_rate", 1))
        first = attributes.get("data_format", "channels_first") == "channels_first"
        padding = attributes.get("padding", 0)
        return cls(kernel, kernel if stride is None else stride, padding, dilation, first)

    def reckoned(self, given: Shape, result: Shape, stated: tuple[int | None, ...]) -> str | None:
        """How the first size that is stated otherwise comes about; None where this rule does not give it."""
        if not isinstance(given, tuple) or not isinstance(result, tuple) or len(given) != len(result):
            return None
        axes = range(2, len(given)) if self.first else range(1, len(given) - 1)
        rest = list(stated)
        for place, axis in enumerate(axes):
            before, after = given[axis], result[axis]
            if after in rest:
                rest.remove(after)
            elif isinstance(before, int) and isinstance(after, int):
                return self._along(place, before, after)
        return None

    def _along(self, place: int, before: int, after: int) -> str | None:
        kernel, stride, dilation = (_at(each, place) for each in (self.kernel, self.stride, self.dilation))
        if kernel is None or stride is None or dilation is None or stride < 1:
            return None
        reach = dilation * (kernel - 1) + 1
        if self.padding == "same":
            rounded = -(-before // stride)
            return f"{before} / {stride}, rounded up, = {after}" if rounded == after else None
        padding = 0 if self.padding == "valid" else _at(self.padding, place)
        if padding is None or (before + 2 * padding - reach) // stride + 1 != after:
            return None
        whole = f"{before} + 2·{padding} - {reach}" if padding else f"{before} - {reach}"
        down = ", rounded down," if (before + 2 * padding - reach) % stride else ""
        return f"({whole}) / {stride}{down} + 1 = {after}"


def _at(value: Value, place: int) -> int | None:
    """The number that holds along an axis."""
    if isinstance(value, (tuple, list)):
        value = value[place] if place < len(value) else None
    return value if isinstance(value, int) and not isinstance(value, bool) else None
