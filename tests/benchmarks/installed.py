"""What an installed package has and a working tree may lack: its bytecode, and leave to write it."""

from __future__ import annotations

import compileall
import os
from pathlib import Path

PACKAGE = Path(__file__).parents[2] / "cnnlint"


def write_bytecode() -> None:
    """Compile the package, so that no measured process does."""
    compileall.compile_dir(str(PACKAGE), quiet=2)


def environment(**more: str) -> dict[str, str]:
    """The environment of a measured process: it may write bytecode, and finds this very package."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPATH": str(PACKAGE.parent), **more}
