"""Text to program by Python's own parser: for what is only followed, at a fifth of the time of the other.

It yields the same nodes at the same places. Where it refuses (what is newer than the Python that runs this, or
nested deeply) LibCST decides.
"""

from __future__ import annotations

import ast
import re
import unicodedata
import warnings
from threading import Lock

from ..program import nodes as ir
from ..source import Source
from . import lower
from .bodies import Load, left_out, without
from .complexity import nesting
from .followed_expressions import EXPRESSIONS
from .followed_nodes import Declined, Reader
from .followed_statements import statements
from .outline import Chunk

# What may nest deeply enough to harm is measured first.
_UNMEASURED = 10_000
_HEADER = "if 1:"
_WIDE_WORD = re.compile(r"\w*[^\W\x00-\x7f]\w*")
_REFUSALS = (SyntaxError, ValueError, MemoryError, RecursionError, SystemError)
# Filters of warnings hold for the whole process.
_QUIET = Lock()


def follow(source: Source, chunk: Chunk, later: Load | None = None) -> tuple[ir.Statement, ...]:
    """Statements of a chunk, as `lower` gives them."""
    start, end = chunk.start, chunk.end
    bodies = {} if later is None else left_out(source.text, chunk, later)
    text = without(source.text, start, end, bodies) + "\n"
    tree = _parsed(text, start)
    if tree is not None:
        try:
            return statements(tree.body, Reader(source.text, text, start, EXPRESSIONS, bodies))
        except (Declined, RecursionError):
            pass
    return lower.lower(source, chunk, later)


def follow_body(source: Source, start: int, end: int) -> tuple[ir.Statement, ...]:
    """Statements of a function's body, as `lower_body` gives them."""
    text, begin = f"{_HEADER}{source.text[start:end]}\n", start - len(_HEADER)
    tree = _parsed(text, begin)
    block = None if tree is None or len(tree.body) > 1 else tree.body[0]
    if isinstance(block, ast.If) and not block.orelse:
        try:
            return statements(block.body, Reader(source.text, text, begin, EXPRESSIONS))
        except (Declined, RecursionError):
            pass
    return lower.lower_body(source, start, end)


def follow_expression(text: str, path: str = "<expression>") -> ir.Expression:
    """A single expression, as `parse_expression` gives it."""
    code = text.strip(" ")
    # Over several rows, or with a star in front, it means something else in brackets.
    plain = code.isprintable() and not code.startswith("*")
    tree = _parsed(code + "\n", 0) if plain else None
    single = tree.body[0] if tree is not None and len(tree.body) == 1 else None
    if isinstance(single, ast.Expr):
        begin = text.index(code)
        try:
            return Reader(text, code, begin, EXPRESSIONS).expression(single.value)
        except (Declined, RecursionError):
            pass
    return lower.parse_expression(text, path)


def _parsed(text: str, base: int) -> ast.Module | None:
    """The tree of some statements; None where the other parser is to decide."""
    if len(text) > _UNMEASURED:
        nesting(text, base)
    if not text.isascii() and not unicodedata.is_normalized("NFKC", "".join(_WIDE_WORD.findall(text))):
        # Python reads such names as others; here they stay as they are written.
        return None
    try:
        with _QUIET, warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(text)
    except _REFUSALS:
        return None
