"""What a user asked for: the table `[tool.cnnlint]` and the command line."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from .selection import BadSelector, check_selectors, strength

FILE = "pyproject.toml"


class SettingsError(Exception):
    """Settings that cannot be followed; the text says which file and what to change."""


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """Settings of one run.

    `root` is the folder that patterns and source folders are relative to. `select` is None for the
    checks that are on by default. `environment` is the folder of the Python environment whose packages
    may be read; None for the one that is found, "" for none. `layers` are records in the form of the counting rules. `counts` are
    kept counts by target, `recorded` are targets by the place of their count in a data file
    (`models.yaml::resnet50.params`); `file` is where the settings stand that hold such. `jobs` is the number of
    processes, 0 for as many as there are processors.
    """

    root: str = "."
    file: str = ""
    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    per_file_ignores: Mapping[str, tuple[str, ...]] = {}
    exclude: tuple[str, ...] = ()
    src: tuple[str, ...] = ()
    environment: str | None = None
    layers: Mapping[str, dict[str, Any]] = {}
    counts: Mapping[str, int] = {}
    recorded: Mapping[str, str] = {}
    jobs: int = 0
    cache: bool = True


def enabled(settings: Settings, code: str, name: str, path: str, default: bool = True) -> bool:
    """Whether a check, by its code and name, is to speak about a file.

    The selector that says most decides: a name or full code beats a prefix, a long prefix a short one.
    Where two say as much, `ignore` wins. `default` is whether the check is on unless it is ignored.
    """
    by_default = 0 if default else -1
    chosen = by_default if settings.select is None else strength(settings.select, code, name)
    selected = max(chosen, strength(settings.extend_select, code, name))
    if selected < 0 or strength(settings.ignore, code, name) >= selected:
        return False
    return not any(
        strength(selectors, code, name) >= 0 and _fits(settings.root, pattern, path)
        for pattern, selectors in settings.per_file_ignores.items()
    )


def _fits(root: str, pattern: str, path: str) -> bool:
    from .ignores import IgnoreFile

    folder = os.path.realpath(root)
    return bool(IgnoreFile.from_lines(folder, [pattern]).says(os.path.realpath(path), False))


def override(
    settings: Settings,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    extend_select: Sequence[str] = (),
) -> Settings:
    """The settings with the selectors of a command line, which win over those of a file.

    SettingsError where a selector means no check.
    """
    try:
        check_selectors([*select, *ignore, *extend_select])
    except BadSelector as error:
        raise SettingsError(str(error)) from error
    if select:
        settings = msgspec.structs.replace(settings, select=tuple(select), ignore=(), extend_select=())
    kept = tuple(each for each in settings.ignore if each not in extend_select)
    return msgspec.structs.replace(
        settings,
        ignore=(*kept, *ignore),
        extend_select=(*settings.extend_select, *extend_select),
    )


def nearest_file(path: str) -> str | None:
    """The pyproject.toml in the folder of a path, else in the nearest above it; None if there is none."""
    folder = os.path.realpath(path if os.path.isdir(path) else os.path.dirname(path) or ".")
    while not os.path.isfile(os.path.join(folder, FILE)):
        parent = os.path.dirname(folder)
        if parent == folder:
            return None
        folder = parent
    return os.path.join(folder, FILE)


def load(path: str) -> Settings:
    """The settings that hold for a file or folder: those of the nearest pyproject.toml that has some."""
    folder = os.path.realpath(path if os.path.isdir(path) else os.path.dirname(path) or ".")
    while True:
        file = os.path.join(folder, FILE)
        if os.path.isfile(file) and (settings := load_file(file, whole=False)) is not None:
            return settings
        parent = os.path.dirname(folder)
        if parent == folder:
            return Settings()
        folder = parent


def load_file(file: str, whole: bool = True) -> Settings | None:
    """The settings in one file; None if it has none and `whole` is False, SettingsError if it is wrong.

    A file of another name than pyproject.toml may hold the keys without the table's heading.
    """
    shown = shown_path(file)
    try:
        with open(file, "rb") as opened:
            data = opened.read()
    except OSError as error:
        raise SettingsError(f"{shown}: cannot be read: {(error.strerror or str(error)).lower()}") from error
    if not whole and b"cnnlint" not in data:
        return None
    root = os.path.dirname(file) or "."
    table = _table(shown, data, os.path.basename(file) == FILE)
    if table is None:
        return Settings(root=root) if whole else None
    from .settings_table import read_table

    try:
        values = read_table(table)
    except ValueError as error:
        raise SettingsError(f"{shown}: [tool.cnnlint] {error}") from error
    keeps_counts = values.get("counts") or values.get("recorded")
    return Settings(root=root, file=file if keeps_counts else "", **values)


def _table(shown: str, data: bytes, is_pyproject: bool) -> object:
    import tomli

    try:
        document = tomli.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise SettingsError(f"{shown}: is not UTF-8: byte {error.object[error.start]:#04x}") from error
    except tomli.TOMLDecodeError as error:
        raise SettingsError(f"{shown}:{error.lineno}:{error.colno}: not valid TOML: {error.msg}") from error
    except RecursionError as error:
        raise SettingsError(f"{shown}: not valid TOML: nested too deeply") from error
    tool = document.get("tool")
    found = tool.get("cnnlint") if isinstance(tool, dict) else None
    return document if found is None and not is_pyproject else found


def shown_path(file: str) -> str:
    """A path as a user would write it from here."""
    try:
        relative = os.path.relpath(file)
    except ValueError:  # another drive
        return file
    return file if relative.startswith("..") else relative
