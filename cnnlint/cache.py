"""Results kept between runs, found again by the contents of all files that they came from.

One file for each set of settings holds the results of all linted files. It is MessagePack: reading it
can run nothing. A result holds as long as its file, every other file that was read for it, every
import that was looked for and what the names of a document mean are as they were.
"""

from __future__ import annotations

import os
from hashlib import blake2b
from pathlib import Path

import msgspec

from . import __version__
from .cache_folder import NotOurs, make_cache_folder
from .environment import package_folders
from .layers.folder import rules_folder
from .lint import Lint
from .settings import Settings


class Entry(msgspec.Struct, frozen=True):
    """A kept result: the digest of the file, those of the other files it came from, and the result."""

    digest: str
    others: dict[str, str]
    lint: Lint


class Cache:
    """The kept results of one set of settings."""

    def __init__(self, settings: Settings) -> None:
        self._entries: dict[str, Entry] = {}
        self._digests: dict[str, str | None] = {}
        self._changed = False
        self._path: Path | None = None
        try:
            self._path = make_cache_folder() / f"{_fingerprint(settings)}.msgpack"
            self._entries = msgspec.msgpack.decode(self._path.read_bytes(), type=dict[str, Entry])
        except (OSError, NotOurs, msgspec.MsgspecError):
            pass  # a run without kept results is only slower

    def get(self, path: str) -> Lint | None:
        """The result for a file, if all it came from is unchanged."""
        entry = self._entries.get(os.path.abspath(path))
        if entry is None or self._digest(path) != entry.digest:
            return None
        if any(self._digest(other) != digest for other, digest in entry.others.items()):
            return None
        if any(os.path.exists(place) != there for place, there in entry.lint.sought.items()):
            return None
        return entry.lint if _means_the_same(path, entry.lint) else None

    def keep(self, path: str, lint: Lint) -> None:
        """Hold a result for the next run; one of an unreadable file is not held."""
        digest = self._digest(path)
        others = {other: self._digest(other) for other in lint.read}
        if digest is None or None in others.values():
            return
        known = {other: each for other, each in others.items() if each is not None}
        self._entries[os.path.abspath(path)] = Entry(digest, known, lint)
        self._changed = True

    def save(self) -> None:
        """Write what changed; another run's file is replaced as a whole."""
        if not self._changed or self._path is None:
            return
        import tempfile  # imports all that compresses files

        try:
            handle, name = tempfile.mkstemp(dir=self._path.parent, suffix=".tmp")
            with os.fdopen(handle, "wb") as file:
                file.write(msgspec.msgpack.encode(self._entries))
            os.replace(name, self._path)
        except OSError:
            return

    def _digest(self, path: str) -> str | None:
        if path not in self._digests:
            try:
                self._digests[path] = blake2b(Path(path).read_bytes(), digest_size=16).hexdigest()
            except OSError:
                self._digests[path] = None
        return self._digests[path]


def _means_the_same(path: str, lint: Lint) -> bool:
    """Whether the names that a document looked for still mean the same definitions around it."""
    if not lint.defined:
        return True
    from .documents.definitions import definitions

    found = definitions(path, lint.defined)
    return all(found.get(name) == definition for name, definition in lint.defined.items())


def _fingerprint(settings: Settings) -> str:
    """What a result depends on beside the linted files: the version, the rules, the settings, the folder."""
    digest = blake2b(digest_size=16)
    digest.update(__version__.encode())
    digest.update(os.getcwd().encode("utf-8", "surrogateescape"))
    digest.update(repr(package_folders(settings)).encode("utf-8", "surrogateescape"))
    digest.update(
        repr(msgspec.structs.replace(settings, jobs=0, cache=True)).encode("utf-8", "surrogateescape")
    )
    for folder in (Path(__file__).parent, rules_folder()):
        for root, folders, names in os.walk(folder):
            folders[:] = sorted(name for name in folders if name != "__pycache__")
            for name in sorted(names):
                state = os.stat(os.path.join(root, name))
                digest.update(
                    f"{root}/{name}:{state.st_size}:{state.st_mtime_ns}".encode("utf-8", "surrogateescape")
                )
    return digest.hexdigest()
