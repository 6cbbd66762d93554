"""Standard input as a file to check."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from ..reading import decode
from ..source import Source

DASH = "-"


def stdin_source(paths: Sequence[str], filename: str | None) -> Source | None:
    """What stands on standard input, if `-` asks for it; Unreadable if it is no text."""
    if DASH not in paths:
        if filename is not None:
            raise click.UsageError("--stdin-filename goes with `-` in place of a path")
        return None
    if len(paths) > 1:
        raise click.UsageError("`-` stands alone: give either paths or standard input")
    return decode(filename or "<stdin>", sys.stdin.buffer.read())


def first_path(paths: Sequence[str], source: Source | None) -> str:
    """The path whose folder decides about settings."""
    return source.path if source else paths[0]
