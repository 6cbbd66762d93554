"""`cnnlint check`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click

from ..report.paint import Paint
from .options import run_options, select_options, settings_for
from .output import complain_of, painter, say_all
from .run import Outcome, run
from .stdin import first_path, stdin_source


@click.command(epilog="Example: cnnlint check src --ignore wrong-layer-count")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@select_options
@click.option(
    "--output-format",
    type=click.Choice(["full", "concise", "json"]),
    default="full",
    show_default=True,
    help="How findings are written.",
)
@click.option("--stdin-filename", metavar="NAME", help="Name of the file that standard input holds.")
@click.option("--exit-zero", is_flag=True, help="Exit with 0 even if there are findings.")
@click.option("--statistics", is_flag=True, help="Show how often each check spoke, not the findings.")
@click.option("-q", "--quiet", is_flag=True, help="Write the findings and nothing else.")
@run_options
def command(paths: tuple[str, ...], stdin_filename: str | None, exit_zero: bool, **chosen: Any) -> int:
    """Report stated counts that the code contradicts.

    PATH is a file, a folder (the current one by default), or `-` for standard input. Exits with 0 if
    nothing was found, 1 if something was, 2 if a file could not be checked.
    """
    paths = paths or (".",)
    source = stdin_source(paths, stdin_filename)
    settings = settings_for(first_path(paths, source), chosen)
    outcome = run(paths, settings, source, chosen["quiet"])
    say_all(_shown(outcome, chosen["output_format"], chosen["statistics"], chosen["quiet"]))
    complain_of(outcome.report.problems)
    if outcome.report.problems:
        return 2
    return 1 if outcome.report.findings and not exit_zero else 0


def _shown(outcome: Outcome, output_format: str, is_statistics: bool, is_quiet: bool) -> Iterator[str]:
    """Rows of the findings in the format that was asked for."""
    report = outcome.report
    if output_format == "json":
        from ..report import json

        yield json.findings(report.findings)
        return
    from ..report.closing import closing, statistics

    yield from statistics(report) if is_statistics else _findings(outcome, output_format, painter())
    if not is_quiet and not (report.problems and not report.findings):
        yield closing(report)


def _findings(outcome: Outcome, output_format: str, paint: Paint) -> Iterator[str]:
    if output_format == "concise":
        from ..report import concise

        return concise.render(outcome.report.findings, paint)
    from ..report import full

    return full.render(outcome.report.findings, outcome.lines, paint)
