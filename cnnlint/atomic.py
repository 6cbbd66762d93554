"""Replacing a file as a whole: readers see the old text or the new one, never a part."""

from __future__ import annotations

import os
import tempfile


class Changed(Exception):
    """The file is no longer what was read; its path."""


def replace_text(path: str, before: bytes, after: bytes) -> None:
    """Write a file anew that still holds `before`; Changed if it does not, OSError if it cannot be written.

    A link is followed, the mode is kept.
    """
    real = os.path.realpath(path)
    with open(real, "rb") as file:
        if file.read() != before:
            raise Changed(path)
    mode = os.stat(real).st_mode
    handle, name = tempfile.mkstemp(dir=os.path.dirname(real), prefix=".cnnlint-", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(after)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, mode)
        os.replace(name, real)
    except OSError:
        os.unlink(name)
        raise
