"""Places of the numbers in a YAML file: block mappings and lists, as configurations are written."""

from __future__ import annotations

import re

from .kept import Kept

_LINE = re.compile(r"(?P<indent> *)(?P<dashes>(?:- +)*)(?P<rest>.*)$")
_PAIR = re.compile(
    r"(?P<key>\"[^\"]*\"|'[^']*'|[^\s#:,\[\]{}&*!|>'\"%@`-][^#:]*?|-[^\s#:][^#:]*?)[ ]*:(?:[ ]+|$)(?P<value>.*)"
)
_INNER = re.compile(r"(?<=[{,])\s*(?P<key>\"[^\"]*\"|'[^']*'|[\w./-]+)\s*:\s*(?P<value>[^,}\s][^,}]*)")
_NUMBER = re.compile(
    r"(?P<quote>[\"']?)(?P<number>[+]?[0-9][0-9_,]*(?:\.[0-9]+)?(?:[eE][+]?[0-9]+)?[kKmMbB]?)(?P=quote)\s*(?:#.*)?$"
)
_BLOCK = re.compile(r"[|>][+-]?[0-9]?\s*(?:#.*)?$")


def yaml_numbers(text: str) -> list[Kept]:
    """Numbers of a YAML text; items of a list stand under their index, other documents are not read."""
    found: list[Kept] = []
    # Open keys by their column; a list's items count up.
    keys: list[tuple[int, str]] = []
    at, blocked = 0, -1
    for line in text.splitlines(keepends=True):
        match = _LINE.match(line.rstrip("\r\n"))
        start, at = at, at + len(line)
        if match is None or not match["rest"] or match["rest"].startswith("#"):
            continue
        column = len(match["indent"])
        if blocked >= 0 and column > blocked:
            continue
        blocked = -1
        if match["rest"].startswith("---") and not column:
            if found:
                break
            continue
        keys, column = _open(keys, column, match["dashes"])
        pair = _PAIR.match(match["rest"])
        if pair is None:
            continue
        keys.append((column, pair["key"].strip().strip("\"'")))
        if _BLOCK.match(pair["value"]):
            blocked = column
        offset = start + match.start("rest") + pair.start("value")
        found += _values(tuple(key for _, key in keys), pair["value"], offset)
    return found


def _open(keys: list[tuple[int, str]], column: int, dashes: str) -> tuple[list[tuple[int, str]], int]:
    """The keys that are still open at a line, its dashes counted, and the column of what follows them."""
    last: dict[int, str] = {at: key for at, key in keys if key.isdigit()}
    kept = [(at, key) for at, key in keys if at < column]
    for dash in re.finditer(r"- +", dashes):
        place = column + dash.start()
        # A list may stand at the column of its key.
        same = [(at, key) for at, key in keys if at == place and not key.isdigit()]
        if same and not any(at == place for at, _ in kept):
            kept.append(same[0])
        number = int(last.get(place + 1, "-1")) + 1 if dash.start() == 0 else 0
        kept.append((place + 1, str(number)))
    return kept, column + len(dashes)


def _values(keys: tuple[str, ...], value: str, offset: int) -> list[Kept]:
    if number := _NUMBER.match(value):
        start, end = number.span("number")
        return [Kept(keys, number["number"], offset + start, offset + end)]
    found = []
    if value.startswith("{"):
        for inner in _INNER.finditer(value):
            if number := _NUMBER.match(inner["value"].strip()):
                start = inner.start("value") + number.start("number")
                key = inner["key"].strip("\"'")
                length = len(number["number"])
                found.append(Kept((*keys, key), number["number"], offset + start, offset + start + length))
    return found
