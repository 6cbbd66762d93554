"""Finds the end of a string that one regular expression could not read: odd f-strings, mostly.

Since Python 3.12 the fields of an f-string hold any code, also strings with the same quotes.
"""

from __future__ import annotations

import re

_PREFIX = re.compile(r"(?<!\w)[A-Za-z]{1,2}\Z")
_PREFIXES = frozenset({"r", "b", "u", "f", "t", "rb", "br", "fr", "rf", "tr", "rt"})
_LITERAL_STOP = re.compile(r"[{}'\"\\\n]")
_FIELD_STOP = re.compile(r"[()\[\]{}'\"#:]")
_NAMED_CHARACTER = re.compile(r"N\{[^{}'\"\n]*\}")
# Python itself allows 150 f-strings inside one another; nobody writes ten.
_MAX_NESTING = 100
# After so many fields without an end, f-strings are read the old way, so that time stays linear.
_MAX_FAILURES = 50

UNCLOSED = -1


def prefix_before(text: str, quote: int) -> str:
    """Prefix letters of the string whose opening quote stands here, in lower case."""
    match = _PREFIX.search(text[max(0, quote - 3) : quote])
    if match is None:
        return ""
    prefix = match[0].lower()
    return prefix if prefix in _PREFIXES else ""


class QuotedReader:
    """Reads single strings of one text up to `limit`."""

    def __init__(self, text: str, limit: int) -> None:
        self._text = text
        self._limit = limit
        self._failures = 0

    def read(self, quote: int) -> tuple[int, bool]:
        """End of the string that opens at this quote (UNCLOSED if it has none), and whether it has fields."""
        prefix = prefix_before(self._text, quote)
        if "f" not in prefix and "t" not in prefix:
            return self._plain_end(quote), False
        end = UNCLOSED
        if self._failures < _MAX_FAILURES:
            end = self._formatted_end(quote, "r" in prefix, 0)
            self._failures += end == UNCLOSED
        return (end if end != UNCLOSED else self._plain_end(quote)), True

    def _mark(self, quote: int) -> str:
        mark = self._text[quote] * 3
        return mark if self._text.startswith(mark, quote) else mark[0]

    def _plain_end(self, quote: int) -> int:
        mark = self._mark(quote)
        stop = re.compile(rf"\\[\s\S]|{mark}" + ("" if len(mark) == 3 else r"|\n"))
        position = quote + len(mark)
        while match := stop.search(self._text, position, self._limit):
            if match[0] == mark:
                return match.end()
            if match[0] == "\n":
                break
            position = match.end()
        return UNCLOSED

    def _formatted_end(self, quote: int, raw: bool, nesting: int) -> int:
        if nesting > _MAX_NESTING:
            return UNCLOSED
        text, mark = self._text, self._mark(quote)
        position = quote + len(mark)
        while match := _LITERAL_STOP.search(text, position, self._limit):
            stop, position = match[0], match.end()
            if stop == "\\":
                position = self._after_backslash(position, raw)
            elif stop == "{":
                position = (
                    position + 1
                    if text.startswith("{", position)
                    else self._field_end(position, mark, raw, nesting)
                )
                if position == UNCLOSED:
                    break
            elif stop == "\n":
                if len(mark) == 1:
                    break
            elif stop == mark[0] and text.startswith(mark, match.start()):
                return match.start() + len(mark)
        return UNCLOSED

    def _after_backslash(self, position: int, raw: bool) -> int:
        if not raw and (name := _NAMED_CHARACTER.match(self._text, position, self._limit)):
            return name.end()
        return position if self._text[position : position + 1] in ("{", "}") else position + 1

    def _field_end(self, position: int, mark: str, raw: bool, nesting: int) -> int:
        """End of a replacement field whose `{` stands right before the position."""
        text, depth = self._text, 0
        while match := _FIELD_STOP.search(text, position, self._limit):
            stop, position = match[0], match.end()
            if stop in "([{":
                depth += 1
            elif stop == "}" and depth == 0:
                return position
            elif stop in ")]}":
                depth -= 1
            elif stop == ":":
                if depth == 0:
                    return self._spec_end(position, mark, raw, nesting)
            elif stop == "#":
                newline = text.find("\n", position, self._limit)
                position = self._limit if newline < 0 else newline
            else:
                position = self._inner_end(match.start(), nesting)
                if position == UNCLOSED:
                    break
        return UNCLOSED

    def _inner_end(self, quote: int, nesting: int) -> int:
        prefix = prefix_before(self._text, quote)
        if "f" in prefix or "t" in prefix:
            return self._formatted_end(quote, "r" in prefix, nesting + 1)
        return self._plain_end(quote)

    def _spec_end(self, position: int, mark: str, raw: bool, nesting: int) -> int:
        """End of a field whose format specification begins at the position."""
        if nesting > _MAX_NESTING:
            return UNCLOSED
        text = self._text
        while match := _LITERAL_STOP.search(text, position, self._limit):
            stop, position = match[0], match.end()
            if stop == "}":
                return position
            if stop == "{":
                position = self._field_end(position, mark, raw, nesting + 1)
                if position == UNCLOSED:
                    break
            elif stop == "\\":
                position = self._after_backslash(position, raw)
            elif (stop == "\n" and len(mark) == 1) or text.startswith(mark, match.start()):
                break
        return UNCLOSED
