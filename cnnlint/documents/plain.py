"""The plain text of a piece of markup, each character with its place in the document."""

from __future__ import annotations

import re
from bisect import bisect_right
from operator import attrgetter
from typing import NamedTuple

from .latex import DROPPED, ENVIRONMENTS, FRACTIONS, SIGNS, WRAPPERS, closing_brace

# Stands for a formula that cannot be read as arithmetic.
OPAQUE = "□"

_THIN = "\u2009"

_ENTITIES = {
    "&times;": "×", "&middot;": "·", "&sdot;": "·", "&nbsp;": " ", "&thinsp;": _THIN, "&sup2;": "²", "&sup3;": "³",
    "&#215;": "×", "&#xd7;": "×", "&#183;": "·", "&rarr;": "→", "&asymp;": "≈", "&lt;": "<", "&gt;": ">",
    "&amp;": "&", "&minus;": "−", "&ndash;": "–", "&le;": "≤", "&ge;": "≥", "&plus;": "+", "&ast;": "*",
    "&#42;": "*", "&equals;": "=", "&#61;": "=", "&#160;": " ", "&num;": "#",
}  # fmt: skip

# UTF-8 that was read as Windows-1252.
_MISREAD = {
    "Ã—": "×", "Ã\x97": "×", "Â·": "·", "Â²": "²", "Â³": "³", "Â\xa0": " ", "â†’": "→", "â‰ˆ": "≈",
    "âˆ’": "−", "â€“": "–", "â€”": "—", "â‹…": "·", "âˆ—": "*", "Ã·": "/",
}  # fmt: skip

_WIDE = {
    "＝": "=", "＋": "+", "－": "-", "＊": "*", "（": "(", "）": ")", "，": ",", "：": ":", "。": ".", "；": ";",
    "∗": "*", "÷": "/", "−": "-", "✕": "×", "✖": "×", "╳": "×", "⨯": "×", "∙": "·", "•": "•",
}  # fmt: skip

_REWRITTEN = {**_ENTITIES, **_MISREAD, **_WIDE}
_TABLE = "|".join(re.escape(each) for each in sorted(_REWRITTEN, key=len, reverse=True))

_MATH = r"\$\$.+?\$\$|\$(?![\s$])[^$]*?(?<![\s\\$])\$(?![\d$])|\\\(.+?\\\)|\\\[.+?\\\]|:math:`[^`]+`"
_PIECE = re.compile(
    rf"""
    (?P<math>{_MATH})
    |(?P<image>!\[[^\]\n]*\]\([^)\n]*\))
    |(?P<link>\]\([^)\n]*\)|\]\[[^\]\n]*\])
    |(?P<sup><sup>)|(?P<endsup></sup>)|(?P<br><br[ ]*/?>)
    |(?P<tag></?[A-Za-z][^<>\n]*>)
    |(?P<url>https?://[^\s)>\]]+)
    |(?P<rewritten>{_TABLE})
    |\\(?P<command>[A-Za-z]+)
    |\\(?P<escaped>[^\w\s])
    """,
    re.VERBOSE | re.DOTALL,
)
# Signs that any piece begins with, but for those of roles and addresses.
_HINT = re.compile(rf"[$\\<&\]{''.join(sorted({each[0] for each in _REWRITTEN}))}]")
_IN_MATH = re.compile(
    rf"\\(?P<command>[A-Za-z]+)\*?[ ]*|\\(?P<escaped>.)|(?P<comma>\{{[,.]\}})|(?P<script>[\^_])[ ]*\{{"
    rf"|(?P<group>\{{)|(?P<align>&)|(?P<row>\s*\n\s*)|(?P<rewritten>{_TABLE})|(?P<tilde>~)",
    re.DOTALL,
)

# A row of a formula that begins so carries on the equation above.
_GOES_ON = re.compile(r"[\s&]*(?:=|≈|\\approx\b)")


class _Piece(NamedTuple):
    """A run of characters from `at` on, taken over as they stand from `start` on, or put in the place of what stands there."""

    at: int
    text: str
    start: int
    end: int
    copied: bool


_begin = attrgetter("at")


class Plain:
    """A text, and for each of its characters where it begins and ends in the document."""

    def __init__(self) -> None:
        self._pieces: list[_Piece] = []
        self._length = 0

    @property
    def text(self) -> str:
        """The plain text."""
        return "".join([piece.text for piece in self._pieces])

    def copy(self, text: str, start: int, end: int) -> None:
        """Take over characters as they are."""
        if start < end:
            self._pieces.append(_Piece(self._length, text[start:end], start, end, True))
            self._length += end - start

    def put(self, written: str, start: int, end: int) -> None:
        """Put other characters in the place of what stands between two offsets."""
        if written:
            self._pieces.append(_Piece(self._length, written, start, end, False))
            self._length += len(written)

    def append(self, other: Plain) -> None:
        """Add another plain text behind this one."""
        offset = self._length
        self._pieces += (
            [_Piece(piece.at + offset, *piece[1:]) for piece in other._pieces] if offset else other._pieces
        )
        self._length += other._length

    def part(self, start: int, end: int) -> Plain:
        """What stands between two offsets of this text."""
        made = Plain()
        for piece in self._pieces:
            first, last = max(start - piece.at, 0), min(end - piece.at, len(piece.text))
            if first < last and piece.copied:
                made.copy(piece.text, first, last)
                made._pieces[-1] = made._pieces[-1]._replace(
                    start=piece.start + first, end=piece.start + last
                )
            elif first < last:
                made.put(piece.text[first:last], piece.start, piece.end)
        return made

    def moved(self, offset: int) -> None:
        """Shift all places in the document."""
        self._pieces = [
            piece._replace(start=piece.start + offset, end=piece.end + offset) for piece in self._pieces
        ]

    def mark(self) -> tuple[int, int]:
        """How much there is, to come back to."""
        return len(self._pieces), self._length

    def back(self, mark: tuple[int, int]) -> None:
        """Drop what was written since a mark."""
        del self._pieces[mark[0] :]
        self._length = mark[1]

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the document of what stands between two offsets of the plain text."""
        first, last = self._piece(start), self._piece(end - 1)
        return (
            first.start + start - first.at if first.copied else first.start,
            last.start + end - last.at if last.copied else last.end,
        )

    def _piece(self, at: int) -> _Piece:
        """The piece that holds a character."""
        return self._pieces[bisect_right(self._pieces, at, key=_begin) - 1]


def plain(text: str, start: int, end: int, is_math: bool = False) -> Plain:
    """The plain text of what stands between two offsets; `is_math` where all of it is LaTeX."""
    made = Plain()
    if is_math:
        _formula(made, text, start, end)
    elif _may_hold_markup(text, start, end):
        _prose(made, text, start, end)
    else:
        made.copy(text, start, end)
    return made


def _may_hold_markup(text: str, start: int, end: int) -> bool:
    if _HINT.search(text, start, end):
        return True
    return text.find("http", start, end) >= 0 or text.find(":math:", start, end) >= 0


def _prose(made: Plain, text: str, start: int, end: int) -> None:
    at = start
    for match in _PIECE.finditer(text, start, end):
        made.copy(text, at, match.start())
        at = match.end()
        _put(made, text, match)
    made.copy(text, at, end)


def _put(made: Plain, text: str, match: re.Match[str]) -> None:
    start, end = match.span()
    kind = match.lastgroup
    if kind == "math":
        opening = 7 if text[start] == ":" else 1 if text[start] == "$" and text[start + 1] != "$" else 2
        closing = 1 if opening == 7 else opening
        made.put(" ", start, start + 1)
        _formula(made, text, start + opening, end - closing)
        made.put(" ", end - 1, end)
    elif kind == "rewritten":
        made.put(_REWRITTEN[match.group()], start, end)
    elif kind == "command":
        sign = SIGNS.get(match["command"])
        made.put(match.group() if sign is None else sign, start, end)
    elif kind == "escaped":
        made.put(match["escaped"], start, end)
    else:
        written = {"sup": "^(", "endsup": ")", "br": "\n", "link": "]"}
        made.put(written.get(kind or "", " "), start, end)


def _formula(made: Plain, text: str, start: int, end: int) -> None:
    """A formula of LaTeX as arithmetic; one sign in its place where it holds what is no arithmetic."""
    mark = made.mark()
    if not _math(made, text, start, end):
        made.back(mark)
        made.put(OPAQUE, start, max(end, start + 1))


def _math(made: Plain, text: str, start: int, end: int) -> bool:
    at = start
    while match := _IN_MATH.search(text, at, end):
        made.copy(text, at, match.start())
        at = _put_math(made, text, match, end)
        if at < 0:
            return False
    made.copy(text, at, end)
    return True


def _put_math(made: Plain, text: str, match: re.Match[str], end: int) -> int:
    """Write one piece of a formula; offset behind it, or -1 where it cannot be read."""
    start, after = match.span()
    kind = match.lastgroup
    if kind == "command":
        return _command(made, text, match, end)
    if kind == "escaped":
        made.put(_spacing(text, match, end), start, after)
    elif kind == "comma":
        made.put(match["comma"][1], start, after)
    elif kind in ("script", "group"):
        return _group(made, text, after - 1, end, match["script"] or "")
    elif kind == "rewritten":
        made.put(_REWRITTEN[match.group()], start, after)
    elif kind == "tilde":
        made.put(_THIN if _parts_digits(text, start, after, end) else " ", start, after)
    else:
        made.put(" ", start, after)
    return after


def _spacing(text: str, match: re.Match[str], end: int) -> str:
    """What `\\,` and its like come to: a thin blank within a number, else a blank; a sign as it is."""
    sign = match["escaped"]
    if sign == "\\":
        return " " if _GOES_ON.match(text, match.end(), end) else "\n"
    if sign in ",;: ":
        return _THIN if _parts_digits(text, match.start(), match.end(), end) else " "
    return "" if sign == "!" else sign


def _parts_digits(text: str, start: int, after: int, end: int) -> bool:
    return text[start - 1 : start].isdigit() and text[after : min(after + 3, end)].isdigit()


def _group(made: Plain, text: str, at: int, end: int, script: str) -> int:
    close = closing_brace(text, at, end)
    if close < 0:
        return -1
    brackets = script != "_"
    made.put(script + "(" if brackets else "_", at, at + 1)
    if not _math(made, text, at + 1, close):
        return -1
    made.put(")" if brackets else "", close, close + 1)
    return close + 1


def _command(made: Plain, text: str, match: re.Match[str], end: int) -> int:
    name, (start, after) = match["command"], match.span()
    if name in SIGNS:
        made.put(SIGNS[name] or "", start, after)
        return after
    if name not in WRAPPERS | DROPPED | FRACTIONS or text[after : after + 1] != "{":
        return -1
    close = closing_brace(text, after, end)
    if close < 0 or (name in ("begin", "end") and text[after + 1 : close] not in ENVIRONMENTS):
        return -1
    if name in DROPPED:
        made.put(" ", start, close + 1)
        return close + 1
    if name in FRACTIONS:
        return _fraction(made, text, after, close, end)
    made.put(" ", start, after + 1)
    if not _math(made, text, after + 1, close):
        return -1
    made.put(" ", close, close + 1)
    return close + 1


def _fraction(made: Plain, text: str, first: int, close: int, end: int) -> int:
    second = close + 1
    last = closing_brace(text, second, end) if text[second : second + 1] == "{" else -1
    if last < 0:
        return -1
    made.put("((", first, first + 1)
    if not _math(made, text, first + 1, close):
        return -1
    made.put(")/(", close, second + 1)
    if not _math(made, text, second + 1, last):
        return -1
    made.put("))", last, last + 1)
    return last + 1
