"""`cnnlint rule`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from ..nearest import did_you_mean
from ..report.table import Column, table
from .output import say_all

if TYPE_CHECKING:
    from ..checks import Check


@click.command(epilog="Example: cnnlint rule wrong-layer-count")
@click.argument("code", required=False)
def command(code: str | None) -> int:
    """List the checks, or explain the one of this code or name."""
    from ..checks import all_checks

    checks = all_checks()
    if code is None:
        say_all(_list(checks))
        return 0
    for check in checks:
        if code.lower() in (check.code.lower(), check.name):
            say_all(_explained(check))
            return 0
    known = [word for check in checks for word in (check.code, check.name)]
    raise click.UsageError(f'no check is called "{code}"{did_you_mean(code, known)}')


def _list(checks: tuple[Check, ...]) -> Iterator[str]:
    columns = [Column("code"), Column("name"), Column("on"), Column("finds")]
    cells = [[each.code, each.name, "yes" if each.default else "no", each.summary] for each in checks]
    yield from table(columns, cells)


def _explained(check: Check) -> Iterator[str]:
    yield f"{check.code} {check.name}"
    yield ""
    yield check.summary
    yield ""
    yield from check.explanation.strip().splitlines()
    if not check.default:
        yield from ("", "This check is off unless it is selected.")
    for heading, samples in (("Reported:", check.loud), ("Not reported:", check.silent)):
        for sample in samples:
            yield from ("", heading, "")
            yield from (f"    {line}".rstrip() for line in str(sample).strip("\n").splitlines())
