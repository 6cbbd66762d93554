"""Lowers numbers and strings of Python's own syntax tree."""

from __future__ import annotations

import ast
from typing import Any

from ..program import nodes as ir
from .constants import (
    IMAGINARY,
    MOST_BITS,
    TEMPLATE,
    format_spec,
    joined_string,
    text_constant,
    whole_number,
)
from .followed_nodes import Declined, Lowerings, Reader


def constant(node: ast.Constant, at: Reader, start: int, end: int) -> ir.Expression:
    """A literal of any kind, adjacent strings joined."""
    value: Any = node.value
    kind = type(value)
    if kind is str:
        return text_constant(start, end, value)
    if kind is int:
        if value.bit_length() > MOST_BITS:
            # What becomes of it depends on its base.
            raise Declined
        return whole_number(start, end, value)
    if kind is bytes:
        return ir.BytesLiteral(start, end, value)
    if kind is complex:
        return ir.UnsupportedExpression(start, end, IMAGINARY)
    if value is ...:
        return ir.EllipsisLiteral(start, end)
    return ir.Constant(start, end, value)


def _formatted(node: ast.JoinedStr, at: Reader, start: int, end: int) -> ir.Expression:
    return at.quoted(start, end, lambda: joined_string(start, end, _parts(node, at)))


def _parts(node: ast.JoinedStr, at: Reader) -> list[str | ir.Expression]:
    parts: list[str | ir.Expression] = []
    for value in node.values:
        if isinstance(value, ast.Constant):
            parts.append(str(value.value))
        elif isinstance(value, ast.FormattedValue):
            parts.append(_field(value, at))
        else:
            raise Declined
    return parts


def _field(node: ast.FormattedValue, at: Reader) -> ir.Expression:
    start, end = at.span(node)
    value, spec = at.expression(node.value), None
    if node.format_spec is not None:
        if not isinstance(node.format_spec, ast.JoinedStr):
            raise Declined
        spec = format_spec(start, end, _parts(node.format_spec, at))
    conversion = "" if node.conversion < 0 else chr(node.conversion)
    return ir.FormattedValue(start, end, value, conversion, spec)


def _template(node: ast.expr, at: Reader, start: int, end: int) -> ir.Expression:
    return ir.UnsupportedExpression(start, end, TEMPLATE)


LITERALS: Lowerings = {ast.Constant: constant, ast.JoinedStr: _formatted}
# Newer Pythons know template strings.
if hasattr(ast, "TemplateStr"):
    LITERALS = {**LITERALS, ast.TemplateStr: _template}
