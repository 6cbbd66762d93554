"""A parsed text with the offsets of its nodes: what the lowering functions work on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import libcst as cst

from ..program import nodes as ir
from .parse import parse, with_space_moved
from .position import Spans, positions
from .problem import FrontendError

# For each class of LibCST's expressions the function that lowers it.
Lowerings = Mapping[type[cst.CSTNode], Callable[[Any, "Tree"], ir.Expression]]


class Tree:
    """`spans` leave brackets around a node out; `whole` holds the full extent of a few kinds of nodes.

    Offsets count from the begin of the source, `base` is that of `text`.
    """

    def __init__(self, text: str, base: int, lowerings: Lowerings) -> None:
        self.text = text
        self.base = base
        self._lowerings = lowerings
        self.module: cst.Module = parse(text, base)
        found = positions(self.module, base, len(text))
        if found is None:
            self.module = parse(with_space_moved(text), base)
            found = positions(self.module, base, len(text))
        if found is None:
            raise FrontendError("LibCST lost a part of this text", base)
        self.spans: Spans = found[0]
        self.whole: Spans = found[1]
        # Whether each function around the current node yields, the innermost last.
        self.yields: list[bool] = [False]

    def expression(self, node: cst.CSTNode) -> ir.Expression:
        """An expression, lowered."""
        lowering = self._lowerings.get(type(node))
        if lowering is None:
            return ir.UnsupportedExpression(*self.spans[node], type(node).__name__)
        return lowering(node, self)

    def optional(self, node: cst.CSTNode | None) -> ir.Expression | None:
        """An expression that may be missing, lowered."""
        return None if node is None else self.expression(node)

    def brackets(self, node: cst.CSTNode) -> tuple[int, int]:
        """Span of the innermost round brackets around an empty tuple."""
        place = self.spans[node][0] - self.base
        start, end = self.text.rindex("(", 0, place), self.text.index(")", place) + 1
        return start + self.base, end + self.base

    def slice(self, start: int, end: int) -> str:
        """Text between two offsets of the source."""
        return self.text[start - self.base : end - self.base]
