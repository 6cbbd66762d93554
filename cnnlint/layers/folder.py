"""Where the counting rules lie."""

from __future__ import annotations

import os


def rules_folder() -> str:
    """Folder of the counting rules: inside an installed package, beside the package in the repository."""
    package = os.path.dirname(os.path.dirname(os.path.realpath(__file__)))
    inside = os.path.join(package, "rules")
    return inside if os.path.isdir(inside) else os.path.join(os.path.dirname(package), "rules")
