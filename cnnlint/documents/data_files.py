"""Numbers of data files, each with its place: TOML, JSON and YAML."""

from __future__ import annotations

import os

from .kept import Kept


def kept_numbers(path: str, text: str) -> list[Kept] | None:
    """Numbers of a data file by the ending of its name; None where the ending is none of these."""
    ending = os.path.splitext(path)[1].lower()
    if ending == ".toml":
        from .toml import toml_numbers

        return toml_numbers(text)
    if ending == ".json":
        from .json import json_numbers

        return json_numbers(text)
    if ending in (".yaml", ".yml"):
        from .yaml import yaml_numbers

        return yaml_numbers(text)
    return None
