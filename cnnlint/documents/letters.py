"""Formulas with letters, where the same passage gives each letter one value: `with n = 3 and k = 64`."""

from __future__ import annotations

import re

from .plain import Plain

_NAME = r"[A-Za-z](?:_[A-Za-z0-9]{1,6})?"
# A value that is said: no operator stands before the letter or behind the number.
_SAID = re.compile(
    rf"(?<![\w.*×·+^/=)\]-])(?P<name>{_NAME})\s*=\s*(?P<value>\d{{1,5}})(?![\w^(]|[.,]\d|\s*[*×·+/x-])"
)
_USED = re.compile(rf"(?<![\w.]){_NAME}(?![\w(])")
_BEFORE = re.compile(r"[*×·+(\[^]\s*$")
_BEHIND = re.compile(r"\s*[*×·+)\]^²³]")


def with_values(plain: Plain) -> Plain | None:
    """The text with the values of its letters in their places; None if it gives none, or one letter several."""
    text = plain.text
    values: dict[str, str] = {}
    for match in _SAID.finditer(text):
        name, value = match["name"], match["value"]
        if values.setdefault(name, value) != value:
            return None
    if not values:
        return None
    made = Plain()
    at = 0
    for match in _USED.finditer(text):
        value = values.get(match.group(), "")
        if value and (
            _BEFORE.search(text[max(0, match.start() - 8) : match.start()])
            or _BEHIND.match(text, match.end())
        ):
            made.append(plain.part(at, match.start()))
            made.put(value, *plain.place(*match.span()))
            at = match.end()
    if not at:
        return None
    made.append(plain.part(at, len(text)))
    return made
