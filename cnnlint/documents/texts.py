"""Claims in the texts and formulas of a document."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..claims.claim import Claim
from ..claims.grammar import read
from ..claims.stated import Stated
from ..claims.subject import subject
from ..claims.tokens import Token
from .context import counting_word, speaks_of_costs, speaks_of_parameters, speaks_of_shapes, stands_by_itself
from .equations import counts_a_layer, equations
from .filters import filter_claims
from .letters import with_values
from .passages import Passage
from .told import Told, equation_claim, placed

_ENCODED = re.compile(r"[\\&]|[^\x00-\x7f]")
# A sign that may stand for an equals sign: without one there is no equation.
_JOINED = re.compile(r"=|≈|≃|≅|&asymp|&equals|＝|\\approx|\\simeq|&#61|≅|\\sim|â‰ˆ")
_SENTENCE_END = re.compile(r"[.;!](?=\s)|\n")


def text_claims(text: str, passage: Passage, is_counting_document: bool) -> list[Told]:
    """Claims of a passage, in the order of their places; `text` is that of the document."""
    raw = passage.raw
    counts = counting_word(raw) is not None
    if not (counts or "=" in raw or (_ENCODED.search(raw) and _JOINED.search(raw))):
        return []
    said = passage.text
    found: dict[int, Claim] = {}
    if counts:
        found = {claim.start: claim for claim in read(_unquoted(said), "string") if not _is_odd(claim)}
        found |= {claim.start: claim for claim in filter_claims(said)}
    for claim in _equation_claims(passage, passage.text, is_counting_document):
        known = found.get(claim.start)
        if known is None or known.formula is None or not known.word or _is_wrong(claim):
            found[claim.start] = claim if known is None or not known.name else claim._replace(name=known.name)
    by_place = {claim.start: claim for each in found.values() if (claim := placed(each, passage.plain, text))}
    for claim in _lettered(text, passage, is_counting_document):
        if claim.start not in by_place or by_place[claim.start].formula is None:
            by_place[claim.start] = claim
    claims = [claim for _, claim in sorted(by_place.items())]
    return [Told(claim, passage.index, passage.headings) for claim in claims]


def _is_odd(claim: Claim) -> bool:
    """Whether the arithmetic of a claim has a zero in it: `0x10` is no product."""
    return claim.formula is not None and 0 in claim.formula.operands


def _is_wrong(claim: Claim) -> bool:
    return claim.formula is not None and claim.formula.value not in claim.interval


def _unquoted(said: str) -> str:
    """The text as the reader of remarks takes it, which would drop a quotation mark at either end."""
    return f" {said[1:]}" if said[:1] in "\"'" else said


def _lettered(text: str, passage: Passage, is_counting_document: bool) -> Iterator[Claim]:
    """Equations with letters whose values the passage gives, if they have the form of a layer's count."""
    valued = with_values(passage.plain)
    if valued is None:
        return
    said = valued.text
    for claim in _equation_claims(passage, said, is_counting_document):
        formula = claim.formula
        if formula is not None and counts_a_layer(said[formula.start : formula.end]):
            yield placed(claim, valued, text)


def _equation_claims(passage: Passage, said: str, is_counting_document: bool) -> Iterator[Claim]:
    at = 0
    for line in said.splitlines(keepends=True):
        end = at + len(line)
        for value, row in equations(said, at, end):
            if _is_count(passage, said, value, at, end, is_counting_document):
                yield equation_claim(value, _name(row, value, passage), True)
        at = end


def _is_count(
    passage: Passage, said: str, value: Stated, start: int, end: int, is_counting_document: bool
) -> bool:
    """Whether an equation works out a count of parameters.

    Its sentence says so, or what leads up to it does, or its form does in a document that counts them.
    """
    formula = value.formula
    assert formula is not None
    sentence = _sentence(said, start, end, min(formula.start, value.start), max(formula.end, value.end))
    if not stands_by_itself(sentence):
        return False
    written = said[formula.start : formula.end]
    formed = counts_a_layer(written)
    if speaks_of_costs(sentence):
        return False
    counts = speaks_of_parameters(sentence) or passage.is_about_parameters
    if counts and not speaks_of_shapes(sentence):
        return True
    return formed and (counts or (is_counting_document and not _is_about_costs(passage)))


def _is_about_costs(passage: Passage) -> bool:
    return speaks_of_costs(passage.heading) or speaks_of_costs(passage.lead)


def _sentence(text: str, start: int, end: int, first: int, last: int) -> str:
    """The sentence of a line around two offsets."""
    for match in _SENTENCE_END.finditer(text, start, first):
        start = match.end()
    closing = _SENTENCE_END.search(text, last, end)
    return text[start : closing.end() if closing else end]


def _name(row: list[Token], value: Stated, passage: Passage) -> str | None:
    """What the equation's own line says it works out."""
    before = [
        token for token in row if token.end <= min(value.start, value.formula.start if value.formula else 0)
    ]
    place = subject(before)
    return place.name if place is not None else None
