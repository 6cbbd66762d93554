"""Lowers displays and comprehensions: tuples, lists, sets, dicts and what is built by `for` in brackets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Literal

import libcst as cst

from ..program import nodes as ir
from .cursor import Cursor


def _elements(elements: Sequence[cst.BaseElement], at: Cursor) -> tuple[ir.Expression, ...]:
    lowered: list[ir.Expression] = []
    for element in elements:
        starred = isinstance(element, cst.StarredElement)
        lowered.append(at.expression(element if starred else element.value))
        at.optional(",")
    return tuple(lowered)


def _starred(node: cst.StarredElement, at: Cursor) -> ir.Expression:
    start, value = at.token(1), at.expression(node.value)
    return ir.Starred(start, at.place, value)


def _tuple(node: cst.Tuple, at: Cursor) -> ir.Expression:
    if not node.elements:
        return ir.TupleDisplay(*at.empty_brackets(), ())
    start, elements = at.next(), _elements(node.elements, at)
    return ir.TupleDisplay(start, at.place, elements)


def _list(node: cst.List, at: Cursor) -> ir.Expression:
    start, elements = at.token(1), _elements(node.elements, at)
    at.token(1)
    return ir.ListDisplay(start, at.place, elements)


def _set(node: cst.Set, at: Cursor) -> ir.Expression:
    start, elements = at.token(1), _elements(node.elements, at)
    at.token(1)
    return ir.SetDisplay(start, at.place, elements)


def _dict(node: cst.Dict, at: Cursor) -> ir.Expression:
    start = at.token(1)
    items: list[ir.DictItem] = []
    for element in node.elements:
        key = None
        if isinstance(element, cst.DictElement):
            key = at.expression(element.key)
            at.token(1)
        else:
            at.token(2)
        value = at.expression(element.value)
        items.append(ir.DictItem((key or value).start, value.end, key, value))
        at.optional(",")
    at.token(1)
    return ir.DictDisplay(start, at.place, tuple(items))


def loop_head(node: cst.For | cst.CompFor, at: Cursor) -> tuple[ir.Expression, ir.Expression]:
    """The two expressions of `async for target in iterable`."""
    if node.asynchronous is not None:
        at.token(5)
    at.token(3)
    target = at.expression(node.target)
    at.token(2)
    iterable = at.expression(node.iter)
    return target, iterable


def _clauses(node: cst.CompFor | None, at: Cursor) -> tuple[ir.Clause, ...]:
    clauses: list[ir.Clause] = []
    while node is not None:
        target, iterable = loop_head(node, at)
        conditions: list[ir.Expression] = []
        for condition in node.ifs:
            at.token(2)
            conditions.append(at.expression(condition.test))
        end = conditions[-1].end if conditions else iterable.end
        clauses.append(ir.Clause(target.start, end, target, iterable, tuple(conditions)))
        node = node.inner_for_in
    return tuple(clauses)


def _comprehension(
    node: cst.GeneratorExp | cst.ListComp | cst.SetComp,
    kind: Literal["list", "set", "generator"],
    at: Cursor,
) -> ir.Expression:
    start = at.next() if kind == "generator" else at.token(1)
    element = at.expression(node.elt)
    clauses = _clauses(node.for_in, at)
    if kind != "generator":
        at.token(1)
    return ir.Comprehension(start, at.place, kind, element, None, clauses)


def _generator(node: cst.GeneratorExp, at: Cursor) -> ir.Expression:
    return _comprehension(node, "generator", at)


def _list_comprehension(node: cst.ListComp, at: Cursor) -> ir.Expression:
    return _comprehension(node, "list", at)


def _set_comprehension(node: cst.SetComp, at: Cursor) -> ir.Expression:
    return _comprehension(node, "set", at)


def _dict_comprehension(node: cst.DictComp, at: Cursor) -> ir.Expression:
    start, key = at.token(1), at.expression(node.key)
    at.token(1)
    value, clauses = at.expression(node.value), _clauses(node.for_in, at)
    at.token(1)
    return ir.Comprehension(start, at.place, "dict", key, value, clauses)


def _starred_dict_comprehension(node: Any, at: Cursor) -> ir.Expression:
    start = at.token(1)
    at.token(2)
    at.expression(node.value)
    _clauses(node.for_in, at)
    at.token(1)
    return ir.UnsupportedExpression(start, at.place, type(node).__name__)


DISPLAYS: dict[type[cst.CSTNode], Callable[[Any, Cursor], ir.Expression]] = {
    cst.Tuple: _tuple,
    cst.List: _list,
    cst.Set: _set,
    cst.Dict: _dict,
    cst.StarredElement: _starred,
    cst.GeneratorExp: _generator,
    cst.ListComp: _list_comprehension,
    cst.SetComp: _set_comprehension,
    cst.DictComp: _dict_comprehension,
}
# Newer Pythons unpack mappings in comprehensions.
if hasattr(cst, "StarredDictComp"):
    DISPLAYS[cst.StarredDictComp] = _starred_dict_comprehension
