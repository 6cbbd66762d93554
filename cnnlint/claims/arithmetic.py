"""Sums and products written in a remark: `(3*3*32 + 1) * 64 = 18,496`."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import NamedTuple, TypeAlias

from .languages import GERMAN, POINTED, TRAINED
from .number import SCALES, Numeral, numeral
from .tokens import Token

# `18.496` in a language that parts thousands by points.
_POINTED = re.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}")
# Whole numbers stay whole: they are much faster.
Rational: TypeAlias = "Fraction | int"
_NESTING = 20
_OPERANDS = 64
_LARGEST = 10**20

# Nouns that may stand behind an operand without changing the arithmetic: "864 weights + 32 biases".
COUNTED = frozenset("weight weights bias biases param params parameter parameters".split())
ANNOTATIONS = COUNTED | frozenset(
    "kernel kernels filter filters channels inputs outputs units neurons".split()
)


class Term(NamedTuple):
    """A summand at the top of a sum that is one number with its noun: `864 weights`."""

    number: Numeral
    noun: str
    start: int
    end: int


class Expression(NamedTuple):
    """Arithmetic between two tokens (the end excluded), with its value and the numbers in it.

    `operators` are its signs in order; `number` is set where the whole is one number. `terms` are the
    summands that carry a noun.
    """

    first: int
    last: int
    value: Rational
    operands: tuple[int, ...]
    operators: str
    number: Numeral | None
    terms: tuple[Term, ...]

    @property
    def whole(self) -> int | None:
        """Value, if it is a whole number that is not negative."""
        return self.value.numerator if self.value.denominator == 1 and self.value >= 0 else None


def expression(row: list[Token], first: int) -> Expression | None:
    """Longest arithmetic that begins at token `first`; None if there is none."""
    alone = _lone_number(row, first)
    if alone is not None:
        return alone
    parser = _Parser(row, first)
    value = parser.sum(0)
    if value is None:
        return None
    last = parser.at
    single = len(parser.operands) == 1 and not parser.operators and row[first].kind == "number"
    return Expression(
        first,
        last,
        value,
        tuple(parser.operands),
        "".join(parser.operators),
        parser.last_number if single else None,
        tuple(parser.terms),
    )


# What may follow a number without being joined to it by arithmetic.
_APART = frozenset({"word", "equals", "arrow", "order", "other", "dots", "close"})


def _lone_number(row: list[Token], first: int) -> Expression | None:
    """The expression that is one number with nothing joined to it: most are."""
    found = number_at(row, first)
    if found is None:
        return None
    number, last = found
    if last < len(row) and (row[last].kind not in _APART or row[last].lower in ANNOTATIONS):
        return None
    return Expression(first, last, number.value, (number.value,), "", number, ())


def number_at(row: list[Token], at: int) -> tuple[Numeral, int] | None:
    """Number at a token with its scale word, and the token behind it.

    `18 496` is one number where the second group has three digits and stands one blank away;
    `1.2 x 10^6` is read as `1.2e6`.
    """
    if at >= len(row) or row[at].kind != "number":
        return None
    if _is_scientific(row, at):
        number = numeral(f"{row[at].text}e{row[at + 4].text}")
        return (number, at + 5) if number else None
    text, after = row[at].text, at + 1
    if len(text) <= 3:
        while _continues(row, after):
            text, after = text + "\u00a0" + row[after].text, after + 1
    scale = _scale(row, after)
    if scale is None and _POINTED.fullmatch(text) and _parts_by_points(row, after):
        text = text.replace(".", ",")
    number = numeral(text, scale or (_heading_scale(row, at) if at > 2 else None))
    return (number, after + (scale is not None)) if number else None


def _parts_by_points(row: list[Token], after: int) -> bool:
    """Whether the row is in a language that parts thousands by points."""
    if any(token.lower in POINTED for token in row):
        return True
    # German writes its nouns with capitals: "1.290 Parameter", "1.290 trainierbare Parameter".
    noun = after + (after < len(row) and row[after].lower in TRAINED)
    return noun < len(row) and row[noun].text in GERMAN


def heading_scale_end(row: list[Token], at: int) -> int:
    """Token behind the unit in `Params (M): 11.7`, if one begins at token `at`; else `at`."""
    kinds = [token.kind for token in row[at : at + 3]]
    return at + 3 if kinds == ["open", "word", "close"] and row[at + 1].lower in SCALES else at


def _heading_scale(row: list[Token], at: int) -> str | None:
    """Unit that stands before a number, in brackets behind its counting word."""
    if row[at - 1].kind not in ("close", "equals") and row[at - 1].text != ":":
        return None
    for first in (at - 3, at - 4):
        if first > 0 and row[first - 1].lower.startswith("param"):
            behind = heading_scale_end(row, first)
            if behind > first and all(t.kind == "equals" or t.text == ":" for t in row[behind:at]):
                return row[first + 1].lower
    return None


def _is_scientific(row: list[Token], at: int) -> bool:
    if at + 4 >= len(row) or row[at + 1].kind != "times":
        return False
    kinds = [token.kind for token in row[at : at + 5]]
    return kinds == ["number", "times", "number", "power", "number"] and row[at + 2].text == "10"


def _continues(row: list[Token], after: int) -> bool:
    if after >= len(row) or row[after].kind != "number" or len(row[after].text) != 3:
        return False
    return row[after].start == row[after - 1].end + 1 and row[after].text.isdigit()


def _scale(row: list[Token], after: int) -> str | None:
    if after >= len(row) or row[after].kind != "word" or row[after].lower not in SCALES:
        return None
    gap = row[after].start - row[after - 1].end
    return (
        row[after].lower if gap == 0 or (gap == 1 and row[after].text not in ("b", "t", "T", "m")) else None
    )


def _is_large(value: Rational, largest: int = _LARGEST) -> bool:
    return not -largest <= value <= largest


class _Parser:
    """Recursive descent over tokens; every method returns a value or None and moves `at` only on success."""

    def __init__(self, row: list[Token], at: int) -> None:
        self.row = row
        self.at = at
        self.operands: list[int] = []
        self.operators: list[str] = []
        self.terms: list[Term] = []
        self.last_number: Numeral | None = None

    def sum(self, depth: int) -> Rational | None:
        value = self.product(depth)
        if value is None:
            return None
        while (operator := self.operator("+-−")) is not None:
            back = self.save()
            self.take(operator)
            right = self.product(depth)
            if right is None:
                self.restore(back)
                break
            value = value + right if operator == "+" else value - right
        return value

    def product(self, depth: int) -> Rational | None:
        first, before = self.at, len(self.operands)
        value = self.power(depth)
        if value is None:
            return None
        while (operator := self.operator("*/")) is not None:
            back = self.save()
            self.take(operator)
            right = self.power(depth)
            if right is None or (operator == "/" and not right) or _is_large(value * right):
                self.restore(back)
                break
            value = value * right if operator == "*" else Fraction(value) / right
        if depth == 0 and len(self.operands) == before + 1:
            self.note_term(first)
        return value

    def power(self, depth: int) -> Rational | None:
        value = self.atom(depth)
        if value is None or self.at >= len(self.row) or self.row[self.at].kind != "power":
            return value
        sign = self.row[self.at].text.strip()
        back = self.save()
        self.take("^")
        if sign in "²³":
            exponent: Rational | None = 2 if sign == "²" else 3
        else:
            exponent = self.atom(depth)
        fits = exponent is not None and exponent.denominator == 1 and 0 <= exponent <= 12
        if exponent is None or not fits or _is_large(value, 10**6):
            self.restore(back)
            return value
        raised: Rational = value ** int(exponent)
        if _is_large(raised):
            self.restore(back)
            return value
        return raised

    def atom(self, depth: int) -> Rational | None:
        if self.at >= len(self.row) or len(self.operands) >= _OPERANDS:
            return None
        if self.row[self.at].kind == "open":
            return self.group(depth)
        found = number_at(self.row, self.at)
        if found is None:
            return None
        self.last_number, self.at = found
        self.operands.append(self.last_number.value)
        self.annotation(depth)
        return self.last_number.value

    def group(self, depth: int) -> Rational | None:
        if depth >= _NESTING:
            return None
        back = self.save()
        self.at += 1
        value = self.sum(depth + 1)
        if value is None or self.at >= len(self.row) or self.row[self.at].kind != "close":
            self.restore(back)
            return None
        self.at += 1
        self.annotation(depth)
        return value

    def annotation(self, depth: int) -> None:
        """Pass over a noun behind an operand if the arithmetic goes on behind it."""
        at = self.at
        if at < len(self.row) and self.row[at].kind == "open":
            at += 1
        if at >= len(self.row) or self.row[at].lower not in ANNOTATIONS:
            return
        labels = not self.operators and at == self.at and not self.row[at].lower.startswith("param")
        after = at + 1
        if at > self.at:
            if after >= len(self.row) or self.row[after].kind != "close":
                return
            after += 1
        ends = ("times", "equals", "close") if depth else ("times", "equals")
        if after < len(self.row) and labels and self.row[after].kind == "equals":
            return  # "weights=864 bias=32": the next label
        if after < len(self.row) and (self.row[after].kind in ends or self.goes_on(after, self.row[at])):
            self.at = after

    def goes_on(self, at: int, noun: Token) -> bool:
        if self.row[at].text == "/" and noun.lower in COUNTED:
            # "128 params / 127 trainable" are two counts.
            return [token.kind for token in self.row[at + 1 : at + 3]] != ["number", "word"]
        return self.row[at].kind == "sign" and self.row[at].text in "+*/"

    def note_term(self, first: int) -> None:
        noun = next((t.lower for t in self.row[first + 1 : self.at] if t.lower in ANNOTATIONS), None)
        if noun is None or self.last_number is None:
            return
        number = number_at(self.row, first)
        if number is not None:
            self.terms.append(Term(number[0], noun, self.row[first].start, self.row[number[1] - 1].end))

    def operator(self, allowed: str) -> str | None:
        if self.at >= len(self.row):
            return None
        token = self.row[self.at]
        sign = "*" if token.kind == "times" else token.text if token.kind == "sign" else ""
        return sign if sign and sign in allowed else None

    def take(self, operator: str) -> None:
        self.operators.append(operator)
        self.at += 1

    def save(self) -> tuple[int, int, int, int]:
        return self.at, len(self.operands), len(self.operators), len(self.terms)

    def restore(self, back: tuple[int, int, int, int]) -> None:
        self.at = back[0]
        del self.operands[back[1] :], self.operators[back[2] :], self.terms[back[3] :]
