"""Options that several commands share, and the settings that they make."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import click
import msgspec

from ..settings import Settings, SettingsError, load, load_file, override

Function = TypeVar("Function", bound=Callable[..., Any])


def _parts(ctx: click.Context, param: click.Parameter, value: tuple[str, ...]) -> tuple[str, ...]:
    """What stands between the commas of all values of an option."""
    return tuple(part.strip() for each in value for part in each.split(",") if part.strip())


def run_options(function: Function) -> Function:
    """`--config`, `--isolated`, `--jobs` and `--no-cache`."""
    for option in (
        click.option("--no-cache", is_flag=True, help="Neither read nor keep results of earlier runs."),
        click.option("--jobs", type=click.IntRange(min=1), metavar="N", help="Use N processes."),
        click.option("--isolated", is_flag=True, help="Read no settings from any file."),
        click.option("--config", metavar="FILE", help="Read the settings in FILE."),
    ):
        function = option(function)
    return function


def select_options(function: Function) -> Function:
    """`--select`, `--ignore` and `--extend-select`."""
    for name, text in (
        ("--extend-select", "Report these checks too."),
        ("--ignore", "Do not report these checks."),
        ("--select", "Report these checks only: codes, prefixes of codes, or names."),
    ):
        option = click.option(name, multiple=True, callback=_parts, metavar="CODES", help=text)
        function = option(function)
    return function


def settings_for(path: str, chosen: Mapping[str, Any]) -> Settings:
    """The settings that hold for a path, with what the options say on top."""
    if chosen["config"] and chosen["isolated"]:
        raise SettingsError("--config and --isolated exclude each other")
    if chosen["isolated"]:
        settings = Settings()
    elif chosen["config"]:
        settings = load_file(chosen["config"]) or Settings()
    else:
        settings = load(path)
    if "select" in chosen:
        settings = override(settings, chosen["select"], chosen["ignore"], chosen["extend_select"])
    return msgspec.structs.replace(settings, jobs=chosen["jobs"] or 0, cache=not chosen["no_cache"])
