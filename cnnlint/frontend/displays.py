"""Lowers displays and comprehensions: tuples, lists, sets, dicts and what is built by `for` in brackets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import libcst as cst

from ..program import nodes as ir
from .tree import Lowerings, Tree


def _elements(elements: Sequence[cst.BaseElement], at: Tree) -> tuple[ir.Expression, ...]:
    return tuple(
        _starred(element, at) if isinstance(element, cst.StarredElement) else at.expression(element.value)
        for element in elements
    )


def _starred(node: cst.StarredElement, at: Tree) -> ir.Expression:
    return ir.Starred(*at.spans[node], at.expression(node.value))


def _tuple(node: cst.Tuple, at: Tree) -> ir.Expression:
    # The span of an empty tuple would be empty without its brackets.
    start, end = at.spans[node] if node.elements else at.brackets(node)
    return ir.TupleDisplay(start, end, _elements(node.elements, at))


def _list(node: cst.List, at: Tree) -> ir.Expression:
    return ir.ListDisplay(*at.spans[node], _elements(node.elements, at))


def _set(node: cst.Set, at: Tree) -> ir.Expression:
    return ir.SetDisplay(*at.spans[node], _elements(node.elements, at))


def _dict(node: cst.Dict, at: Tree) -> ir.Expression:
    items: list[ir.DictItem] = []
    for element in node.elements:
        key = at.expression(element.key) if isinstance(element, cst.DictElement) else None
        items.append(ir.DictItem(*at.spans[element], key, at.expression(element.value)))
    return ir.DictDisplay(*at.spans[node], tuple(items))


def _clauses(node: cst.CompFor | None, at: Tree) -> tuple[ir.Clause, ...]:
    clauses: list[ir.Clause] = []
    while node is not None:
        target, iterable = at.expression(node.target), at.expression(node.iter)
        conditions = tuple(at.expression(condition.test) for condition in node.ifs)
        if node.asynchronous is not None:
            start = at.spans[node.asynchronous][0]
        else:
            start = at.whole[node][0]
            start += at.slice(start, target.start).rindex("for")
        end = conditions[-1].end if conditions else iterable.end
        clauses.append(ir.Clause(start, end, target, iterable, conditions))
        node = node.inner_for_in
    return tuple(clauses)


def _comprehension(
    node: cst.GeneratorExp | cst.ListComp | cst.SetComp,
    kind: Literal["list", "set", "generator"],
    at: Tree,
) -> ir.Expression:
    element = at.expression(node.elt)
    return ir.Comprehension(*at.spans[node], kind, element, None, _clauses(node.for_in, at))


def _generator(node: cst.GeneratorExp, at: Tree) -> ir.Expression:
    return _comprehension(node, "generator", at)


def _list_comprehension(node: cst.ListComp, at: Tree) -> ir.Expression:
    return _comprehension(node, "list", at)


def _set_comprehension(node: cst.SetComp, at: Tree) -> ir.Expression:
    return _comprehension(node, "set", at)


def _dict_comprehension(node: cst.DictComp, at: Tree) -> ir.Expression:
    key, value = at.expression(node.key), at.expression(node.value)
    return ir.Comprehension(*at.spans[node], "dict", key, value, _clauses(node.for_in, at))


DISPLAYS: Lowerings = {
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
