"""Sizes as texts write them, `H/2` or `4*C`, and what the letters in them stand for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ..claims.shape_docstrings import is_batch
from ..size import Size
from ..unknown import Unknown
from ..values.objects import Value
from ..values.operators import binary
from .inputs import BATCH

_TERM = re.compile(r"\s*(?:(?P<number>[0-9]+)|(?P<name>[A-Za-z_][\w.]*)|(?P<sign>//|[-+*/×]))")
_BINDING = {"*": 2, "×": 2, "/": 2, "//": 2, "+": 1, "-": 1}
# Operators of the evaluator; a size is whole, so that a stroke means what two of them do.
_SIGNS = {"×": "*", "/": "//"}


def size_of(text: str, letters: Mapping[str, Value]) -> Value:
    """The value of a written size; None where a letter in it stands for nothing, or nothing can be read."""
    terms = list(_terms(text))
    if not terms or len(terms) % 2 == 0:
        return None
    values: list[Value] = []
    signs: list[str] = []
    for place, term in enumerate(terms):
        if place % 2:
            if term not in _BINDING:
                return None
            while signs and _BINDING[signs[-1]] >= _BINDING[term]:
                _apply(values, signs)
            signs.append(term)
        else:
            value = int(term) if term.isdigit() else letters.get(term)
            if not isinstance(value, (int, Size)) or isinstance(value, bool):
                return None
            values.append(value)
    while signs:
        _apply(values, signs)
    return values[0] if isinstance(values[0], (int, Size)) else None


def _terms(text: str) -> list[str]:
    found, at = [], 0
    while at < len(text.rstrip()):
        match = _TERM.match(text, at)
        if match is None:
            return []
        found.append(match.group().strip())
        at = match.end()
    return found


def _apply(values: list[Value], signs: list[str]) -> None:
    right, left, sign = values.pop(), values.pop(), signs.pop()
    if sign in ("/", "//") and right == 0:
        values.append(Unknown("a division by zero"))
    else:
        values.append(binary(_SIGNS.get(sign, sign), left, right))


def shape_of(entries: Sequence[str], template: Sequence[Value] | None) -> tuple[Value, ...] | None:
    """The shape that an input has by a text, where the first layer takes one like the template.

    Letters stand for what the template has there, or for the side of the input; None where the two differ, or
    where without a template a letter stands for nothing.
    """
    written = [*entries]
    if not is_batch(written[0]) and template is not None and len(template) == len(written) + 1:
        written.insert(0, "N")
        last = written[-1]
        if len(written) > 3 and last.isdigit() and int(last) == template[1] and written[1] != last:
            written[1:] = [last, *written[1:-1]]  # channels last in the text
    if template is not None and len(template) != len(written):
        return None
    return _filled(written, template)


def _filled(written: Sequence[str], template: Sequence[Value] | None) -> tuple[Value, ...] | None:
    shape: list[Value] = []
    for axis, entry in enumerate(written):
        usual = template[axis] if template is not None else None
        if entry.isdigit():
            if isinstance(usual, int) and usual != int(entry):
                return None
            shape.append(int(entry))
        elif axis == 0 and (is_batch(entry) or usual == BATCH):
            shape.append(BATCH)
        elif template is None or not (entry.isidentifier() or entry == "?"):
            return None
        else:
            shape.append(usual)
    return tuple(shape)


def letters_of(entries: Sequence[str], shape: Sequence[Value]) -> dict[str, Value]:
    """What the letters of a written shape stand for; one that stands for two sizes stands for none."""
    pairs = list(zip(reversed(entries), reversed(shape), strict=False))
    found: dict[str, Value] = {}
    for entry, size in pairs:
        if entry.isidentifier():
            found[entry] = size if found.get(entry, size) == size else None
    return found


def sizes_of(entries: Sequence[str], letters: Mapping[str, Value]) -> tuple[Value, ...]:
    """The sizes of a written shape, its batch left out; None where one has no value."""
    kept = entries[1:] if is_batch(entries[0]) else entries
    return tuple(size_of(entry, letters) for entry in kept)
