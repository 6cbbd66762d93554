"""How many statements speak for an input, and which of them contradict it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from math import prod
from typing import NamedTuple

from ..values.objects import Value
from .shape_bound import Bound
from .shape_judge import MOST_SIDE, Answer, agrees, answering, has_batch, least_side, partly, shape_at, states

# A stale comment among right ones is a mistake; where most disagree they speak of something else.
_EXCESS = 2
# What an arrow leads from tells the input by itself.
_WEIGHT_OF_GIVEN = 2
# So many statements of the same batch make another one a mistake.
_BATCHES = 2


class _Tally(NamedTuple):
    """How many statements speak for an input and against it, and the claims that contradict it."""

    for_it: int
    against: int
    wrong: list[Bound]


def _asked(stated: Sequence[Bound]) -> list[tuple[Bound, Answer]]:
    """The claims beside which anything flows, each to be asked for many sides."""
    return [(each, answering(each.placed.claim, each.beside)) for each in stated if each.flows]


def _tally(asked: Sequence[tuple[Bound, Answer]], side: int | None) -> _Tally:
    for_it, against, wrong = 0, 0, []
    for each, answer_at in asked:
        answer = answer_at(side)
        if answer is not None:
            weight = _WEIGHT_OF_GIVEN if each.placed.claim.role == "given" else 1
            for_it, against = for_it + weight * (answer is True), against + (answer is False)
            if answer is False and each.placed.claim.role != "in":
                wrong.append(each)
    return _Tally(for_it, against, wrong)


def misstated(stated: Sequence[Bound]) -> list[Bound]:
    """The claims that write out all sizes of what a script was seen to work out there, and only some of them rightly."""
    return [
        each for each in stated if agrees(each.placed.claim, each.beside) is False and _is_half_right(each)
    ]


def _is_half_right(stated: Bound) -> bool:
    claim, actual = stated.placed.claim, stated.result
    sizes = (claim.batch, *claim.sizes)
    if claim.role in ("in", "given") or not isinstance(actual, tuple) or len(actual) != len(sizes):
        return False
    if len(sizes) < 3 and claim.role != "shown":
        return False  # two numbers may be a range
    right = sum(want == size for want, size in zip(sizes, actual, strict=True))
    return 2 * right >= len(sizes) and all(isinstance(size, int) for size in (*sizes, *actual))


def contradicting(
    stated: Sequence[Bound], side: int | None, fixed: bool, documented: bool = False
) -> list[Bound] | None:
    """The claims that contradict what the others agree with; None where they may speak of another input.

    `fixed` tells that no argument decides any size there, `documented` that a docstring states the input.
    """
    tally = _tally(_asked(stated), side)
    if not tally.wrong:
        return _other_batch(stated, side)  # also where nothing flows
    one = (documented or bool(tally.for_it)) and len(tally.wrong) == 1
    if tally.for_it < len(tally.wrong) * _EXCESS and not one:
        return None
    vouched = {size for each in stated if each not in tally.wrong for size in _vouched(each, side)}
    likely = [each for each in tally.wrong if partly(each.placed.claim, each.beside, side)]
    return [each for each in likely if _is_settled(each, side, vouched, fixed)]


def _vouched(stated: Bound, side: int | None) -> Iterator[Value]:
    """The sizes that a claim states rightly, and what they come to when they are flattened."""
    claim = stated.placed.claim
    if stated.flows and claim.batch is not None and states(claim, stated.beside, side):
        yield claim.batch
    if len(claim.sizes) > 1 and stated.flows and agrees(claim, stated.beside, side) is True:
        yield from claim.sizes
        if all(isinstance(size, int) for size in claim.sizes):
            yield prod(claim.sizes)


def _is_settled(stated: Bound, side: int | None, vouched: set[Value], fixed: bool) -> bool:
    """Whether the last size is no argument's that may have been another where the text was written."""
    claim = stated.placed.claim
    if claim.batch is not None and len(claim.sizes) == 1 and claim.batch not in vouched:
        return False  # two numbers may be a range
    if len(claim.sizes) > 1 or stated.written or fixed:
        return True
    result = () if stated.result is None else shape_at(stated.result, side)
    return isinstance(result, tuple) and bool(result) and result[-1] in vouched


def _other_batch(stated: Sequence[Bound], side: int | None) -> list[Bound]:
    """A claim of another batch than what flows, where others state that."""
    numbered = [each for each in stated if each.placed.claim.batch is not None and each.flows]
    wrong = [each for each in numbered if not has_batch(each.placed.claim, each.beside)]
    right = [each for each in numbered if each not in wrong and states(each.placed.claim, each.beside, side)]
    return wrong if len(wrong) == 1 and len(right) >= _BATCHES else []


def side_of(stated: Sequence[Bound]) -> int | None:
    """The side of the input that most claims agree with, where all such sides tell the same of each claim."""
    if not any(each.flows for each in stated):
        return None
    asked, best = _asked(stated), 1
    sides: list[int] = []
    for side in chain(range(1, MOST_SIDE + 1), _long_sides(stated)):
        tally = _tally(asked, side)
        if tally.for_it and not tally.against:
            return side
        if tally.for_it > best or (tally.for_it == best and sides):
            sides = [side] if tally.for_it > best else [*sides, side]
            best = tally.for_it
    verdicts = {tuple(answer_at(side) for _, answer_at in asked) for side in sides}
    return sides[0] if len(verdicts) == 1 else None


def _long_sides(stated: Sequence[Bound]) -> list[int]:
    """Greater sides at which one claim or another begins to be right, or is so for the last time."""
    found: set[int] = set()
    for each in stated:
        shapes = [shape for shape in (*each.beside.result, *each.beside.given) if len(shape) == 3]
        for size in {size for shape in shapes for size in shape[1:]}:
            for wanted in filter(None, each.placed.claim.sizes):
                first, beyond = least_side(size, wanted), least_side(size, wanted + 1)
                found.update([first] if first is not None else [])
                found.update([beyond - 1] if beyond is not None else [])
    return sorted(side for side in found if side > MOST_SIDE)
