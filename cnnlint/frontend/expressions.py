"""Lowers names, attributes, subscripts, calls, lambdas and the other expressions around functions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import libcst as cst

from ..program import nodes as ir
from .displays import DISPLAYS
from .literals import LITERALS
from .operations import OPERATIONS
from .tree import Lowerings, Tree

_SINGLETONS: dict[str, bool | None] = {"True": True, "False": False, "None": None}


def _name(node: cst.Name, at: Tree) -> ir.Expression:
    start, end = at.spans[node]
    if node.value in _SINGLETONS:
        return ir.Constant(start, end, _SINGLETONS[node.value])
    return ir.Name(start, end, node.value)


def _ellipsis(node: cst.Ellipsis, at: Tree) -> ir.Expression:
    return ir.EllipsisLiteral(*at.spans[node])


def _attribute(node: cst.Attribute, at: Tree) -> ir.Expression:
    return ir.Attribute(*at.spans[node], at.expression(node.value), node.attr.value)


def _index(element: cst.SubscriptElement, at: Tree) -> ir.Expression:
    start, end = at.spans[element]
    part = element.slice
    if isinstance(part, cst.Slice):
        lower, upper, step = at.optional(part.lower), at.optional(part.upper), at.optional(part.step)
        if step is None and isinstance(part.second_colon, cst.Colon):
            end = at.spans[part.second_colon][1]
        elif step is None and upper is None:
            end = at.spans[part.first_colon][1]
        return ir.Slice(start, end, lower, upper, step)
    assert isinstance(part, cst.Index)
    value = at.expression(part.value)
    return ir.Starred(start, value.end, value) if part.star else value


def _subscript(node: cst.Subscript, at: Tree) -> ir.Expression:
    value = at.expression(node.value)
    indices = tuple(_index(element, at) for element in node.slice)
    index = indices[0]
    if len(indices) > 1 or isinstance(index, ir.Starred) or isinstance(node.slice[0].comma, cst.Comma):
        index = ir.TupleDisplay(at.spans[node.slice[0]][0], at.spans[node.slice[-1]][1], indices)
    return ir.Subscript(*at.spans[node], value, index)


def arguments(args: Sequence[cst.Arg], at: Tree) -> tuple[ir.Argument, ...]:
    """Arguments of a call or bases of a class."""
    return tuple(
        ir.Argument(
            *at.spans[arg],
            at.expression(arg.value),
            arg.keyword.value if arg.keyword is not None else None,
            arg.star,
        )
        for arg in args
    )


def _call(node: cst.Call, at: Tree) -> ir.Expression:
    return ir.Call(*at.spans[node], at.expression(node.func), arguments(node.args, at))


_Kind = Literal["positional", "either", "star", "keyword", "double"]


def parameters(node: cst.Parameters, at: Tree) -> tuple[ir.Parameter, ...]:
    """Parameters of a function in the order as written."""
    groups: list[tuple[_Kind, Sequence[cst.Param]]] = [
        ("positional", node.posonly_params),
        ("either", node.params),
        ("star", (node.star_arg,) if isinstance(node.star_arg, cst.Param) else ()),
        ("keyword", node.kwonly_params),
        ("double", (node.star_kwarg,) if node.star_kwarg is not None else ()),
    ]
    return tuple(_parameter(param, kind, at) for kind, params in groups for param in params)


def _parameter(node: cst.Param, kind: _Kind, at: Tree) -> ir.Parameter:
    annotation = None if node.annotation is None else at.expression(node.annotation.annotation)
    default = at.optional(node.default)
    # LibCST ends a parameter right after its name.
    start, end = at.spans[node]
    end = max(end, *(part.end for part in (annotation, default) if part is not None), 0)
    return ir.Parameter(start, end, node.name.value, kind, default, annotation)


def _lambda(node: cst.Lambda, at: Tree) -> ir.Expression:
    taken = parameters(node.params, at)
    at.yields.append(False)
    body = at.expression(node.body)
    at.yields.pop()
    return ir.Lambda(*at.spans[node], taken, body)


def _walrus(node: cst.NamedExpr, at: Tree) -> ir.Expression:
    target = at.expression(node.target)
    assert isinstance(target, ir.Name)
    return ir.Walrus(*at.spans[node], target.id, at.expression(node.value))


def _yield(node: cst.Yield, at: Tree) -> ir.Expression:
    at.yields[-1] = True
    if isinstance(node.value, cst.From):
        return ir.YieldFrom(*at.spans[node], at.expression(node.value.item))
    return ir.Yield(*at.spans[node], at.optional(node.value))


def _await(node: cst.Await, at: Tree) -> ir.Expression:
    return ir.Await(*at.spans[node], at.expression(node.expression))


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
