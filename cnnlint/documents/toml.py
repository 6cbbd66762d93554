"""Places of the numbers in a TOML file, by a scan of its lines; what it means is for a parser to say."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from .kept import Kept

_KEY = r"(?:[A-Za-z0-9_-]+|\"(?:[^\"\\\r\n]|\\.)*\"|'[^'\r\n]*')"
_KEYS = rf"{_KEY}(?:[ \t]*\.[ \t]*{_KEY})*"
_TABLE = re.compile(rf"[ \t]*(\[\[?)[ \t]*({_KEYS})[ \t]*\]\]?[ \t]*(?:#.*)?$")
_ENTRY = re.compile(rf"[ \t]*({_KEYS})[ \t]*=[ \t]*(.*)$")
_INLINE = re.compile(rf"(?<=[{{,])[ \t]*({_KEYS})[ \t]*=[ \t]*([^,}}\s]+)")
_NUMBER = re.compile(r"[+]?[0-9][0-9_]*(?:\.[0-9_]+)?(?:[eE][+-]?[0-9]+)?(?=[ \t]*(?:#|,|\}|$))")
_ONE = re.compile(_KEY)
_ESCAPE = re.compile(r"\\(.)")
_LONG_STRINGS = ('"""', "'''")


def toml_numbers(text: str) -> list[Kept]:
    """Numbers of a TOML text; those in lists of tables stand under their index."""
    return list(_numbers(text))


def keys_of(written: str) -> tuple[str, ...]:
    """Keys of a dotted key as it is written."""
    return tuple(_unquoted(match.group()) for match in _ONE.finditer(written))


def rows_of(text: str) -> Iterator[tuple[int, int]]:
    """Offsets of the rows that stand outside strings of several rows, without their line ends."""
    at, inside = 0, ""
    for line in text.splitlines(keepends=True):
        content = line.rstrip("\r\n")
        if not inside:
            yield at, at + len(content)
        marks = [mark for mark in _LONG_STRINGS if content.count(mark) % 2]
        if inside in marks:
            inside = ""
        elif not inside and marks:
            inside = marks[0]
        at += len(line)


def _numbers(text: str) -> Iterator[Kept]:
    table: tuple[str, ...] = ()
    lists: Counter[tuple[str, ...]] = Counter()
    for start, end in rows_of(text):
        if head := _TABLE.match(text, start, end):
            table = keys_of(head[2])
            if head[1] == "[[":
                lists[table] += 1
                table = (*table, str(lists[table] - 1))
        elif entry := _ENTRY.match(text, start, end):
            keys = (*table, *keys_of(entry[1]))
            if number := _NUMBER.match(text, entry.start(2), end):
                yield Kept(keys, number.group(), *number.span())
            elif entry[2].startswith("{"):
                for inner in _INLINE.finditer(text, entry.start(2), end):
                    if number := _NUMBER.match(text, inner.start(2), end):
                        yield Kept((*keys, *keys_of(inner[1])), number.group(), *number.span())


def _unquoted(key: str) -> str:
    if key.startswith("'"):
        return key[1:-1]
    return _ESCAPE.sub(r"\1", key[1:-1]) if key.startswith('"') else key
