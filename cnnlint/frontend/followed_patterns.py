"""Lowers the patterns of match statements of Python's own syntax tree."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any

from ..program import nodes as ir
from .constants import SINGLETONS
from .followed_nodes import Declined, Reader


def pattern(node: ast.pattern, at: Reader) -> ir.Pattern:
    """A pattern of any kind."""
    lowering = _PATTERNS.get(type(node))
    if lowering is None:
        raise Declined
    return lowering(node, at, *at.span(node))


def _patterns(nodes: list[ast.pattern], at: Reader) -> tuple[ir.Pattern, ...]:
    return tuple([pattern(node, at) for node in nodes])


def _value(node: ast.MatchValue, at: Reader, start: int, end: int) -> ir.Pattern:
    value = at.expression(node.value)
    return ir.MatchValue(value.start, value.end, value)


def _singleton(node: ast.MatchSingleton, at: Reader, start: int, end: int) -> ir.Pattern:
    return ir.MatchValue(start, end, ir.Constant(start, end, SINGLETONS[str(node.value)]))


def _as(node: ast.MatchAs, at: Reader, start: int, end: int) -> ir.Pattern:
    inner = None if node.pattern is None else pattern(node.pattern, at)
    return ir.MatchCapture(start, end, inner, node.name)


def _or(node: ast.MatchOr, at: Reader, start: int, end: int) -> ir.Pattern:
    return ir.MatchOr(start, end, _patterns(node.patterns, at))


def _sequence(node: ast.MatchSequence, at: Reader, start: int, end: int) -> ir.Pattern:
    if node.patterns and at.in_own_brackets(start, at.span(node.patterns[0])):
        start, end = at.within_brackets(start, end, at.span(node.patterns[-1])[1])
    return ir.MatchSequence(start, end, _patterns(node.patterns, at))


def _star(node: ast.MatchStar, at: Reader, start: int, end: int) -> ir.Pattern:
    return ir.MatchStar(start, end, node.name)


def _mapping(node: ast.MatchMapping, at: Reader, start: int, end: int) -> ir.Pattern:
    keys, patterns = at.expressions(node.keys), _patterns(node.patterns, at)
    return ir.MatchMapping(start, end, keys, patterns, node.rest)


def _class(node: ast.MatchClass, at: Reader, start: int, end: int) -> ir.Pattern:
    of, patterns = at.expression(node.cls), _patterns([*node.patterns, *node.kwd_patterns], at)
    return ir.MatchClass(start, end, of, patterns, tuple(node.kwd_attrs))


_PATTERNS: dict[type[ast.AST], Callable[[Any, Reader, int, int], ir.Pattern]] = {
    ast.MatchValue: _value,
    ast.MatchSingleton: _singleton,
    ast.MatchAs: _as,
    ast.MatchOr: _or,
    ast.MatchSequence: _sequence,
    ast.MatchStar: _star,
    ast.MatchMapping: _mapping,
    ast.MatchClass: _class,
}
