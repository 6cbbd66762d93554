"""The same layer twice in a document: its worked equation, and a count of it elsewhere."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from ..claims.claim import Claim, Formula
from .told import Told, with_formula

_PLAIN = re.compile(r"[^a-z0-9]+")
# A layer's name bears its number: "conv_2", "FC3", "Dense 1".
_NUMBERED = re.compile(r"[a-z]+\d{1,2}[a-z]?")
_NAME = re.compile(r"[^\W\d]+[ _-]?\d{0,2}[a-z]?(?![\w])", re.IGNORECASE)


class _Worked(NamedTuple):
    """The arithmetic for a layer, and the layer's name as it stands there."""

    formula: Formula
    name: str


def linked(told: list[Told]) -> list[Told]:
    """The claims, with the equation of the same layer where a count has none of its own."""
    mistaken = {
        each.claim.stated: formula
        for each in told
        if (formula := each.claim.formula) is not None and formula.value not in each.claim.interval
    }
    meant = _meant(told, mistaken)
    found = []
    for each in told:
        formula = meant.get(each.claim.start) if _is_bare(each.claim) else None
        if each.is_row and _is_bare(each.claim):
            formula = mistaken.get(each.claim.stated, formula)
        found.append(each if formula is None else each._replace(claim=with_formula(each.claim, formula)))
    known = {each.claim.start: each.claim for each in found}
    return [_without_blame(each, known) if each.addends else each for each in found]


def _without_blame(total: Told, known: dict[int, Claim]) -> Told:
    """A total without its parts where a part is known to be wrong: one mistake is told once."""
    claims = [known[start] for start in total.addends if start in known]
    wrong = any(claim.formula is not None and claim.formula.value not in claim.interval for claim in claims)
    return total._replace(claim=total.claim._replace(parts=None)) if wrong else total


def _meant(told: list[Told], mistaken: Iterable[int]) -> dict[int, Formula]:
    """For places of counts the arithmetic of the layer of the same name.

    Documents work through several models whose layers bear the same names: another count of the same
    table must agree with its own arithmetic, or the name must be spelled the same in the only two places.
    """
    worked = _worked(told)
    counted = Counter(key for each in told if _is_bare(each.claim) and (key := _key(each.claim.name)))
    groups: dict[int, list[tuple[Claim, _Worked]]] = defaultdict(list)
    for each in told:
        key = _key(each.claim.name)
        if (
            key
            and key in worked
            and _is_bare(each.claim)
            and counted[key] == 1
            and each.claim.stated not in mistaken
        ):
            groups[each.block].append((each.claim, worked[key]))
    meant = {}
    for pairs in groups.values():
        sure = any(formula.value in claim.interval for claim, (formula, _) in pairs)
        for claim, (formula, name) in pairs:
            if sure or (len(pairs) == 1 and _written(claim.name) == name):
                meant[claim.start] = formula
    return meant


def _worked(told: list[Told]) -> dict[str, _Worked]:
    """For each layer the arithmetic of its equations, where they are of one mind."""
    found: dict[str, list[_Worked]] = {}
    for each in told:
        name = each.claim.name or (each.headings[-1] if each.headings else None)
        key = _key(name)
        if each.claim.formula is not None and key:
            found.setdefault(key, []).append(_Worked(each.claim.formula, _written(name)))
    return {key: same[0] for key, same in found.items() if len({each.formula.value for each in same}) == 1}


def _is_bare(claim: Claim) -> bool:
    return claim.formula is None and claim.name is not None and claim.interval.low == claim.interval.high


def _written(name: str | None) -> str:
    """A layer's name as it is written; what stands behind it ("+ ReLU") says no more."""
    match = _NAME.match(name.strip()) if name else None
    return match.group() if match else ""


def _key(name: str | None) -> str | None:
    """A numbered layer's name without case and marks."""
    key = _PLAIN.sub("", _written(name).lower())
    return key if _NUMBERED.fullmatch(key) else None
