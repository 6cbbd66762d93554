"""The words, numbers and signs of one row of a remark."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from . import languages

# Every alternative begins and goes on with disjoint characters, so the scan is linear. Those in the
# rows of FOREIGN cannot begin in plain ASCII.
_PATTERN = r"""
    (?P<number>[0-9]+(?:(?:[.,_\u00a0\u202f\u2009]|\{,\}|(?<![0-9]{4})['’](?=[0-9]{3}(?!\w)|[0-9]{3}['’]))[0-9]+)*(?:[eE][+-]?[0-9]{1,3}(?![a-zA-Z0-9_.]))?)
FOREIGN
    |(?P<times>(?<=[0-9)\]\s])[xX](?=[\s0-9(\[])|\\times\b|\\cdot\b|×|·|⋅|∙|(?<=[0-9)\s])\*(?!\*)(?=[\s0-9(\[]))
    |(?P<arrow>[-=]+>|→|⇒|⟶)
    |(?P<equals>==?(?![=>])|≈|≃|≅|∼=|~=)
    |(?P<order><=|>=|≤|≥|<|>|~|∼)
    |(?P<power>(?<=[0-9)\]])\s?(?:\*\*|\^)\s?(?=[0-9(])|[²³])
    |(?P<markup>[`"]+|\*\*+|(?<!\S)\*+(?=\w))
    |(?P<word>(?<=[0-9])[kKmMbB](?=-)|[^\W0-9²³_UNPARTED](?:[^\WUNPARTED]|[-./'’](?=\w))*|_\w+)
    |(?P<sign>[-+/−–—*])
    |(?P<dots>\.\.+|…)
    |(?P<open>[(\[{])
    |(?P<close>[)\]}])
    |(?P<other>\S)
"""
_FOREIGN = r"""
    |(?P<lead>LEAD)
    |(?P<frozen>(?:FROZEN)(?=COUNT|NOUN))
    |(?P<trained>(?:TRAINABLE)(?=COUNT|NOUN))
    |(?P<counted>COUNT)
    |(?P<noun>NOUN)
    |(?P<pointed>VIETNAMESE)
    |(?P<about>ABOUT)
    |(?P<joint>JOINT)
    |(?P<counter>COUNTER)
    |(?P<unparted>[UNPARTED]+?(?=LEAD|(?:FROZEN|TRAINABLE)(?:COUNT|NOUN)|COUNT|NOUN|[^UNPARTED]|$))
"""


# In plain ASCII most lexemes are words with a blank behind them.
_PLAIN = "(?P<plain>[A-Za-z]{2,}(?=[ ,:)]))|"


@cache
def _pattern(plain: bool) -> re.Pattern[str]:
    """What finds the lexemes of a text, in plain ASCII or not; each takes milliseconds to compile."""
    pattern = _PATTERN.replace("FOREIGN", "" if plain else _FOREIGN).replace("COUNTER", languages.COUNTER)
    for name in ("LEAD", "FROZEN", "TRAINABLE", "COUNT", "NOUN", "ABOUT", "JOINT", "VIETNAMESE", "UNPARTED"):
        pattern = pattern.replace(name, getattr(languages, name))
    return re.compile((_PLAIN if plain else "") + pattern, re.VERBOSE)


# What stands for an English word or a sign.
_MEANT = {
    "counted": ("word", "num_params"),
    "noun": ("word", "params"),
    "pointed": ("word", "tham-số"),
    "about": ("word", "about"),
    "joint": ("equals", "="),
    "trained": ("word", "trainable"),
    "frozen": ("word", "non-trainable"),
}
# Kinds of lexemes that are written in one way.
_SIGNS = frozenset({"sign", "open", "close", "arrow"})
_FORMULA = re.compile(r"\\(?:times|cdot)\b")


class Token(NamedTuple):
    """One lexeme with its kind (a group name of the scanner) and its offsets in the whole text.

    `lower` is the lexeme in lower case, typographic apostrophes made plain.
    """

    kind: str
    text: str
    start: int
    end: int
    lower: str


# A line of a document is read as a remark and as an equation.
@lru_cache(maxsize=256)
def tokens(text: str, start: int, end: int) -> list[Token]:
    """Lexemes between two offsets; emphasis and quotation marks are dropped. The list is not to be changed."""
    found: list[Token] = []
    add = found.append
    formula = _FORMULA.search(text, start, end) is not None
    for match in _pattern(text.isascii()).finditer(text, start, end):
        kind, lexeme = match.lastgroup or "", match[0]
        if kind == "plain":
            add(Token("word", lexeme, *match.span(), lexeme.lower()))
        elif kind == "number" or kind in _SIGNS:
            add(Token(kind, lexeme, *match.span(), lexeme))
        elif kind not in ("markup", "counter", "lead") and not (lexeme == "$" and formula):
            kind, lexeme = _MEANT.get(kind, ("word" if kind == "unparted" else kind, lexeme))
            lexeme = ":" if lexeme == "：" else lexeme
            lower = lexeme.lower() if lexeme.isascii() else lexeme.lower().replace("’", "'")
            add(Token(kind, lexeme, *match.span(), lower))
    return found
