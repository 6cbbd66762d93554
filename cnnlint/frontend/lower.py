"""Text to program: the statements of one chunk, or a single expression."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from ..program import nodes as ir
from ..source import Source
from .complexity import nesting
from .expressions import EXPRESSIONS
from .outline import Chunk
from .problem import SyntaxProblem
from .stack import call_on_large_stack
from .statements import statements
from .tree import Tree

_Result = TypeVar("_Result")

# Up to here the C stack of any thread, also half a megabyte of it, and the recursion limit suffice.
_SHALLOW = 40


def lower(source: Source, chunk: Chunk) -> tuple[ir.Statement, ...]:
    """Statements of a chunk, with offsets in the source. Errors are SyntaxProblem and TooComplex."""
    text = source.text[chunk.start : chunk.end] + "\n"
    return _guarded(text, chunk.start, lambda: _statements(text, chunk.start))


def parse_expression(text: str, path: str = "<expression>") -> ir.Expression:
    """A single expression, with offsets in the text. Errors are SyntaxProblem and TooComplex."""
    source = Source(path, text)
    lead = len(text) - len(text.lstrip())
    # In brackets an expression may run over several rows, as it may in a file of rules.
    bracketed = "(" + source.text.strip() + "\n)\n"
    program = _guarded(bracketed, lead - 1, lambda: _statements(bracketed, lead - 1))
    if len(program) != 1 or not isinstance(program[0], ir.ExpressionStatement):
        raise SyntaxProblem("this is not a single expression", lead)
    return program[0].value


def _statements(text: str, base: int) -> tuple[ir.Statement, ...]:
    tree = Tree(text, base, EXPRESSIONS)
    return statements(tree.module.body, tree)


def _guarded(text: str, base: int, function: Callable[[], _Result]) -> _Result:
    if nesting(text, base) <= _SHALLOW:
        return function()
    return call_on_large_stack(function, base)
