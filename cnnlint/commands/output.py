"""Writing to the two streams of a terminal."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable

import click

from ..report.model import Problem
from ..report.paint import Paint, coloured, plain, wants_colour
from ..report.text import printable


def say(*lines: str) -> None:
    """Writes rows to standard output; where nobody reads any more they are dropped."""
    say_all(lines)


def say_all(lines: Iterable[str]) -> None:
    """Writes rows to standard output as they come; where nobody reads any more they are dropped."""
    try:
        for line in lines:
            click.echo(line, color=True)
    except BrokenPipeError:
        # Else the interpreter would complain at its end, when it flushes the stream.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def complain(text: str) -> None:
    """Writes a row to standard error."""
    click.echo(text, err=True)


def complain_of(problems: Iterable[Problem]) -> None:
    """Writes what could not be checked, one row for each."""
    for problem in problems:
        place = f":{problem.location.row}:{problem.location.column}" if problem.location else ""
        complain(printable(f"{problem.filename}{place}: error: {problem.message}"))


def terminal_width() -> int | None:
    """How many characters a row of standard output holds; None if it is no terminal."""
    if not sys.stdout.isatty():
        return None
    import shutil  # imports all that compresses files

    return shutil.get_terminal_size().columns


def painter() -> Paint:
    """How standard output is coloured."""
    return coloured if wants_colour(sys.stdout, os.environ) else plain
