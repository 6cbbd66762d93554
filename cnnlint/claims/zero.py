"""Claims that there is nothing to count: `no params`, `has no learnable parameters`, `parameter-free`."""

from __future__ import annotations

from collections.abc import Iterator

from .claim import Claim, Interval, Quantity
from .frame import framed
from .rows import Kind, Line
from .tokens import Token

_NOUNS = frozenset("params parameters".split())
_TRAINED = frozenset("trainable learnable learned".split())
_FREE = frozenset({"parameter-free", "param-free", "parameterless", "parameter-less"})


def none_at_all(line: Line, kind: Kind) -> Iterator[Claim]:
    """The claim of a line that something has no parameters, if it makes it.

    "No parameters" alone is said of functions too: prose must speak of learning, a comment must say
    nothing else.
    """
    row = line.tokens
    content = row[:-1] if row and row[-1].text == "." else row
    if len(content) == 1 and content[0].lower in _FREE and kind == "comment":
        yield _claim(content[0], (Quantity.PARAMETERS,), None)
        return
    for first, last, trained in _negated(row):
        short = kind == "comment" and len(content) == last - first
        place = framed(row, first, last) if trained or short else None
        if place is not None:
            quantities = (Quantity.TRAINABLE, Quantity.PARAMETERS) if trained else (Quantity.PARAMETERS,)
            yield _claim(row[first], quantities, place.name)


def _negated(row: list[Token]) -> Iterator[tuple[int, int, bool]]:
    for at, token in enumerate(row):
        if token.lower not in ("no", "zero"):
            continue
        after = at + 1
        while after < len(row) and row[after].lower in _TRAINED:
            after += 1
        trained = after > at + 1
        if after < len(row) and row[after].lower in (_NOUNS | {"weights"} if trained else _NOUNS):
            yield at, after + 1, trained


def _claim(token: Token, quantities: tuple[Quantity, ...], name: str | None) -> Claim:
    return Claim(quantities, Interval(0, 0), 0, token.start, token.end, token.text, None, True, name)
