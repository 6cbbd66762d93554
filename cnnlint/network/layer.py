"""A network: a tree of layers that own parameters and buffers."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from ..size import SizeLike
from ..source import Span
from ..unknown import Unknown


class Parameter(msgspec.Struct, frozen=True):
    """One tensor that a layer owns; equal `identity` means the same tensor, however often it is named.

    `shape` is unknown where the tensor's sizes cannot be told.
    """

    name: str
    shape: tuple[SizeLike | Unknown, ...] | Unknown
    trainable: bool | Unknown
    identity: int


class Layer(msgspec.Struct, frozen=True):
    """One module: what it owns itself, and the layers inside it.

    `label` shows the constructor call, `Conv2d(32, 64, 3)`; `missing` is set where the layer may own
    more than is listed.
    """

    name: str
    kind: str
    label: str
    identity: int
    parameters: tuple[Parameter, ...]
    buffers: tuple[Parameter, ...]
    children: tuple[Layer, ...]
    missing: Unknown | None = None
    span: Span | None = None
    framework: str = "torch"

    def walk(self) -> Iterator[Layer]:
        """This layer and all inside it, each once, parents first."""
        seen: set[int] = set()
        stack = [self]
        while stack:
            layer = stack.pop()
            if layer.identity not in seen:
                seen.add(layer.identity)
                yield layer
                stack.extend(reversed(layer.children))
