"""Claims in the list of a docstring's arguments: `depth (int): 18 -> 11.7M, 50 -> 25.6M params`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from .arithmetic import number_at
from .claim import Claim, Given, Quantity
from .context import disturbed, qualified
from .number import Bound, interval
from .tokens import Token, tokens

_SECTION = re.compile(
    r"[ \t]*(?:Args|Arguments|Parameters|Params|Keyword Args|Attributes)[ \t]*:?[ \t]*$", re.IGNORECASE
)
_UNDERLINE = re.compile(r"[ \t]*-{3,}[ \t]*$")
_ENTRY = re.compile(
    r"(?P<indent>[ \t]*)(?::param(?:eter)?[ \t]+)?(?P<type>(?:int|str|bool)[ \t]+)?[`*]*(?P<name>[A-Za-z_]\w*)[`*]*"
    r"[ \t]*(?P<told>\([^)]*\))?[ \t]*:(?!:)"
)
_VALUE = re.compile(
    r"(?P<quote>[\"'`]+)(?P<text>[\w.+/-]+)(?P=quote)|(?<![\w.,])(?P<number>[0-9]{1,5})(?![\w.,%])|(?P<truth>True|False)\b"
    r"|(?<![\w.])(?P<word>[A-Za-z][\w-]*)(?=[ \t]*(?::|->|=>|→|=|–|—|-[ \t]))"
)
_JOINT = re.compile(r"[ \t]*(?:->|=>|→|:|=|–|—|-|\(|gives|has|yields|with)[ \t]*(?:~|about[ \t]|≈)?[ \t]*")
_WORD = re.compile(r"\bparam(?:s|eters?)?\b", re.IGNORECASE)
_MOST_LINES = 400


class _Line(NamedTuple):
    start: int
    text: str

    @property
    def indent(self) -> int:
        return len(self.text) - len(self.text.lstrip())


def argument_claims(text: str) -> Iterator[Claim]:
    """Claims of a docstring about what it documents, called with one argument of a certain value."""
    if not _WORD.search(text):
        return
    lines = list(_lines(text))[:_MOST_LINES]
    section: int | None = None
    for at, line in enumerate(lines):
        following = lines[at + 1].text if at + 1 < len(lines) else ""
        if _SECTION.fullmatch(line.text):
            section = line.indent - 1 if _UNDERLINE.fullmatch(following) else line.indent
        elif section is not None and line.text.strip() and line.indent <= section:
            section = None
        entry = _ENTRY.match(line.text)
        if entry and (section is not None or ":param" in entry.group()):
            yield from _entry_claims(text, entry, _body(lines, at))


def _lines(text: str) -> Iterator[_Line]:
    at = 0
    for row in text.splitlines(keepends=True):
        yield _Line(at, row.rstrip())
        at += len(row)


def _body(lines: list[_Line], at: int) -> list[_Line]:
    """The lines of an entry: its first, and those that are indented more."""
    body = [lines[at]]
    for line in lines[at + 1 :]:
        if line.text.strip() and line.indent <= lines[at].indent:
            break
        body.append(line)
    return body


def _entry_claims(text: str, entry: re.Match[str], body: list[_Line]) -> Iterator[Claim]:
    if not any(_WORD.search(line.text) for line in body):
        return
    is_text = "str" in (entry["told"] or entry["type"] or "")
    for place, line in enumerate(body):
        first = entry.end() if place == 0 else 0
        worded = bool(_WORD.search(line.text, first))
        row = tokens(text, line.start + first, line.start + len(line.text))
        if not worded or disturbed(row) or qualified(row):
            continue
        for value in _VALUE.finditer(line.text, first):
            claim = _claim(text, line, value, entry["name"], is_text, row)
            if claim is not None:
                yield claim


def _claim(
    text: str, line: _Line, value: re.Match[str], name: str, is_text: bool, row: list[Token]
) -> Claim | None:
    joint = _JOINT.match(line.text, value.end())
    given = _value(value, is_text)
    if joint is None or given is None or joint.end() == value.end():
        return None
    at = next((i for i, token in enumerate(row) if token.start >= line.start + joint.end()), len(row))
    found = number_at(row, at)
    if found is None or found[0].value < 10:
        return None
    number, after = found
    # A unit that is no word for a count makes it something else.
    if (
        after < len(row)
        and row[after].kind == "word"
        and not _WORD.fullmatch(row[after].text)
        and not _is_next(row[after])
    ):
        return None
    start, end = row[at].start, row[after - 1].end
    about = any(mark in joint.group() for mark in ("~", "about", "≈"))
    allowed = interval(number, Bound.ABOUT if about else Bound.EXACT)
    return Claim(
        (Quantity.PARAMETERS,), allowed, number.value, start, end, text[start:end], given=Given(name, given)
    )


def _is_next(token: Token) -> bool:
    return token.lower in ("and", "or", "trainable", "learnable")


def _value(match: re.Match[str], is_text: bool) -> str | int | bool | None:
    if match["text"]:
        return match["text"]
    if match["number"]:
        return match["number"] if is_text else int(match["number"])
    if match["truth"]:
        return match["truth"] == "True"
    return match["word"] if is_text else None
