"""Bodies of functions that are left out of a parse: most functions are never called, and parsing costs most of all."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import NamedTuple

from ..program.deferred import Block, Deferred
from .outline import Chunk

# A shorter body is parsed sooner with its function than on its own.
_SHORTEST = 120
_STAND_IN = " ..."
_YIELD = re.compile(r"yield\b(?<=\byield)")

# What lowers a body, from the span of its text.
Load = Callable[[int, int], Block]


class LeftOut(NamedTuple):
    """A body that was left out: where its text ends, where its last statement does, and what it will be."""

    end: int
    last: int
    block: Deferred


def left_out(text: str, chunk: Chunk, load: Load) -> dict[int, LeftOut]:
    """The bodies that may be left out, by the offset behind the colon. What yields must be known to."""
    found: dict[int, LeftOut] = {}
    for start, end in chunk.bodies:
        if end - start >= _SHORTEST and _YIELD.search(text, start, end) is None:
            last = start + len(text[start:end].rstrip(" \t\f;"))
            found[start] = LeftOut(end, last, Deferred(partial(load, start, end)))
    return found


def without(text: str, start: int, end: int, bodies: Mapping[int, LeftOut]) -> str:
    """A range of a text of the same length, in which nothing of these bodies is left."""
    parts: list[str] = []
    for first, body in bodies.items():
        parts += (text[start:first], _STAND_IN, " " * (body.end - first - len(_STAND_IN)))
        start = body.end
    return "".join((*parts, text[start:end]))
