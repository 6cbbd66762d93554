"""Cuts a text into the few lexical pieces that its outline needs.

One regular expression takes whole runs of code at once, with the simple strings and brackets in them;
only what it cannot decide (odd f-strings, strings without an end) goes through `quoted.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .quoted import UNCLOSED, QuotedReader

# Kinds of pieces; the first ten are the groups of the expression, in order. Plain numbers, as they
# are compared for each piece of each file. A row is a run with the newline behind it.
(
    RUN,
    ROW,
    NEWLINE,
    COMMENT,
    OPEN,
    CLOSE,
    TRIPLE_STRING,
    JOIN,
    STRAY,
    QUOTE,
    PLAIN_STRING,
    FORMATTED_STRING,
    UNCLOSED_STRING,
) = range(1, 14)


def _one_row(quote: str) -> str:
    # Directly after f or t it may be an f-string, whose braces decide where it ends. The quote is
    # tested first, as an alternative that begins with a literal is refused fastest.
    inside = rf"[^{quote}\\\n]*"
    return rf"{quote}(?<![fFtT].)(?<![fFtT][rR].)(?!{quote}{quote}){inside}(?:\\[^\n]{inside})*{quote}"


def _one_row_formatted(quote: str) -> str:
    inside = rf"[^{quote}\\\n{{}}]*"
    field = r"\{\{|\}\}|\{[^'\"\\{}\n#]*\}"
    prefixed = r"(?:(?<=[fFtT].)|(?<=[fFtT][rR].))"
    return rf"{quote}{prefixed}(?!{quote}{quote}){inside}(?:(?:\\[^\n{{}}N]|{field}){inside})*{quote}"


def _triple(quote: str) -> str:
    inside = rf"[^{quote}\\]*"
    prefixed = r"(?<![fFtT]...)(?<![fFtT][rR]...)"
    return rf"{quote * 3}{prefixed}{inside}(?:(?:\\[\s\S]|{quote}(?!{quote}{quote})){inside})*{quote * 3}"


def _brackets(inside: str) -> str:
    return rf"\({inside}\)|\[{inside}\]|\{{{inside}\}}"


PLAIN = rf"{_one_row(chr(34))}|{_one_row(chr(39))}"
FORMATTED = rf"{_one_row_formatted(chr(34))}|{_one_row_formatted(chr(39))}"
TRIPLE = rf"{_triple(chr(34))}|{_triple(chr(39))}"
# Strings, and brackets with code in which no more than this stands: each alternative costs time to compile.
_BARE = r"[^#'\"()\[\]{}\\]*"
_ITEM = rf"{PLAIN}|{FORMATTED}|{_brackets(rf'{_BARE}(?:(?:{PLAIN}|{_brackets(_BARE)}){_BARE})*')}"

_NEWLINE = r"(\n(?:[ \t\f]*\n)*[ \t\f]*)"
_PIECE = re.compile(
    rf"((?:[^#'\"()\[\]{{}}\\\n]+|{_ITEM})+){_NEWLINE}?"
    rf"|{_NEWLINE}"
    r"|(#[^\n]*)"
    r"|([(\[{])"
    r"|([)\]}])"
    rf"|({TRIPLE})"
    r"|(\\\n)"
    r"|(\\)"
    r"|(['\"])"
)


_SPECIAL = re.compile(r"[#'\"()\[\]{}\\\n]")
# What the surface of a run leaves out: strings, and all between brackets.
_MARK = re.compile(rf"{PLAIN}|{FORMATTED}|([(\[{{])|([)\]}}])")


def rows_by_newline(text: str) -> str:
    """The same number of characters, with `\\n` as the only line end."""
    if "\r" not in text:
        return text
    # A continuation keeps its backslash right before the line end; all offsets stay as they are.
    return text.replace("\\\r\n", " \\\n").replace("\r\n", " \n").replace("\r", "\n")


def pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int, int, int]]:
    """Kind, start, end of what is no newline, and end of each piece of a text whose rows end with `\\n`.

    An unclosed string is the last piece.
    """
    reader = QuotedReader(text, end)
    position = start
    while position < end:
        for match in _PIECE.finditer(text, position, end):
            kind = match.lastindex
            assert kind is not None
            first, position = match.span()
            if kind == QUOTE:
                break
            yield kind, first, match.end(1) if kind == ROW else position, position
        else:
            return
        quote = match.start()
        ending, formatted = reader.read(quote)
        if ending == UNCLOSED:
            yield UNCLOSED_STRING, quote, end, end
            return
        position = ending
        yield (FORMATTED_STRING if formatted else PLAIN_STRING), quote, position, position


def lexemes(text: str, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """Kind, start and end of each piece, a row's newline by itself."""
    for kind, first, stop, last in pieces(text, start, end):
        if kind == ROW:
            yield RUN, first, stop
            yield NEWLINE, stop, last
        else:
            yield kind, first, last


def line_end(text: str, start: int, end: int) -> int:
    """Where the logical line ends that holds code at an offset, at most at `end`."""
    depth = 0
    for kind, first, _ in lexemes(text, start, end):
        if kind == OPEN:
            depth += 1
        elif kind == CLOSE:
            depth -= 1
        elif kind == NEWLINE and depth <= 0:
            return first
    return end


def surface(text: str, start: int, end: int) -> str:
    """Code of one logical line with the insides of strings and brackets left out."""
    if _SPECIAL.search(text, start, end) is None:
        return text[start:end]
    depth = 0
    parts: list[str] = []
    for kind, first, last in lexemes(text, start, end):
        if kind == CLOSE:
            depth -= 1
        if depth == 0:
            parts.append(_shell(kind, text[first:last]))
        if kind == OPEN:
            depth += 1
    return "".join(parts)


def _shell(kind: int, piece: str) -> str:
    if kind == RUN:
        return _outside(piece)
    if kind in (OPEN, CLOSE):
        return piece
    return '""' if kind in (TRIPLE_STRING, PLAIN_STRING, FORMATTED_STRING) else " "


def _outside(run: str) -> str:
    """A run without the insides of its strings and brackets."""
    depth = position = 0
    parts: list[str] = []
    for mark in _MARK.finditer(run):
        closes = mark.lastindex == 2
        depth -= closes
        if depth == 0:
            if not closes:
                parts.append(run[position : mark.start() + 1])
            position = mark.end() - 1
        depth += mark.lastindex == 1
    parts.append(run[position:])
    return "".join(parts)
