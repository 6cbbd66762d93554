"""Lowers the statements of Python's own syntax tree."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from typing import Any

from ..program import nodes as ir
from ..program.private import has_private_names, with_private_names
from .constants import TYPE_ALIAS, deleted
from .followed_expressions import SIGNS, arguments, parameters
from .followed_nodes import Declined, Reader
from .followed_patterns import pattern


def statements(nodes: Sequence[ast.stmt], at: Reader) -> tuple[ir.Statement, ...]:
    """Statements in order."""
    lowered: list[ir.Statement] = []
    for node in nodes:
        lowering = _STATEMENTS.get(type(node))
        if lowering is None:
            raise Declined
        lowered.append(lowering(node, at, *at.span(node)))
    return tuple(lowered)


def _expression(node: ast.Expr, at: Reader, start: int, end: int) -> ir.Statement:
    return ir.ExpressionStatement(start, end, at.expression(node.value))


def _assign(node: ast.Assign, at: Reader, start: int, end: int) -> ir.Statement:
    return ir.Assign(start, end, at.expressions(node.targets), at.expression(node.value))


def _augmented(node: ast.AugAssign, at: Reader, start: int, end: int) -> ir.Statement:
    target = at.expression(node.target)
    return ir.AugmentedAssign(start, end, target, SIGNS[type(node.op)], at.expression(node.value))


def _annotated(node: ast.AnnAssign, at: Reader, start: int, end: int) -> ir.Statement:
    target, annotation = at.expression(node.target), at.expression(node.annotation)
    return ir.AnnotatedAssign(start, end, target, annotation, at.expression_if(node.value))


def _type_alias(node: Any, at: Reader, start: int, end: int) -> ir.Statement:
    name, value = at.expression(node.name), at.expression(node.value)
    return ir.Assign(start, end, (name,), ir.UnsupportedExpression(value.start, value.end, TYPE_ALIAS))


def _return(node: ast.Return, at: Reader, start: int, end: int) -> ir.Statement:
    return ir.Return(start, end, at.expression_if(node.value))


def _raise(node: ast.Raise, at: Reader, start: int, end: int) -> ir.Statement:
    raised = at.expression_if(node.exc)
    # A cause may yield.
    at.expression_if(node.cause)
    return ir.Raise(start, end, raised)


def _assert(node: ast.Assert, at: Reader, start: int, end: int) -> ir.Statement:
    return ir.Assert(start, end, at.expression(node.test), at.expression_if(node.msg))


def _delete(node: ast.Delete, at: Reader, start: int, end: int) -> ir.Statement:
    return ir.Delete(start, end, deleted(at.expressions(node.targets)))


def _pass(node: ast.Pass, at: Reader, start: int, end: int) -> ir.Statement:
    return ir.Pass(start, end)


def _break(node: ast.Break, at: Reader, start: int, end: int) -> ir.Statement:
    return ir.Break(start, end)


def _continue(node: ast.Continue, at: Reader, start: int, end: int) -> ir.Statement:
    return ir.Continue(start, end)


def _global(node: ast.Global, at: Reader, start: int, end: int) -> ir.Statement:
    return ir.Global(start, end, tuple(node.names))


def _nonlocal(node: ast.Nonlocal, at: Reader, start: int, end: int) -> ir.Statement:
    return ir.Nonlocal(start, end, tuple(node.names))


def _aliases(names: Sequence[ast.alias], at: Reader) -> tuple[ir.Alias, ...]:
    return tuple([ir.Alias(*at.span(each), each.name, each.asname) for each in names])


def _import(node: ast.Import, at: Reader, start: int, end: int) -> ir.Statement:
    return ir.Import(start, end, _aliases(node.names, at))


def _import_from(node: ast.ImportFrom, at: Reader, start: int, end: int) -> ir.Statement:
    names = () if node.names[0].name == "*" else _aliases(node.names, at)
    return ir.ImportFrom(start, end, node.module or "", node.level or 0, names)


def _function(node: ast.FunctionDef | ast.AsyncFunctionDef, at: Reader, start: int, end: int) -> ir.Statement:
    start, decorators = _decorated(node, at, start)
    taken = parameters(node.args, at)
    returns = at.expression_if(node.returns)
    # In place of a body that was left out stands another, right behind the colon.
    left_out = at.bodies and at.bodies.get(at.span(node.body[0])[0] - 1)
    if left_out:
        return ir.FunctionDef(
            start, left_out.last, node.name, taken, left_out.block, decorators, returns, False
        )
    at.yields.append(False)
    body = statements(node.body, at)
    is_generator = at.yields.pop()
    return ir.FunctionDef(start, body[-1].end, node.name, taken, body, decorators, returns, is_generator)


def _decorated(
    node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef, at: Reader, start: int
) -> tuple[int, tuple[ir.Expression, ...]]:
    """Where a definition begins, and its decorators."""
    decorators = at.expressions(node.decorator_list)
    return (at.mark_before("@", decorators[0].start) if decorators else start), decorators


def _class(node: ast.ClassDef, at: Reader, start: int, end: int) -> ir.Statement:
    start, decorators = _decorated(node, at, start)
    given = arguments(node.bases, node.keywords, at)
    body = statements(node.body, at)
    end = body[-1].end
    if has_private_names(at.text[start:end]):
        body = with_private_names(body, node.name)
    return ir.ClassDef(start, end, node.name, given, body, decorators)


def _if(node: ast.If, at: Reader, start: int, end: int) -> ir.Statement:
    test, body, orelse = at.expression(node.test), statements(node.body, at), statements(node.orelse, at)
    return ir.If(start, (orelse or body)[-1].end, test, body, orelse)


def _while(node: ast.While, at: Reader, start: int, end: int) -> ir.Statement:
    test, body, orelse = at.expression(node.test), statements(node.body, at), statements(node.orelse, at)
    return ir.While(start, (orelse or body)[-1].end, test, body, orelse)


def _for(node: ast.For | ast.AsyncFor, at: Reader, start: int, end: int) -> ir.Statement:
    target, iterable = at.expression(node.target), at.expression(node.iter)
    body, orelse = statements(node.body, at), statements(node.orelse, at)
    return ir.For(start, (orelse or body)[-1].end, target, iterable, body, orelse)


def _with(node: ast.With | ast.AsyncWith, at: Reader, start: int, end: int) -> ir.Statement:
    items: list[ir.WithItem] = []
    for item in node.items:
        manager, target = at.expression(item.context_expr), at.expression_if(item.optional_vars)
        items.append(ir.WithItem(manager.start, (target or manager).end, manager, target))
    body = statements(node.body, at)
    return ir.With(start, body[-1].end, tuple(items), body)


def _handler(node: ast.ExceptHandler, at: Reader) -> ir.Handler:
    caught = at.expression_if(node.type)
    body = statements(node.body, at)
    return ir.Handler(at.span(node)[0], body[-1].end, caught, node.name, body)


def _try(node: Any, at: Reader, start: int, end: int) -> ir.Statement:
    body = statements(node.body, at)
    handlers = tuple([_handler(each, at) for each in node.handlers])
    orelse, final = statements(node.orelse, at), statements(node.finalbody, at)
    return ir.Try(start, (final or orelse or handlers or body)[-1].end, body, handlers, orelse, final)


def _match(node: ast.Match, at: Reader, start: int, end: int) -> ir.Statement:
    subject = at.expression(node.subject)
    cases = tuple([_case(each, at) for each in node.cases])
    return ir.Match(start, cases[-1].end, subject, cases)


def _case(node: ast.match_case, at: Reader) -> ir.Case:
    matched, guard = pattern(node.pattern, at), at.expression_if(node.guard)
    body = statements(node.body, at)
    return ir.Case(matched.start, body[-1].end, matched, guard, body)


_STATEMENTS: dict[type[ast.AST], Callable[[Any, Reader, int, int], ir.Statement]] = {
    ast.Expr: _expression,
    ast.Assign: _assign,
    ast.AugAssign: _augmented,
    ast.AnnAssign: _annotated,
    ast.Return: _return,
    ast.Raise: _raise,
    ast.Assert: _assert,
    ast.Delete: _delete,
    ast.Pass: _pass,
    ast.Break: _break,
    ast.Continue: _continue,
    ast.Global: _global,
    ast.Nonlocal: _nonlocal,
    ast.Import: _import,
    ast.ImportFrom: _import_from,
    ast.FunctionDef: _function,
    ast.AsyncFunctionDef: _function,
    ast.ClassDef: _class,
    ast.If: _if,
    ast.While: _while,
    ast.For: _for,
    ast.AsyncFor: _for,
    ast.With: _with,
    ast.AsyncWith: _with,
    ast.Try: _try,
    ast.Match: _match,
}
# Newer Pythons know groups of exceptions and aliases of types.
for _name, _lowering in (("TryStar", _try), ("TypeAlias", _type_alias)):
    if hasattr(ast, _name):
        _STATEMENTS[getattr(ast, _name)] = _lowering
