"""A bar for long runs on a terminal."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

# A bar that flashes past tells nobody anything.
PATIENCE = 1.0


class Bar:
    """Shows how many files are done, once a run on a terminal has taken longer than a second."""

    def __init__(self, is_wanted: bool = True) -> None:
        self._is_wanted = is_wanted and sys.stderr.isatty()
        self._start = time.monotonic()
        self._bar: Progress | None = None
        self._task: TaskID | None = None

    def __enter__(self) -> Bar:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar:
            self._bar.stop()

    def advance(self, done: int, total: int) -> None:
        """Notes that so many files of so many are done."""
        if not self._is_wanted or time.monotonic() - self._start < PATIENCE:
            return
        if self._bar is None:
            self._bar, self._task = _start(total)
        if self._task is not None:
            self._bar.update(self._task, completed=done, total=total)


def _start(total: int) -> tuple[Progress, TaskID]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("checking"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    bar = Progress(*columns, console=Console(stderr=True), transient=True)
    bar.start()
    return bar, bar.add_task("checking", total=total)
