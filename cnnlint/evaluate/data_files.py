"""Texts that a program reads from files of its own project: only these, only regular files, only small ones."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator

from ..unknown import Unknown
from ..values.objects import Condition

LARGEST = 1_000_000
MOST_ENTRIES = 20_000
LONGEST_PATTERN = 300
MOST_STARS = 4
_WILD = re.compile(r"[*?]")


class DataFiles:
    """Files below `roots`, the folders of the project as far as they are known when one is asked for.

    `folder` is where the program is taken to run: what is not there now is certain not to be there, and paths
    may begin there. Without it a file that is absent may still appear before the program runs. `sought` is told
    of paths that were looked for, and whether something was there; `read` holds the files that were read.
    """

    def __init__(
        self, roots: Callable[[], Iterable[str]], sought: dict[str, bool], folder: str | None = None
    ) -> None:
        self._roots = roots
        self._sought = sought
        self._folder = None if folder is None else os.path.abspath(folder)
        self._written: set[str] = set()
        self.read: dict[str, None] = {}

    def content(self, path: str) -> bytes | Unknown:
        """The bytes of a file; FileNotFoundError where there is certain to be none."""
        place = self._place(path)
        if isinstance(place, Unknown):
            return place
        if not self._is_near(place):
            return Unknown(f"the contents of {path}, which lies outside of the project")
        there = self.exists(path)
        if isinstance(there, Unknown):
            return Unknown(f"the contents of {path}, which is not there")
        if not there:
            raise FileNotFoundError(f"[Errno 2] No such file or directory: '{path}'")
        if cause := self._refused(place):
            return Unknown(f"the contents of {path}, {cause}")
        return self._content(place, path)

    def _content(self, place: str, path: str) -> bytes | Unknown:
        try:
            with open(place, "rb") as file:
                data = file.read(LARGEST + 1)
        except OSError as error:
            return Unknown(f"the contents of {path}: {(error.strerror or 'it cannot be read').lower()}")
        if len(data) > LARGEST:
            return Unknown(f"the contents of {path}, which is larger than {LARGEST // 1_000_000} MB")
        self.read[place] = None
        return data

    def exists(self, path: str, kind: Callable[[str], bool] = os.path.exists) -> bool | Unknown:
        """Whether something of a kind is at a path."""
        place = self._place(path)
        if isinstance(place, Unknown):
            return place
        if self._is_near(place):
            there = kind(place)
            self._sought[place] = os.path.exists(place)
            if there or self._folder is not None:
                return there
        return Condition(f"whether {path} exists", None, ("exists", path))

    def write(self, path: str) -> None:
        """The program writes a file: what it holds is no longer known."""
        place = self._place(path)
        if isinstance(place, str):
            self._written.add(place)

    def matching(self, pattern: str, recursive: bool) -> list[str] | Unknown:
        """The paths that fit a pattern as `glob` reads it, if that is certain: none or one, where the program runs now."""
        place = self._place(pattern)
        if isinstance(place, Unknown):
            return place
        if self._folder is None:
            return Unknown(f"which files fit {pattern}")
        fixed = os.path.dirname(_WILD.split(place + "*")[0])
        if not self._is_near(fixed):
            return Unknown(f"which files fit {pattern}, outside of the project")
        if "[" in place or len(place) > LONGEST_PATTERN or place.count("*") > MOST_STARS:
            return Unknown(f"which files fit the pattern {pattern[:LONGEST_PATTERN]}")
        wanted = _as_expression(place[len(fixed) :].lstrip("/").split("/"), recursive)
        found: list[str] = []
        for count, entry in enumerate(_entries(fixed)):
            if count > MOST_ENTRIES:
                return Unknown(f"which of very many files fit {pattern}")
            if wanted.fullmatch(entry):
                found.append(os.path.join(fixed, entry))
        return found if len(found) < 2 else Unknown(f"the order of the files that fit {pattern}")

    def _place(self, path: str) -> str | Unknown:
        if "\0" in path:
            return Unknown("a path with a null byte")
        if os.path.isabs(path):
            return os.path.normpath(path)
        if self._folder is None:
            return Unknown(f"{path} lies in the folder that the program runs in")
        return os.path.normpath(os.path.join(self._folder, path))

    def _refused(self, place: str) -> str | None:
        """Why a file that is there is not read."""
        if place in self._written:
            return "which the program writes"
        if not self._inside(place):
            return "which lies outside of the project"
        try:
            mode = os.stat(place).st_mode
        except OSError as error:
            return (error.strerror or "which cannot be read").lower()
        return None if stat.S_ISREG(mode) else "which is no regular file"

    def _is_near(self, place: str) -> bool:
        """Whether one may look what is at a path: in the project, or where the program runs."""
        return self._inside(place) or (self._folder is not None and _is_below(place, self._folder))

    def _inside(self, place: str) -> bool:
        """Whether a path, with links followed, leads into one of the roots and into nothing hidden there."""
        roots = [root for root in self._roots() if _is_below(place, root)]
        real = os.path.realpath(place) if roots else place
        return any(_is_below(real, os.path.realpath(root)) for root in roots)


def _is_below(place: str, root: str) -> bool:
    """Whether a path is a folder, or leads into it and into nothing hidden there."""
    parts = os.path.relpath(place, root).split(os.sep)
    return parts == [os.curdir] or not any(part.startswith(".") for part in parts)


def _entries(folder: str) -> Iterator[str]:
    """Files and folders below a folder, links not followed and nothing hidden, relative to it."""
    for parent, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        below = os.path.relpath(parent, folder)
        for name in (*folders, *files):
            yield name if below == "." else os.path.join(below, name)


def _as_expression(parts: list[str], recursive: bool) -> re.Pattern[str]:
    """The regular expression of a pattern's parts."""
    text = ""
    for part in parts[:-1]:
        text += r"(?:[^/]+/)*" if recursive and part == "**" else _of_part(part) + "/"
    return re.compile(text + (".*" if recursive and parts[-1] == "**" else _of_part(parts[-1])))


def _of_part(part: str) -> str:
    signs = {"*": "[^/]*", "?": "[^/]"}
    return "".join(signs.get(each[:1], re.escape(each)) for each in re.split(r"(\*+|\?)", part))
