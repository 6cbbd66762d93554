"""Lowers the patterns of match statements."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import libcst as cst

from ..program import nodes as ir
from .cursor import Cursor


def pattern(node: cst.MatchPattern, at: Cursor) -> ir.Pattern:
    """A pattern of any kind."""
    if isinstance(node, (cst.MatchValue, cst.MatchSingleton)):
        value = at.expression(node.value)
        return ir.MatchValue(value.start, value.end, value)
    for _ in node.lpar:
        at.token(1)
    lowered = _PATTERNS[type(node)](node, at)
    for _ in node.rpar:
        at.token(1)
    return lowered


def _as(node: cst.MatchAs, at: Cursor) -> ir.Pattern:
    start, inner = at.next(), None
    if node.pattern is not None:
        inner = pattern(node.pattern, at)
        at.token(2)
    at.token(1 if node.name is None else len(node.name.value))
    return ir.MatchCapture(start, at.place, inner, None if node.name is None else node.name.value)


def _or(node: cst.MatchOr, at: Cursor) -> ir.Pattern:
    start = at.next()
    patterns: list[ir.Pattern] = []
    for item in node.patterns:
        if patterns:
            at.token(1)
        patterns.append(pattern(item.pattern, at))
    return ir.MatchOr(start, at.place, tuple(patterns))


def _list(node: cst.MatchList, at: Cursor) -> ir.Pattern:
    start = at.next()
    if node.lbracket is not None:
        at.token(1)
    patterns = _sequence(node.patterns, at)
    if node.rbracket is not None:
        at.token(1)
    return ir.MatchSequence(start, at.place, patterns)


def _tuple(node: cst.MatchTuple, at: Cursor) -> ir.Pattern:
    if not node.patterns:
        return ir.MatchSequence(*at.empty_brackets(), ())
    start, patterns = at.next(), _sequence(node.patterns, at)
    return ir.MatchSequence(start, at.place, patterns)


def _sequence(
    items: Sequence[cst.MatchSequenceElement | cst.MatchStar], at: Cursor
) -> tuple[ir.Pattern, ...]:
    patterns: list[ir.Pattern] = []
    for item in items:
        if isinstance(item, cst.MatchStar):
            start = at.token(1)
            name = None if item.name is None else item.name.value
            at.token(len(name or "_"))
            patterns.append(ir.MatchStar(start, at.place, None if name == "_" else name))
        else:
            patterns.append(pattern(item.value, at))
        at.optional(",")
    return tuple(patterns)


def _mapping(node: cst.MatchMapping, at: Cursor) -> ir.Pattern:
    start = at.token(1)
    keys: list[ir.Expression] = []
    patterns: list[ir.Pattern] = []
    for item in node.elements:
        keys.append(at.expression(item.key))
        at.token(1)
        patterns.append(pattern(item.pattern, at))
        at.optional(",")
    if node.rest is not None:
        at.token(2)
        at.word(node.rest.value)
        at.optional(",")
    at.token(1)
    rest = None if node.rest is None else node.rest.value
    return ir.MatchMapping(start, at.place, tuple(keys), tuple(patterns), rest)


def _class(node: cst.MatchClass, at: Cursor) -> ir.Pattern:
    start, of = at.next(), at.expression(node.cls)
    at.token(1)
    patterns = list(_sequence(node.patterns, at))
    for item in node.kwds:
        at.word(item.key.value)
        at.token(1)
        patterns.append(pattern(item.pattern, at))
        at.optional(",")
    at.token(1)
    keywords = tuple(item.key.value for item in node.kwds)
    return ir.MatchClass(start, at.place, of, tuple(patterns), keywords)


_PATTERNS: dict[type[cst.MatchPattern], Callable[[Any, Cursor], ir.Pattern]] = {
    cst.MatchAs: _as,
    cst.MatchOr: _or,
    cst.MatchList: _list,
    cst.MatchTuple: _tuple,
    cst.MatchMapping: _mapping,
    cst.MatchClass: _class,
}
