"""Lowers blocks and the statements that hold them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import libcst as cst

from ..program import nodes as ir
from ..program.private import has_private_names, with_private_names
from .cursor import Cursor
from .displays import loop_head
from .expressions import arguments, parameters
from .patterns import pattern
from .simple_statements import SIMPLE, type_parameters


def statements(nodes: Sequence[cst.CSTNode], at: Cursor) -> tuple[ir.Statement, ...]:
    """Statements in order; those joined by semicolons stand side by side."""
    lowered: list[ir.Statement] = []
    for node in nodes:
        if isinstance(node, (cst.SimpleStatementLine, cst.SimpleStatementSuite)):
            for small in node.body:
                lowered.append(SIMPLE[type(small)](small, at))
                at.optional(";")
        else:
            lowered.append(_COMPOUND[type(node)](node, at))
    return tuple(lowered)


def _body(node: cst.BaseSuite, at: Cursor) -> tuple[ir.Statement, ...]:
    """A colon and the block after it."""
    at.token(1)
    return _block(node, at)


def _block(node: cst.BaseSuite, at: Cursor) -> tuple[ir.Statement, ...]:
    return statements(node.body if isinstance(node, cst.IndentedBlock) else (node,), at)


def _optional_body(node: cst.Else | cst.Finally | None, at: Cursor) -> tuple[ir.Statement, ...]:
    if node is None:
        return ()
    at.token(4 if isinstance(node, cst.Else) else 7)
    return _body(node.body, at)


def _decorators(items: Sequence[cst.Decorator], at: Cursor) -> tuple[ir.Expression, ...]:
    lowered: list[ir.Expression] = []
    for item in items:
        at.token(1)
        lowered.append(at.expression(item.decorator))
    return tuple(lowered)


def _function(node: cst.FunctionDef, at: Cursor) -> ir.Statement:
    start, decorators = at.next(), _decorators(node.decorators, at)
    if node.asynchronous is not None:
        at.token(5)
    at.token(3)
    at.word(node.name.value)
    type_parameters(node.type_parameters, at)
    at.token(1)
    taken = parameters(node.params, at)
    at.token(1)
    returns = None
    if node.returns is not None:
        at.token(2)
        returns = at.expression(node.returns.annotation)
    at.token(1)
    if (left_out := at.left_out()) is not None:
        return ir.FunctionDef(
            start, left_out.last, node.name.value, taken, left_out.block, decorators, returns, False
        )
    at.yields.append(False)
    body = _block(node.body, at)
    is_generator = at.yields.pop()
    return ir.FunctionDef(
        start, body[-1].end, node.name.value, taken, body, decorators, returns, is_generator
    )


def _class(node: cst.ClassDef, at: Cursor) -> ir.Statement:
    start, decorators = at.next(), _decorators(node.decorators, at)
    at.token(5)
    at.word(node.name.value)
    type_parameters(node.type_parameters, at)
    given: tuple[ir.Argument, ...] = ()
    if at.optional("("):
        given = arguments((*node.bases, *node.keywords), at)
        at.token(1)
    body = _body(node.body, at)
    if has_private_names(at.text[start : body[-1].end]):
        body = with_private_names(body, node.name.value)
    return ir.ClassDef(start, body[-1].end, node.name.value, given, body, decorators)


def _if(node: cst.If, at: Cursor, keyword: str = "if") -> ir.Statement:
    start, test = at.token(len(keyword)), at.expression(node.test)
    body = _body(node.body, at)
    if isinstance(node.orelse, cst.If):
        orelse: tuple[ir.Statement, ...] = (_if(node.orelse, at, "elif"),)
    else:
        orelse = _optional_body(node.orelse, at)
    return ir.If(start, (orelse or body)[-1].end, test, body, orelse)


def _while(node: cst.While, at: Cursor) -> ir.Statement:
    start, test = at.token(5), at.expression(node.test)
    body = _body(node.body, at)
    orelse = _optional_body(node.orelse, at)
    return ir.While(start, (orelse or body)[-1].end, test, body, orelse)


def _for(node: cst.For, at: Cursor) -> ir.Statement:
    start = at.next()
    target, iterable = loop_head(node, at)
    body = _body(node.body, at)
    orelse = _optional_body(node.orelse, at)
    return ir.For(start, (orelse or body)[-1].end, target, iterable, body, orelse)


def _with(node: cst.With, at: Cursor) -> ir.Statement:
    start = at.next()
    if node.asynchronous is not None:
        at.token(5)
    at.token(4)
    if isinstance(node.lpar, cst.LeftParen):
        at.token(1)
    items: list[ir.WithItem] = []
    for item in node.items:
        manager, target = at.expression(item.item), None
        if item.asname is not None:
            at.token(2)
            target = at.expression(item.asname.name)
        items.append(ir.WithItem(manager.start, (target or manager).end, manager, target))
        at.optional(",")
    if isinstance(node.rpar, cst.RightParen):
        at.token(1)
    body = _body(node.body, at)
    return ir.With(start, body[-1].end, tuple(items), body)


def _handler(node: cst.ExceptHandler | cst.ExceptStarHandler, at: Cursor) -> ir.Handler:
    start = at.token(6)
    if isinstance(node, cst.ExceptStarHandler):
        at.token(1)
    caught, name = at.expression_if(node.type), None
    if node.name is not None:
        assert isinstance(node.name.name, cst.Name)
        name = node.name.name.value
        at.token(2)
        at.word(name)
    body = _body(node.body, at)
    return ir.Handler(start, body[-1].end, caught, name, body)


def _try(node: cst.Try | cst.TryStar, at: Cursor) -> ir.Statement:
    start = at.token(3)
    body = _body(node.body, at)
    handlers = tuple(_handler(handler, at) for handler in node.handlers)
    orelse, final = _optional_body(node.orelse, at), _optional_body(node.finalbody, at)
    return ir.Try(start, (final or orelse or handlers or body)[-1].end, body, handlers, orelse, final)


def _match(node: cst.Match, at: Cursor) -> ir.Statement:
    start, subject = at.token(5), at.expression(node.subject)
    at.token(1)
    cases = tuple(_case(case, at) for case in node.cases)
    return ir.Match(start, cases[-1].end, subject, cases)


def _case(node: cst.MatchCase, at: Cursor) -> ir.Case:
    at.token(4)
    matched, guard = pattern(node.pattern, at), None
    if node.guard is not None:
        at.token(2)
        guard = at.expression(node.guard)
    body = _body(node.body, at)
    return ir.Case(matched.start, body[-1].end, matched, guard, body)


_COMPOUND: dict[type[cst.CSTNode], Callable[[Any, Cursor], ir.Statement]] = {
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
