"""A stated value: a number with its bound and the arithmetic beside it."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from .arithmetic import COUNTED, Expression, Term, expression, number_at
from .claim import Formula
from .number import Bound, Numeral
from .tokens import Token, tokens

_BOUNDS: dict[tuple[str, ...], Bound] = {
    tuple(phrase.split()): bound
    for bound, phrases in {
        Bound.ABOUT: "~|∼|≈|≃|≅|~=|about|around|roughly|approximately|approx|approx .|circa|ca|ca .|c .|close to|"
        "on the order of|in the region of|etwa|rund|ungefähr|environ|aproximadamente|approssimativamente",
        Bound.NEARLY: "nearly|knapp|presque|almost|just under|slightly under|slightly below|slightly less than|a little under",
        Bound.SLIGHTLY_OVER: "just over|slightly over|slightly above|slightly more than|a little over|a bit over",
        Bound.BELOW: "<|under|below|less than|fewer than|lower than|smaller than|well under",
        Bound.AT_MOST: "<=|≤|at most|no more than|not more than",
        Bound.ABOVE: ">|over|above|more than|greater than|well over",
        Bound.AT_LEAST: ">=|≥|at least|no less than|no fewer than",
        Bound.EXACT: "exactly|precisely|only|just",
    }.items()
    for phrase in phrases.split("|")
}
_LONGEST = max(map(len, _BOUNDS))
_FIRST_WORDS = frozenset(words[0] for words in _BOUNDS)
_LAST_WORDS = frozenset(words[-1] for words in _BOUNDS)


class Stated(NamedTuple):
    """A value between two tokens (`last` excluded, bound words included).

    `number` is None where arithmetic was left unevaluated; `start` and `end` are the offsets of what
    states the value. `noun` stands behind the number inside an equation. `arrow` tells that the value
    was joined to its arithmetic by an arrow, which is an equals sign only beside a counting word;
    `open_sum` that the text of it all ends with a sum, so that a noun behind it belongs to the last summand.
    """

    first: int
    last: int
    number: Numeral | None
    start: int
    end: int
    bound: Bound
    formula: Formula | None
    operators: str
    terms: tuple[Term, ...]
    noun: str | None
    arrow: bool
    open_sum: bool


def stated_values(row: list[Token]) -> list[Stated]:
    """Values of a row from left to right, each as long as it can be."""
    found, at = [], 0
    while at < len(row):
        if row[at].kind not in ("number", "open"):
            at += 1
            continue
        chain, last = _chain(row, at)
        if row[at].kind == "open" and (not chain or not any(part.operators for part, _ in chain)):
            at += 1
            continue
        value = _value(row, chain) if chain and _is_free(row, at, last) else None
        if value is not None:
            found.append(value)
        at = max(last, at + 1)
    return found


# A line of a document is read as a remark and as an equation.
@lru_cache(maxsize=256)
def values_in(text: str, start: int, end: int) -> list[Stated]:
    """Values between two offsets; the list is not to be changed."""
    return stated_values(tokens(text, start, end))


def bound_before(row: list[Token], at: int) -> tuple[Bound, int]:
    """How loosely the number at token `at` is meant, and the first token of the words that say so."""
    if not at or row[at - 1].lower not in _LAST_WORDS:
        return Bound.EXACT, at
    for length in range(_LONGEST, 0, -1):
        words = tuple(token.lower for token in row[max(0, at - length) : at])
        if len(words) == length and words in _BOUNDS:
            return _BOUNDS[words], at - length
    return Bound.EXACT, at


def _chain(row: list[Token], first: int) -> tuple[list[tuple[Expression, Bound]], int]:
    """Expressions joined by equals signs or arrows, each with its bound, and the token behind them."""
    found: list[tuple[Expression, Bound]] = []
    at, end = first, first
    while True:
        bound, skipped = _bound_after(row, at) if found else (Bound.EXACT, at)
        part = expression(row, skipped)
        if part is None:
            return found, end
        if found and row[at - 1].kind == "arrow" and not _states_result(found[-1][0], part):
            return found, end
        found.append((part, bound))
        at = end = part.last
        if at >= len(row) or row[at].kind not in ("equals", "arrow"):
            return found, end
        at += 1


def _states_result(sum_: Expression, result: Expression) -> bool:
    """Whether an arrow is an equals sign: behind a shape (`28x28x32 ->`) something else follows."""
    return sum_.value == result.value or ("+" in sum_.operators and "/" not in sum_.operators)


def _bound_after(row: list[Token], at: int) -> tuple[Bound, int]:
    sign = row[at - 1]
    if sign.text in "≈≃≅" or sign.text == "~=":
        return Bound.ABOUT, at
    if at >= len(row) or row[at].lower not in _FIRST_WORDS:
        return Bound.EXACT, at
    for length in range(_LONGEST, 0, -1):
        words = tuple(token.lower for token in row[at : at + length])
        if len(words) == length and words in _BOUNDS:
            return _BOUNDS[words], at + length
    return Bound.EXACT, at


def _is_free(row: list[Token], first: int, last: int) -> bool:
    """Whether nothing is joined to the value that the arithmetic could not read: `C*3*3`, `5x`, `40ms`."""
    if first and _binds_left(row, first):
        return False
    if last >= len(row):
        return True
    after, glued = row[last], row[last].start == row[last - 1].end
    if after.kind in ("times", "power", "number", "open") and (glued or after.kind != "open"):
        return False
    if after.kind == "sign" and after.text in "+*/":
        return glued and after.text == "+" and (last + 1 >= len(row) or row[last + 1].start > after.end)
    if after.text in ("-", "–", "−"):
        return not (glued and last + 1 < len(row) and row[last + 1].kind in ("number", "open"))
    return not (glued and after.kind == "word") and after.text not in "%?‰°$€"


def _binds_left(row: list[Token], first: int) -> bool:
    before = row[first - 1]
    glued = before.end == row[first].start
    if before.kind == "number" and row[first].kind == "open":
        return True  # "2 (3 + 4)" is a product
    if before.text == "/" and first > 1 and row[first - 2].lower in COUNTED:
        return False
    if before.kind in ("times", "power") or (before.kind == "sign" and before.text in "+*/"):
        return True
    if before.text in ("-", "–", "−", ".", "$", "€", "@", "&", "%", "^", "#"):
        return glued or (first > 1 and row[first - 2].kind in ("number", "close", "times"))
    return glued and before.kind in ("word", "number", "close")


def _value(row: list[Token], chain: list[tuple[Expression, Bound]]) -> Stated | None:
    if any(part.whole is None for part, _ in chain):
        return None
    sums = [part for part, _ in chain if part.operators]
    numbers = [(part, bound) for part, bound in chain if part.number]
    if len(chain) == 1 and sums:
        return _stated(row, chain, sums[0], None, Bound.EXACT)
    if not numbers or (len(chain) > 1 and not sums):
        return None
    part, bound = numbers[-1]
    return _stated(row, chain, _proof(sums, part), part, bound)


def _stated(
    row: list[Token],
    chain: list[tuple[Expression, Bound]],
    proof: Expression | None,
    number: Expression | None,
    bound: Bound,
) -> Stated:
    last = chain[-1][0].last
    outer, start = bound_before(row, chain[0][0].first)
    if bound is Bound.EXACT and (number is None or number is chain[0][0]):
        bound = outer
    if number and last < len(row) and row[last].text == "+" and bound is Bound.EXACT:
        bound, last = Bound.AT_LEAST, last + 1
    place = _number_range(row, number) if number else _range(row, chain[0][0])
    return Stated(
        first=start,
        last=last,
        number=number.number if number else None,
        start=place[0],
        end=place[1],
        bound=bound,
        formula=_formula(row, proof) if proof else None,
        operators=proof.operators if proof else "",
        terms=tuple(term for part, _ in chain if part.operators for term in part.terms),
        noun=number.terms[0].noun if number and number.terms else None,
        arrow=any(token.kind == "arrow" for token in row[chain[0][0].first : last]),
        open_sum="+" in chain[-1][0].operators,
    )


def _proof(sums: list[Expression], result: Expression) -> Expression | None:
    """The arithmetic that is to give the result.

    A chain may run on, `512*10 = 5120 + 10 = 5130`: then only its last link speaks of the result.
    """
    if not sums:
        return None
    right = next((part for part in sums if part.value == result.value), None)
    same = all(part.value == sums[0].value for part in sums)
    return right or (sums[0] if same else sums[-1])


def _formula(row: list[Token], part: Expression) -> Formula:
    start, end = _range(row, part)
    return Formula(start, end, part.value.numerator, part.operands)


def _range(row: list[Token], part: Expression) -> tuple[int, int]:
    return row[part.first].start, row[part.last - 1].end


def _number_range(row: list[Token], part: Expression) -> tuple[int, int]:
    """Offsets of the number with its scale word, without a noun behind it."""
    found = number_at(row, part.first)
    last = found[1] if found else part.last
    return row[part.first].start, row[last - 1].end
