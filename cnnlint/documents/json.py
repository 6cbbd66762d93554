"""Places of the numbers in a JSON file."""

from __future__ import annotations

import re

from .kept import Kept

_TOKEN = re.compile(
    r"\"(?P<string>(?:[^\"\\]|\\.)*)\"|(?P<number>-?[0-9][0-9.eE+-]*)|(?P<sign>[\[\]{},:])|(?P<word>[a-z]+)"
)
_DEEPEST = 200


def json_numbers(text: str) -> list[Kept]:
    """Numbers of a JSON text, and texts that are numbers; items of a list stand under their index."""
    found: list[Kept] = []
    keys: list[str] = []
    opened: list[str] = []
    key: str | None = None
    for match in _TOKEN.finditer(text):
        kind, written = match.lastgroup, match.group()
        if kind == "sign" and written in "[{":
            if len(opened) > _DEEPEST:
                return found
            opened.append(written)
            keys.append("0" if written == "[" else "")
        elif kind == "sign" and written in "]}" and opened:
            opened.pop()
            keys.pop()
        elif kind == "sign" and written == "," and opened:
            keys[-1] = str(int(keys[-1]) + 1) if opened[-1] == "[" else ""
        elif kind == "sign" and written == ":" and key is not None and keys:
            keys[-1] = key
        elif kind == "string" and opened and opened[-1] == "{" and not keys[-1]:
            key = match["string"]
        elif kind in ("number", "string"):
            place = match.span(kind)
            found.append(Kept(tuple(keys), text[slice(*place)], *place))
    return found
