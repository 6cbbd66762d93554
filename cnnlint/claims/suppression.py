"""Comments that switch findings off: `# cnnlint: ignore[...]`, `# cnnlint: ignore-file`, `# noqa`."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

_DIRECTIVE = re.compile(
    r"(?:#+|<!--)[ \t]*(?:"
    r"cnnlint:[ \t]*(?P<own>ignore-file|ignore)(?![\w-])(?:[ \t]*\[(?P<listed>[^\]\r\n]*)\])?"
    r"|(?P<noqa>[nN][oO][qQ][aA])(?![\w-])(?:[ \t]*:[ \t]*(?P<codes>[A-Z]+[0-9]+(?:[, \t]+[A-Z]+[0-9]+)*))?"
    r")"
)
_SEPARATOR = re.compile(r"[,\s]+")


class Suppression(NamedTuple):
    """One directive: its offsets in the text, the codes or names it lists (empty for all), its reach.

    `reportable` tells whether it may be called unused: a bare `noqa` and other tools' codes may not.
    """

    start: int
    end: int
    codes: tuple[str, ...]
    scope: Literal["row", "file"]
    reportable: bool


def suppressions(text: str) -> tuple[Suppression, ...]:
    """Directives in a comment, in order; prose that merely speaks of one has no `#` before it."""
    return tuple(_read(match) for match in _DIRECTIVE.finditer(text))


def without_suppressions(text: str) -> str:
    """The text with its directives blanked out, every offset kept."""
    return _DIRECTIVE.sub(lambda match: " " * len(match.group()), text)


def _read(match: re.Match[str]) -> Suppression:
    if match["noqa"]:
        codes = _split(match["codes"])
        own = tuple(code for code in codes if code.startswith("CNN"))
        return Suppression(match.start(), match.end(), codes, "row", bool(own))
    scope: Literal["row", "file"] = "file" if match["own"] == "ignore-file" else "row"
    return Suppression(match.start(), match.end(), _split(match["listed"]), scope, True)


def _split(listed: str | None) -> tuple[str, ...]:
    return tuple(code for code in _SEPARATOR.split(listed or "") if code)
