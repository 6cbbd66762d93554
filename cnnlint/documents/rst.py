"""Blocks of reStructuredText: sections, paragraphs, tables, formulas and code."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .blocks import Block, BlockKind

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_ADORNMENT = re.compile(r"([=\-~^\"'`#*+.:_<>])\1{2,}[ \t]*$")
_CODE = re.compile(
    r"[ \t]*\.\.[ \t]+(?:code-block|code|sourcecode|testcode|ipython|jupyter-execute|plot)::[ \t]*([\w+-]*)"
)
_MATH = re.compile(r"[ \t]*\.\.[ \t]+math::[ \t]*(.*)$")
_DIRECTIVE = re.compile(r"[ \t]*\.\.(?:[ \t]|$)")
_OPTION = re.compile(r"[ \t]*:[\w-]+:")
_GRID = re.compile(r"[ \t]*\+(?:[-=]+\+)+[ \t]*$")
_SIMPLE = re.compile(r"[ \t]*=+(?:[ \t]+=+)+[ \t]*$")
_DOCTEST = re.compile(r"[ \t]*>>> ")
_PYTHON_DIRECTIVES = re.compile(r"testcode|ipython|jupyter|plot")


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.lines = [
            (match.start(), match.start() + len(match.group().rstrip()))
            for match in _LINE.finditer(text)
            if match.start() < len(text)
        ]
        self.at = 0
        self.levels: list[str] = []

    def blocks(self) -> Iterator[Block]:
        while self.at < len(self.lines):
            yield from self._block()

    def _block(self) -> Iterator[Block]:
        start, end = self.lines[self.at]
        text = self.text
        if start == end:
            self.at += 1
        elif code := _CODE.match(text, start, end):
            python = _PYTHON_DIRECTIVES.search(code.group())
            yield from self._indented("code", "python" if python else code[1].lower() or "text")
        elif math := _MATH.match(text, start, end):
            if math[1]:
                yield Block("math", ((math.start(1), end),))
            yield from self._indented("math", "")
        elif _DIRECTIVE.match(text, start, end):
            self.at += 1
        elif _GRID.match(text, start, end):
            yield Block("table", tuple(self._run()))
        elif _SIMPLE.match(text, start, end):
            yield from self._simple_table()
        elif _DOCTEST.match(text, start, end):
            indent = self._indent(self.at)
            yield Block("code", tuple((first + indent, last) for first, last in self._run()), "pycon")
        elif _ADORNMENT.match(text, start, end):
            self.at += 1
        else:
            yield self._paragraph()

    def _indent(self, index: int) -> int:
        start, end = self.lines[index]
        return len(self.text[start:end]) - len(self.text[start:end].lstrip())

    def _run(self) -> Iterator[tuple[int, int]]:
        while self.at < len(self.lines) and self.lines[self.at][0] < self.lines[self.at][1]:
            yield self.lines[self.at]
            self.at += 1

    def _indented(self, kind: BlockKind, language: str) -> Iterator[Block]:
        """What stands indented below a directive, its options left out."""
        base = self._indent(self.at)
        self.at += 1
        rows: list[tuple[int, int]] = []
        while self.at < len(self.lines):
            start, end = self.lines[self.at]
            if start < end and self._indent(self.at) <= base:
                break
            if start < end and (rows or not _OPTION.match(self.text, start, end)):
                rows.append((start, end))
            self.at += 1
        if rows:
            indent = min(self._width(row) for row in rows)
            yield Block(kind, tuple((start + indent, end) for start, end in rows), language)

    def _width(self, row: tuple[int, int]) -> int:
        content = self.text[row[0] : row[1]]
        return len(content) - len(content.lstrip())

    def _simple_table(self) -> Iterator[Block]:
        """A table of columns under rules; its blanks of two and more part the cells."""
        rows = []
        rules = 0
        while self.at < len(self.lines) and rules < 3:
            start, end = self.lines[self.at]
            if start == end:
                break
            if _SIMPLE.match(self.text, start, end):
                rules += 1
            else:
                rows.append((start, end))
            self.at += 1
        if rows:
            yield Block("table", tuple(rows))

    def _paragraph(self) -> Block:
        rows = [self.lines[self.at]]
        self.at += 1
        if self.at < len(self.lines):
            start, end = self.lines[self.at]
            adornment = _ADORNMENT.match(self.text, start, end)
            if adornment and end - start >= 3:
                self.at += 1
                if adornment[1] not in self.levels:
                    self.levels.append(adornment[1])
                return Block("heading", tuple(rows), level=self.levels.index(adornment[1]) + 1)
        while self.at < len(self.lines):
            start, end = self.lines[self.at]
            if start == end or _GRID.match(self.text, start, end) or _DOCTEST.match(self.text, start, end):
                break
            rows.append((start, end))
            self.at += 1
        return Block("text", tuple(rows))


def rst_blocks(text: str) -> list[Block]:
    """Blocks of a reStructuredText, in order."""
    return list(_Reader(text).blocks())
