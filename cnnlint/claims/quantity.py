"""Which words name a count, and of what."""

from __future__ import annotations

from typing import NamedTuple

from .claim import Quantity
from .languages import JOINING, NOUNS, NUMBERS, TRAINED
from .tokens import Token

PARAMETERS, WEIGHTS, BIASES = Quantity.PARAMETERS, Quantity.WEIGHTS, Quantity.BIASES
TRAINABLE, NON_TRAINABLE, BUFFERS = Quantity.TRAINABLE, Quantity.NON_TRAINABLE, Quantity.BUFFERS

_PARAMETER = frozenset("param params parameter parameters".split()) | NOUNS
_WEIGHT = frozenset("weight weights".split())
_BIAS = frozenset("bias biases".split())
_BUFFER = frozenset("buffer buffers".split())
_NOUNS = _PARAMETER | _WEIGHT | _BIAS | _BUFFER

_TRAINED = frozenset("trainable learnable learned tunable".split()) | TRAINED
_FROZEN = frozenset("non-trainable nontrainable untrainable non-learnable frozen".split())
_BEFORE = frozenset(
    "# number numbers nr num nb count of the total overall all model network layer unique free".split()
) | (NUMBERS | JOINING)
_BEHIND = frozenset("# count number total overall".split()) | NUMBERS
_COUNTS = frozenset("# number num nb nr count total".split()) | NUMBERS

# Names that people give to a counter, as it stands in a log line or a note: `num_params = 896`.
_COUNTERS = {
    f"{before}_{noun}": kind
    for noun in ("params", "parameters", "param", "weights")
    for before, kind in {
        "num": (PARAMETERS,), "n": (PARAMETERS,), "nb": (PARAMETERS,), "total": (PARAMETERS,),
        "trainable": (TRAINABLE,), "non_trainable": (NON_TRAINABLE,), "num_trainable": (TRAINABLE,),
    }.items()
} | {"param_count": (PARAMETERS,), "params_count": (PARAMETERS,), "parameter_count": (PARAMETERS,),
     "param_num": (PARAMETERS,), "nparams": (PARAMETERS,), "numparams": (PARAMETERS,)}  # fmt: skip


# The noun of a phrase that leaves it out, and what may stand behind that.
SHARE = "share"
_CLOSING = frozenset(", . ; / & | and".split())

# What may stand in front of a noun.
_ALLOWED = _BEFORE | _TRAINED | _FROZEN | _WEIGHT | _BIAS
_LINKS = frozenset({"of", "the"}) | JOINING


class Phrase(NamedTuple):
    """Words between two tokens (`last` excluded) that name a count.

    `counts` tells that they say so themselves ("number of parameters", "#params"); `noun` is the
    singular noun in them.
    """

    first: int
    last: int
    quantities: tuple[Quantity, ...]
    noun: str
    counts: bool


def phrases(row: list[Token]) -> list[Phrase]:
    """Phrases that name a count, from left to right."""
    found: list[Phrase] = []
    beside_biases: bool | None = None
    at = 0
    while at < len(row):
        word = row[at].lower
        if word not in _NOUNS and word not in _COUNTERS:
            if found and is_share(row, at):
                found.append(Phrase(at, at + 1, _quantities(("params",), {word}, False), SHARE, False))
            at += 1
            continue
        if beside_biases is None:
            beside_biases = names_biases(row)
        phrase = _phrase(row, at, found[-1].last if found else 0, beside_biases)
        if phrase is not None:
            found.append(phrase)
            at = phrase.last
        else:
            at += 1
    return found


def is_share(row: list[Token], at: int) -> bool:
    """Whether a word stands for a part of a count named before.

    That is the last of `256 params (128 trainable)` and of `params: 256 (trainable: 128)`.
    """
    if row[at].lower not in _TRAINED | _FROZEN or at == 0:
        return False
    if [token.kind for token in row[at + 2 : at + 3]] == ["number"] and row[at + 1].text in (":", "="):
        return row[at - 1].kind == "open" or row[at - 1].text in ",;"
    closed = at + 1 == len(row) or row[at + 1].kind in ("close", "dots") or row[at + 1].text in _CLOSING
    return closed and row[at - 1].kind == "number"


def noun_quantities(noun: str, beside_biases: bool) -> tuple[Quantity, ...]:
    """What a noun alone counts; weights that stand beside biases are the kernel only."""
    if noun in _WEIGHT:
        return (WEIGHTS,) if beside_biases else (WEIGHTS, PARAMETERS)
    if noun in _BIAS:
        return (BIASES,)
    return (BUFFERS,) if noun in _BUFFER else (PARAMETERS,) if noun in _PARAMETER else ()


def names_biases(row: list[Token]) -> bool:
    """Whether the row speaks of biases."""
    return any(token.lower in _BIAS for token in row)


def _phrase(row: list[Token], at: int, floor: int, beside_biases: bool) -> Phrase | None:
    word = row[at].lower
    if word in _COUNTERS:
        return Phrase(at, at + 1, _COUNTERS[word], "counter", True)
    if word not in _NOUNS:
        return None
    first = _first(row, at, floor)
    last, nouns = _last(row, at)
    words = {token.lower for token in row[first:last]}
    while last < len(row) and row[last].lower in _BEHIND and not _starts_label(row, last):
        words.add(row[last].lower)
        last += 1
    quantities = _quantities(nouns, words, beside_biases)
    return Phrase(first, last, quantities, _singular(nouns), bool(words & _COUNTS)) if quantities else None


def _first(row: list[Token], at: int, floor: int) -> int:
    """First token of the modifiers in front of the noun; a number may stand before them."""
    first = at
    while first > floor and row[first - 1].lower in _ALLOWED and row[first - 1].kind in ("word", "other"):
        first -= 1
    if first > floor + 1 and row[first - 1].text == "." and row[first - 2].lower in ("no", "num", "nr"):
        return first - 2
    while first < at and row[first].lower in _LINKS:
        first += 1
    return first


def _last(row: list[Token], at: int) -> tuple[int, tuple[str, ...]]:
    """Token behind the noun, and the nouns: "weights and biases" are two."""
    nouns = [row[at].lower]
    last = at + 1
    if row[at].lower in _WEIGHT | _BIAS and last + 1 < len(row) and row[last].lower in ("and", "&", "+"):
        if row[last + 1].lower in (_WEIGHT | _BIAS) - {nouns[0]}:
            nouns.append(row[last + 1].lower)
            last += 2
    elif row[at].lower in _WEIGHT | _BIAS and last < len(row) and row[last].lower in _PARAMETER:
        nouns.append(row[last].lower)
        last += 1
    return last, tuple(nouns)


def _starts_label(row: list[Token], at: int) -> bool:
    """Whether the word is a label of its own: the second one of `32 params total: 896`."""
    return (
        row[at].lower in ("total", "overall")
        and at + 1 < len(row)
        and row[at + 1].kind in ("equals", "other")
    )


def _singular(nouns: tuple[str, ...]) -> str:
    if len(nouns) == 2 and nouns[1] in _WEIGHT | _BIAS:
        return "parameter"
    noun = nouns[0]
    return next(
        name
        for name, group in {
            "parameter": _PARAMETER,
            "weight": _WEIGHT,
            "bias": _BIAS,
            "buffer": _BUFFER,
        }.items()
        if noun in group
    )


def _quantities(nouns: tuple[str, ...], words: set[str], beside_biases: bool) -> tuple[Quantity, ...]:
    if words & _FROZEN:
        return (NON_TRAINABLE,)
    trained = (TRAINABLE,) if "trainable" in words else (TRAINABLE, PARAMETERS) if words & _TRAINED else ()
    if len(nouns) == 2 and nouns[1] in _WEIGHT | _BIAS:
        return trained or (PARAMETERS,)
    if len(nouns) == 2:
        return noun_quantities(nouns[0], True)
    plain = noun_quantities(nouns[0], beside_biases)
    if nouns[0] in _PARAMETER and words & (_WEIGHT | _BIAS):
        return (WEIGHTS,) if words & _WEIGHT else (BIASES,)
    if nouns[0] in _WEIGHT and trained:
        return (TRAINABLE, *plain)
    return trained if trained and nouns[0] in _PARAMETER else plain
