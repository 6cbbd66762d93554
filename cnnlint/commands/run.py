"""What `check` and `claims` have in common: one run over paths or standard input."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ..report.lines import Lines
from ..report.model import Report
from ..settings import Settings
from ..source import Source
from .progress import Bar


class Outcome(NamedTuple):
    """The report of a run and the rows that it speaks of."""

    report: Report
    lines: Lines


def run(paths: Sequence[str], settings: Settings, source: Source | None, is_quiet: bool) -> Outcome:
    """Checks the paths, or the source of standard input in their place."""
    from .. import run as runs

    with Bar(is_wanted=not is_quiet) as bar:
        if source is None:
            return Outcome(runs.check(paths, settings, None, bar.advance), Lines())
        report = runs.check((), settings, (source.path, source.text), bar.advance)
    return Outcome(report, Lines(source))
