"""The outline of one source: what a lexical scan tells without a parse.

All offsets are code points into the text of the source, ends excluded.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Literal, NamedTuple

ChunkKind = Literal["def", "class", "import", "statement"]


class Comment(NamedTuple):
    """A comment, from its `#` to its end; `trailing` where code stands before it on the row."""

    start: int
    end: int
    trailing: bool


class Text(NamedTuple):
    """A string that is a statement of its own; `docstring` where it comes first in its scope."""

    start: int
    end: int
    docstring: bool


class Chunk:
    """A top-level statement with its decorators and its body.

    `binds` are the names that it may bind in the module ("*" for a star import), `alters` those whose
    value it may change in place (`a.b = …`, `a[0] = …`, `a.append(…)`, `@a.register(…)`).
    `bodies` are the spans of the outermost functions' bodies, each from behind the colon of its header.
    """

    def __init__(
        self,
        start: int,
        end: int,
        kind: ChunkKind,
        binds: tuple[str, ...] = (),
        alters: tuple[str, ...] = (),
        bodies: tuple[tuple[int, int], ...] = (),
        mentioned: Callable[[bool], frozenset[str]] = lambda inside: frozenset(),
    ) -> None:
        self.start = start
        self.end = end
        self.kind = kind
        self.binds = binds
        self.alters = alters
        self.bodies = bodies
        self._mentioned = mentioned

    # For most statements nobody asks. Both may hold too many names.
    @cached_property
    def mentions(self) -> frozenset[str]:
        """Names that are read while the statement itself runs."""
        return self._mentioned(False)

    @cached_property
    def deferred(self) -> frozenset[str]:
        """Names in the bodies of its functions."""
        return self._mentioned(True)


class LexicalError(NamedTuple):
    """Why the text cannot be Python, and where."""

    message: str
    offset: int


class Outline(NamedTuple):
    """Comments, bare strings and chunks in order; after a `problem` nothing more was read."""

    comments: tuple[Comment, ...]
    strings: tuple[Text, ...]
    chunks: tuple[Chunk, ...]
    problem: LexicalError | None
