"""Cuts a text into the few lexical pieces that its outline needs.

One regular expression takes whole runs of code at once, with the simple strings and brackets in them;
only what it cannot decide (odd f-strings, strings without an end) goes through `quoted.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from .quoted import UNCLOSED, QuotedReader

# Kinds of pieces; the first nine are the groups of the expression, in order. Plain numbers, as they
# are compared for each piece of each file.
(
    RUN,
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
) = range(1, 13)


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


def _group(items: str) -> str:
    """Brackets that hold code without brackets and comments, and these items."""
    inside = r"[^#'\"()\[\]{}\\]*"
    content = rf"{inside}(?:(?:{items}){inside})*"
    return rf"\({content}\)|\[{content}\]|\{{{content}\}}"


PLAIN = rf"{_one_row(chr(34))}|{_one_row(chr(39))}"
FORMATTED = rf"{_one_row_formatted(chr(34))}|{_one_row_formatted(chr(39))}"
TRIPLE = rf"{_triple(chr(34))}|{_triple(chr(39))}"
_ITEM = rf"{PLAIN}|{FORMATTED}|{_group(f'{PLAIN}|{FORMATTED}|{_group(PLAIN)}')}"

_PIECE = re.compile(
    rf"((?:[^#'\"()\[\]{{}}\\\n]+|{_ITEM})+)"
    r"|(\n(?:[ \t\f]*\n)*[ \t\f]*)"
    r"|(#[^\n]*)"
    r"|([(\[{])"
    r"|([)\]}])"
    rf"|({TRIPLE})"
    r"|(\\\n)"
    r"|(\\)"
    r"|(['\"])"
)


@cache
def _inner() -> re.Pattern[str]:
    # It takes milliseconds to compile, and many runs do without.
    return re.compile(_ITEM)


def rows_by_newline(text: str) -> str:
    """The same number of characters, with `\\n` as the only line end."""
    if "\r" not in text:
        return text
    # A continuation keeps its backslash right before the line end; all offsets stay as they are.
    return text.replace("\\\r\n", " \\\n").replace("\r\n", " \n").replace("\r", "\n")


def lexemes(text: str, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """Kind, start and end of each piece of a text whose rows end with `\\n`; an unclosed string is the last."""
    reader = QuotedReader(text, end)
    position = start
    while position < end:
        for match in _PIECE.finditer(text, position, end):
            kind = match.lastindex
            assert kind is not None
            position = match.end()
            if kind == QUOTE:
                break
            yield kind, match.start(), position
        else:
            return
        quote = match.start()
        ending, formatted = reader.read(quote)
        if ending == UNCLOSED:
            yield UNCLOSED_STRING, quote, end
            return
        position = ending
        yield (FORMATTED_STRING if formatted else PLAIN_STRING), quote, position


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
        return _inner().sub(lambda match: match[0][0] + match[0][-1], piece)
    if kind in (OPEN, CLOSE):
        return piece
    return '""' if kind in (TRIPLE_STRING, PLAIN_STRING, FORMATTED_STRING) else " "
