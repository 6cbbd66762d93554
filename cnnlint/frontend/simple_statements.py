"""Lowers the statements without a body."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import libcst as cst

from ..program import nodes as ir
from .constants import TYPE_ALIAS, deleted
from .cursor import Cursor
from .operations import BINARY

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


def _expression(node: cst.Expr, at: Cursor) -> ir.Statement:
    start, value = at.next(), at.expression(node.value)
    return ir.ExpressionStatement(start, at.place, value)


def _assign(node: cst.Assign, at: Cursor) -> ir.Statement:
    start = at.next()
    targets: list[ir.Expression] = []
    for target in node.targets:
        targets.append(at.expression(target.target))
        at.token(1)
    value = at.expression(node.value)
    return ir.Assign(start, at.place, tuple(targets), value)


def _augmented(node: cst.AugAssign, at: Cursor) -> ir.Statement:
    start, target, operator = at.next(), at.expression(node.target), _AUGMENTED[type(node.operator)]
    at.token(len(operator) + 1)
    value = at.expression(node.value)
    return ir.AugmentedAssign(start, at.place, target, operator, value)


def _annotated(node: cst.AnnAssign, at: Cursor) -> ir.Statement:
    start, target = at.next(), at.expression(node.target)
    at.token(1)
    annotation, value = at.expression(node.annotation.annotation), None
    if node.value is not None:
        at.token(1)
        value = at.expression(node.value)
    return ir.AnnotatedAssign(start, at.place, target, annotation, value)


def _type_alias(node: cst.TypeAlias, at: Cursor) -> ir.Statement:
    start = at.token(4)
    name = at.expression(node.name)
    type_parameters(node.type_parameters, at)
    at.token(1)
    value = at.expression(node.value)
    unsupported = ir.UnsupportedExpression(value.start, value.end, TYPE_ALIAS)
    return ir.Assign(start, at.place, (name,), unsupported)


def type_parameters(node: cst.TypeParameters | None, at: Cursor) -> None:
    """Passes the type parameters of a definition; nothing is made of them."""
    if node is None:
        return
    at.token(1)
    for item in node.params:
        if not isinstance(item.param, cst.TypeVar):
            at.token(1 if isinstance(item.param, cst.TypeVarTuple) else 2)
        at.expression(item.param.name)
        if isinstance(item.param, cst.TypeVar) and item.param.bound is not None:
            at.token(1)
            at.expression(item.param.bound)
        if item.default is not None:
            at.token(1)
            at.optional("*")
            at.expression(item.default)
        at.optional(",")
    at.token(1)


def _return(node: cst.Return, at: Cursor) -> ir.Statement:
    start, value = at.token(6), at.expression_if(node.value)
    return ir.Return(start, at.place, value)


def _raise(node: cst.Raise, at: Cursor) -> ir.Statement:
    start, raised = at.token(5), at.expression_if(node.exc)
    if node.cause is not None:
        at.token(4)
        at.expression(node.cause.item)
    return ir.Raise(start, at.place, raised)


def _assert(node: cst.Assert, at: Cursor) -> ir.Statement:
    start, test, message = at.token(6), at.expression(node.test), None
    if node.msg is not None:
        at.token(1)
        message = at.expression(node.msg)
    return ir.Assert(start, at.place, test, message)


def _delete(node: cst.Del, at: Cursor) -> ir.Statement:
    start, target = at.token(3), at.expression(node.target)
    return ir.Delete(start, at.place, deleted((target,)))


def _pass(node: cst.Pass, at: Cursor) -> ir.Statement:
    return ir.Pass(at.token(4), at.place)


def _break(node: cst.Break, at: Cursor) -> ir.Statement:
    return ir.Break(at.token(5), at.place)


def _continue(node: cst.Continue, at: Cursor) -> ir.Statement:
    return ir.Continue(at.token(8), at.place)


def _global(node: cst.Global, at: Cursor) -> ir.Statement:
    start, names = at.token(6), _names(node.names, at)
    return ir.Global(start, at.place, names)


def _nonlocal(node: cst.Nonlocal, at: Cursor) -> ir.Statement:
    start, names = at.token(8), _names(node.names, at)
    return ir.Nonlocal(start, at.place, names)


def _names(items: Sequence[cst.NameItem], at: Cursor) -> tuple[str, ...]:
    for item in items:
        at.word(item.name.value)
        at.optional(",")
    return tuple(item.name.value for item in items)


def _dotted(node: cst.BaseExpression, at: Cursor) -> str:
    parts: list[str] = []
    while isinstance(node, cst.Attribute):
        parts.append(node.attr.value)
        node = node.value
    assert isinstance(node, cst.Name)
    at.word(node.value)
    for part in reversed(parts):
        at.token(1)
        at.word(part)
    return ".".join([node.value, *reversed(parts)])


def _aliases(names: Sequence[cst.ImportAlias], at: Cursor) -> tuple[ir.Alias, ...]:
    aliases: list[ir.Alias] = []
    for item in names:
        start, name, bound = at.next(), _dotted(item.name, at), None
        if item.asname is not None:
            at.token(2)
            bound = _dotted(_as_name(item.asname), at)
        aliases.append(ir.Alias(start, at.place, name, bound))
        at.optional(",")
    return tuple(aliases)


def _as_name(node: cst.AsName) -> cst.BaseExpression:
    assert isinstance(node.name, cst.BaseExpression)
    return node.name


def _import(node: cst.Import | cst.LazyImport, at: Cursor) -> ir.Statement:
    start = _begin_import(node, at)
    at.token(6)
    aliases = _aliases(node.names, at)
    return ir.Import(start, at.place, aliases)


def _begin_import(node: cst.CSTNode, at: Cursor) -> int:
    return at.next() if isinstance(node, (cst.Import, cst.ImportFrom)) else at.word("lazy")


def _import_from(node: cst.ImportFrom | cst.LazyImportFrom, at: Cursor) -> ir.Statement:
    start = _begin_import(node, at)
    at.token(4)
    for _ in node.relative:
        at.token(1)
    module = "" if node.module is None else _dotted(node.module, at)
    at.token(6)
    names: tuple[ir.Alias, ...] = ()
    if node.lpar is not None:
        at.token(1)
    if isinstance(node.names, cst.ImportStar):
        at.token(1)
    else:
        names = _aliases(node.names, at)
    if node.rpar is not None:
        at.token(1)
    return ir.ImportFrom(start, at.place, module, len(node.relative), names)


SIMPLE: dict[type[cst.CSTNode], Callable[[Any, Cursor], ir.Statement]] = {
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
