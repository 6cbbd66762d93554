"""`cnnlint count`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

import click

from ..reading import decode
from ..report import rows
from .options import run_options, settings_for
from .output import say, say_all
from .stdin import DASH


@click.command(epilog="Example: cnnlint count 'model.py::Net(num_classes=10)'")
@click.argument("targets", nargs=-1, required=True, metavar="TARGET...")
@click.option(
    "--output-format",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How counts are written.",
)
@run_options
def command(targets: tuple[str, ...], output_format: str, **chosen: Any) -> int:
    """Count the parameters of models.

    TARGET is `file.py::Name`, where Name is a class or a function that makes a model, or
    `file.py::Name(arguments)`; `-` reads targets from standard input, one to a row. Exits with 0 if
    every target was found, even where a number cannot be told, and with 2 otherwise.
    """
    wanted = _wanted(targets)
    if not wanted:
        counted = []
    else:
        from .. import run

        settings = settings_for(wanted[0].partition("::")[0], chosen)
        counted = run.count(wanted, settings)
    if output_format == "json":
        from ..report import json

        say(json.counts(counted))
    else:
        say_all(rows.counts(counted))
    return 0 if all(row.resolved for row in counted) else 2


def _wanted(targets: Sequence[str]) -> list[str]:
    """The targets, with those of standard input in the place of `-`."""
    wanted: list[str] = []
    for target in targets:
        if target != DASH:
            wanted.append(target)
            continue
        text = decode("<stdin>", sys.stdin.buffer.read()).text
        wanted += [line.strip() for line in text.splitlines() if line.strip()]
    return wanted
