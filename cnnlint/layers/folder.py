"""Where the counting rules lie."""

from __future__ import annotations

from pathlib import Path


def rules_folder() -> Path:
    """Folder of the counting rules: inside an installed package, beside the package in the repository."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "rules"
    return inside if inside.is_dir() else package.parent / "rules"
