"""Lowers displays and comprehensions of Python's own syntax tree."""

from __future__ import annotations

import ast
from typing import Literal

from ..program import nodes as ir
from .followed_nodes import Lowerings, Reader


def _tuple(node: ast.Tuple, at: Reader, start: int, end: int) -> ir.Expression:
    if node.elts and at.in_own_brackets(start, at.span(node.elts[0])):
        start, end = at.within_brackets(start, end, at.span(node.elts[-1])[1])
    return ir.TupleDisplay(start, end, at.expressions(node.elts))


def _list(node: ast.List, at: Reader, start: int, end: int) -> ir.Expression:
    return ir.ListDisplay(start, end, at.expressions(node.elts))


def _set(node: ast.Set, at: Reader, start: int, end: int) -> ir.Expression:
    return ir.SetDisplay(start, end, at.expressions(node.elts))


def _starred(node: ast.Starred, at: Reader, start: int, end: int) -> ir.Expression:
    return ir.Starred(start, end, at.expression(node.value))


def _dict(node: ast.Dict, at: Reader, start: int, end: int) -> ir.Expression:
    items: list[ir.DictItem] = []
    for each, held in zip(node.keys, node.values, strict=True):
        key, value = at.expression_if(each), at.expression(held)
        items.append(ir.DictItem((key or value).start, value.end, key, value))
    return ir.DictDisplay(start, end, tuple(items))


def _clause(node: ast.comprehension, at: Reader) -> ir.Clause:
    target, iterable = at.expression(node.target), at.expression(node.iter)
    conditions = at.expressions(node.ifs)
    end = conditions[-1].end if conditions else iterable.end
    return ir.Clause(target.start, end, target, iterable, conditions)


def _comprehension(
    node: ast.ListComp | ast.SetComp, at: Reader, start: int, end: int, kind: Literal["list", "set"]
) -> ir.Expression:
    element = at.expression(node.elt)
    clauses = tuple([_clause(each, at) for each in node.generators])
    return ir.Comprehension(start, end, kind, element, None, clauses)


def _list_comprehension(node: ast.ListComp, at: Reader, start: int, end: int) -> ir.Expression:
    return _comprehension(node, at, start, end, "list")


def _set_comprehension(node: ast.SetComp, at: Reader, start: int, end: int) -> ir.Expression:
    return _comprehension(node, at, start, end, "set")


def _generator(node: ast.GeneratorExp, at: Reader, start: int, end: int) -> ir.Expression:
    last = node.generators[-1]
    start, end = at.within_brackets(start, end, at.span(last.ifs[-1] if last.ifs else last.iter)[1])
    element = at.expression(node.elt)
    clauses = tuple([_clause(each, at) for each in node.generators])
    return ir.Comprehension(start, end, "generator", element, None, clauses)


def _dict_comprehension(node: ast.DictComp, at: Reader, start: int, end: int) -> ir.Expression:
    key, value = at.expression(node.key), at.expression(node.value)
    clauses = tuple([_clause(each, at) for each in node.generators])
    return ir.Comprehension(start, end, "dict", key, value, clauses)


DISPLAYS: Lowerings = {
    ast.Tuple: _tuple,
    ast.List: _list,
    ast.Set: _set,
    ast.Dict: _dict,
    ast.Starred: _starred,
    ast.GeneratorExp: _generator,
    ast.ListComp: _list_comprehension,
    ast.SetComp: _set_comprehension,
    ast.DictComp: _dict_comprehension,
}
