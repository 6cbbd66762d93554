"""The packages of the user's environment: read where a model is built of them, never imported."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from glob import escape, glob

from .settings import Settings, SettingsError

_BESIDE = (".venv", "venv")
_ACTIVE = ("VIRTUAL_ENV", "CONDA_PREFIX")
_PLACES = ("lib/python3*/site-packages", "lib64/python3*/site-packages", "Lib/site-packages")


def package_folders(settings: Settings, variables: Mapping[str, str] = os.environ) -> list[str]:
    """Folders in which installed packages lie: of the environment in the settings, else of the one that is found.

    Found is `.venv` or `venv` beside the settings, else what $VIRTUAL_ENV or $CONDA_PREFIX names.
    SettingsError where the environment in the settings has no packages.
    """
    if settings.environment == "":
        return []
    if settings.environment is not None:
        wanted = os.path.join(settings.root, os.path.expanduser(settings.environment))
        found = list(_folders(wanted))
        if not found:
            raise SettingsError(
                f"[tool.cnnlint] environment: {wanted} is no Python environment: it has no site-packages folder"
            )
        return found
    beside = [os.path.join(settings.root, name) for name in _BESIDE]
    active = [variables[name] for name in _ACTIVE if variables.get(name)]
    return next((found for each in (*beside, *active) if (found := list(_folders(each)))), [])


def _folders(environment: str) -> Iterator[str]:
    """The site-packages folders of an environment, the newest Python's first, and what is linked into them."""
    seen: set[str] = set()
    for place in _PLACES:
        for folder in sorted(glob(os.path.join(escape(environment), place)), reverse=True):
            real = os.path.realpath(folder)
            if real not in seen:
                seen.add(real)
                yield folder
                yield from _linked(folder)


def _linked(folder: str) -> Iterator[str]:
    """Folders of projects that are installed to be edited: the plain rows of `*.pth` files."""
    for path in sorted(glob(os.path.join(escape(folder), "*.pth"))):
        try:
            with open(path, encoding="utf-8", errors="replace") as file:
                rows = file.read(100_000).splitlines()
        except OSError:
            continue
        for row in rows:
            linked = os.path.join(folder, row.strip())
            if row.strip() and not row.startswith(("import ", "import\t", "#")) and os.path.isdir(linked):
                yield linked
