"""Lowers numbers and strings; the escapes are read here, as nothing of the linted text is ever evaluated."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Any

import libcst as cst

from ..program import nodes as ir
from .constants import (
    IMAGINARY,
    TEMPLATE,
    format_spec,
    in_order,
    joined_string,
    text_constant,
    whole_number,
)
from .cursor import Cursor, Lowerings

_ESCAPE = re.compile(
    r"\\(?:\n|[0-7]{1,3}|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|N\{[^}]+\}|.)", re.DOTALL
)
_SIMPLE = {
    "\n": "",
    "\\": "\\",
    "'": "'",
    '"': '"',
    "a": "\a",
    "b": "\b",
    "f": "\f",
    "n": "\n",
    "r": "\r",
    "t": "\t",
    "v": "\v",
}


def _token(node: cst.Integer | cst.Float | cst.Imaginary | cst.SimpleString, at: Cursor) -> tuple[int, int]:
    start = at.token(len(node.value))
    return start, at.place


def integer(node: cst.Integer, at: Cursor) -> ir.Expression:
    """An integer of any base."""
    start, end = _token(node, at)
    digits = node.value.replace("_", "")
    if digits[1:2].isalpha():
        return whole_number(start, end, int(digits, 0))
    digits = digits.lstrip("0") or "0"
    if len(digits) > 19:
        return ir.BigInteger(start, end, digits)
    return whole_number(start, end, int(digits))


def floating(node: cst.Float, at: Cursor) -> ir.Expression:
    """A number with a point or an exponent."""
    return ir.Constant(*_token(node, at), float(node.value))


def imaginary(node: cst.Imaginary, at: Cursor) -> ir.Expression:
    """An imaginary number."""
    return ir.UnsupportedExpression(*_token(node, at), IMAGINARY)


def template(node: cst.TemplatedString, at: Cursor) -> ir.Expression:
    """A template string."""
    start, _ = _fields_of(node, at)
    return ir.UnsupportedExpression(start, at.place, TEMPLATE)


def _replacement(escape: re.Match[str]) -> str:
    body = escape[0][1:]
    if body in _SIMPLE:
        return _SIMPLE[body]
    if body[0] in "01234567":
        return chr(int(body, 8))
    if body[0] in "xuU" and len(body) > 1:
        code = int(body[1:], 16)
        return chr(code) if code <= 0x10FFFF else escape[0]
    if body[0] == "N" and len(body) > 1:
        try:
            return unicodedata.lookup(body[2:-1])
        except KeyError:
            return escape[0]
    return escape[0]


def _byte_replacement(escape: re.Match[str]) -> str:
    return escape[0] if escape[0][1] in "uUN" else _replacement(escape)


def _unescaped(body: str, prefix: str) -> str:
    if "\r" in body:
        body = body.replace("\r\n", "\n").replace("\r", "\n")
    if "\\" not in body or "r" in prefix:
        return body
    return _ESCAPE.sub(_byte_replacement if "b" in prefix else _replacement, body)


def _plain(node: cst.SimpleString) -> str | bytes:
    text = node.value
    opening = min(text.find(mark) for mark in "'\"" if mark in text)
    prefix = text[:opening].lower()
    marks = 3 if text.startswith(text[opening] * 3, opening) and len(text) - opening >= 6 else 1
    body = _unescaped(text[opening + marks : -marks], prefix)
    if "b" not in prefix:
        return body
    return bytes(ord(character) & 0xFF for character in body)


def simple_string(node: cst.SimpleString, at: Cursor) -> ir.Expression:
    """A string or bytes literal."""
    value = _plain(node)
    start, end = _token(node, at)
    return (
        ir.BytesLiteral(start, end, value) if isinstance(value, bytes) else text_constant(start, end, value)
    )


def _parts(contents: Iterable[cst.CSTNode], raw: str, at: Cursor) -> list[str | ir.Expression]:
    """Parts of an f-string from right where the cursor is: blanks between them are text."""
    parts: list[str | ir.Expression] = []
    for content in contents:
        if isinstance(content, (cst.FormattedStringText, cst.TemplatedStringText)):
            at.place += len(content.value)
            parts.append(_unescaped(content.value.replace("{{", "{").replace("}}", "}"), raw))
        else:
            assert isinstance(content, (cst.FormattedStringExpression, cst.TemplatedStringExpression))
            parts += _field(content, raw, at)
    return parts


def _field(
    node: cst.FormattedStringExpression | cst.TemplatedStringExpression, raw: str, at: Cursor
) -> list[str | ir.Expression]:
    start = at.token(1)
    expression = at.expression(node.expression)
    shown = None
    if node.equal is not None:
        at.token(1)
        shown = at.text[start + 1 : at.next()]
    conversion = node.conversion or ""
    if conversion:
        at.token(1)
        at.token(1)
    spec: ir.Expression | None = None
    if node.format_spec is not None:
        at.token(1)
        parts = _parts(node.format_spec, raw, at)
        spec = format_spec(start, at.place, parts)
    elif shown is not None and not conversion:
        conversion = "r"
    end = at.token(1) + 1
    field = ir.FormattedValue(start, end, expression, conversion, spec)
    return [field] if shown is None else [shown, field]


def _fields_of(
    node: cst.FormattedString | cst.TemplatedString, at: Cursor
) -> tuple[int, list[str | ir.Expression]]:
    """The offset of an f-string, and its parts."""
    start = at.token(len(node.start))
    parts = _parts(node.parts, "r" if "r" in node.start.lower() else "", at)
    at.place += len(node.end)
    return start, parts


def formatted_string(node: cst.FormattedString, at: Cursor) -> ir.Expression:
    """An f-string."""
    start, parts = _fields_of(node, at)
    return in_order(joined_string(start, at.place, parts))


def concatenated_string(node: cst.ConcatenatedString, at: Cursor) -> ir.Expression:
    """Adjacent strings: one constant, or an f-string where one of them is."""
    pieces: list[Any] = []
    current: Any = node
    while isinstance(current, cst.ConcatenatedString):
        pieces.append(current.left)
        current = current.right
    pieces.append(current)
    start = at.next()
    parts: list[str | ir.Expression] = []
    values: list[str | bytes] = []
    for piece in pieces:
        if isinstance(piece, cst.SimpleString):
            _token(piece, at)
            values.append(_plain(piece))
            parts.append(str(values[-1]))
        else:
            parts += _fields_of(piece, at)[1]
    end = at.place
    if any(isinstance(piece, cst.TemplatedString) for piece in pieces):
        return ir.UnsupportedExpression(start, end, TEMPLATE)
    if len(values) < len(pieces):
        return in_order(joined_string(start, end, parts))
    if isinstance(values[0], bytes):
        return ir.BytesLiteral(start, end, b"".join(value for value in values if isinstance(value, bytes)))
    return text_constant(start, end, "".join(value for value in values if isinstance(value, str)))


LITERALS: Lowerings = {
    cst.Integer: integer,
    cst.Float: floating,
    cst.Imaginary: imaginary,
    cst.SimpleString: simple_string,
    cst.ConcatenatedString: concatenated_string,
    cst.FormattedString: formatted_string,
    cst.TemplatedString: template,
}
