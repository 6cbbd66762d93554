"""Where results are kept between runs: never in the linted tree."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

TAG = "CACHEDIR.TAG"
# The first row is the one by which backup programs know a cache (bford.info/cachedir); the second is how
# `remove` knows that the folder is cnnlint's own to delete.
TAG_TEXT = "Signature: 8a477f597d28d172789f06886806bc55\n# This folder was made by cnnlint.\n"


class NotOurs(Exception):
    """The cache folder holds files and was not made by cnnlint."""


def cache_folder(environment: Mapping[str, str] = os.environ, platform: str = sys.platform) -> Path:
    """Folder of the cache: $CNNLINT_CACHE_DIR, else a folder in the user's own cache."""
    if chosen := environment.get("CNNLINT_CACHE_DIR"):
        return Path(chosen).expanduser().absolute()
    home = Path(environment.get("HOME") or "~").expanduser()
    if platform == "win32":
        return Path(environment.get("LOCALAPPDATA") or home / "AppData" / "Local") / "cnnlint" / "cache"
    if platform == "darwin":
        return home / "Library" / "Caches" / "cnnlint"
    # The XDG base directory specification says to pass over a relative path.
    base = environment.get("XDG_CACHE_HOME", "")
    return (Path(base) if os.path.isabs(base) else home / ".cache") / "cnnlint"


def is_ours(folder: Path) -> bool:
    """Whether cnnlint made this folder."""
    try:
        return (folder / TAG).read_text("utf-8", errors="replace") == TAG_TEXT
    except OSError:
        return False


def make_cache_folder() -> Path:
    """The cache folder, made and tagged if it was not there.

    NotOurs if something else lies in it; OSError if it cannot be written.
    """
    folder = cache_folder()
    if is_ours(folder):
        return folder
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if any(each.name != TAG for each in folder.iterdir()):
        raise NotOurs(str(folder))
    (folder / TAG).write_text(TAG_TEXT, "utf-8")
    return folder


def remove_cache() -> Path | None:
    """Deletes the cache folder and returns it; None if there is none, NotOurs if cnnlint did not make it."""
    folder = cache_folder()
    if not folder.is_dir():
        return None
    if not is_ours(folder):
        raise NotOurs(str(folder))
    import shutil  # imports all that compresses files

    shutil.rmtree(folder)
    return folder
