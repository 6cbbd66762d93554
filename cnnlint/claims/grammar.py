"""Claims in the text of a remark: numbers beside counting words, sums with their results."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .arguments import argument_claims
from .claim import Claim, Interval, Quantity
from .context import disturbed, is_geometric, sets_goal
from .frame import framed
from .number import Bound, interval
from .pairing import Pair, pairs
from .quantity import noun_quantities, phrases
from .rows import Kind, Line, lines
from .stated import Stated
from .subject import Subject, subject
from .summary import summary_claims
from .sums import Sums, with_halves
from .tables import table_claims
from .tokens import Token
from .zero import none_at_all

# What any claim holds at least: a counting word, a joint before a number, or a number alone.
_HINT = re.compile(
    r"param|weight|bias|buffers|par[aá]m|parâm|параметр|[参參パ파매]|tham số|(?:out|print|show|expected|result)\w*:? *[0-9]|(?:[:=→⇒≈)]|->|=>)[ ~≈(]{0,3}[0-9]|^\W*[0-9][0-9.,_ kKmMbB]*(?:$|#)",
    re.IGNORECASE,
)

# The same in parts, for lower-cased ASCII texts without such a word: the first letters of all choices are found fast.
_DIGIT = re.compile("[0-9]")
_JOINED = re.compile(
    r"(?:out\w*:? *|print\w*:? *|show\w*:? *|expected\w*:? *|result\w*:? *"
    r"|:[ ~(]{0,3}|=[ ~(]{0,3}|\)[ ~(]{0,3}|->[ ~(]{0,3}|=>[ ~(]{0,3})[0-9]"
)
_NUMBER_ALONE = re.compile(r"\W*[0-9][0-9.,_ kmb]*(?:$|#)")

_STEMS = ("param", "weight", "bias", "buffers")

# What is printed of a model with adapters, which stands elsewhere.
_LENT = re.compile(r"trainable\s?%", re.IGNORECASE)

# Nobody writes so much by hand: what is longer is data, and costs time to no end.
_LINE_TOKENS = 400
_LINE_NUMBERS = 24
_REMARK_TOKENS = 20_000


def read(text: str, kind: Kind, trailing: bool = False) -> tuple[Claim, ...]:
    """Claims that the raw text of a remark makes, in order of their place.

    `trailing` tells that the remark is a comment behind code on the same row.
    """
    found: list[Claim] = []
    heading, spent = False, 0
    if not _may_claim(text):
        return ()
    tabled, covered = _tabled(text)
    sums = Sums(text)
    for line in lines(text, kind):
        if tabled and any(start <= line.spans[0][0] < end for start, end in covered):
            continue
        if not _may_claim(line.text):
            heading = False
            sums.pass_by(line)
            continue
        spent += len(line.tokens)
        if spent > _REMARK_TOKENS:
            break
        if len(line.tokens) > _LINE_TOKENS:
            continue
        claims = _line_claims(text, line, kind, trailing, bool(found), heading)
        heading = _is_heading(line) or (heading and bool(claims))
        claims = sums.follow(line, claims)
        found.extend(claims)
    given = argument_claims(text) if kind == "docstring" else ()
    return tuple(sorted([*tabled, *with_halves(found), *given], key=lambda claim: claim.start))


def _may_claim(text: str) -> bool:
    """Whether a text has anything that any claim has; False is certain."""
    lowered = text.lower()
    if any(stem in lowered for stem in _STEMS):
        return True
    if not text.isascii():
        return _HINT.search(text) is not None
    if _DIGIT.search(text) is None:
        return False
    return _JOINED.search(lowered) is not None or _NUMBER_ALONE.match(lowered) is not None


def _tabled(text: str) -> tuple[list[Claim], list[tuple[int, int]]]:
    """Claims of the pasted summaries and tables in a text, and the ranges that these cover."""
    claims, covered = summary_claims(text)
    if "|" in text or "│" in text:
        found, ranges = table_claims(text)
        outside = [each for each in found if not any(start <= each.start < end for start, end in covered)]
        return [*claims, *outside], [*covered, *ranges]
    return claims, covered


def _line_claims(
    text: str, line: Line, kind: Kind, trailing: bool, follows: bool, heading: bool
) -> list[Claim]:
    row = line.tokens
    if not any(token.kind == "number" for token in row):
        return list(none_at_all(line, kind))
    values = line.values
    named = phrases(row)
    if max(len(values), len(named)) > _LINE_NUMBERS:
        return []
    if named and (sets_goal(line.lead_tokens) or _LENT.search(line.text)):
        return []
    worded = [claim for pair in pairs(row, values, named, follows) for claim in _pair_claims(text, row, pair)]
    big = [claim for claim in worded if claim.stated >= 100 or claim.formula]
    if worded and (big or follows):
        return worded
    if worded:
        return [claim for claim in worded if _stands_alone(row, claim, line, trailing)]
    if named:
        return list(none_at_all(line, kind))
    return list(_wordless(text, line, values, trailing, heading))


def _pair_claims(text: str, row: list[Token], pair: Pair) -> Iterator[Claim]:
    value = pair.value
    place = framed(row, pair.first, pair.last)
    if place is None or not _is_count(row, pair) or _is_shared(row, value):
        return
    name = pair.name if pair.name is not None else place.name
    yield _claim(text, value, _quantities(pair), True, name)
    for term in value.terms:
        quantities = noun_quantities(term.noun, True) if term.noun[0] in "wb" else ()
        if quantities:
            allowed = interval(term.number, Bound.EXACT)
            written = text[term.start : term.end]
            yield Claim(
                quantities, allowed, term.number.value, term.start, term.end, written, None, True, name
            )


def _is_shared(row: list[Token], value: Stated) -> bool:
    """Whether nothing is counted since it is counted elsewhere: `0 params: tied to the embedding`."""
    is_nothing = value.number is not None and value.number.value == 0
    return is_nothing and any(token.lower in _SHARED for token in row)


def _claim(text: str, value: Stated, quantities: tuple[Quantity, ...], word: bool, name: str | None) -> Claim:
    stated, allowed = _allowed(value)
    written = text[value.start : value.end]
    return Claim(quantities, allowed, stated, value.start, value.end, written, value.formula, word, name)


def _allowed(value: Stated) -> tuple[int, Interval]:
    """Plain value and what it allows; arithmetic that gives the very number shows that it is not rounded."""
    if value.number is None:
        assert value.formula is not None
        result = value.formula.value
        return result, Interval(result, result)
    number = value.number
    if value.formula and value.bound is Bound.EXACT and value.formula.value == number.value:
        return number.value, Interval(number.value, number.value)
    return number.value, interval(number, value.bound)


def _quantities(pair: Pair) -> tuple[Quantity, ...]:
    """What the pair counts; "weights" that are a sum with something added may hold the biases."""
    found = pair.quantities
    if found == (Quantity.WEIGHTS,) and "+" in pair.value.operators:
        return (Quantity.WEIGHTS, Quantity.PARAMETERS)
    return found


def _is_count(row: list[Token], pair: Pair) -> bool:
    """Whether noun, joint and number go together as a count of elements."""
    value = pair.value
    if value.number is None:
        signs = {token.text for token in row[value.first : value.last] if token.kind == "times"}
        shape = "+" not in value.operators and (signs <= {"x", "X", "×"} or pair.noun != "parameter")
        return not shape and ("*" in value.operators or bool(value.terms))
    if value.formula is not None:
        return True
    size, word = value.number.value, row[pair.first if pair.joint is not None else pair.last - 1].lower
    if pair.noun == "weight" and word == "weight":
        return pair.quantities == (Quantity.WEIGHTS,)
    if pair.noun == "weight":
        rounded = value.number.binary is not None or not value.number.exact
        return size >= 100 and not (
            rounded and pair.joint is None and Quantity.TRAINABLE not in pair.quantities
        )
    if pair.joint is not None and word in ("param", "parameter") and not pair.counts and size < 1000:
        return False
    if pair.joint == "":
        whole = pair.first == 0 and pair.last == len(row)
        marked = row[value.first].kind == "order"
        return whole and (pair.counts or marked or size >= 1000) and pair.noun in ("parameter", "counter")
    return pair.noun != "buffer" or pair.joint is None


def _stands_alone(row: list[Token], claim: Claim, line: Line, trailing: bool) -> bool:
    """Whether a small number is the whole of a short comment: `# 32 params`, `# params: 10`, `# 0 params`.

    A number of one digit may count arguments, unless it stands behind code, where its owner can tell;
    behind a label it may be any setting.
    """
    if 0 < claim.stated < 10 and row[0].kind != "number":
        return False
    if not line.alone or not line.is_comment or claim.quantities == (Quantity.BIASES,):
        return False
    bracketed = row[0].kind == "open" and row[-1].kind == "close"
    words = [token for token in (row[1:-1] if bracketed else row) if token.text != "."]
    return len(words) <= 5 and (trailing or claim.stated == 0 or claim.stated >= 10)


def _wordless(text: str, line: Line, values: list[Stated], trailing: bool, heading: bool) -> Iterator[Claim]:
    row = line.tokens
    if len(values) != 1 or disturbed(row):
        return
    value = values[0]
    if trailing and line.alone and _is_shown(row, value):
        yield _claim(text, value, (Quantity.PARAMETERS,), False, None)
        return
    if is_geometric(row):
        return
    ends = value.last == len(row) or (row[value.last].text in ".;,)" and value.last + 1 == len(row))
    place = subject(row[: value.first]) if ends else None
    if place is None or not _is_result(row, value, place, trailing and line.alone, heading):
        return
    if value.formula is not None and text[value.formula.end - 1].isalpha():
        return
    yield _claim(text, value, (Quantity.PARAMETERS,), heading and value.number is not None, place.name)


_SHARED = frozenset("tied ties shared shares sharing reused reuses same borrowed".split())
_SHOWING = frozenset("output outputs out print prints show shows expected result".split())


def _is_shown(row: list[Token], value: Stated) -> bool:
    """`-> 61,706`, `prints 61706`: the output of the code on the row."""
    label = [token for token in row[: value.first] if token.text != ":"]
    return (
        len(label) == 1
        and (label[0].kind == "arrow" or label[0].lower in _SHOWING)
        and value.last == len(row)
        and value.number is not None
        and value.formula is None
        and value.number.value >= 1000
    )


def _is_result(row: list[Token], value: Stated, place: Subject, alone: bool, heading: bool) -> bool:
    """Whether a value without a counting word may be a count: a sum's result, a lone or a named number."""
    joined = (
        value.first == 0
        or row[value.first - 1].kind in ("equals", "arrow")
        or row[value.first - 1].text == ":"
    )
    if value.number is None or not joined:
        return False
    if value.formula is not None:
        return not value.arrow and value.number.value >= 10 and len(value.formula.operands) > 1
    if value.first == 0:
        numbered = row[-1].lower in ("b", "t")  # "217b" is an exercise or a section
        return alone and value.number.value >= 100 and row[0].kind in ("number", "order") and not numbered
    if place.name is None or value.number.value < 100:
        return False
    grouped = any(mark in row[value.last - 1].text for mark in ",_")
    return heading or (grouped and row[value.first - 1].kind != "equals")


def _is_heading(line: Line) -> bool:
    """`Parameter counts:`, `Number of parameters per layer:`: lines of names and numbers follow."""
    row = line.tokens
    if not row or row[-1].text != ":":
        return False
    found = phrases(row)
    if len(found) != 1 or found[0].first != 0:
        return False
    middle = [token.lower for token in row[found[0].last : -1]]
    counts = found[0].counts or middle[:1] in (["counts"], ["per"], ["by"])
    return counts and set(middle) <= {
        "counts",
        "per",
        "by",
        "each",
        "layer",
        "layers",
        "block",
        "model",
        "variant",
    }
