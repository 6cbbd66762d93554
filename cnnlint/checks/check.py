"""What a check is: one kind of mistake, its explanation, and samples that are its docs and its tests."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Protocol

import msgspec

from ..claims.claim import Quantity
from ..source import Source
from .finding import Finding, Fix
from .inspection import Inspection
from .statement import Judgement, Statement

Reads = Callable[[Statement, Judgement], Finding | None]


class Place(Protocol):
    """What stands from one offset to another: a claim, a node, a span."""

    @property
    def start(self) -> int:
        """The first code point."""

    @property
    def end(self) -> int:
        """Behind the last code point."""


Inspects = Callable[[Inspection], Iterable[Finding]]


class Check(msgspec.Struct, frozen=True, kw_only=True):
    """One kind of mistake, named for it.

    `find` gives the finding for a statement and its verdict, if it is this kind; `inspect` those for
    the models of a file. In a loud sample `# expect: CODE` stands on each row that must be found.
    `default` tells that it is on unless it is ignored.
    """

    code: str
    name: str
    summary: str
    explanation: str
    find: Reads | None = None
    inspect: Inspects | None = None
    default: bool = True
    silent: tuple[str, ...] = ()
    loud: tuple[str, ...] = ()

    def finding(
        self,
        statement: Statement,
        message: str,
        *,
        subject: str | None = None,
        quantity: Quantity | None = None,
        computed: int | str | None = None,
        breakdown: str | None = None,
        hint: str | None = None,
        fix: Fix | None = None,
    ) -> Finding:
        """A finding of this check at the statement's number."""
        claim = statement.claim
        return self.at(
            statement.source,
            claim,
            message,
            subject=subject,
            quantity=quantity.value if quantity else None,
            stated=claim.stated,
            computed=computed,
            breakdown=breakdown,
            hint=hint,
            fix=fix,
        )

    def at(
        self,
        source: Source,
        place: Place,
        message: str,
        *,
        subject: str | None = None,
        quantity: str | None = None,
        stated: int | str | None = None,
        computed: int | str | None = None,
        breakdown: str | None = None,
        hint: str | None = None,
        fix: Fix | None = None,
    ) -> Finding:
        """A finding of this check at a place in a source."""
        return Finding(
            code=self.code,
            name=self.name,
            message=message,
            filename=source.path,
            location=source.location(place.start),
            end_location=source.location(place.end),
            subject=subject,
            quantity=quantity,
            stated=stated,
            computed=computed,
            breakdown=breakdown,
            hint=hint,
            fix=fix,
        )
