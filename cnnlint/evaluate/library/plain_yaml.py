"""YAML as configurations are written: block and flow collections of plain and quoted scalars, read as YAML 1.1.

Anchors, tags, merge keys, several documents and texts over several rows are refused.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

MOST_DEPTH = 40
LONGEST_NUMBER = 40
_REFUSED = re.compile("[\t\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff]")
_TRUE = frozenset("yes Yes YES true True TRUE on On ON".split())
_FALSE = frozenset("no No NO false False FALSE off Off OFF".split())
_NONE = frozenset(("", "~", "null", "Null", "NULL"))
_WHOLE = re.compile(r"[-+]?(?:0|[1-9][0-9_]*)")
_OTHER_WHOLE = re.compile(r"[-+]?0(?:b[01_]+|x[0-9a-fA-F_]+|[0-7_]+)")
_FRACTION = re.compile(r"[-+]?(?:[0-9][0-9_]*\.[0-9_]*|\.[0-9][0-9_]*)(?:[eE][-+][0-9]+)?")
_ENDLESS = re.compile(r"([-+]?)\.(?:(inf|Inf|INF)|(?:nan|NaN|NAN))")
# Dates, numbers to the base of sixty, and what stands for another mapping.
_SPECIAL = re.compile(r"\d{4}-\d\d?-\d\d?.*|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?|<<|=")
_INDICATORS = frozenset(",[]{}#&*!|>'\"%@`")
_QUOTED = re.compile(r"'(?P<single>(?:[^']|'')*)'|\"(?P<double>(?:[^\"\\]|\\.)*)\"")
# Words in brackets, and what may follow a value in its row.
_WORD = re.compile(r"(?:[^,\[\]{}?:# ]|:(?=[^ ,\[\]{}])| +(?=[^,\[\]{}?:# ]))+")
_REST = re.compile(r" *(?:(?: |^)#.*)?")
_ESCAPE = re.compile(r"\\(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|.)")
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r", "0": "\0", "\\": "\\", '"': '"', "/": "/", " ": " "}


class NotPlain(ValueError):
    """A text that is no YAML, or more of it than is read here."""


class _Row(NamedTuple):
    indent: int
    text: str


def read_yaml(text: str) -> Any:
    """The one document of a text; NotPlain where that cannot be told."""
    if _REFUSED.search(text.replace("\r\n", "\n")):
        raise NotPlain("signs that are no plain text")
    rows = [_Row(len(row) - len(row.lstrip(" ")), row.strip(" ")) for row in re.split("\r?\n", text)]
    rows = [row for row in rows if row.text and not row.text.startswith("#")]
    if rows and rows[0].indent == 0 and re.fullmatch(r"---(?: +#.*)?", rows[0].text):
        del rows[0]
    if any(row.indent == 0 and row.text.startswith(("---", "...", "%")) for row in rows):
        raise NotPlain("several documents or a directive")
    return _Blocks(rows).document()


class _Blocks:
    """Reads rows from `at` on; a collection in the row of its key or dash is taken for a row of its own."""

    def __init__(self, rows: list[_Row]) -> None:
        self.rows = rows
        self.at = 0
        self.depth = 0

    def document(self) -> Any:
        if not self.rows:
            return None
        value = self.block()
        if self.at < len(self.rows):
            raise NotPlain("a row that belongs to nothing")
        return value

    def block(self) -> Any:
        """The collection or scalar that begins at this row."""
        self.depth += 1
        if self.depth > MOST_DEPTH:
            raise NotPlain("data that is nested too deeply")
        row = self.rows[self.at]
        if _is_item(row.text):
            value: Any = self.sequence(row.indent)
        elif _key(row.text) is not None:
            value = self.mapping(row.indent)
        else:
            value = self.inline(row.text)
        self.depth -= 1
        return value

    def sequence(self, indent: int) -> list[Any]:
        items = []
        while self._is_at(indent) and _is_item(self.rows[self.at].text):
            rest = self.rows[self.at].text[1:]
            content = rest.lstrip(" ")
            if not content or content.startswith("#"):
                self.at += 1
                items.append(self.block() if self._is_deeper(indent) else None)
            else:
                self.rows[self.at] = _Row(indent + 1 + len(rest) - len(content), content)
                items.append(self.block())
        return items

    def mapping(self, indent: int) -> dict[Any, Any]:
        items: dict[Any, Any] = {}
        while self._is_at(indent) and (pair := _key(self.rows[self.at].text)) is not None:
            key, rest = pair
            if rest and not rest.startswith("#"):
                items[key] = self.inline(rest)
                if self._is_deeper(indent):
                    raise NotPlain("a text over several rows")
                continue
            self.at += 1
            if self._is_deeper(indent):
                items[key] = self.block()
            elif self._is_at(indent) and _is_item(self.rows[self.at].text):
                items[key] = self.sequence(indent)
            else:
                items[key] = None
        return items

    def inline(self, text: str) -> Any:
        """A value that stands in a row; a collection in brackets may go on in the next rows."""
        if text[0] in "[{":
            flow = _Flow(self.rows, self.at, text)
            value = flow.value(self.depth)
            flow.end_of_row()
            self.at = flow.row + 1
            return value
        self.at += 1
        if text[0] in "'\"":
            value, end = _quoted(text)
            if not _REST.fullmatch(text, end):
                raise NotPlain("more than a text in quotes")
            return value
        return _plain(_without_comment(text))

    def _is_at(self, indent: int) -> bool:
        return self.at < len(self.rows) and self.rows[self.at].indent == indent

    def _is_deeper(self, indent: int) -> bool:
        return self.at < len(self.rows) and self.rows[self.at].indent > indent


class _Flow:
    """Reads a collection in brackets, from a row on: `at` is the place in it."""

    def __init__(self, rows: list[_Row], row: int, text: str) -> None:
        self.rows = rows
        self.row = row
        self.text = text
        self.at = 0

    def value(self, depth: int) -> Any:
        """What begins here."""
        if depth > MOST_DEPTH:
            raise NotPlain("data that is nested too deeply")
        sign = self._next()
        if sign == "[":
            return self._list(depth + 1)
        if sign == "{":
            return self._mapping(depth + 1)
        return self._scalar()

    def end_of_row(self) -> None:
        """Nothing follows but a comment."""
        if not _REST.fullmatch(self.text, self.at):
            raise NotPlain("more than a collection")

    def _next(self) -> str:
        """The sign that comes next, with spaces, comments and ends of rows passed over."""
        while _REST.fullmatch(self.text, self.at):
            self.row += 1
            if self.row >= len(self.rows):
                raise NotPlain("a bracket that is not closed")
            self.text, self.at = self.rows[self.row].text, 0
        while self.text[self.at] == " ":
            self.at += 1
        return self.text[self.at]

    def _list(self, depth: int) -> list[Any]:
        self.at += 1
        items = []
        while self._next() != "]":
            items.append(self.value(depth))
            self._separate("]")
        self.at += 1
        return items

    def _mapping(self, depth: int) -> dict[Any, Any]:
        self.at += 1
        items: dict[Any, Any] = {}
        while self._next() != "}":
            key = self._scalar()
            if self._next() != ":":
                raise NotPlain("a key without a value")
            self.at += 1
            items[key] = None if self._next() in ",}" else self.value(depth)
            self._separate("}")
        self.at += 1
        return items

    def _separate(self, closing: str) -> None:
        sign = self._next()
        if sign == ",":
            self.at += 1
        elif sign != closing:
            raise NotPlain("values without a comma between them")

    def _scalar(self) -> Any:
        if self._next() in "'\"":
            value, self.at = _quoted(self.text, self.at)
            return value
        found = _WORD.match(self.text, self.at)
        if found is None:
            raise NotPlain("a value that is left out")
        self.at = found.end()
        if ":" in found[0] or self.text[self.at : self.at + 1] == "#":
            raise NotPlain("a sign within a text")
        return _plain(found[0])


def _is_item(text: str) -> bool:
    return text == "-" or text.startswith("- ")


def _key(text: str) -> tuple[Any, str] | None:
    """The key that a row begins with and what follows it, if it has one."""
    if text[0] in "[{":
        return None
    if text[0] in "'\"":
        key, end = _quoted(text)
        after = text[end:].lstrip(" ")
        if not after.startswith(":"):
            return None
        if after[1:2] not in ("", " "):
            raise NotPlain("a key in quotes without a space behind it")
        return key, after[1:].strip(" ")
    found = re.search(r":(?: |$)| #", text)
    if found is None or found[0] == " #":
        return None
    return _plain(text[: found.start()].rstrip(" ")), text[found.end() :].strip(" ")


def _quoted(text: str, at: int = 0) -> tuple[str, int]:
    """A text in quotes, and where it ends."""
    found = _QUOTED.match(text, at)
    if found is None:
        raise NotPlain("a text over several rows")
    if found["single"] is not None:
        return found["single"].replace("''", "'"), found.end()
    return _ESCAPE.sub(_unescaped, found["double"]), found.end()


def _unescaped(found: re.Match[str]) -> str:
    sign = found[1]
    if len(sign) > 1:
        return chr(int(sign[1:], 16))
    if sign not in _ESCAPED:
        raise NotPlain("an escape that is not read")
    return _ESCAPED[sign]


def _without_comment(text: str) -> str:
    return text.partition(" #")[0].rstrip(" ")


def _plain(text: str) -> Any:
    """What a text without quotes stands for."""
    if text in _NONE:
        return None
    if text[0] in _INDICATORS or text[:2] in ("? ", "- ", ": ") or text in ("?", "-", ":"):
        raise NotPlain(f"a value that begins with {text[0]}")
    if re.search(r":(?: |$)", text) or _SPECIAL.fullmatch(text):
        raise NotPlain(f"the value {text}")
    if text in _TRUE or text in _FALSE:
        return text in _TRUE
    return _number(text)


def _number(text: str) -> Any:
    if len(text) > LONGEST_NUMBER and not text.strip("-+_.0123456789"):
        raise NotPlain("a very long number")
    if _WHOLE.fullmatch(text):
        return int(text.replace("_", ""))
    if _OTHER_WHOLE.fullmatch(text):
        raise NotPlain(f"the number {text}")
    if _FRACTION.fullmatch(text):
        return float(text.replace("_", ""))
    if endless := _ENDLESS.fullmatch(text):
        return float(endless[1] + (endless[2] or "nan"))
    return text
