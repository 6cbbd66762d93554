"""Lowers names, attributes, subscripts, calls, lambdas and the other expressions around functions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import libcst as cst

from ..program import nodes as ir
from .constants import SINGLETONS
from .cursor import Cursor, Lowerings
from .displays import DISPLAYS
from .literals import LITERALS
from .operations import OPERATIONS


def _name(node: cst.Name, at: Cursor) -> ir.Expression:
    name = node.value
    start = at.word(name)
    if name in SINGLETONS:
        return ir.Constant(start, at.place, SINGLETONS[name])
    return ir.Name(start, at.place, name)


def _ellipsis(node: cst.Ellipsis, at: Cursor) -> ir.Expression:
    return ir.EllipsisLiteral(at.token(3), at.place)


def _attribute(node: cst.Attribute, at: Cursor) -> ir.Expression:
    start, value, name = at.next(), at.expression(node.value), node.attr.value
    at.token(1)
    at.word(name)
    return ir.Attribute(start, at.place, value, name)


def _index(element: cst.SubscriptElement, at: Cursor) -> ir.Expression:
    start, part = at.next(), element.slice
    if isinstance(part, cst.Slice):
        lower = at.expression_if(part.lower)
        at.token(1)
        upper = at.expression_if(part.upper)
        if isinstance(part.second_colon, cst.Colon):
            at.token(1)
        step = at.expression_if(part.step)
        return ir.Slice(start, at.place, lower, upper, step)
    assert isinstance(part, cst.Index)
    if part.star:
        at.token(1)
    value = at.expression(part.value)
    return ir.Starred(start, at.place, value) if part.star else value


def _subscript(node: cst.Subscript, at: Cursor) -> ir.Expression:
    start, value = at.next(), at.expression(node.value)
    at.token(1)
    first = end = at.next()
    indices: list[ir.Expression] = []
    comma = False
    for element in node.slice:
        indices.append(_index(element, at))
        comma = at.optional(",")
        end = at.place
    at.token(1)
    index = indices[0]
    if len(indices) > 1 or isinstance(index, ir.Starred) or comma:
        index = ir.TupleDisplay(first, end, tuple(indices))
    return ir.Subscript(start, at.place, value, index)


def arguments(args: Sequence[cst.Arg], at: Cursor) -> tuple[ir.Argument, ...]:
    """Arguments of a call or bases of a class."""
    lowered: list[ir.Argument] = []
    for arg in args:
        start, keyword = at.next(), None
        if arg.star:
            at.token(len(arg.star))
        if arg.keyword is not None:
            keyword = arg.keyword.value
            at.word(keyword)
            at.token(1)
        value = at.expression(arg.value)
        if keyword is None and not arg.star:
            lowered.append(ir.Argument(value.start, value.end, value, None, ""))
        else:
            lowered.append(ir.Argument(start, at.place, value, keyword, arg.star))
        at.optional(",")
    return tuple(lowered)


def _call(node: cst.Call, at: Cursor) -> ir.Expression:
    start, function = at.next(), at.expression(node.func)
    at.token(1)
    given = arguments(node.args, at)
    at.token(1)
    return ir.Call(start, at.place, function, given)


_Kind = Literal["positional", "either", "star", "keyword", "double"]


def parameters(node: cst.Parameters, at: Cursor) -> tuple[ir.Parameter, ...]:
    """Parameters of a function in the order as written."""
    taken = [_parameter(param, "positional", at) for param in node.posonly_params]
    if taken:
        at.token(1)
        at.optional(",")
    taken += [_parameter(param, "either", at) for param in node.params]
    if isinstance(node.star_arg, cst.Param):
        taken.append(_parameter(node.star_arg, "star", at))
    elif isinstance(node.star_arg, cst.ParamStar):
        at.token(1)
        at.optional(",")
    taken += [_parameter(param, "keyword", at) for param in node.kwonly_params]
    if node.star_kwarg is not None:
        taken.append(_parameter(node.star_kwarg, "double", at))
    return tuple(taken)


def _parameter(node: cst.Param, kind: _Kind, at: Cursor) -> ir.Parameter:
    start, name = at.next(), node.name.value
    if isinstance(node.star, str) and node.star:
        at.token(len(node.star))
    at.word(name)
    end = at.place
    annotation = default = None
    if node.annotation is not None:
        at.token(1)
        annotation = at.expression(node.annotation.annotation)
        end = annotation.end
    if node.default is not None:
        at.token(1)
        default = at.expression(node.default)
        end = default.end
    at.optional(",")
    return ir.Parameter(start, end, name, kind, default, annotation)


def _lambda(node: cst.Lambda, at: Cursor) -> ir.Expression:
    start, taken = at.token(6), parameters(node.params, at)
    at.token(1)
    at.yields.append(False)
    body = at.expression(node.body)
    at.yields.pop()
    return ir.Lambda(start, at.place, taken, body)


def _walrus(node: cst.NamedExpr, at: Cursor) -> ir.Expression:
    start, target = at.next(), at.expression(node.target)
    assert isinstance(target, ir.Name)
    at.token(2)
    value = at.expression(node.value)
    return ir.Walrus(start, at.place, target.id, value)


def _yield(node: cst.Yield, at: Cursor) -> ir.Expression:
    at.yields[-1] = True
    start = at.token(5)
    if isinstance(node.value, cst.From):
        at.token(4)
        item = at.expression(node.value.item)
        return ir.YieldFrom(start, at.place, item)
    value = at.expression_if(node.value)
    return ir.Yield(start, at.place, value)


def _await(node: cst.Await, at: Cursor) -> ir.Expression:
    start, value = at.token(5), at.expression(node.expression)
    return ir.Await(start, at.place, value)


EXPRESSIONS: Lowerings = {
    **LITERALS,
    **OPERATIONS,
    **DISPLAYS,
    cst.Name: _name,
    cst.Ellipsis: _ellipsis,
    cst.Attribute: _attribute,
    cst.Subscript: _subscript,
    cst.Call: _call,
    cst.Lambda: _lambda,
    cst.NamedExpr: _walrus,
    cst.Yield: _yield,
    cst.Await: _await,
}
