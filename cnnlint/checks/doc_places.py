"""Shapes in the docstrings of a model's class and of its `forward` or `call`."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from ..claims.shape_docstrings import DocShape, read_docstring
from ..claims.shape_gate import documents_shape
from ..claims.shape_text import ShapeClaim
from ..evaluate.project import SourceModule
from ..frontend.blocks import around
from ..program import nodes
from .shape_places import Placed

_CALLED = ("forward", "call", "__call__")


class Documented(NamedTuple):
    """A shape that a docstring states, with its top-level class; its offsets are those in the source."""

    shape: DocShape
    model: str
    chunk: int

    def placed(self) -> Placed:
        """What is stated of the output, as a claim beside the class."""
        shape = self.shape
        kept = shape.entries[1:] if shape.batched else shape.entries
        sizes = tuple(int(entry) if entry.isdigit() else None for entry in kept)
        claim = ShapeClaim(sizes, shape.start, shape.end, shape.text, "out", (), shape.batched, True)
        return Placed(claim, (), self.chunk, self.model, shape.entries)


def documented(module: SourceModule) -> Iterator[Documented]:
    """The shapes that docstrings of models state."""
    text, chunks = module.source.text, module.outline.chunks
    for string in module.outline.strings:
        written = text[string.start : string.end]
        index = bisect_right(chunks, string.start, key=lambda each: each.start) - 1
        if not string.docstring or index < 0 or chunks[index].kind != "class" or not documents_shape(written):
            continue
        shapes = read_docstring(written)
        owner = _owner(module, index, string.start) if shapes else None
        for shape in shapes if owner is not None else ():
            moved = shape._replace(start=shape.start + string.start, end=shape.end + string.start)
            yield Documented(moved, chunks[index].binds[0], index)


def _owner(module: SourceModule, index: int, offset: int) -> str | None:
    """The class or its forward that a docstring belongs to; None where it is another's."""
    definitions, _ = around(module.file.lowered(module.outline.chunks[index]), offset)
    names = [each.name for each in definitions]
    of_class = len(names) == 1 and isinstance(definitions[0], nodes.ClassDef)
    return names[0] if of_class or (len(names) == 2 and names[1] in _CALLED) else None
