"""Blocks of Markdown, with what MDX and MyST add: a reader by lines that keeps every offset.

What it cannot place it calls a text; nothing that is text is called code, nor the other way round, where
CommonMark is clear.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .blocks import Block, BlockKind

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_CHARACTER = re.compile(r"[^\r\n]")
_QUOTE = re.compile(r"(?: {0,3}>(?!>)[ ]?)+")
_FENCE = re.compile(r"([ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?)(`{3,}|~{3,})[ \t]*([^`\r\n]*)$")
_INFO = re.compile(r"[{.\s]*(?:code-cell|code-block|code|sourcecode)?[}\s]*[{.\s]*([\w+-]*)")
_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]+|$)")
_UNDERLINE = re.compile(r" {0,3}(=+|-+)[ \t]*$")
_GRID = re.compile(r"[ \t]*\+(?:[-=]+\+)+[ \t]*$")
_HTML_TABLE = re.compile(r"[ \t]*<table\b", re.IGNORECASE)
_FRONT = re.compile(r"\A(---|\+\+\+)[ \t]*\r?\n")
_MATH_OPEN = re.compile(r"[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?(\$\$|\\\[)")
_MATH_ENDS = {"$$": "$$", "\\[": "\\]"}
_DOCTEST = re.compile(r"[ \t]*>>> ")
_MATH_LANGUAGES = frozenset({"math", "latex", "tex", "katex"})


# The sign that a line begins with, unless it goes on with a text.
_MARK = re.compile(r"[ \t>]*[`~#<$\\+\-*\d:]")


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.lines = list(_lines(text))
        # Lines that can only be text, whatever stands around them.
        self.prose = [_is_prose(text[start:end]) for start, end in self.lines]
        self.at = 0

    def blocks(self) -> Iterator[Block]:
        self._skip_front()
        while self.at < len(self.lines):
            start, end = self.lines[self.at]
            if start == end:
                self.at += 1
            elif self.prose[self.at]:
                yield self._paragraph()
            else:
                yield from self._block()

    def _skip_front(self) -> None:
        front = _FRONT.match(self.text)
        if front is None:
            return
        for index in range(1, len(self.lines)):
            start, end = self.lines[index]
            if self.text[start:end].rstrip() == front[1]:
                self.at = index + 1
                return

    def _block(self) -> Iterator[Block]:
        start, end = self.lines[self.at]
        text = self.text
        if fence := _FENCE.match(text, start, end):
            yield from self._fenced(fence)
        elif heading := _HEADING.match(text, start, end):
            self.at += 1
            if heading.end() < end:
                yield Block("heading", ((heading.end(), end),), level=len(heading[1]))
        elif opening := _MATH_OPEN.match(text, start, end):
            yield self._math(opening, end)
        elif _HTML_TABLE.match(text, start, end):
            yield Block("table", tuple(self._until("</table>")))
        elif _GRID.match(text, start, end) or self._is_table_row(self.at):
            yield Block("table", tuple(self._run(self._is_table_row)))
        elif _DOCTEST.match(text, start, end):
            yield Block("code", tuple(self._run(self._is_filled)), "pycon")
        else:
            yield self._paragraph()

    def _fenced(self, fence: re.Match[str]) -> Iterator[Block]:
        mark, info = fence[2], fence[3]
        indent = len(fence[1].expandtabs(4))
        self.at += 1
        rows: list[tuple[int, int]] = []
        while self.at < len(self.lines):
            start, end = self.lines[self.at]
            self.at += 1
            closing = self.text[start:end].strip()
            if len(closing) >= len(mark) and not closing.strip(mark[0]):
                break
            rows.append(_dedented(self.text, start, end, indent))
        word = _INFO.match(info)
        language = word[1].lower() if word else ""
        if rows:
            kind: BlockKind = "math" if language in _MATH_LANGUAGES else "code" if language else "verbatim"
            yield Block(kind, tuple(rows), language)

    def _math(self, opening: re.Match[str], end: int) -> Block:
        closing = _MATH_ENDS[opening[1]]
        start = opening.end()
        close = self.text.find(closing, start, end)
        if close >= 0:
            return self._paragraph()
        rows = [(start, end)]
        self.at += 1
        while self.at < len(self.lines):
            start, end = self.lines[self.at]
            self.at += 1
            close = self.text.find(closing, start, end)
            rows.append((start, end if close < 0 else close))
            if close >= 0 or start == end:
                break
        return Block("math", tuple(rows))

    def _paragraph(self) -> Block:
        rows = [self.lines[self.at]]
        self.at += 1
        while self.at < len(self.lines):
            start, end = self.lines[self.at]
            if self.prose[self.at]:
                rows.append((start, end))
                self.at += 1
                continue
            underline = _UNDERLINE.match(self.text, start, end)
            if underline:
                self.at += 1
                return Block("heading", tuple(rows), level=1 if underline[1][0] == "=" else 2)
            if start == end or self._begins_other(start, end):
                break
            rows.append((start, end))
            self.at += 1
        return Block("text", tuple(rows))

    def _begins_other(self, start: int, end: int) -> bool:
        if _MARK.match(self.text, start, end):
            patterns = (_FENCE, _HEADING, _HTML_TABLE, _GRID)
            if any(pattern.match(self.text, start, end) for pattern in patterns):
                return True
            math = _MATH_OPEN.match(self.text, start, end)
            if math is not None and self.text.find(_MATH_ENDS[math[1]], math.end(), end) < 0:
                return True
        return self._is_table_row(self.at)

    def _is_table_row(self, index: int) -> bool:
        """Whether a line is one of a table: bars with others below or above, or tabs."""
        start, end = self.lines[index]
        if "|" in self.text[start:end] or _GRID.match(self.text, start, end):
            return True
        # One line with a tab may be anything.
        return self._is_tabbed(index) and (self._is_tabbed(index - 1) or self._is_tabbed(index + 1))

    def _is_tabbed(self, index: int) -> bool:
        if not 0 <= index < len(self.lines):
            return False
        start, end = self.lines[index]
        return "\t" in self.text[start:end].strip()

    def _is_filled(self, index: int) -> bool:
        start, end = self.lines[index]
        return start < end

    def _run(self, belongs: object) -> Iterator[tuple[int, int]]:
        assert callable(belongs)
        while self.at < len(self.lines) and belongs(self.at):
            yield self.lines[self.at]
            self.at += 1

    def _until(self, closing: str) -> Iterator[tuple[int, int]]:
        while self.at < len(self.lines):
            start, end = self.lines[self.at]
            yield start, end
            self.at += 1
            if closing in self.text[start:end].lower():
                return


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """Offsets of the lines, without quotation marks and blanks at their ends."""
    if "\r" in text:
        for match in _LINE.finditer(text):
            if match.start() < len(text):
                yield _content(text, match.start(), match.start() + len(match.group().rstrip("\r\n")))
        return
    at = 0
    for line in text.removesuffix("\n").split("\n") if text else ():
        end = at + len(line)
        quoted = ">" in line
        yield _content(text, at, end) if quoted else (at, at + len(line.rstrip(" \t")))
        at = end + 1


def _is_prose(line: str) -> bool:
    return line[:1].isalpha() and "|" not in line and "\t" not in line


def _content(text: str, start: int, end: int) -> tuple[int, int]:
    """A line without its quotation marks and blanks at its end."""
    quote = _QUOTE.match(text, start, end)
    if quote is not None and not _DOCTEST.match(text, start, end):
        start = quote.end()
    while end > start and text[end - 1] in " \t":
        end -= 1
    return start, end


def _dedented(text: str, start: int, end: int, indent: int) -> tuple[int, int]:
    """A line of a fenced block without the indentation of the fence."""
    column = 0
    while start < end and column < indent and text[start] in " \t":
        column += 4 - column % 4 if text[start] == "\t" else 1
        start += 1
    return start, end


def markdown_blocks(text: str) -> list[Block]:
    """Blocks of a Markdown text, in order; its HTML comments say nothing."""
    shown = _COMMENT.sub(lambda match: _CHARACTER.sub(" ", match.group()), text)
    return list(_Reader(shown).blocks())
