"""What a legal program is."""

import pytest

from cnnlint.program import nodes as ir
from cnnlint.program.legal import IllegalProgram, verify

A = ir.Name(0, 1, "a")


def statement(value: ir.Expression) -> ir.Statement:
    return ir.ExpressionStatement(0, 10, value)


@pytest.mark.parametrize(
    "node",
    [
        A,
        ir.Call(0, 5, A, (ir.Argument(2, 3, ir.Name(2, 3, "b"), None, "*"),)),
        ir.Compare(0, 5, A, ("is not",), (A,)),
        ir.JoinedString(
            0, 5, (ir.Constant(0, 1, "x"), ir.FormattedValue(1, 3, ir.Name(2, 3, "b"), "", None))
        ),
    ],
)
def test_legal(node):
    verify([statement(node)], 10)


@pytest.mark.parametrize(
    "node",
    [
        ir.Name(0, 11, "a"),
        ir.Name(5, 4, "a"),
        ir.Name(0, 1, "a b"),
        ir.Binary(0, 5, "<", A, A),
        ir.Binary(0, 5, "+", A, ir.Name(4, 6, "b")),
        ir.Boolean(0, 5, "and", (A,)),
        ir.Compare(0, 5, A, ("<", "<"), (A,)),
        ir.Compare(0, 5, A, ("<>",), (A,)),
        ir.Call(0, 5, A, (ir.Argument(2, 3, ir.Name(2, 3, "b"), "k", "**"),)),
        ir.Call(0, 5, A, (ir.Argument(2, 3, ir.Name(2, 3, "b"), None, "***"),)),
        ir.TupleDisplay(0, 5, (ir.Name(3, 4, "b"), A)),
        ir.SetDisplay(0, 5, ()),
        ir.Comprehension(0, 5, "dict", A, None, (ir.Clause(2, 5, A, A, ()),)),
        ir.Comprehension(0, 5, "list", A, None, ()),
        ir.JoinedString(0, 5, (A,)),
        ir.BigInteger(0, 5, "1e5"),
        ir.Pass(0, 5),
    ],
)
def test_illegal(node):
    with pytest.raises(IllegalProgram):
        verify([statement(node)], 10)


@pytest.mark.parametrize(
    "node",
    [
        ir.While(0, 5, A, (), ()),
        ir.Global(0, 5, ()),
        ir.ImportFrom(0, 5, "", 0, ()),
        ir.Try(0, 5, (ir.Pass(1, 2),), (), (), ()),
        A,
    ],
)
def test_illegal_statements(node):
    with pytest.raises(IllegalProgram) as caught:
        verify([node], 10)
    assert caught.value.node is node
