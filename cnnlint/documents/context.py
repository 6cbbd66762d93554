"""What a passage of a document speaks of: parameters, or costs, shapes and prices that look like them."""

from __future__ import annotations

import re
from functools import lru_cache

# Beginnings of the words that count parameters, in the languages that such texts are written in.
_COUNTING = re.compile(
    r"(?<![\w/-])(?:(?:hyper)?param|par[aâ]m|weights?\b|bias(?:es)?\b|#\s*param|num_param|n_param)"
    r"|参数|參數|パラメータ|파라미터|параметр|tham số|權重|权重|重み|가중치",
    re.IGNORECASE,
)
# One of these is part of every such word; looking for them costs a tenth.
_STEMS = re.compile("参|參|パ|파|парам|tham|權|权|重|가중치")
_HYPER = re.compile(r"hyper-?\s?param\w*", re.IGNORECASE)

_WORD = re.compile(r"\w+")

# A passage with one of these counts operations, bytes, time, data or money.
_COSTS = frozenset(
    "flop flops gflop gflops mac macs mflop mflops tflop tflops mmac mmacs madd madds"
    " multaccumulate multaccumulates multadd multadds multacc multaccs"
    " multiplyaccumulate multiplyaccumulates multiplyadd multiplyadds multiplyacc multiplyaccs"
    " multiplication multiplications addition additions operation operations op ops"
    " receptive rf jump memory byte bytes kb mb gb tb kib mib gib tib bit bits seconds minutes hours days"
    " epoch epochs step steps iteration iterations images samples batch batches token tokens words"
    " price prices cost costs usd eur dollar dollars people users example examples latency ms fps hz"
    " combination combinations".split()
)
_HYPHENATED_COSTS = re.compile(r"\bm-adds?\b|\bmult(?:iply)?-(?:accumulate|add|acc)s?\b", re.IGNORECASE)

# A passage with one of these may speak of a shape.
_SHAPES = frozenset(
    "pixel pixels resolution activation activations neuron neurons unit units stride padding connection"
    " connections anchor anchors box boxes elements feature features dimension dimensions values inputs"
    " input output outputs size sizes shape shapes width widths height heights area position positions place"
    " places".split()
)

# A passage with one of these does not stand by its own arithmetic.
_REFUSED = frozenset(
    "not isn wrong wrongly incorrect incorrectly mistake mistaken erroneous error naive naively instead mod"
    " modulo todo fixme typo exercise quiz question version isbn hex binary octal base".split()
)
_REFUSING = re.compile(r"\b0x[0-9a-f]+\b|≠|!=|\?\s*$", re.IGNORECASE)


def counting_word(text: str) -> re.Match[str] | None:
    """The first word of a text that counts parameters."""
    lowered = text.lower()
    stemmed = "par" in lowered or "weight" in lowered or "bias" in lowered
    if not stemmed and (text.isascii() or not _STEMS.search(lowered)):
        return None
    return _COUNTING.search(text)


@lru_cache(maxsize=512)
def speaks_of_parameters(text: str) -> bool:
    """Whether a text has a word that counts parameters, not only hyperparameters."""
    return counting_word(_HYPER.sub("", text) if "yper" in text else text) is not None


# Headings are asked for each passage below them.
@lru_cache(maxsize=512)
def speaks_of_costs(text: str) -> bool:
    """Whether a text speaks of operations, bytes, time, data or money."""
    return not _COSTS.isdisjoint(_words(text)) or ("-" in text and bool(_HYPHENATED_COSTS.search(text)))


def speaks_of_shapes(text: str) -> bool:
    """Whether a text speaks of sizes and shapes."""
    return not _SHAPES.isdisjoint(_words(text))


def stands_by_itself(text: str) -> bool:
    """Whether a text means its arithmetic as it stands: no exercise, no example of a mistake."""
    return _REFUSED.isdisjoint(_words(text)) and not _REFUSING.search(text)


def _words(text: str) -> list[str]:
    found: list[str] = _WORD.findall(text.lower())
    return found
