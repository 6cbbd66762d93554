"""The command line: finds the command, and turns whatever goes wrong into a message and an exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any

import click

from . import __version__
from .nearest import did_you_mean
from .reading import Unreadable
from .report.model import InternalError, TargetError
from .report.text import printable
from .settings import SettingsError

COMMANDS = ("check", "claims", "count", "summary", "lock", "rule", "layers", "clean")

FAILED = 2
INTERRUPTED = 130


class Commands(click.Group):
    """The commands, each imported when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names of the commands, the most used first."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """A command by its name."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f".commands.{cmd_name}", __package__).command
        command.name = cmd_name
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the arguments name, and the rest of them."""
        name = args[0]
        if name in COMMANDS or name.startswith("-"):
            return super().resolve_command(ctx, args)
        hint = did_you_mean(name, COMMANDS)
        if not hint and os.path.exists(name):
            hint = f"; to check it: cnnlint check {name}"
        raise click.UsageError(f'there is no command "{name}"{hint}', ctx)


@click.command(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Example: cnnlint check .",
    subcommand_metavar="COMMAND ...",
)
@click.version_option(__version__, prog_name="cnnlint", message="%(prog)s %(version)s")
def commands() -> None:
    """Find wrong parameter counts in neural-network code, without running it."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs a command and returns its exit code."""
    for stream in (sys.stdout, sys.stderr):
        _allow_any_character(stream)
    try:
        code = commands.main(arguments, prog_name="cnnlint", standalone_mode=False)
    except click.Abort:
        return INTERRUPTED
    except click.ClickException as error:
        error.show()
        return FAILED
    except (SettingsError, TargetError) as error:
        return _fail(str(error))
    except Unreadable as error:
        place = f"{error.path}:{error.row}" if error.row else error.path
        return _fail(f"{place}: {error.message}")
    except Exception as error:  # the one place where a defect of cnnlint ends
        return _fail(printable(_apology(error)))
    return code if isinstance(code, int) else 0


def _allow_any_character(stream: Any) -> None:
    """Lets a stream write what its encoding has no character for, as an escape."""
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(errors="backslashreplace")


def _fail(message: str) -> int:
    click.echo(f"cnnlint: {message}", err=True)
    return FAILED


def _apology(error: Exception) -> str:
    """What is said of a defect: where it showed itself, and what to do."""
    if os.environ.get("CNNLINT_TRACEBACK"):
        import traceback

        traceback.print_exception(error)
    where = ""
    if isinstance(error, InternalError):
        where = f" in {error.filename}"
        error = error.__cause__ if isinstance(error.__cause__, Exception) else error
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    at = f", {os.path.basename(trace.tb_frame.f_code.co_filename)}:{trace.tb_lineno}" if trace else ""
    return (
        f"internal error{where}: {type(error).__name__}: {error} (cnnlint {__version__}{at}). "
        "This is a defect of cnnlint: please report it, with the file if you may share it."
    )
