"""What both readers make of the values of literals, and of the parts of an f-string and a `del`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from ..program import nodes as ir

_LARGEST = 2**63 - 1
# Python refuses to write out integers of more than 4300 digits.
MOST_BITS = 14_000
SINGLETONS: dict[str, bool | None] = {"True": True, "False": False, "None": None}
IMAGINARY = "an imaginary number"
TEMPLATE = "a template string"
TYPE_ALIAS = "a type alias"
_SURROGATE = re.compile("[\ud800-\udfff]")


def whole_number(start: int, end: int, value: int) -> ir.Expression:
    """An integer, as digits where it is longer than 64 bits."""
    if value <= _LARGEST:
        return ir.Constant(start, end, value)
    if value.bit_length() > MOST_BITS:
        return ir.UnsupportedExpression(start, end, "an integer of thousands of digits")
    return ir.BigInteger(start, end, str(value))


def text_constant(start: int, end: int, value: str) -> ir.Expression:
    """A string; one that cannot be encoded is no value."""
    if not value.isascii() and _SURROGATE.search(value):
        return ir.UnsupportedExpression(start, end, "a string with half a surrogate pair")
    return ir.Constant(start, end, value)


def joined_string(start: int, end: int, parts: Iterable[str | ir.Expression]) -> ir.JoinedString:
    """An f-string of these parts, in which texts that stand side by side are one."""
    return ir.JoinedString(start, end, tuple(_merged(start, end, parts)))


def format_spec(start: int, end: int, parts: Iterable[str | ir.Expression]) -> ir.Expression:
    """What stands behind the colon of a field: a constant where it has no fields of its own."""
    merged = _merged(start, end, parts)
    if not merged:
        return ir.Constant(start, end, "")
    if len(merged) == 1 and not isinstance(merged[0], ir.FormattedValue):
        return merged[0]
    return ir.JoinedString(start, end, tuple(merged))


def _merged(start: int, end: int, parts: Iterable[str | ir.Expression]) -> list[ir.Expression]:
    merged: list[ir.Expression] = []
    text = ""
    for part in parts:
        if isinstance(part, str):
            text += part
            continue
        if text:
            merged.append(text_constant(start, end, text))
            text = ""
        merged.append(part)
    if text:
        merged.append(text_constant(start, end, text))
    return merged


def deleted(targets: tuple[ir.Expression, ...]) -> tuple[ir.Expression, ...]:
    """The targets of a `del`: those of a tuple where that is the only one."""
    while len(targets) == 1 and isinstance(targets[0], ir.TupleDisplay):
        targets = targets[0].elements
    return targets


def in_order(string: ir.JoinedString) -> ir.Expression:
    """An f-string whose nodes begin one after the other, and end with it.

    Not every Python knows where they stand; yet no two may be taken for the same.
    """
    places = iter(range(string.start, string.end))
    ordered: ir.Expression = _ordered(string, places, string.end)
    return ordered


def _ordered(part: Any, places: Iterator[int], end: int) -> Any:
    if isinstance(part, tuple):
        return tuple([_ordered(each, places, end) for each in part])
    if not isinstance(part, ir.Node):
        return part
    start = next(places, end)
    fields = part.__struct_fields__[2:]
    return type(part)(start, end, *[_ordered(getattr(part, name), places, end) for name in fields])
