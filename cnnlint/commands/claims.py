"""`cnnlint claims`."""

from __future__ import annotations

from typing import Any

import click

from ..report import rows
from .options import run_options, settings_for
from .output import complain_of, say, say_all, terminal_width
from .run import run
from .stdin import first_path, stdin_source

VERDICTS = ["agrees", "contradicts", "undecided", "unreachable"]


@click.command(epilog="Example: cnnlint claims models --verdict undecided")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--verdict", type=click.Choice(VERDICTS), multiple=True, help="Only claims of this verdict.")
@click.option(
    "--output-format",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How claims are written.",
)
@click.option("--stdin-filename", metavar="NAME", help="Name of the file that standard input holds.")
@run_options
def command(
    paths: tuple[str, ...], verdict: tuple[str, ...], stdin_filename: str | None, **chosen: Any
) -> int:
    """List every claim that was read, and what became of it.

    PATH is a file, a folder (the current one by default), or `-` for standard input. Exits with 0,
    or with 2 if a file could not be read.
    """
    paths = paths or (".",)
    source = stdin_source(paths, stdin_filename)
    settings = settings_for(first_path(paths, source), chosen)
    is_json = chosen["output_format"] == "json"
    report = run(paths, settings, source, is_json).report
    wanted = [each for each in report.verdicts if not verdict or each.verdict in verdict]
    if is_json:
        from ..report import json

        say(json.verdicts(wanted))
    else:
        say_all(rows.claims(wanted, terminal_width()))
        say(rows.claims_closing(wanted))
    complain_of(report.problems)
    return 2 if report.problems else 0
