"""Guarded parsing: text to LibCST's tree, with our own errors."""

from __future__ import annotations

import re
from collections.abc import Sequence

import libcst as cst

from . import lexemes as lex
from .problem import SyntaxProblem

_PLACE = re.compile(r"error at (\d+):(\d+):")
_TOKEN = re.compile(
    rf"{lex.TRIPLE}|{lex.PLAIN}|{lex.FORMATTED}|\w+|#[^\n]*|\*\*=?|//=?|<<=?|>>=?|->|:=|[-+*/%@&|^=<>!]=|\S"
)
_LONE_RETURN = re.compile(r"\r(?!\n)")
# Strings are passed over; group 1 is a malformed number, group 2 an unknown character.
_BAD_PIECE = re.compile(
    rf"{lex.PLAIN}|{lex.FORMATTED}"
    r"|((?<![\w.])(?:0[0-9_]*[1-9][0-9_]*(?![\w.])|\d\w*_(?!\w)|\d\w*__\w*|0[xXoObB](?!\w)))"
    r"|([$?`\x00-\x08\x0b\x0e-\x1f\x7f]|!(?!=))"
)


def parse(text: str, base: int) -> cst.Module:
    """Tree of some statements. Errors are SyntaxProblem, with offsets that count from `base`."""
    try:
        tree = cst.parse_module(_LONE_RETURN.sub("\n", text))
    except cst.ParserSyntaxError as error:
        message, offset = _explain(text, str(error.message))
        raise SyntaxProblem(message, base + offset) from error
    except (cst.CSTValidationError, cst.CSTLogicError, UnicodeError) as error:
        raise SyntaxProblem("this is not valid Python", base) from error
    assert isinstance(tree, cst.Module)
    return tree


def block(module: cst.Module) -> Sequence[cst.CSTNode]:
    """The statements in the first compound statement of a module."""
    first = module.body[0]
    assert isinstance(first, cst.If)
    return first.body.body


def single_expression(module: cst.Module, bare: bool) -> cst.BaseExpression | None:
    """The one expression that a module consists of; one that is not `bare` without its outermost brackets."""
    row = module.body[0] if len(module.body) == 1 else None
    small = row.body[0] if isinstance(row, cst.SimpleStatementLine) and len(row.body) == 1 else None
    if not isinstance(small, cst.Expr):
        return None
    if bare:
        return small.value
    return small.value.with_changes(lpar=small.value.lpar[1:], rpar=small.value.rpar[:-1])


def _explain(text: str, message: str) -> tuple[str, int]:
    place = _PLACE.search(message)
    if place is not None:
        return _unexpected(lex.rows_by_newline(text), int(place[1]), int(place[2]))
    if "tabs" in message or "indent" in message:
        return "tabs and spaces do not fit together in this block", 0
    for kind, start, end in lex.lexemes(lex.rows_by_newline(text), 0, len(text)):
        for bad in _BAD_PIECE.finditer(text, start, end) if kind == lex.RUN else ():
            if bad.lastindex == 1:
                return "this is a malformed number", bad.start()
            if bad.lastindex == 2:
                return "this is a character that Python does not know", bad.start()
    return "this is not valid Python", 0


def _unexpected(text: str, row: int, column: int) -> tuple[str, int]:
    """The parser tells where the token after the offending one begins."""
    starts = [0]
    while len(starts) < row and (newline := text.find("\n", starts[-1])) >= 0:
        starts.append(newline + 1)
    limit = min(starts[-1] + column, len(text)) if len(starts) >= row else len(text)
    before = text[:limit].rstrip()
    if not before or ("\n" in text[len(before) : limit] and not _in_brackets(before)):
        return "the line ends too early here", len(before)
    row_start = starts[-1] if starts[-1] < len(before) else before.rfind("\n") + 1
    last = row_start
    for token in _TOKEN.finditer(before, row_start):
        last = token.start()
    return f"'{before[last:][:40]}' does not fit here", last


def _in_brackets(text: str) -> bool:
    kinds = [kind for kind, _, _ in lex.lexemes(text, 0, len(text))]
    return kinds.count(lex.OPEN) > kinds.count(lex.CLOSE)
