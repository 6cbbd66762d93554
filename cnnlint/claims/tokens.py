"""The words, numbers and signs of one row of a remark."""

from __future__ import annotations

import re
from typing import NamedTuple

# Every alternative begins and goes on with disjoint characters, so the scan is linear.
_TOKEN = re.compile(
    r"""
    (?P<number>[0-9]+(?:[.,_\u00a0\u202f\u2009][0-9]+)*(?:[eE][+-]?[0-9]{1,3}(?![\w.]))?)
    |(?P<times>(?<=[0-9)\]\s])[xX](?=[\s0-9(\[])|×|·|⋅|∙|(?<=[0-9)\s])\*(?!\*)(?=[\s0-9(\[]))
    |(?P<arrow>[-=]+>|→|⇒|⟶)
    |(?P<equals>==?(?![=>])|≈|≃|≅|∼=|~=)
    |(?P<order><=|>=|≤|≥|<|>|~|∼)
    |(?P<power>(?<=[0-9)\]])\s?(?:\*\*|\^)\s?(?=[0-9(])|[²³])
    |(?P<markup>[`"]+|\*\*+|(?<!\S)\*+(?=\w))
    |(?P<word>(?<=[0-9])[kKmMbB](?=-)|[^\W0-9²³_](?:\w|[-./'’](?=\w))*|_\w+)
    |(?P<sign>[-+/−–—*])
    |(?P<dots>\.\.+|…)
    |(?P<open>[(\[{])
    |(?P<close>[)\]}])
    |(?P<other>\S)
    """,
    re.VERBOSE,
)


class Token(NamedTuple):
    """One lexeme with its kind (a group name of the scanner) and its offsets in the whole text."""

    kind: str
    text: str
    start: int
    end: int

    @property
    def lower(self) -> str:
        """The lexeme in lower case, typographic apostrophes made plain."""
        return self.text.lower().replace("’", "'")


def tokens(text: str, start: int, end: int) -> list[Token]:
    """Lexemes between two offsets; emphasis and quotation marks are dropped."""
    found = []
    for match in _TOKEN.finditer(text, start, end):
        kind = match.lastgroup
        if kind and kind != "markup":
            found.append(Token(kind, match.group(), match.start(), match.end()))
    return found
