"""`cnnlint lock`."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any

import click

from ..report.model import CountRow
from ..report.text import plural, printable
from ..settings import FILE, SettingsError, nearest_file, shown_path
from .options import run_options, settings_for
from .output import complain, say


@click.command(epilog="Example: cnnlint lock 'pkg/models.py::resnet50'")
@click.argument("targets", nargs=-1, metavar="[TARGET]...")
@run_options
def command(targets: tuple[str, ...], **chosen: Any) -> int:
    """Keep the counts of models in pyproject.toml.

    `check` then holds them against the code. TARGET is `file.py::Name` or `file.py::Name(arguments)`; its count is written into the table
    `[tool.cnnlint.counts]` of the nearest pyproject.toml. Without a target the counts that stand there
    are brought up to date. Exits with 0, or with 2 if a count cannot be told.
    """
    file = chosen["config"] or nearest_file(targets[0].partition("::")[0] if targets else ".")
    if file is None:
        raise SettingsError(f"there is no {FILE} here or above: make one to keep counts in")
    settings = settings_for(os.path.dirname(file) or ".", {**chosen, "config": file})
    from .. import run

    root = os.path.dirname(os.path.realpath(file))
    names = [_relative(target, root) for target in targets] or list(settings.counts)
    counted = run.count([_absolute(name, root) for name in names], settings)
    changed = _write(file, names, counted)
    for name, row in zip(names, counted, strict=True):
        if not isinstance(row.total, int):
            complain(printable(f"{name}: not kept: {row.unknown}"))
    say(f"{shown_path(file)}: {plural(changed, 'count')} changed, {plural(len(names), 'count')} looked at.")
    return 0 if all(isinstance(row.total, int) for row in counted) else 2


def _write(file: str, names: Sequence[str], counted: Sequence[CountRow]) -> int:
    """Write what is certain; the number of entries that changed."""
    from ..atomic import Changed, replace_text
    from ..locking import CannotWrite, kept_counts, with_counts

    counts = {name: row.total for name, row in zip(names, counted, strict=True) if isinstance(row.total, int)}
    try:
        with open(file, "rb") as opened:
            before = opened.read()
        text = before.decode("utf-8")
        old = kept_counts(text)
        changed = sum(old.get(name) != number for name, number in counts.items())
        if changed:
            replace_text(file, before, with_counts(text, counts).encode("utf-8"))
    except CannotWrite as error:
        raise SettingsError(f"{shown_path(file)}: {error}") from error
    except Changed as error:
        raise SettingsError(f"{shown_path(file)}: was changed meanwhile, nothing was written") from error
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise SettingsError(f"{shown_path(file)}: cannot be written: {reason}") from error
    return changed


def _relative(target: str, root: str) -> str:
    """A target with its path as it stands in the settings: from their folder on, with slashes."""
    path, mark, name = target.strip().partition("::")
    if not mark:
        return target
    relative = os.path.relpath(os.path.realpath(path), root)
    return f"{relative.replace(os.sep, '/')}::{name.strip()}"


def _absolute(target: str, root: str) -> str:
    path, mark, name = target.partition("::")
    return f"{shown_path(os.path.join(root, path))}{mark}{name}"
