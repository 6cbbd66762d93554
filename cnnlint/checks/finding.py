"""A finding: a contradiction with its proof."""

from __future__ import annotations

import msgspec

from ..source import Location


class Edit(msgspec.Struct, frozen=True):
    """Replace what stands between two locations."""

    location: Location
    end_location: Location
    content: str


class Fix(msgspec.Struct, frozen=True):
    """Edits that mend a finding; `applicability` is "safe" or "unsafe"."""

    applicability: str
    edits: tuple[Edit, ...]


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One reported mistake, placed at the number that is wrong.

    `breakdown` is the arithmetic that proves it, `hint` the likely mistake. `stated` and `computed`
    are whole numbers, or text where the number is a formula in named sizes. In a notebook the locations
    are those in the cell of number `cell`, from 1.
    """

    code: str
    name: str
    message: str
    filename: str
    location: Location
    end_location: Location
    subject: str | None = None
    quantity: str | None = None
    stated: int | str | None = None
    computed: int | str | None = None
    breakdown: str | None = None
    hint: str | None = None
    fix: Fix | None = None
    cell: int | None = None


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one claim: `verdict` is agrees, contradicts, undecided or unreachable.

    `reason` says why an undecided one is so; `code` names the check that judged it.
    """

    filename: str
    location: Location
    end_location: Location
    text: str
    quantity: str | None
    subject: str | None
    stated: int | str | None
    computed: int | str | None
    verdict: str
    reason: str | None
    code: str
    cell: int | None = None
