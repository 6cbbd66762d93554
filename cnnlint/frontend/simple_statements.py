"""Lowers the statements without a body."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import libcst as cst

from ..program import nodes as ir
from .operations import BINARY
from .tree import Tree

_AUGMENTED: dict[type[cst.CSTNode], str] = {
    cst.AddAssign: "+",
    cst.SubtractAssign: "-",
    cst.MultiplyAssign: "*",
    cst.DivideAssign: "/",
    cst.FloorDivideAssign: "//",
    cst.ModuloAssign: "%",
    cst.PowerAssign: "**",
    cst.MatrixMultiplyAssign: "@",
    cst.LeftShiftAssign: "<<",
    cst.RightShiftAssign: ">>",
    cst.BitAndAssign: "&",
    cst.BitOrAssign: "|",
    cst.BitXorAssign: "^",
}
assert sorted(_AUGMENTED.values()) == sorted(BINARY.values())


def _expression(node: cst.Expr, at: Tree) -> ir.Statement:
    return ir.ExpressionStatement(*at.spans[node], at.expression(node.value))


def _assign(node: cst.Assign, at: Tree) -> ir.Statement:
    targets = tuple(at.expression(target.target) for target in node.targets)
    return ir.Assign(*at.spans[node], targets, at.expression(node.value))


def _augmented(node: cst.AugAssign, at: Tree) -> ir.Statement:
    target, value = at.expression(node.target), at.expression(node.value)
    return ir.AugmentedAssign(*at.spans[node], target, _AUGMENTED[type(node.operator)], value)


def _annotated(node: cst.AnnAssign, at: Tree) -> ir.Statement:
    target, annotation = at.expression(node.target), at.expression(node.annotation.annotation)
    return ir.AnnotatedAssign(*at.spans[node], target, annotation, at.optional(node.value))


def _type_alias(node: cst.TypeAlias, at: Tree) -> ir.Statement:
    value = ir.UnsupportedExpression(*at.spans[node.value], "a type alias")
    return ir.Assign(*at.spans[node], (at.expression(node.name),), value)


def _return(node: cst.Return, at: Tree) -> ir.Statement:
    return ir.Return(*at.spans[node], at.optional(node.value))


def _raise(node: cst.Raise, at: Tree) -> ir.Statement:
    return ir.Raise(*at.spans[node], at.optional(node.exc))


def _assert(node: cst.Assert, at: Tree) -> ir.Statement:
    return ir.Assert(*at.spans[node], at.expression(node.test), at.optional(node.msg))


def _delete(node: cst.Del, at: Tree) -> ir.Statement:
    target = at.expression(node.target)
    targets = target.elements if isinstance(target, ir.TupleDisplay) else (target,)
    return ir.Delete(*at.spans[node], targets)


def _pass(node: cst.Pass, at: Tree) -> ir.Statement:
    return ir.Pass(*at.spans[node])


def _break(node: cst.Break, at: Tree) -> ir.Statement:
    return ir.Break(*at.spans[node])


def _continue(node: cst.Continue, at: Tree) -> ir.Statement:
    return ir.Continue(*at.spans[node])


def _global(node: cst.Global, at: Tree) -> ir.Statement:
    return ir.Global(*at.spans[node], tuple(item.name.value for item in node.names))


def _nonlocal(node: cst.Nonlocal, at: Tree) -> ir.Statement:
    return ir.Nonlocal(*at.spans[node], tuple(item.name.value for item in node.names))


def _dotted(node: cst.BaseExpression) -> str:
    parts: list[str] = []
    while isinstance(node, cst.Attribute):
        parts.append(node.attr.value)
        node = node.value
    assert isinstance(node, cst.Name)
    return ".".join([node.value, *reversed(parts)])


def _aliases(names: Sequence[cst.ImportAlias], at: Tree) -> tuple[ir.Alias, ...]:
    aliases: list[ir.Alias] = []
    for item in names:
        bound = None if item.asname is None else _dotted(_as_name(item.asname))
        aliases.append(ir.Alias(*at.spans[item], _dotted(item.name), bound))
    return tuple(aliases)


def _as_name(node: cst.AsName) -> cst.BaseExpression:
    assert isinstance(node.name, cst.BaseExpression)
    return node.name


def _import(node: cst.Import | cst.LazyImport, at: Tree) -> ir.Statement:
    return ir.Import(*at.spans[node], _aliases(node.names, at))


def _import_from(node: cst.ImportFrom | cst.LazyImportFrom, at: Tree) -> ir.Statement:
    names = () if isinstance(node.names, cst.ImportStar) else _aliases(node.names, at)
    module = "" if node.module is None else _dotted(node.module)
    return ir.ImportFrom(*at.spans[node], module, len(node.relative), names)


SIMPLE: dict[type[cst.CSTNode], Callable[[Any, Tree], ir.Statement]] = {
    cst.Expr: _expression,
    cst.Assign: _assign,
    cst.AugAssign: _augmented,
    cst.AnnAssign: _annotated,
    cst.TypeAlias: _type_alias,
    cst.Return: _return,
    cst.Raise: _raise,
    cst.Assert: _assert,
    cst.Del: _delete,
    cst.Pass: _pass,
    cst.Break: _break,
    cst.Continue: _continue,
    cst.Global: _global,
    cst.Nonlocal: _nonlocal,
    cst.Import: _import,
    cst.ImportFrom: _import_from,
}
# Newer Pythons import lazily where they are told to.
for _lazy, _eager in (("LazyImport", _import), ("LazyImportFrom", _import_from)):
    if hasattr(cst, _lazy):
        SIMPLE[getattr(cst, _lazy)] = _eager
