"""A source row with carets under a part of it."""

from __future__ import annotations

from typing import NamedTuple

WIDEST = 150
TAB = 4


class Excerpt(NamedTuple):
    """A row as it is shown, and what goes below it to point at a part."""

    row: str
    pointer: str


def excerpt(line: str, start: int, end: int) -> Excerpt:
    """The row of a finding, with carets from one column to another (from 1, the end excluded)."""
    start = min(max(start - 1, 0), len(line))
    end = min(max(end - 1, start + 1), max(len(line), start + 1))
    line, start, end = _cropped(line, start, end)
    shown = [_shown(character) for character in line]
    indent = sum(_width(each) for each in shown[:start])
    width = sum(_width(each) for each in shown[start:end])
    return Excerpt("".join(shown).rstrip(), " " * indent + "^" * max(width, 1))


def _cropped(line: str, start: int, end: int) -> tuple[str, int, int]:
    """The part of a long row that surrounds the columns."""
    if len(line) <= WIDEST:
        return line, start, end
    end = min(end, start + WIDEST // 2)
    left = min(max(0, (start + end - WIDEST) // 2), len(line) - WIDEST)
    part = line[left : left + WIDEST]
    if left:
        part = "…" + part[1:]
    if left + WIDEST < len(line):
        part = part[:-1] + "…"
    return part, start - left, end - left


def _shown(character: str) -> str:
    if character == "\t":
        return " " * TAB
    return character if character.isprintable() else "\N{REPLACEMENT CHARACTER}"


def _width(shown: str) -> int:
    """Columns of a terminal that a character takes."""
    if shown.isascii():
        return len(shown)
    from unicodedata import combining, east_asian_width

    return 0 if combining(shown) else 2 if east_asian_width(shown) in "WF" else 1
