"""Lowers operators: arithmetic, comparisons, boolean chains, conditionals."""

from __future__ import annotations

from typing import Literal

import libcst as cst

from ..program import nodes as ir
from .cursor import Cursor, Lowerings

BINARY: dict[type[cst.CSTNode], str] = {
    cst.Add: "+",
    cst.Subtract: "-",
    cst.Multiply: "*",
    cst.Divide: "/",
    cst.FloorDivide: "//",
    cst.Modulo: "%",
    cst.Power: "**",
    cst.MatrixMultiply: "@",
    cst.LeftShift: "<<",
    cst.RightShift: ">>",
    cst.BitAnd: "&",
    cst.BitOr: "|",
    cst.BitXor: "^",
}
_UNARY: dict[type[cst.CSTNode], str] = {cst.Plus: "+", cst.Minus: "-", cst.BitInvert: "~", cst.Not: "not"}
_COMPARE: dict[type[cst.CSTNode], str] = {
    cst.LessThan: "<",
    cst.GreaterThan: ">",
    cst.Equal: "==",
    cst.LessThanEqual: "<=",
    cst.GreaterThanEqual: ">=",
    cst.NotEqual: "!=",
    cst.In: "in",
    cst.NotIn: "not in",
    cst.Is: "is",
    cst.IsNot: "is not",
}


def _unary(node: cst.UnaryOperation, at: Cursor) -> ir.Expression:
    operator = _UNARY[type(node.operator)]
    start = at.token(len(operator))
    operand = at.expression(node.expression)
    return ir.Unary(start, at.place, operator, operand)


def _binary(node: cst.BinaryOperation, at: Cursor) -> ir.Expression:
    start, operator = at.next(), BINARY[type(node.operator)]
    left = at.expression(node.left)
    at.token(len(operator))
    right = at.expression(node.right)
    return ir.Binary(start, at.place, operator, left, right)


def _boolean(node: cst.BooleanOperation, at: Cursor) -> ir.Expression:
    start, kind = at.next(), type(node.operator)
    operator: Literal["and", "or"] = "and" if kind is cst.And else "or"
    operands: list[ir.Expression] = []
    pending: list[cst.BaseExpression] = [node.right, node.left]
    while pending:
        operand = pending.pop()
        if isinstance(operand, cst.BooleanOperation) and type(operand.operator) is kind and not operand.lpar:
            pending += [operand.right, operand.left]
            continue
        if operands:
            at.token(len(operator))
        operands.append(at.expression(operand))
    return ir.Boolean(start, at.place, operator, tuple(operands))


def _comparison(node: cst.Comparison, at: Cursor) -> ir.Expression:
    start, left = at.next(), at.expression(node.left)
    operators: list[str] = []
    comparators: list[ir.Expression] = []
    for target in node.comparisons:
        operator = _COMPARE[type(target.operator)]
        for word in operator.split(" "):
            at.token(len(word))
        operators.append(operator)
        comparators.append(at.expression(target.comparator))
    return ir.Compare(start, at.place, left, tuple(operators), tuple(comparators))


def _conditional(node: cst.IfExp, at: Cursor) -> ir.Expression:
    start, body = at.next(), at.expression(node.body)
    at.token(2)
    test = at.expression(node.test)
    at.token(4)
    orelse = at.expression(node.orelse)
    return ir.Conditional(start, at.place, test, body, orelse)


OPERATIONS: Lowerings = {
    cst.UnaryOperation: _unary,
    cst.BinaryOperation: _binary,
    cst.BooleanOperation: _boolean,
    cst.Comparison: _comparison,
    cst.IfExp: _conditional,
}
