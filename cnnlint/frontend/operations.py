"""Lowers operators: arithmetic, comparisons, boolean chains, conditionals."""

from __future__ import annotations

from typing import Literal

import libcst as cst

from ..program import nodes as ir
from .tree import Lowerings, Tree

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


def _unary(node: cst.UnaryOperation, at: Tree) -> ir.Expression:
    return ir.Unary(*at.spans[node], _UNARY[type(node.operator)], at.expression(node.expression))


def _binary(node: cst.BinaryOperation, at: Tree) -> ir.Expression:
    left, right = at.expression(node.left), at.expression(node.right)
    return ir.Binary(*at.spans[node], BINARY[type(node.operator)], left, right)


def _boolean(node: cst.BooleanOperation, at: Tree) -> ir.Expression:
    kind = type(node.operator)
    operator: Literal["and", "or"] = "and" if kind is cst.And else "or"
    operands: list[cst.BaseExpression] = []
    pending: list[cst.BaseExpression] = [node.right, node.left]
    while pending:
        operand = pending.pop()
        if isinstance(operand, cst.BooleanOperation) and type(operand.operator) is kind and not operand.lpar:
            pending += [operand.right, operand.left]
        else:
            operands.append(operand)
    return ir.Boolean(*at.spans[node], operator, tuple(map(at.expression, operands)))


def _comparison(node: cst.Comparison, at: Tree) -> ir.Expression:
    left = at.expression(node.left)
    operators = tuple(_COMPARE[type(target.operator)] for target in node.comparisons)
    comparators = tuple(at.expression(target.comparator) for target in node.comparisons)
    return ir.Compare(*at.spans[node], left, operators, comparators)


def _conditional(node: cst.IfExp, at: Tree) -> ir.Expression:
    body, test, orelse = at.expression(node.body), at.expression(node.test), at.expression(node.orelse)
    return ir.Conditional(*at.spans[node], test, body, orelse)


OPERATIONS: Lowerings = {
    cst.UnaryOperation: _unary,
    cst.BinaryOperation: _binary,
    cst.BooleanOperation: _boolean,
    cst.Comparison: _comparison,
    cst.IfExp: _conditional,
}
