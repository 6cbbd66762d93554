"""A number that a data file keeps under its keys, and the count that it states."""

from __future__ import annotations

from typing import NamedTuple

from ..claims.claim import Claim, Quantity
from ..claims.number import Bound, interval, numeral


class Kept(NamedTuple):
    """A number as it is written, the keys that lead to it, and its place in the text."""

    keys: tuple[str, ...]
    text: str
    start: int
    end: int

    @property
    def path(self) -> str:
        """The keys with dots between them."""
        return ".".join(self.keys)


def kept_claim(kept: Kept) -> Claim | None:
    """The count that a kept number states; every digit of a plain one is meant."""
    written = kept.text.replace("_", "")
    scale = written[-1:] if written[-1:].isalpha() else None
    number = numeral(written[:-1] if scale else written, scale)
    if number is None:
        return None
    plain = number._replace(unit=1) if scale is None and "e" not in written.lower() else number
    allowed = interval(plain, Bound.EXACT)
    return Claim((Quantity.PARAMETERS,), allowed, number.value, kept.start, kept.end, kept.text)
