"""A remark cut into the lines it says: marks, bullets, code and argument lists taken away."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from itertools import pairwise
from typing import Literal, NamedTuple, TypeAlias

from .stated import Stated, stated_values, values_in
from .suppression import without_suppressions
from .tokens import Token, tokens

Kind: TypeAlias = Literal["comment", "docstring", "string"]

# People do not write longer lines by hand; data and generated text do.
_LONGEST = 1_000

_ROW = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")
_BREAK = re.compile(r"\\n")
_COMMENT_MARK = re.compile(r"[ \t]*#+[:!]?[ \t]*")
_BULLET = re.compile(r"(?:[-*+•‣◦][ \t]+|[0-9]{1,2}[.)][ \t]+|[-=#*~_]{3,}[ \t]*|[├└│╰─]+[ \t]*)+")
_OPENING_QUOTE = re.compile(r"[ \t]*[rRbBuUfF]{0,2}(?:\"\"\"|'''|\"|')")
_CLOSING_QUOTE = re.compile(r"(?:\"\"\"|'''|\"|')[ \t]*$")
_UNDERLINE = re.compile(r"[ \t]*(?:-{3,}|={3,}|~{3,})[ \t]*$")
_ARGUMENTS = re.compile(
    r"(?:(?:keyword |other |optional |input |positional |constructor |init )?"
    r"(?:args|arguments|parameters|params|attributes|kwargs|inputs?|options|hyper-?parameters|shapes?|raises|yields"
    r"|references?|see also|examples?|usage))\s*(?:\([^)0-9]*\))?\s*:?\s*$",
    re.IGNORECASE,
)
_FIELD = re.compile(
    r"[:@]\s*(?:param|parameter|arg|argument|type|keyword|kwarg|raises|cvar|ivar|var|rtype)\b"
)
_SCRIPT = re.compile(r">>>|\.\.\. |In \[|\$ |%")
_CODE = re.compile(
    r"""
    (?:assert|import|from|return|raise|del|yield|global|elif|lambda)\s+[\w(\[.\"']+[\w\])\"']*\s*(?:[\[(.=!<>,]|$|import\b)
    |(?:def|class)\s+\w+\s*[(:]
    |(?:if|for|while|with|else|try|except|elif)\b.*:\s*$
    |@\w
    |print\s*\(
    |[\w.\[\]'"]+(?:\s*:\s*\w+)?\s*[-+*/|]?=\s*(?:[A-Za-z_][\w.]*\s*[(\[]|[\[{'"(]\s*[A-Za-z_'"\[{]|lambda\b|self\b)
    |[A-Za-z_][\w.]*\([^()#]*(?:\([^()#]*\)[^()#]*)*\)[,;)]*\s*$
    |[A-Za-z_][\w.]*\([^)]*$
    |['"][^'"]*['"]\s*:\s*
    |\w+=[^\s,]+,\s*$
    |(?:self|torch|nn|tf|keras|np|F|jnp|layers)\.[\w.]+
    """,
    re.VERBOSE,
)
_INNER_COMMENT = re.compile(r"\s#\s")
_ASIDE = re.compile(r"\s#+\s*(?!(?:of|params?|parameters?|weights?|trainable|learnable)\b)")
_PROSE_WIDTH = 40


class Line:
    """A line of what a remark says, whether it is all the remark says, and what leads up to it.

    `lead` is the place of a row right above that ends in the middle of a sentence.
    """

    def __init__(
        self, text: str, spans: list[tuple[int, int]], alone: bool, lead: tuple[int, int], is_comment: bool
    ) -> None:
        self.remark = text
        self.is_comment = is_comment
        self.spans = spans
        self.alone = alone
        self.lead = lead

    @property
    def text(self) -> str:
        """The line as written."""
        return self.remark[self.spans[0][0] : self.spans[-1][1]]

    @cached_property
    def tokens(self) -> list[Token]:
        """Lexemes of the line."""
        return [token for start, end in self.spans for token in tokens(self.remark, start, end)]

    @cached_property
    def values(self) -> list[Stated]:
        """The values that the line states."""
        if len(self.spans) == 1:
            return values_in(self.remark, *self.spans[0])
        return stated_values(self.tokens)

    @property
    def lead_tokens(self) -> list[Token]:
        """Lexemes of the row that leads up to the line."""
        return tokens(self.remark, *self.lead)


class _Row(NamedTuple):
    start: int
    end: int
    indent: int


def lines(text: str, kind: Kind) -> list[Line]:
    """Lines of a remark, wrapped prose put together; code and lists of arguments are left out."""
    if kind == "comment":
        text = without_suppressions(text)
    rows = list(_rows(text, kind))
    kept = [row for row in _outside_arguments(text, rows) if row is not None]
    groups = _paragraphs(text, kept)
    alone = len([row for row in rows if row.start < row.end]) == 1
    leads = [(0, 0), *(_lead(text, group[-1], after[0]) for group, after in pairwise(groups))]
    return [
        Line(text, [(row.start, row.end) for row in group], alone, lead, kind == "comment")
        for group, lead in zip(groups, leads, strict=False)
    ]


def _rows(text: str, kind: Kind) -> Iterator[_Row]:
    first, last = 0, len(text)
    if kind != "comment":
        opening = _OPENING_QUOTE.match(text)
        first = opening.end() if opening else 0
        closing = _CLOSING_QUOTE.search(text, max(first, last - 8))
        last = closing.start() if closing else last
    at = first
    for match in _ROW.finditer(text, first, last):
        end = match.start() + len(match.group().rstrip("\r\n"))
        for start, stop in _broken(text, match.start(), end, kind):
            yield _row(text, start, stop, at, kind)
        if match.end() >= last:
            break


def _broken(text: str, start: int, end: int, kind: Kind) -> Iterator[tuple[int, int]]:
    """Parts of a row between written line ends (`\\n` in a string)."""
    if kind != "comment":
        for match in _BREAK.finditer(text, start, end):
            yield start, match.start()
            start = match.end()
    yield start, end


def _without_aside(text: str, begin: int, end: int) -> int:
    """Where a row ends that says a number and then opens another comment."""
    aside = _ASIDE.search(text, begin, end)
    if aside is not None and any(character.isdigit() for character in text[begin : aside.start()]):
        return aside.start()
    return end


def _row(text: str, start: int, end: int, first: int, kind: Kind) -> _Row:
    begin = start
    if kind == "comment" and (mark := _COMMENT_MARK.match(text, start, end)):
        begin = mark.end()
    while begin < end and text[begin] in " \t\f":
        begin += 1
    if kind == "comment":
        end = _without_aside(text, begin, end)
    indent = begin - start if start > first or kind == "comment" else -1
    if end - begin > _LONGEST:
        begin = end
    while end > begin and text[end - 1].isspace():
        end -= 1
    return _Row(begin, end, indent)


def _outside_arguments(text: str, rows: list[_Row]) -> Iterator[_Row | None]:
    """Rows that are no list of arguments; None where a paragraph ends."""
    heading: int | None = None
    underlined = False
    for index, row in enumerate(rows):
        content = text[row.start : row.end]
        following = rows[index + 1] if index + 1 < len(rows) else row
        ruled = bool(_UNDERLINE.fullmatch(text, following.start, following.end)) and following is not row
        if ruled or (content and heading is not None and row.indent <= heading and not underlined):
            heading = None
        if content and _ARGUMENTS.fullmatch(content):
            heading, underlined = row.indent, ruled
            yield None
        elif heading is not None or not content or _FIELD.match(content):
            yield None
        elif _is_code(content):
            yield None
        else:
            yield row


def _is_code(content: str) -> bool:
    if _SCRIPT.match(content):
        return True
    inner = _INNER_COMMENT.search(content)
    return bool(_CODE.match(content[: inner.start()].rstrip() if inner else content))


def _paragraphs(text: str, rows: list[_Row]) -> list[list[_Row]]:
    groups: list[list[_Row]] = []
    for row in rows:
        bullet = _BULLET.match(text, row.start, row.end)
        trimmed = row._replace(start=bullet.end()) if bullet else row
        if groups and not bullet and _goes_on(text, groups[-1], row):
            groups[-1].append(trimmed)
        else:
            groups.append([trimmed])
    return groups


def _lead(text: str, above: _Row, row: _Row) -> tuple[int, int]:
    apart = text.count("\n", above.end, row.start) > 1
    ended = text[above.start : above.end].endswith((".", "!", "?", ";"))
    return (0, 0) if apart or ended else (above.start, above.end)


def _goes_on(text: str, group: list[_Row], row: _Row) -> bool:
    """Whether a row carries on the sentence of the row before it."""
    before = text[group[-1].start : group[-1].end]
    if text.count("\n", group[-1].end, row.start) > 1 or len(group) > 20:
        return False
    if before.endswith((".", ":", ";", "!", "?", "|")) or not before:
        return False
    start = text[row.start : row.end]
    if before.endswith((",", "(", "-")) or before.split()[-1].lower() in _UNFINISHED:
        return True
    return len(before) >= _PROSE_WIDTH and bool(re.match(r"\(?[a-z]+(?:[ ,.)]|$)", start))


_UNFINISHED = frozenset(
    "a an the of has have with about around roughly approximately nearly almost only under over than and or is are by".split()
)
