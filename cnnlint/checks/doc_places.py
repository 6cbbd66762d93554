"""Shapes in the docstrings of a model's class and of its `forward` or `call`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ..claims.shape_docstrings import DocShape
from ..claims.shape_gate import documented_shapes
from ..claims.shape_text import ShapeClaim
from ..evaluate.project import SourceModule
from ..frontend.blocks import around
from .shape_places import Placed

CALLED = ("forward", "call", "__call__")


class Documented(NamedTuple):
    """A shape that a docstring states, with its top-level class; its offsets are those in the source.

    `exact` tells that a letter never stands for two sizes, as in annotations.
    """

    shape: DocShape
    model: str
    chunk: int
    exact: bool = False

    def placed(self) -> Placed:
        """What is stated of the output, as a claim beside the class."""
        shape = self.shape
        kept = shape.entries[1:] if shape.batched else shape.entries
        sizes = tuple(int(entry) if entry.isdigit() else None for entry in kept)
        claim = ShapeClaim(sizes, shape.start, shape.end, shape.text, "out", (), shape.batched, True)
        return Placed(claim, (), self.chunk, self.model, shape.entries, self.exact)


def documented(module: SourceModule) -> Iterator[Documented]:
    """The shapes that docstrings of models state."""
    for index, shape in documented_shapes(module.source.text, module.outline):
        if _is_of_model(module, index, shape.start):
            yield Documented(shape, module.outline.chunks[index].binds[0], index)


def _is_of_model(module: SourceModule, index: int, offset: int) -> bool:
    """Whether a docstring belongs to a top-level class or its `forward`."""
    definitions, _ = around(module.file.lowered(module.outline.chunks[index]), offset)
    names = [each.name for each in definitions]
    return len(names) == 1 or (len(names) == 2 and names[1] in CALLED)
