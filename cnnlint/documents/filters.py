"""Sentences that state a count beside the filters it comes from: number, kernel and depth."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from math import prod

from ..claims.claim import Claim, Formula, Quantity
from ..claims.number import Bound, interval, numeral
from ..claims.quantity import noun_quantities
from .context import stands_by_itself

_TIMES = r"\s*[x×X*·]\s*"
_FILTERS = re.compile(
    r"(?<![\w.,/*×])(?P<number>\d{1,5})\s+(?:(?:convolution(?:al)?|conv|learnable|different)\s+)?(?:filters?|kernels?)\s+"
    r"(?:(?:which|that)\s+(?:are|have)\s+)?(?:(?:each|all)\s+)?(?:(?:of|with|having)\s+)?(?:a\s+)?"
    rf"(?:(?:size|shape|dimensions?)s?\s+(?:of\s+)?)?(?P<kernel>\d{{1,4}}(?:{_TIMES}\d{{1,5}}){{1,2}})(?![\d.,]*{_TIMES}|\d)"
)
_DEPTH = re.compile(
    r"\b(?:depth|(?:input )?channels)\s+(?:of|is|=)?\s*(?P<behind>\d{1,5})\b|\b(?P<before>\d{1,5})[- ](?:input )?channels?\b",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"(?<![\w.,])(?P<number>\d[\d,_]*\d)\s+(?:(?:learnable|trainable|total)\s+)?(?P<noun>weights?|param(?:eter)?s?)\b",
    re.IGNORECASE,
)
# The arithmetic that leads to the number, judged by itself.
_ARITHMETIC = re.compile(r"[\d(][\d\s()x×X*·+,]*=\s*\Z")
_ENDS = re.compile(r"[.;!?](?=\s)|\n\s*\n")
_SPOILS = re.compile(
    r"\b(?:not|instead|stride|second|another|other|layers|plus|also|groups?|depthwise|separable)\b",
    re.IGNORECASE,
)


def filter_claims(said: str) -> Iterator[Claim]:
    """The counts of a text that its own filters contradict, with the product as their arithmetic."""
    mentions = list(_FILTERS.finditer(said))
    for mention, following in pairwise([*mentions, None]):
        assert mention is not None
        end = following.start() if following else len(said)
        counted = [claim for match in _COUNTED.finditer(said, mention.end(), end) if (claim := _claim(match))]
        if len(counted) == 1 and stands_by_itself(said[mention.start() : counted[0].end]):
            yield from _contradicted(said, mention, counted[0])


def _claim(match: re.Match[str]) -> Claim | None:
    number = numeral(match["number"])
    if number is None:
        return None
    readings = noun_quantities(match["noun"].lower(), False)
    allowed = interval(number, Bound.EXACT)
    return Claim(readings, allowed, number.value, *match.span("number"), match["number"])


def _contradicted(said: str, mention: re.Match[str], claim: Claim) -> Iterator[Claim]:
    between = _ARITHMETIC.sub("", said[mention.end() : claim.start])
    if (
        len(_ENDS.findall(between)) > 1
        or _SPOILS.search(between)
        or _SPOILS.search(_before(said, mention.start()))
    ):
        return
    volume = _volume(mention, between)
    if volume is None:
        return
    counts = _counts(int(mention["number"]), volume, claim)
    if not any(count in claim.interval for count in (*counts, volume, volume + 1)):
        operands = (int(mention["number"]), volume)
        yield claim._replace(formula=Formula(mention.start(), mention.end(), counts[0], operands))


def _counts(number: int, volume: int, claim: Claim) -> list[int]:
    """The weights of so many filters, with and without one bias for each; what the word means comes first."""
    bare, biased = number * volume, number * (volume + 1)
    return [bare, biased] if claim.quantities[0] is Quantity.WEIGHTS else [biased, bare]


def _volume(mention: re.Match[str], between: str) -> int | None:
    """Weights of one filter; None where its depth is not told."""
    sides = [int(each) for each in re.findall(r"\d+", mention["kernel"])]
    rest = re.findall(r"\d+", _DEPTH.sub("", between))
    if rest:
        return None
    depths = {int(each["behind"] or each["before"]) for each in _DEPTH.finditer(between)}
    if len(sides) == 3:
        return prod(sides) if depths <= {sides[2]} else None
    return prod(sides) * depths.pop() if len(depths) == 1 else None


def _before(said: str, at: int) -> str:
    ends = [match.end() for match in _ENDS.finditer(said, 0, at)]
    return said[ends[-1] if ends else 0 : at]
