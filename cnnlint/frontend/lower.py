"""Text to program: the statements of one chunk, or a single expression."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple, TypeVar

from ..program import nodes as ir
from ..source import Source
from . import lexemes as lex
from .bodies import LeftOut, Load, left_out, without
from .complexity import nesting
from .lexemes import rows_by_newline
from .outline import Chunk
from .problem import FrontendError, SyntaxProblem, TooComplex
from .stack import call_on_large_stack

_Result = TypeVar("_Result")

# Up to here the C stack of any thread, also half a megabyte of it, and the recursion limit suffice.
_SHALLOW = 40
_HEADER = "if 1:"


def lower(source: Source, chunk: Chunk, later: Load | None = None) -> tuple[ir.Statement, ...]:
    """Statements of a chunk, with offsets in the source. Errors are SyntaxProblem and TooComplex.

    With `later`, long bodies of functions are left out, and lowered by it when they are looked at.
    """
    start, end = chunk.start, chunk.end
    bodies = {} if later is None else left_out(source.text, chunk, later)
    text = without(source.text, start, end, bodies) + "\n"
    return _guarded(text, start, lambda: _statements(text, start, _Range(source.text, start, end), bodies))


def lower_body(source: Source, start: int, end: int) -> tuple[ir.Statement, ...]:
    """Statements of a function's body, from behind the colon of its header. Errors as above."""
    # Any header will do.
    text, begin = f"{_HEADER}{source.text[start:end]}\n", start - len(_HEADER)
    return _guarded(text, begin, lambda: _statements(text, begin, _Range(source.text, start, end), {}))


def parse_expression(text: str, path: str = "<expression>") -> ir.Expression:
    """A single expression, with offsets in the text. Errors are SyntaxProblem and TooComplex."""
    code = rows_by_newline(text)
    start, end = len(code) - len(code.lstrip()), len(code.rstrip())
    if start >= end:
        raise SyntaxProblem("an expression is missing", 0)
    _check_brackets(code, start, end)
    found = _in_one_row(code, start, end)
    if found is not None:
        return found
    # In brackets an expression may run over several rows.
    bracketed = f"({text[start:end]}\n)\n"
    try:
        return _guarded(bracketed, start - 1, lambda: _expression(bracketed, _Range(code, start, end)))
    except SyntaxProblem as error:
        if error.offset >= end:
            raise SyntaxProblem("the expression ends too early", end) from error
        raise


def _in_one_row(code: str, start: int, end: int) -> ir.Expression | None:
    """An expression parsed as it stands, which takes a third of the time; None where brackets are to decide."""
    if "\n" in code[start:end] or code.startswith("*", start):
        return None
    row = code[start:end] + "\n"
    try:
        return _guarded(row, start, lambda: _expression(row, _Range(code, start, end), bare=True))
    except FrontendError:
        return None


def _check_brackets(code: str, start: int, end: int) -> None:
    """Refuses what would change its meaning, or that of the error, within the added brackets."""
    opened: list[int] = []
    for kind, first, _ in lex.lexemes(code, start, end):
        if kind == lex.UNCLOSED_STRING:
            raise SyntaxProblem("this string is never closed", first)
        if kind == lex.OPEN:
            opened.append(first)
        elif kind == lex.CLOSE:
            if not opened:
                raise SyntaxProblem(f"'{code[first]}' closes nothing", first)
            opened.pop()
    if opened:
        raise SyntaxProblem(f"'{code[opened[-1]]}' is never closed", opened[-1])


class _Range(NamedTuple):
    """A range of a whole text."""

    text: str
    start: int
    end: int


def _statements(
    parsed: str, base: int, of: _Range, bodies: Mapping[int, LeftOut]
) -> tuple[ir.Statement, ...]:
    """Statements in a range of a text, from what is to be parsed in its place, where that begins at `base`."""
    # LibCST takes longer to load than most sources take to parse, and what was kept needs no parser.
    from .cursor import Cursor
    from .expressions import EXPRESSIONS
    from .parse import block, parse
    from .statements import statements

    cursor = Cursor(of.text, of.start, EXPRESSIONS, bodies)
    module = parse(parsed, base)
    lowered = statements(module.body if base == of.start else block(module), cursor)
    cursor.finish(of.end)
    return lowered


def _expression(parsed: str, of: _Range, bare: bool = False) -> ir.Expression:
    """The expression in a range of a code, from what is parsed in its place: the same, or that in brackets."""
    from .cursor import Cursor
    from .expressions import EXPRESSIONS
    from .parse import parse, single_expression

    node = single_expression(parse(parsed, of.start if bare else of.start - 1), bare)
    if node is None:
        raise SyntaxProblem("this is not a single expression", of.start)
    cursor = Cursor(of.text, of.start, EXPRESSIONS)
    lowered = cursor.expression(node)
    cursor.finish(of.end)
    return lowered


def _guarded(text: str, base: int, function: Callable[[], _Result]) -> _Result:
    if nesting(text, base) <= _SHALLOW:
        try:
            return function()
        except RecursionError:
            # Called from deep within a recursion; a thread begins with an empty stack.
            pass
    try:
        return call_on_large_stack(function, base)
    except RecursionError as error:
        raise TooComplex("expressions nested too deeply", base) from error
