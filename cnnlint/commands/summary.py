"""`cnnlint summary`."""

from __future__ import annotations

from typing import Any

import click

from ..report import rows
from .options import run_options, settings_for
from .output import say, say_all


def _shape(ctx: click.Context, param: click.Parameter, value: str | None) -> tuple[int, ...] | None:
    """Whole numbers between commas."""
    if value is None:
        return None
    parts = [part.strip() for part in value.strip("()[] ").rstrip(",").split(",")]
    if not all(part.isascii() and part.isdigit() and len(part) < 10 for part in parts):
        raise click.BadParameter(f'"{value}" is no shape; write it as 1,3,224,224', ctx, param)
    return tuple(int(part) for part in parts)


@click.command(epilog="Example: cnnlint summary model.py::Net --input-shape 1,3,224,224")
@click.argument("target")
@click.option("--input-shape", callback=_shape, metavar="SIZES", help="Shape of the input, with the batch.")
@click.option(
    "--output-format",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How the table is written.",
)
@run_options
def command(target: str, input_shape: tuple[int, ...] | None, output_format: str, **chosen: Any) -> int:
    """Show the layers of a model, one to a row.

    TARGET is `file.py::Name` or `file.py::Name(arguments)`. Exits with 0, or with 2 if the target
    names nothing.
    """
    from .. import run

    settings = settings_for(target.partition("::")[0], chosen)
    found = run.summary(target, settings, input_shape)
    if output_format == "json":
        from ..report import json

        say(json.summary(found))
    else:
        say_all(rows.summary(found))
    return 0
