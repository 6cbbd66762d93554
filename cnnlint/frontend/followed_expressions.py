"""Lowers names, operators, subscripts, calls and lambdas of Python's own syntax tree."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from operator import attrgetter
from typing import Literal

from ..program import nodes as ir
from .followed_displays import DISPLAYS
from .followed_literals import LITERALS
from .followed_nodes import Lowerings, Reader

SIGNS: dict[type[ast.AST], str] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.FloorDiv: "//",
    ast.Mod: "%",
    ast.Pow: "**",
    ast.MatMult: "@",
    ast.LShift: "<<",
    ast.RShift: ">>",
    ast.BitAnd: "&",
    ast.BitOr: "|",
    ast.BitXor: "^",
}
_UNARY: dict[type[ast.AST], str] = {ast.UAdd: "+", ast.USub: "-", ast.Invert: "~", ast.Not: "not"}
_COMPARE: dict[type[ast.AST], str] = {
    ast.Lt: "<",
    ast.Gt: ">",
    ast.Eq: "==",
    ast.LtE: "<=",
    ast.GtE: ">=",
    ast.NotEq: "!=",
    ast.In: "in",
    ast.NotIn: "not in",
    ast.Is: "is",
    ast.IsNot: "is not",
}
_BY_PLACE = attrgetter("start")


def _name(node: ast.Name, at: Reader, start: int, end: int) -> ir.Expression:
    return ir.Name(start, end, node.id)


def _attribute(node: ast.Attribute, at: Reader, start: int, end: int) -> ir.Expression:
    return ir.Attribute(start, end, at.expression(node.value), node.attr)


def _subscript(node: ast.Subscript, at: Reader, start: int, end: int) -> ir.Expression:
    return ir.Subscript(start, end, at.expression(node.value), at.expression(node.slice))


def _slice(node: ast.Slice, at: Reader, start: int, end: int) -> ir.Expression:
    lower, upper = at.expression_if(node.lower), at.expression_if(node.upper)
    return ir.Slice(start, end, lower, upper, at.expression_if(node.step))


def arguments(
    positional: Sequence[ast.expr], keywords: Sequence[ast.keyword], at: Reader
) -> tuple[ir.Argument, ...]:
    """Arguments of a call or bases of a class, in the order as written."""
    lowered: list[ir.Argument] = []
    for each in positional:
        if isinstance(each, ast.Starred):
            lowered.append(ir.Argument(*at.span(each), at.expression(each.value), None, "*"))
        else:
            value = at.expression(each)
            lowered.append(ir.Argument(value.start, value.end, value, None, ""))
    late = bool(lowered and keywords)
    for word in keywords:
        start, end = at.span(word)
        lowered.append(ir.Argument(start, end, at.expression(word.value), word.arg, "" if word.arg else "**"))
    if late:
        # A starred one may stand behind a keyword.
        lowered.sort(key=_BY_PLACE)
    return tuple(lowered)


def _call(node: ast.Call, at: Reader, start: int, end: int) -> ir.Expression:
    function = at.expression(node.func)
    return ir.Call(start, end, function, arguments(node.args, node.keywords, at))


def _unary(node: ast.UnaryOp, at: Reader, start: int, end: int) -> ir.Expression:
    return ir.Unary(start, end, _UNARY[type(node.op)], at.expression(node.operand))


def _binary(node: ast.BinOp, at: Reader, start: int, end: int) -> ir.Expression:
    left = at.expression(node.left)
    return ir.Binary(start, end, SIGNS[type(node.op)], left, at.expression(node.right))


def _boolean(node: ast.BoolOp, at: Reader, start: int, end: int) -> ir.Expression:
    return ir.Boolean(
        start, end, "and" if isinstance(node.op, ast.And) else "or", at.expressions(node.values)
    )


def _comparison(node: ast.Compare, at: Reader, start: int, end: int) -> ir.Expression:
    left, operators = at.expression(node.left), tuple([_COMPARE[type(each)] for each in node.ops])
    return ir.Compare(start, end, left, operators, at.expressions(node.comparators))


def _conditional(node: ast.IfExp, at: Reader, start: int, end: int) -> ir.Expression:
    body, test = at.expression(node.body), at.expression(node.test)
    return ir.Conditional(start, end, test, body, at.expression(node.orelse))


_Kind = Literal["positional", "either", "star", "keyword", "double"]


def parameters(node: ast.arguments, at: Reader) -> tuple[ir.Parameter, ...]:
    """Parameters of a function in the order as written."""
    missing = len(node.posonlyargs) + len(node.args) - len(node.defaults)
    defaults: list[ast.expr | None] = [*[None] * missing, *node.defaults]
    few = len(node.posonlyargs)
    taken = [
        _parameter(each, "positional", default, at)
        for each, default in zip(node.posonlyargs, defaults[:few], strict=True)
    ]
    taken += [
        _parameter(each, "either", default, at)
        for each, default in zip(node.args, defaults[few:], strict=True)
    ]
    if node.vararg is not None:
        taken.append(_parameter(node.vararg, "star", None, at))
    taken += [
        _parameter(each, "keyword", default, at)
        for each, default in zip(node.kwonlyargs, node.kw_defaults, strict=True)
    ]
    if node.kwarg is not None:
        taken.append(_parameter(node.kwarg, "double", None, at))
    return tuple(taken)


def _parameter(node: ast.arg, kind: _Kind, given: ast.expr | None, at: Reader) -> ir.Parameter:
    start, end = at.span(node)
    if kind == "star" or kind == "double":
        start = at.mark_before("*" if kind == "star" else "**", start)
    annotation, default = at.expression_if(node.annotation), at.expression_if(given)
    last = default or annotation
    return ir.Parameter(start, end if last is None else last.end, node.arg, kind, default, annotation)


def _lambda(node: ast.Lambda, at: Reader, start: int, end: int) -> ir.Expression:
    taken = parameters(node.args, at)
    at.yields.append(False)
    body = at.expression(node.body)
    at.yields.pop()
    return ir.Lambda(start, end, taken, body)


def _walrus(node: ast.NamedExpr, at: Reader, start: int, end: int) -> ir.Expression:
    return ir.Walrus(start, end, node.target.id, at.expression(node.value))


def _yield(node: ast.Yield, at: Reader, start: int, end: int) -> ir.Expression:
    at.yields[-1] = True
    return ir.Yield(start, end, at.expression_if(node.value))


def _yield_from(node: ast.YieldFrom, at: Reader, start: int, end: int) -> ir.Expression:
    at.yields[-1] = True
    return ir.YieldFrom(start, end, at.expression(node.value))


def _await(node: ast.Await, at: Reader, start: int, end: int) -> ir.Expression:
    return ir.Await(start, end, at.expression(node.value))


EXPRESSIONS: Lowerings = {
    **LITERALS,
    **DISPLAYS,
    ast.Name: _name,
    ast.Attribute: _attribute,
    ast.Subscript: _subscript,
    ast.Slice: _slice,
    ast.Call: _call,
    ast.UnaryOp: _unary,
    ast.BinOp: _binary,
    ast.BoolOp: _boolean,
    ast.Compare: _comparison,
    ast.IfExp: _conditional,
    ast.Lambda: _lambda,
    ast.NamedExpr: _walrus,
    ast.Yield: _yield,
    ast.YieldFrom: _yield_from,
    ast.Await: _await,
}
