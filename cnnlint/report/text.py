"""Small pieces of text that all outputs share."""

from __future__ import annotations

from ..checks.finding import Finding, Verdict
from .model import Number


def grouped(number: Number, unknown: str = "?") -> str:
    """A number as people read it: `18,496`; a formula as it is."""
    if number is None:
        return unknown
    return number if isinstance(number, str) else f"{number:,}"


def place(item: Finding | Verdict) -> str:
    """Where something stands: `path:row:column`, in a notebook `path:cell 3:row:column`."""
    cell = "" if item.cell is None else f"cell {item.cell}:"
    return printable(f"{item.filename}:{cell}{item.location.row}:{item.location.column}")


def plural(number: int, word: str) -> str:
    """`1 file`, `2 files`."""
    return f"{number:,} {word if number == 1 else word + 's'}"


def printable(text: str) -> str:
    """A text that cannot steer a terminal: what is no visible character is shown by its code."""
    if text.isprintable():
        return text
    return "".join(each if each.isprintable() else _visible(each) for each in text)


def _visible(character: str) -> str:
    return " " if character in "\n\t" else character.encode("unicode_escape").decode("ascii")
