"""The text form of programs."""

from cnnlint.program import nodes as ir
from cnnlint.program.dump import dump

CALL = ir.Call(4, 11, ir.Name(4, 5, "f"), (ir.Argument(6, 10, ir.Constant(8, 10, None), "k", ""),))
ASSIGN = ir.Assign(0, 11, (ir.Name(0, 1, "x"),), CALL)


def test_dump():
    assert dump([ASSIGN]) == (
        "Assign\n"
        "  targets[0]: Name id='x'\n"
        "  value: Call\n"
        "    function: Name id='f'\n"
        "    arguments[0]: Argument keyword='k'\n"
        "      value: Constant value=None\n"
    )


def test_dump_with_spans():
    assert dump([ASSIGN], spans=True).splitlines()[2] == "  value: Call 4:11"
    assert dump([]) == ""
