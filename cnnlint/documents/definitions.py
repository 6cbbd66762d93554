"""Which Python file around a document defines a class or function that the document names."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from ..files import find

_DEFINITION = re.compile(rb"^(?:def|class)[ \t]+([A-Za-z]\w*)", re.MULTILINE)
_MARKS = re.compile(r"[\W_]+")
# Folders that hold documents only: what they speak of lies beside them.
_WRITINGS = frozenset({"doc", "docs", "documentation", "readme", "readmes"})
_TRIALS = re.compile(r"tests?|examples?|benchmarks?")
_MOST_FILES = 3_000
_LARGEST = 2_000_000


class Definition(NamedTuple):
    """A class or function at the top of a file, by the file's path."""

    path: str
    name: str


def definitions(path: str, names: Iterable[str]) -> dict[str, Definition]:
    """For each of the names that a document at the path uses the one definition that it can mean.

    A name means what is spelled like it, or else like it but for case and marks, if nothing else is.
    """
    wanted = {_key(name): name for name in names}
    wanted.pop("", None)
    found: dict[str, list[Definition]] = {}
    for file in _sources(_folder(path)) if wanted else ():
        for key, name in _defined(file):
            if key in wanted:
                found.setdefault(key, []).append(Definition(file, name))
    meant = {name: _meant(name, found.get(key, [])) for key, name in wanted.items()}
    return {name: each for name, each in meant.items() if each is not None}


def _meant(name: str, found: list[Definition]) -> Definition | None:
    exact = [each for each in found if each.name == name]
    candidates = exact or found
    return candidates[0] if len(candidates) == 1 else None


def _key(name: str) -> str:
    return _MARKS.sub("", name).lower()


def _folder(path: str) -> str:
    folder = os.path.dirname(path) or "."
    if os.path.basename(os.path.abspath(folder)).lower() in _WRITINGS:
        return os.path.normpath(os.path.join(folder, os.pardir))
    return folder


def _sources(folder: str) -> list[str]:
    """The Python files of a folder; none where there are too many to tell."""
    files = [each for each in find([folder]).files if each.endswith(".py")]
    if len(files) > _MOST_FILES:
        return []
    inner = [(file, os.path.relpath(file, folder).split(os.sep)[:-1]) for file in files]
    return [file for file, folders in inner if not any(_TRIALS.fullmatch(each) for each in folders)]


def _defined(file: str) -> tuple[tuple[str, str], ...]:
    """What a file defines, each by its key and as it is written; nothing where it cannot be read."""
    try:
        state = os.stat(file)
        return _defined_in(file, state.st_size, state.st_mtime_ns)
    except OSError:
        return ()


# All documents of a project ask for the same files.
@lru_cache(maxsize=_MOST_FILES)
def _defined_in(file: str, size: int, changed: int) -> tuple[tuple[str, str], ...]:
    with open(file, "rb") as stream:
        names = [match[1].decode() for match in _DEFINITION.finditer(stream.read(_LARGEST))]
    return tuple((_key(name), name) for name in names)
