"""Asserts that compare a shape, or one size of it, with written numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ..evaluate.observe import ASSERTIONS, called_name
from ..evaluate.project import SourceModule
from ..frontend.blocks import around, header
from ..frontend.lexemes import line_end, rows_by_newline
from ..program import nodes
from ..program.walk import walk
from ..source import Span

# What must stand before is looked at behind: choices that all begin with a letter are found fast.
SHAPED = re.compile(
    r"\.shape\b|\.size\(|int_shape\((?<=\bint_shape\()|get_shape\((?<=\bget_shape\()"
    r"|input_shape\b(?<=\binput_shape)|output_shape\b(?<=\boutput_shape)"
)
_ASSERT = re.compile(r"assert\w*")
_LITERAL = re.compile(r"[0-9]|\(\s*\)|\[\s*\]")
Stated = tuple[int | None, ...] | int


class ShapeAssert(NamedTuple):
    """A comparison of a shape with a literal: its place, the literal's, and on which side the shape stands."""

    span: Span
    literal: nodes.Expression
    stated: Stated
    shape: nodes.Expression
    on_left: bool


def may_assert_shape(text: str) -> bool:
    """Whether a file may assert a shape; False is certain."""
    return "assert" in text and SHAPED.search(text) is not None


def shape_asserts(module: SourceModule) -> Iterator[ShapeAssert]:
    """All such comparisons of a module; only functions that may hold one are parsed."""
    text = rows_by_newline(module.source.text)
    for index, chunk in enumerate(module.outline.chunks):
        start, end = chunk.start, chunk.end
        if text.find("assert", start, end) >= 0 and SHAPED.search(text, start, end):
            for statement in _statements(module, index, text):
                for part in header(statement):
                    for node, _ in walk(part):
                        yield from _in(module, node)


def _statements(module: SourceModule, index: int, text: str) -> Iterator[nodes.Statement]:
    """The statements below a top-level one in which an assert is followed by a shape and a literal."""
    chunk = module.outline.chunks[index]
    last: nodes.Statement | None = None
    for match in _ASSERT.finditer(text, chunk.start, chunk.end):
        end = line_end(text, match.end(), chunk.end)
        if SHAPED.search(text, match.end(), end) and _LITERAL.search(text, match.end(), end):
            _, statement = around(module.statements(index), match.start())
            if statement is not None and statement is not last:
                last = statement
                yield statement


def _in(module: SourceModule, node: nodes.Node) -> Iterator[ShapeAssert]:
    if isinstance(node, nodes.Assert):
        for compare in _compared(node.test):
            yield from _sides(module, compare, compare.left, compare.comparators[0])
    elif isinstance(node, nodes.Call):
        if called_name(node) == "assertTrue" and len(node.arguments) == 1:
            for compare in _compared(node.arguments[0].value):
                yield from _sides(module, compare, compare.left, compare.comparators[0])
        elif ASSERTIONS.get(called_name(node)) == "==" and len(node.arguments) >= 2:
            first, second = node.arguments[:2]
            if not (first.star or second.star or first.keyword or second.keyword):
                yield from _sides(module, node, first.value, second.value)


def _compared(test: nodes.Expression) -> Iterator[nodes.Compare]:
    """The comparisons all of which must hold."""
    if isinstance(test, nodes.Boolean) and test.operator == "and":
        for part in test.values:
            yield from _compared(part)
    elif isinstance(test, nodes.Compare) and test.operators == ("==",):
        yield test


def _sides(
    module: SourceModule, node: nodes.Node, left: nodes.Expression, right: nodes.Expression
) -> Iterator[ShapeAssert]:
    text, span = module.source.text, module.source.span(node.start, node.end)
    for shape, literal, on_left in ((left, right, True), (right, left, False)):
        stated = stated_in(literal)
        if stated is not None and SHAPED.search(text, shape.start, shape.end) and not _summed(shape):
            yield ShapeAssert(span, literal, stated, shape, on_left)


def _summed(shape: nodes.Expression) -> bool:
    """Whether sizes are taken together over many tensors, as counting does."""
    return any(isinstance(each, nodes.Comprehension) for each, _ in walk(shape))


def stated_in(node: nodes.Expression) -> Stated | None:
    """The sizes that a literal states: a number, or a tuple or list of them, also in `torch.Size(…)`."""
    if isinstance(node, nodes.Constant) and type(node.value) is int:
        return node.value
    if isinstance(node, nodes.Call) and len(node.arguments) == 1 and not node.arguments[0].star:
        inner = called_name(node) in ("Size", "TensorShape", "tuple", "list")
        value = stated_in(node.arguments[0].value) if inner else None
        return value if isinstance(value, tuple) else None
    if isinstance(node, (nodes.TupleDisplay, nodes.ListDisplay)):
        sizes = [each.value for each in node.elements if isinstance(each, nodes.Constant)]
        if len(sizes) == len(node.elements) and all(size is None or type(size) is int for size in sizes):
            return tuple(sizes)  # type: ignore[arg-type]
    return None
