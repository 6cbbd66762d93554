"""Which number goes with which counting word: side by side, or a label and its value."""

from __future__ import annotations

from typing import NamedTuple

from .arithmetic import heading_scale_end
from .claim import Quantity
from .quantity import SHARE, Phrase, names_biases, noun_quantities
from .stated import Stated
from .tokens import Token

_JOINTS = frozenset({":", "is", "are", "of", "equals", "-", "–", "—"})

_MODELS = frozenset("model network net layer block module architecture cnn class".split())


class Pair(NamedTuple):
    """A value and what it counts; `first` and `last` are the tokens that both cover together.

    `joint` is what joins a label to its value ("" where they stand side by side with no sign), and None
    where the value comes first. `name` is one that the label holds itself.
    """

    value: Stated
    quantities: tuple[Quantity, ...]
    noun: str
    counts: bool
    first: int
    last: int
    joint: str | None
    name: str | None = None


def pairs(row: list[Token], values: list[Stated], named: list[Phrase], follows: bool) -> list[Pair]:
    """Pairs of a row, from left to right; no word serves two numbers.

    `follows` tells that lines above made claims, so that "total: 896" sums them up.
    """
    found: list[Pair] = []
    free = list(named)
    for value in values:
        pair = _labelled(row, value, free) or _noun_inside(row, value, free) or _followed(row, value, free)
        pair = pair or (_totalled(row, value) if found or follows else None)
        if pair is not None and pair.noun == SHARE:
            pair = _of_whole(pair, found)
        if pair is not None:
            pair = _without_biases(row, _with_echo(row, pair, free))
            free = [phrase for phrase in free if not pair.first <= phrase.first < pair.last]
            found.append(pair)
    return found


def _of_whole(share: Pair, found: list[Pair]) -> Pair | None:
    """A part of the count before it, with that; None where it may count layers: `11.7M params, 3 frozen`."""
    whole, number = found[-1] if found else None, share.value.number
    if whole is None or number is None or whole.value.number is None:
        return None
    large = number.value >= min(1000, whole.value.number.value / 16)
    return share._replace(first=whole.first) if large else None


def _followed(row: list[Token], value: Stated, free: list[Phrase]) -> Pair | None:
    """`896 params`, `11.7 M (params)`, `a 25M-parameter`."""
    for phrase in free:
        gap = row[value.last : phrase.first] if phrase.first >= value.last else None
        if gap is None or len(gap) > 1 or _begins_column(row, phrase):
            continue
        opened = (
            bool(gap)
            and gap[0].kind == "open"
            and phrase.last < len(row)
            and row[phrase.last].kind == "close"
        )
        hyphen = bool(gap) and gap[0].text == "-" and gap[0].end == row[phrase.first].start
        if not gap or opened or hyphen:
            last = phrase.last + (opened or (hyphen and _is_model(row, phrase.last)))
            if value.open_sum and phrase.noun in ("weight", "bias"):
                # The noun is that of the last summand: "3*3*3*32 weights + 32 biases".
                return Pair(value, (Quantity.PARAMETERS,), "parameter", True, value.first, last, None)
            return Pair(value, phrase.quantities, phrase.noun, phrase.counts, value.first, last, None)
    return None


def _begins_column(row: list[Token], phrase: Phrase) -> bool:
    """Whether a word is the label of what follows in a column of its own: `memory: 1.6M   weights: 0`."""
    labels = phrase.last < len(row) and row[phrase.last].text == ":"
    return labels and row[phrase.first].start - row[phrase.first - 1].end >= 2


def _labelled(row: list[Token], value: Stated, free: list[Phrase]) -> Pair | None:
    """`params: 896`, `Params (M) = 11.7`, `number of parameters in conv1: 896`, `param count 896`."""
    for phrase in free:
        if phrase.last > value.first:
            continue
        at, name = _after_place(row, _after_unit(row, phrase.last))
        joint = _joint(row[at : value.first])
        if joint is None:
            continue
        last = value.last
        if joint == "(":
            if last >= len(row) or row[last].kind != "close":
                continue
            last += 1
        return Pair(value, phrase.quantities, phrase.noun, phrase.counts, phrase.first, last, joint, name)
    return None


def _joint(gap: list[Token]) -> str | None:
    """What joins a label to its value; None if it is no joint at all."""
    if len(gap) == 1 and gap[0].kind == "dots":
        return ":"
    if not gap:
        return ""
    if len(gap) > 2:
        return None
    if all(token.kind in ("equals", "arrow") or token.lower in _JOINTS for token in gap):
        return gap[0].lower
    return "(" if len(gap) == 1 and gap[0].text == "(" else None


def _after_unit(row: list[Token], at: int) -> int:
    """Token behind "(M)" or "(total)"."""
    words = [token.lower for token in row[at : at + 3]]
    return at + 3 if words == ["(", "total", ")"] else heading_scale_end(row, at)


def _after_place(row: list[Token], at: int) -> tuple[int, str | None]:
    """Token behind "in conv1" or "of this layer", and the name in it."""
    if at + 2 >= len(row) or row[at].lower not in ("in", "of", "for"):
        return at, None
    after = at + 1
    while after < len(row) and row[after].lower in ("the", "this", "whole", "entire", "full", "our"):
        after += 1
    if after + 1 >= len(row) or row[after].kind != "word":
        return at, None
    behind = row[after + 1]
    if behind.kind not in ("equals", "arrow") and behind.lower not in (":", "is", "are"):
        return at, None
    return after + 1, None if _is_model(row, after) else row[after].text


def _is_model(row: list[Token], at: int) -> bool:
    return at < len(row) and row[at].lower in _MODELS


def _noun_inside(row: list[Token], value: Stated, free: list[Phrase]) -> Pair | None:
    """`864 weights + 32 biases = 896`, `896 params = 864 + 32`: the words stand in the arithmetic."""
    inside = [phrase for phrase in free if value.first <= phrase.first and phrase.last <= value.last]
    if not inside or value.formula is None:
        return None
    if value.noun is None and (behind := _followed(row, value, free)) is not None:
        return behind
    quantities = noun_quantities(value.noun or "", names_biases(row)) or (Quantity.PARAMETERS,)
    last = next((phrase.last for phrase in free if phrase.first == value.last), value.last)
    return Pair(value, quantities, "parameter", True, value.first, last, None)


def _totalled(row: list[Token], value: Stated) -> Pair | None:
    """`total: 896` behind other counts."""
    at = value.first
    if (
        at < 2
        or row[at - 2].lower not in ("total", "sum", "overall")
        or _joint(row[at - 1 : at]) in (None, "", "(", "of")
    ):
        return None
    return Pair(value, (Quantity.PARAMETERS,), "parameter", True, at - 2, value.last, ":")


_LESS = frozenset("without no excluding exclude excl w/o ignoring minus except".split())
_LEFT_OUT = frozenset("excluded omitted ignored disabled off".split())


def _without_biases(row: list[Token], pair: Pair) -> Pair:
    """The pair with "(weights only)" or "without biases" behind it, which counts the weights alone."""
    if pair.quantities[0] not in (Quantity.PARAMETERS, Quantity.TRAINABLE, Quantity.WEIGHTS):
        return pair
    opened = pair.last < len(row) and (row[pair.last].kind == "open" or row[pair.last].text == ",")
    at = pair.last + opened
    words = [token.lower for token in row[at : at + 3]]
    if words[1:2] == ["the"]:
        del words[1]
    only = words[:2] in (["weights", "only"], ["weight", "only"], ["only", "weights"], ["kernel", "only"])
    length = 2 if only else _of_no_bias(words)
    if not length:
        return pair
    last = at + length + (row[at + 1].lower == "the")
    last += last < len(row) and row[last].kind == "close"
    # "(no bias)" may be said of the count, or of a layer that has none.
    other = (Quantity.WEIGHTS,) if only else (Quantity.WEIGHTS, *pair.quantities)
    quantities = pair.quantities if Quantity.WEIGHTS in pair.quantities else other
    return pair._replace(quantities=quantities, last=last)


def _of_no_bias(words: list[str]) -> int:
    """How many words leave the biases out: `without bias`, `bias=False`, `bias left out`; 0 if they do not."""
    if words[1:2] in (["bias"], ["biases"]) and words[0] in _LESS:
        return 2
    if words[:1] not in (["bias"], ["biases"]):
        return 0
    if words[1:] in (["=", "false"], ["left", "out"]):
        return 3
    return 2 if words[1:2] and words[1] in _LEFT_OUT else 0


def _with_echo(row: list[Token], pair: Pair, free: list[Phrase]) -> Pair:
    """The pair with a second phrase of the same sense right behind it: `Total params: 896 parameters`."""
    for phrase in free:
        if (
            phrase.first == pair.last
            and pair.joint is not None
            and set(phrase.quantities) & set(pair.quantities)
        ):
            return pair._replace(last=phrase.last)
    return pair
