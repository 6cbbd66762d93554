"""The outline of one source: what a lexical scan tells without a parse.

All offsets are code points into the text of the source, ends excluded.
"""

from __future__ import annotations

from typing import Literal

import msgspec

ChunkKind = Literal["def", "class", "import", "statement"]


class Comment(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A comment, from its `#` to its end; `trailing` where code stands before it on the row."""

    start: int
    end: int
    trailing: bool


class Text(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A string that is a statement of its own; `docstring` where it comes first in its scope."""

    start: int
    end: int
    docstring: bool


class Chunk(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A top-level statement with its decorators and its body.

    `binds` are the names that it may bind in the module ("*" for a star import), `alters` those whose
    value it may change in place (`a.b = …`, `a[0] = …`, `a.append(…)`, `@a.register(…)`). `mentions` are the names read
    while the chunk itself runs, `deferred` those in function bodies; both may hold too many names.
    `bodies` are the spans of the outermost functions' bodies, each from behind the colon of its header.
    """

    start: int
    end: int
    kind: ChunkKind
    binds: tuple[str, ...]
    alters: tuple[str, ...]
    mentions: frozenset[str]
    deferred: frozenset[str]
    bodies: tuple[tuple[int, int], ...] = ()


class LexicalError(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Why the text cannot be Python, and where."""

    message: str
    offset: int


class Outline(msgspec.Struct, frozen=True, array_like=True):
    """Comments, bare strings and chunks in order; after a `problem` nothing more was read."""

    comments: tuple[Comment, ...]
    strings: tuple[Text, ...]
    chunks: tuple[Chunk, ...]
    problem: LexicalError | None
