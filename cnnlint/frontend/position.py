"""Offsets of the nodes of a LibCST tree, without its metadata.

LibCST's own position provider keeps the generated text and every node; generating the code with a
state that only adds up lengths is some six times as fast.
"""

from __future__ import annotations

from typing import Any

import libcst as cst
from libcst._nodes.internal import CodegenState

# Nodes whose syntactic position LibCST does not record.
_WHOLE = frozenset(
    {
        cst.FormattedStringText,
        cst.FormattedStringExpression,
        cst.TemplatedStringText,
        cst.TemplatedStringExpression,
        cst.CompFor,
        cst.CompIf,
    }
)

Spans = dict[cst.CSTNode, tuple[int, int]]


class _Lengths(CodegenState):
    """A code generator that keeps offsets alone; `whole` spans include the white space of a node."""

    def __init__(self, module: cst.Module, offset: int) -> None:
        super().__init__(module.default_indent, module.default_newline)
        self.offset = offset
        self.spans: Spans = {}
        self.whole: Spans = {}
        self._open: list[tuple[cst.CSTNode, cst.CSTNode | None, int]] = []
        self._starts: list[int] = []

    def add_indent_tokens(self) -> None:
        for token in self.indent_tokens:
            self.offset += len(token)

    def add_token(self, value: str) -> None:
        self.offset += len(value)

    def before_codegen(self, node: cst.CSTNode) -> None:
        if type(node) in _WHOLE:
            self._starts.append(self.offset)

    def after_codegen(self, node: cst.CSTNode) -> None:
        if type(node) in _WHOLE:
            self.whole[node] = (self._starts.pop(), self.offset)

    def record_syntactic_position(
        self, node: cst.CSTNode, *, start_node: cst.CSTNode | None = None, end_node: cst.CSTNode | None = None
    ) -> Any:
        # Recordings nest, so the state itself serves as the context manager of all of them.
        self._open.append((node, end_node, self.offset))
        return self

    def __enter__(self) -> None:
        return None

    def __exit__(self, *error: object) -> None:
        node, end_node, start = self._open.pop()
        # Bodies have a recorded span, without the line end; what ends in a bracket ends right here.
        span = None if end_node is None else self.spans.get(end_node)
        self.spans[node] = (start, self.offset if span is None else span[1])


def positions(module: cst.Module, base: int, length: int) -> tuple[Spans, Spans] | None:
    """Syntactic spans of the nodes, and whole spans of some, for a text of `length` code points at `base`.

    None where the tree does not stand for the text.
    """
    state = _Lengths(module, base)
    for part in (*module.header, *module.body, *module.footer):
        part._codegen(state)
    if state.offset != base + length:
        return None
    return state.spans, state.whole
