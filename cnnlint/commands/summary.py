"""`cnnlint summary`."""

from __future__ import annotations

from typing import Any

import click

from ..report import rows
from .options import run_options, settings_for
from .output import say, say_all


def _shapes(
    ctx: click.Context, param: click.Parameter, values: tuple[str, ...]
) -> tuple[tuple[int, ...], ...]:
    """Whole numbers between commas, for each use of the option."""
    shapes = []
    for value in values:
        parts = [part.strip() for part in value.strip("()[] ").rstrip(",").split(",")]
        if not all(part.isascii() and part.isdigit() and len(part) < 10 for part in parts):
            raise click.BadParameter(f'"{value}" is no shape; write it as 1,3,224,224', ctx, param)
        shapes.append(tuple(int(part) for part in parts))
    return tuple(shapes)


@click.command(epilog="Example: cnnlint summary model.py::Net --input-shape 1,3,224,224")
@click.argument("target")
@click.option(
    "--input-shape",
    "input_shapes",
    multiple=True,
    callback=_shapes,
    metavar="SIZES",
    help="Shape of the input, with the batch; once for each input.",
)
@click.option(
    "--output-format",
    type=click.Choice(["text", "json", "markdown"]),
    default="text",
    show_default=True,
    help="How the table is written.",
)
@run_options
def command(target: str, input_shapes: tuple[tuple[int, ...], ...], output_format: str, **chosen: Any) -> int:
    """Show the layers of a model, one to a row.

    With --input-shape the table holds the shape of what each layer gives, its multiply-adds (one for each
    use of a weight) and the bytes of parameters and activations, four to a number. A Keras model that
    has inputs tells its shapes without; open sizes of batches then count as one example.

    TARGET is `file.py::Name` or `file.py::Name(arguments)`. Exits with 0, or with 2 if the target
    names nothing.
    """
    from .. import run

    settings = settings_for(target.partition("::")[0], chosen)
    found = run.summary(target, settings, input_shapes)
    if output_format == "json":
        from ..report import json

        say(json.summary(found))
    elif output_format == "markdown":
        say_all(rows.summary_markdown(found))
    else:
        say_all(rows.summary(found))
    return 0
