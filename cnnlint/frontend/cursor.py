"""Where the nodes of a LibCST tree stand: a cursor that goes through the text as the tree is lowered.

LibCST tells what was written, not where. The tokens of a tree come in the order of the text and
their lengths are known; what stands between them is white space and comments, read from the text itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

import libcst as cst

from ..program import nodes as ir
from .bodies import LeftOut
from .problem import FrontendError

# For each class of LibCST's expressions the function that lowers it.
Lowerings = Mapping[type[cst.CSTNode], Callable[[Any, "Cursor"], ir.Expression]]

_BETWEEN = re.compile(r"(?:[ \t\f\r\n]+|#[^\r\n]*|\\\r?\n|\\\r)*")
_BEGINS_BETWEEN = frozenset(" \t\f\r\n#\\")


class Cursor:
    """`place` is the offset in `text` right after the last token that was passed."""

    def __init__(
        self, text: str, place: int, lowerings: Lowerings, bodies: Mapping[int, LeftOut] | None = None
    ) -> None:
        self.text = text
        self.place = place
        self._lowerings = lowerings
        self._bodies = bodies or {}
        # Whether each function around the current node yields, the innermost last.
        self.yields: list[bool] = [False]

    def next(self) -> int:
        """Offset of the next token; that is where the cursor moves."""
        place = self.place
        if self.text[place : place + 1] in _BEGINS_BETWEEN:
            place = self.place = self.after(place)
        return place

    def after(self, place: int) -> int:
        """The first offset from `place` on that holds neither white space nor a comment."""
        between = _BETWEEN.match(self.text, place)
        return place if between is None else between.end()

    def token(self, length: int) -> int:
        """Passes a token of so many characters; its offset."""
        place = self.place
        if self.text[place : place + 1] in _BEGINS_BETWEEN:
            place = self.after(place)
        self.place = place + length
        return place

    def word(self, word: str) -> int:
        """Passes this very word; its offset. FrontendError where something else stands."""
        place = self.token(len(word))
        if not self.text.startswith(word, place):
            raise lost(place)
        return place

    def optional(self, mark: str) -> bool:
        """Passes a mark of one character, if it comes next."""
        place = self.after(self.place)
        if not self.text.startswith(mark, place):
            return False
        self.place = place + 1
        return True

    def expression(self, node: Any) -> ir.Expression:
        """An expression, lowered."""
        for _ in node.lpar:
            self.token(1)
        lowering = self._lowerings.get(type(node))
        if lowering is None:
            raise FrontendError(
                f"a kind of expression that is not known here: {type(node).__name__}", self.next()
            )
        lowered = lowering(node, self)
        for _ in node.rpar:
            self.token(1)
        return lowered

    def expression_if(self, node: cst.CSTNode | None) -> ir.Expression | None:
        """An expression that may be missing, lowered."""
        return None if node is None else self.expression(node)

    def empty_brackets(self) -> tuple[int, int]:
        """Span of the round brackets around nothing, of which the first was passed."""
        return self.place - 1, self.after(self.place) + 1

    def left_out(self) -> LeftOut | None:
        """The body behind the colon that was just passed, if it was left out; the cursor moves to its end."""
        found = self._bodies.get(self.place)
        if found is not None:
            self.place = found.end
        return found

    def finish(self, end: int) -> None:
        """What was passed must reach to the end. FrontendError where it does not."""
        if self.after(self.place) < end or self.place > end:
            raise lost(self.place)


def lost(place: int) -> FrontendError:
    """What to raise where tree and text differ."""
    return FrontendError("LibCST lost a part of this text", place)
