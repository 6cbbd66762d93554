"""Finding the files of a run."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from .ignores import IgnoreFile, ignore_files_above, is_ignored, read_ignore_file
from .reading import DOCUMENTS, Unreadable, because

SUFFIXES = (".py", *DOCUMENTS)

# Folders of these names hold what others wrote or what a tool made.
SKIPPED = frozenset(
    ["__pycache__", "__pypackages__", "_build", "build", "dist", "node_modules", "site-packages", "venv"]
)


class Found(NamedTuple):
    """The files of a run, each once and in order, and the paths that could not be searched."""

    files: tuple[str, ...]
    problems: tuple[Unreadable, ...]


def find(paths: Iterable[str], exclude: Sequence[str] = (), root: str = ".") -> Found:
    """All Python files and documents under the paths.

    A path that names a file is taken whatever its name; a folder is searched without hidden folders,
    virtual environments, what its .gitignore files leave out, and what `exclude` (patterns in the form
    of .gitignore, relative to `root`) leaves out. Files are named as the paths begin.
    """
    shown: dict[str, str] = {}
    problems: list[Unreadable] = []
    settled = [IgnoreFile.from_lines(os.path.realpath(root), exclude)] if exclude else []
    for path in sorted(set(paths)):
        if os.path.isdir(path):
            pairs = _walk(path, settled, problems)
        elif os.path.lexists(path):
            pairs = iter([(os.path.realpath(path), path)])
        else:
            problems.append(Unreadable(path, None, "no such file or folder"))
            continue
        for real, name in pairs:
            shown[real] = min(shown.get(real, name), name, key=_preference)
    return Found(tuple(sorted(shown.values(), key=_parts)), tuple(problems))


def _preference(path: str) -> tuple[int, str]:
    """Of several names of one file the shortest is shown, so that the order of arguments is no matter."""
    return len(path), path


def _parts(path: str) -> list[str]:
    return path.replace(os.sep, "/").split("/")


def _walk(
    folder: str, settled: Sequence[IgnoreFile], problems: list[Unreadable]
) -> Iterator[tuple[str, str]]:
    """Real path and shown name of the files in a folder; links to folders are not followed."""
    real_folder = os.path.realpath(folder)
    if is_ignored(real_folder, True, settled):
        settled = ()  # who names a folder wants it searched
    prefix = "" if os.path.normpath(folder) == "." else os.path.join(folder, "")
    pending = [(real_folder, prefix, ignore_files_above(real_folder))]
    while pending:
        real, prefix, ignores = pending.pop()
        try:
            with os.scandir(real) as scan:
                entries = sorted(scan, key=lambda entry: entry.name)
        except OSError as error:
            problems.append(Unreadable(prefix or ".", None, because(error)))
            continue
        names = {entry.name for entry in entries}
        if "pyvenv.cfg" in names and real != real_folder:
            continue
        if ".gitignore" in names:
            ignores = [*ignores, *read_ignore_file(real)]
        for entry in entries:
            is_folder = entry.is_dir(follow_symlinks=False)
            if not (is_folder or entry.name.lower().endswith(SUFFIXES)) or (
                is_folder and _is_skipped(entry.name)
            ):
                continue
            path = os.path.join(real, entry.name)
            if is_ignored(path, is_folder, settled) or is_ignored(path, is_folder, ignores):
                continue
            if is_folder:
                pending.append((path, os.path.join(prefix, entry.name, ""), ignores))
            elif entry.is_file():
                yield (os.path.realpath(path) if entry.is_symlink() else path), prefix + entry.name


def _is_skipped(name: str) -> bool:
    return name in SKIPPED or name.startswith(".")
