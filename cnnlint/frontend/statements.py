"""Lowers blocks and the statements that hold them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import libcst as cst

from ..program import nodes as ir
from .expressions import arguments, parameters
from .patterns import pattern
from .simple_statements import SIMPLE
from .tree import Tree


def statements(nodes: Sequence[cst.CSTNode], at: Tree) -> tuple[ir.Statement, ...]:
    """Statements in order; those joined by semicolons stand side by side."""
    lowered: list[ir.Statement] = []
    for node in nodes:
        if isinstance(node, (cst.SimpleStatementLine, cst.SimpleStatementSuite)):
            lowered.extend(SIMPLE[type(small)](small, at) for small in node.body)
        else:
            lowered.append(_COMPOUND[type(node)](node, at))
    return tuple(lowered)


def _body(node: cst.BaseSuite, at: Tree) -> tuple[ir.Statement, ...]:
    return statements(node.body if isinstance(node, cst.IndentedBlock) else (node,), at)


def _optional_body(node: cst.Else | cst.Finally | None, at: Tree) -> tuple[ir.Statement, ...]:
    return () if node is None else _body(node.body, at)


def _function(node: cst.FunctionDef, at: Tree) -> ir.Statement:
    start, end = at.spans[node]
    decorators = tuple(at.expression(item.decorator) for item in node.decorators)
    taken = parameters(node.params, at)
    returns = None if node.returns is None else at.expression(node.returns.annotation)
    at.yields.append(False)
    body = _body(node.body, at)
    is_generator = at.yields.pop()
    if node.decorators:
        start = at.spans[node.decorators[0]][0]
    return ir.FunctionDef(start, end, node.name.value, taken, body, decorators, returns, is_generator)


def _class(node: cst.ClassDef, at: Tree) -> ir.Statement:
    start, end = at.spans[node]
    decorators = tuple(at.expression(item.decorator) for item in node.decorators)
    # LibCST parts positional from keyword arguments; here they stand as written.
    given = arguments(sorted((*node.bases, *node.keywords), key=at.spans.__getitem__), at)
    if node.decorators:
        start = at.spans[node.decorators[0]][0]
    return ir.ClassDef(start, end, node.name.value, given, _body(node.body, at), decorators)


def _if(node: cst.If, at: Tree) -> ir.Statement:
    test, body = at.expression(node.test), _body(node.body, at)
    if isinstance(node.orelse, cst.If):
        orelse: tuple[ir.Statement, ...] = (_if(node.orelse, at),)
    else:
        orelse = _optional_body(node.orelse, at)
    return ir.If(*at.spans[node], test, body, orelse)


def _while(node: cst.While, at: Tree) -> ir.Statement:
    test, body = at.expression(node.test), _body(node.body, at)
    return ir.While(*at.spans[node], test, body, _optional_body(node.orelse, at))


def _for(node: cst.For, at: Tree) -> ir.Statement:
    target, iterable = at.expression(node.target), at.expression(node.iter)
    body, orelse = _body(node.body, at), _optional_body(node.orelse, at)
    return ir.For(*at.spans[node], target, iterable, body, orelse)


def _with(node: cst.With, at: Tree) -> ir.Statement:
    items: list[ir.WithItem] = []
    for item in node.items:
        target = None if item.asname is None else at.expression(item.asname.name)
        items.append(ir.WithItem(*at.spans[item], at.expression(item.item), target))
    return ir.With(*at.spans[node], tuple(items), _body(node.body, at))


def _handler(node: cst.ExceptHandler | cst.ExceptStarHandler, at: Tree) -> ir.Handler:
    name: str | None = None
    if node.name is not None:
        assert isinstance(node.name.name, cst.Name)
        name = node.name.name.value
    return ir.Handler(*at.spans[node], at.optional(node.type), name, _body(node.body, at))


def _try(node: cst.Try | cst.TryStar, at: Tree) -> ir.Statement:
    body = _body(node.body, at)
    handlers = tuple(_handler(handler, at) for handler in node.handlers)
    orelse, final = _optional_body(node.orelse, at), _optional_body(node.finalbody, at)
    return ir.Try(*at.spans[node], body, handlers, orelse, final)


def _match(node: cst.Match, at: Tree) -> ir.Statement:
    subject = at.expression(node.subject)
    cases = tuple(
        ir.Case(*at.spans[case], pattern(case.pattern, at), at.optional(case.guard), _body(case.body, at))
        for case in node.cases
    )
    return ir.Match(*at.spans[node], subject, cases)


_COMPOUND: dict[type[cst.CSTNode], Callable[[Any, Tree], ir.Statement]] = {
    cst.FunctionDef: _function,
    cst.ClassDef: _class,
    cst.If: _if,
    cst.While: _while,
    cst.For: _for,
    cst.With: _with,
    cst.Try: _try,
    cst.TryStar: _try,
    cst.Match: _match,
}
