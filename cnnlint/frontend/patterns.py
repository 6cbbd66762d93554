"""Lowers the patterns of match statements."""

from __future__ import annotations

from collections.abc import Sequence

import libcst as cst

from ..program import nodes as ir
from .tree import Tree


def pattern(node: cst.MatchPattern, at: Tree) -> ir.Pattern:
    """A pattern of any kind."""
    start, end = at.spans[node]
    if isinstance(node, cst.MatchValue):
        return ir.MatchValue(start, end, at.expression(node.value))
    if isinstance(node, cst.MatchSingleton):
        return ir.MatchValue(start, end, at.expression(node.value))
    if isinstance(node, cst.MatchAs):
        inner = None if node.pattern is None else pattern(node.pattern, at)
        return ir.MatchCapture(start, end, inner, None if node.name is None else node.name.value)
    if isinstance(node, cst.MatchOr):
        return ir.MatchOr(start, end, tuple(pattern(item.pattern, at) for item in node.patterns))
    if isinstance(node, cst.MatchMapping):
        return _mapping(node, at)
    if isinstance(node, cst.MatchClass):
        return _class(node, at)
    if isinstance(node, cst.MatchList):
        return ir.MatchSequence(start, end, _sequence(node.patterns, at))
    assert isinstance(node, cst.MatchTuple)
    if not node.patterns:
        start, end = at.brackets(node)
    return ir.MatchSequence(start, end, _sequence(node.patterns, at))


def _sequence(items: Sequence[cst.MatchSequenceElement | cst.MatchStar], at: Tree) -> tuple[ir.Pattern, ...]:
    patterns: list[ir.Pattern] = []
    for item in items:
        if isinstance(item, cst.MatchStar):
            name = None if item.name is None or item.name.value == "_" else item.name.value
            patterns.append(ir.MatchStar(*at.spans[item], name))
        else:
            patterns.append(pattern(item.value, at))
    return tuple(patterns)


def _mapping(node: cst.MatchMapping, at: Tree) -> ir.Pattern:
    keys = tuple(at.expression(item.key) for item in node.elements)
    patterns = tuple(pattern(item.pattern, at) for item in node.elements)
    rest = None if node.rest is None else node.rest.value
    return ir.MatchMapping(*at.spans[node], keys, patterns, rest)


def _class(node: cst.MatchClass, at: Tree) -> ir.Pattern:
    patterns = [pattern(item.value, at) for item in node.patterns]
    patterns += [pattern(item.pattern, at) for item in node.kwds]
    keywords = tuple(item.key.value for item in node.kwds)
    return ir.MatchClass(*at.spans[node], at.expression(node.cls), tuple(patterns), keywords)
