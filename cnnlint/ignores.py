"""Patterns in the form of .gitignore that leave files out."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

NAME = ".gitignore"


class IgnoreFile(NamedTuple):
    """Patterns and the real path of the folder that they are relative to."""

    folder: str
    patterns: GitIgnoreSpec

    @classmethod
    def from_lines(cls, folder: str, lines: Iterable[str]) -> IgnoreFile:
        """Patterns from lines; those that git cannot read either are passed over."""
        from pathspec import GitIgnoreSpec

        return cls(folder, GitIgnoreSpec.from_lines(line for line in lines if is_pattern(line)))

    def says(self, path: str, is_folder: bool) -> bool | None:
        """Whether the last pattern that fits a real path leaves it out; None if none fits."""
        prefix = os.path.join(self.folder, "")
        if not path.startswith(prefix):
            return None
        relative = path[len(prefix) :].replace(os.sep, "/")
        return self.patterns.check_file(relative + "/" if is_folder else relative).include


def is_pattern(line: str) -> bool:
    """Whether a line can be read as a pattern."""
    from pathspec import GitIgnoreSpec

    try:
        GitIgnoreSpec.from_lines([line])
    except ValueError:
        return False
    return True


def is_ignored(path: str, is_folder: bool, ignores: Sequence[IgnoreFile]) -> bool:
    """Whether a real path is left out; the innermost file that speaks of it decides."""
    for each in reversed(ignores):
        said = each.says(path, is_folder)
        if said is not None:
            return said
    return False


def read_ignore_file(folder: str) -> list[IgnoreFile]:
    """The .gitignore of a folder, as a list of one, or of none if it is not there or unreadable."""
    try:
        with open(os.path.join(folder, NAME), encoding="utf-8", errors="surrogateescape") as file:
            lines = file.read().splitlines()
    except OSError:
        return []
    return [IgnoreFile.from_lines(folder, lines)] if lines else []


def ignore_files_above(folder: str) -> list[IgnoreFile]:
    """The .gitignore files above a folder, outermost first, up to the root of its repository.

    Outside of a repository there are none: what stands above may be anybody's. Nor are there any if
    they leave out the folder itself: who names it wants it searched.
    """
    start, above = folder, []
    while not os.path.exists(os.path.join(folder, ".git")):
        parent = os.path.dirname(folder)
        if parent == folder:
            return []
        folder = parent
        above.append(folder)
    ignores = [each for parent in reversed(above) for each in read_ignore_file(parent)]
    return [] if is_ignored(start, True, ignores) else ignores
