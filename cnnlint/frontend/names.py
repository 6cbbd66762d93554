"""Names that a top-level statement binds, alters and mentions, read from its text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from keyword import kwlist

from .lexemes import FORMATTED, PLAIN, TRIPLE, surface

_WORD = r"[^\W\d]\w*"
_WORDS = re.compile(_WORD)
# Each match takes what is no code with it; group 1 is a dotted name or number, or a whole f-string.
_MENTION = re.compile(rf"(?:([\w.]+|{FORMATTED})|{TRIPLE}|{PLAIN}|#[^\n]*|['\"])[^\w.'\"#]*")
_KEYWORDS = frozenset(kwlist)

_DEFINITION = re.compile(rf"\s*(?:async\s+)?(?:def|class)\s+({_WORD})")
_COMPOUND = re.compile(r"\s*(?:async\s+)?(?:for|while|if|elif|else|with|try|except|finally|match|case)\b")
_FOR_TARGET = re.compile(r"\bfor\b(.*?)\bin\b", re.DOTALL)
_AS_NAMES = re.compile(rf"\bas\s+({_WORD})")
_AS_OTHER = re.compile(r"\bas\s*[(\[]")
_CASE = re.compile(r"\s*case\b")
_WALRUS = re.compile(rf"({_WORD})\s*:=")
_IMPORT = re.compile(r"\s*import\b(.*)", re.DOTALL)
_FROM_IMPORT = re.compile(r"\s*from\b.*?\bimport\b(.*)", re.DOTALL)
_TYPE_ALIAS = re.compile(rf"\s*type\s+({_WORD})\b[^=.,]*=")
_EQUALS = re.compile(r"(?:<<|>>)=|(?<![=!<>:])=(?!=)")
_LAMBDA = re.compile(r"\blambda\b")
_PLACE = re.compile(rf"\s*\*?\s*({_WORD})\s*(.?)")
_DECORATOR = re.compile(rf"\s*@\s*({_WORD})\s*[.\[]")
_COMMENT = re.compile(r"#[^\n]*")


def mentions(text: str, start: int, end: int, odd: Sequence[tuple[int, int]]) -> set[str]:
    """Names in a range of code that are neither attributes nor in strings, f-strings excepted.

    `odd` are the spans of the strings in the text that no regular expression can read.
    """
    found: set[str] = set()
    position = start
    for first, last in odd:
        if start <= first and last <= end:
            found.update(_MENTION.findall(text, position, first))
            if "{" in text[first:last]:
                found.update(_WORDS.findall(text, first, last))
            position = last
    found.update(_MENTION.findall(text, position, end))
    for string in [item for item in found if item[-1:] in ("'", '"')]:
        found.remove(string)
        if "{" in string:
            found.update(_WORDS.findall(string, string.find("{")))
    names = {item.partition(".")[0] for item in found}
    return {name for name in names if name.isidentifier()} - _KEYWORDS


class Bindings:
    """Collects what the logical lines of one chunk bind and alter, in order, without repetition."""

    def __init__(self) -> None:
        self._binds: dict[str, None] = {}
        self._alters: dict[str, None] = {}

    @property
    def binds(self) -> tuple[str, ...]:
        """Names that may be bound."""
        return tuple(self._binds)

    @property
    def alters(self) -> tuple[str, ...]:
        """Names whose value may be changed in place."""
        return tuple(self._alters)

    def read(self, text: str, start: int, end: int) -> None:
        """Takes in one logical line."""
        raw = text[start:end]
        if ":=" in raw:
            self._bind(_WALRUS.findall(raw))
        if definition := _DEFINITION.match(raw):
            self._bind(definition.groups())
            return
        if decorator := _DECORATOR.match(raw):
            self._alter(decorator[1])
            return
        outside = surface(text, start, end)
        if _COMPOUND.match(outside):
            outside = self._header(outside, raw)
        for statement in outside.split(";"):
            self._simple(statement, raw)

    def _bind(self, names: Iterable[str]) -> None:
        self._binds.update((name, None) for name in names if name not in _KEYWORDS)

    def _header(self, outside: str, raw: str) -> str:
        """Takes in the header of a compound statement; what follows on its row is returned."""
        header, colon, rest = outside.partition(":")
        if not colon:
            return outside
        if _CASE.match(header):
            self._bind(_WORDS.findall(raw))
        if _FOR_TARGET.search(header) and (target := _FOR_TARGET.search(raw)):
            self._bind(_WORDS.findall(target[1]))
        self._bind(_AS_NAMES.findall(raw))
        if _AS_OTHER.search(raw):
            self._bind(_WORDS.findall(raw))
        return rest

    def _simple(self, statement: str, raw: str) -> None:
        if imported := _IMPORT.match(statement) or _FROM_IMPORT.match(statement):
            self._imports(imported[1], raw)
        elif alias := _TYPE_ALIAS.match(statement):
            self._bind(alias.groups())
        elif "=" in statement and (equals := list(_EQUALS.finditer(statement))):
            for target in _EQUALS.split(statement[: equals[-1].start()]):
                self._target(_LAMBDA.split(target.partition(":")[0])[0], raw)
        elif place := _PLACE.match(statement):
            self._place(place, statement)

    def _imports(self, names: str, raw: str) -> None:
        if "(" in names:
            names = _COMMENT.sub("", raw[raw.rfind("(") + 1 :]).replace(")", "")
        for item in names.replace("\\\n", " ").split(","):
            words = item.split()
            if words:
                self._binds[words[-1].partition(".")[0]] = None

    def _target(self, target: str, raw: str) -> None:
        for item in target.split(","):
            place = _PLACE.match(item)
            if place is None:
                if item.strip():
                    self._bind(_WORDS.findall(raw.partition("=")[0]))
            elif place[2] in (".", "["):
                self._alter(place[1])
            else:
                self._bind(place.groups()[:1])

    def _alter(self, name: str) -> None:
        if name not in _KEYWORDS:
            self._alters[name] = None

    def _place(self, place: re.Match[str], statement: str) -> None:
        if place[1] == "del":
            for name in _WORDS.findall(statement[place.end(1) :]):
                self._alter(name)
        elif place[2] in (".", "["):
            self._alter(place[1])
        elif ":" in statement:
            # An annotation alone binds nothing, yet dataclasses and the like read it.
            self._bind(place.groups()[:1])
