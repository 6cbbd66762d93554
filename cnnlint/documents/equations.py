"""Equations between numbers in a line of plain text: arithmetic on one side, its result on the other."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..claims.stated import Stated, values_in
from ..claims.tokens import Token, tokens

_MOST_TOKENS = 300
# Without an equals sign there is nothing to read: an arrow alone joins no equation.
_HINT = re.compile(r"[=≈≃≅]")
_LEAST = 10
_BULLET = re.compile(r"[ \t]*(?:[-*+•][ \t]+|\d{1,2}[.)][ \t]+)*")

_BLANKS = re.compile(r"[\s\u2009]+")
_SIGNS = str.maketrans(
    {"×": "*", "x": "*", "X": "*", "·": "*", "⋅": "*", "∙": "*", "[": "(", "]": ")", "{": "(", "}": ")"}
)
_GROUPED = re.compile(r"(?<=\d)[,_](?=\d{3})")
# One bias for each filter: (3*3*32 + 1) * 64, 64 * (3*3*32 + 1).
_PLUS_ONE = re.compile(r"\(*(?:[\d*()^]+\*)?[\d()^]+\)*\+1\)+\*\d+\)*|\(*\d+\*\(+[\d*()^]+\+1\)+")
# One bias for each unit: 9216*128 + 128, 120*400 + 1*120.
_PLUS_FACTOR = re.compile(r"\(*(?P<product>[\d()^]+(?:\*[\d()^]+)+)\)*\+\(*(?:1\*)?(?P<bias>\d+)(?:\*1)?\)*")


def equations(text: str, start: int, end: int) -> Iterator[tuple[Stated, list[Token]]]:
    """Exact results of arithmetic between two offsets of a text, with the lexemes of the line."""
    if not _HINT.search(text, start, end):
        return
    bullet = _BULLET.match(text, start, end)
    start = bullet.end() if bullet else start
    end = start + len(text[start:end].rstrip())
    row = tokens(text, start, end)
    if len(row) > _MOST_TOKENS:
        return
    for value in values_in(text, start, end):
        formula = value.formula
        if formula is None or value.number is None or value.arrow or len(formula.operands) < 2:
            continue
        if value.number.value >= _LEAST and value.operators.strip("-/"):
            yield value, row


def counts_a_layer(formula: str) -> bool:
    """Whether arithmetic has the form of a layer's count: weights, and a bias for each filter or unit."""
    bare = _GROUPED.sub("", _BLANKS.sub("", formula).translate(_SIGNS))
    if _PLUS_ONE.fullmatch(bare):
        return True
    match = _PLUS_FACTOR.fullmatch(bare)
    return match is not None and match["bias"] in re.findall(r"\d+", match["product"])
