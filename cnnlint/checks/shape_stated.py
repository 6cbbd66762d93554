"""Stated shapes judged on the input that a text states: a docstring, or what the comments begin with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from .inspection import Inspection
from .shape_bound import Bound, bind
from .shape_judge import agrees
from .shape_places import Placed
from .shape_tally import contradicting
from .stated_inputs import Stated
from .trials import Trial
from .written_sizes import letters_of, sizes_of

# Heights that letters stand for: what is wrong at each of them is wrong at all.
_SIDES = (64, 128, 224, 256, 512)
# So many comments must agree with an input that is stated by the first of them.
_FITTING = 3


class OnInput(NamedTuple):
    """Claims bound to what flows on some input, those that are wrong (None where it may be another), and its side."""

    bound: list[Bound]
    wrong: list[Bound] | None
    side: int | None


def agreeing(judged: OnInput) -> int:
    """How many claims agree with the input."""
    if judged.wrong is None:
        return 0
    return sum(agrees(each.placed.claim, each.beside, judged.side) is True for each in judged.bound)


def judge_on_documented(inspection: Inspection, chunk: int, group: Sequence[Placed]) -> OnInput | None:
    """The claims judged on the input that a docstring states; None without such."""
    told = [each.shape for each in inspection.documented if each.chunk == chunk and each.shape.role == "in"]
    if not told:
        return None
    named: Stated = {each.name: each.entries for each in reversed(told)}
    return _judge_on(inspection, chunk, group, [named, {None: told[0].entries}], True)


def judge_on_first(inspection: Inspection, chunk: int, group: Sequence[Placed]) -> OnInput | None:
    """The claims judged on the input that the comments of a class begin with; None without such."""
    first = next((each.claim for each in group if each.model is None), None)
    if first is None or first.role == "out" or None in first.sizes or len(first.sizes) < 2:
        return None
    entries = (*(["N"] if first.batched else []), *map(str, first.sizes))
    return _judge_on(inspection, chunk, group, [{None: entries}], False)


def _judge_on(
    inspection: Inspection, chunk: int, group: Sequence[Placed], inputs: Sequence[Stated], documented: bool
) -> OnInput | None:
    for stated in inputs:
        for trial in inspection.models.stated_trials(chunk, stated):
            fixed = inspection.models.is_fixed(chunk)
            told = [_with_letters(each, stated, trial, fixed) for each in group]
            bound = bind(inspection, told, trial.steps)
            judged = _judge(inspection, chunk, bound, documented)
            if judged is not None:
                return judged
    return None


def _with_letters(placed: Placed, stated: Stated, trial: Trial, fixed: bool) -> Placed:
    """A docstring's claim with the sizes that its letters stand for."""
    if not placed.entries:
        return placed
    letters = {
        letter: size
        for entries, shape in zip(stated.values(), trial.inputs, strict=False)
        if isinstance(shape, tuple)
        for letter, size in letters_of(entries, shape).items()
    }
    if not placed.exact:
        # Of channels people write `C` before and behind a layer that changes them, and a stride may be an argument.
        letters = {letter: size for letter, size in letters.items() if fixed and not isinstance(size, int)}
    return placed._replace(claim=placed.claim._replace(sizes=sizes_of(placed.entries, letters)))


def _judge(inspection: Inspection, chunk: int, bound: list[Bound], documented: bool) -> OnInput | None:
    fixed = inspection.models.is_fixed(chunk)
    sides: Sequence[int | None] = _SIDES if any(each.depends for each in bound) else (None,)
    found = [contradicting(bound, side, fixed, documented) for side in sides]
    known = [wrong for wrong in found if wrong is not None]
    if len(known) < len(found):
        return None
    always = [each for each in known[0] if all(each in wrong for wrong in known)]
    judged = OnInput(bound, always, sides[0])
    return judged if documented or agreeing(judged) >= _FITTING else None
