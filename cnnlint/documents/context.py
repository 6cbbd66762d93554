"""What a passage of a document speaks of: parameters, or costs, shapes and prices that look like them."""

from __future__ import annotations

import re

# Beginnings of the words that count parameters, in the languages that such texts are written in.
_COUNTING = re.compile(
    r"(?<![\w/-])(?:(?:hyper)?param|par[aâ]m|weights?\b|bias(?:es)?\b|#\s*param|num_param|n_param)"
    r"|参数|參數|パラメータ|파라미터|параметр|tham số|權重|权重|重み|가중치",
    re.IGNORECASE,
)
# One of these is part of every such word; looking for them costs a tenth.
_STEMS = ("par", "weight", "bias", "参", "參", "パ", "파", "парам", "tham", "權", "权", "重", "가중치")
_HYPER = re.compile(r"hyper-?\s?param\w*", re.IGNORECASE)

# A passage with one of these counts operations, bytes, time, data or money.
_COSTS = re.compile(
    r"\b(?:g?flops?|m?macs?|m-?adds?|mult(?:iply)?-?(?:accumulate|add|accs?)s?|multiplications?|additions?|operations?|ops"
    r"|receptive|rf|jump|memory|bytes?|[kmgt]i?b|bits?|seconds|minutes|hours|days|epochs?|steps?|iterations?|images|samples"
    r"|batch(?:es)?|tokens?|words|prices?|costs?|usd|eur|dollars?|people|users|examples|latency|ms|fps|hz|combinations?)\b",
    re.IGNORECASE,
)

# A passage with one of these may speak of a shape.
_SHAPES = re.compile(
    r"\b(?:pixels?|resolution|activations?|neurons?|units?|stride|padding|connections?|anchors?|box(?:es)?|elements"
    r"|features?|dimensions?|values|inputs?|outputs?|sizes?|shapes?|widths?|heights?|area|positions?|places)\b",
    re.IGNORECASE,
)

# A passage with one of these does not stand by its own arithmetic.
_REFUSED = re.compile(
    r"\b(?:0x[0-9a-f]+|not|isn't|wrong(?:ly)?|incorrect(?:ly)?|mistake|mistaken|erroneous|error|naive(?:ly)?|instead|mod|modulo|todo|fixme"
    r"|typo|exercise|quiz|question|version|isbn|hex|binary|octal|base)\b|≠|!=|\?\s*$",
    re.IGNORECASE,
)


def counting_word(text: str) -> re.Match[str] | None:
    """The first word of a text that counts parameters."""
    lowered = text.lower()
    return _COUNTING.search(text) if any(stem in lowered for stem in _STEMS) else None


def speaks_of_parameters(text: str) -> bool:
    """Whether a text has a word that counts parameters, not only hyperparameters."""
    return counting_word(_HYPER.sub("", text) if "yper" in text else text) is not None


def speaks_of_costs(text: str) -> bool:
    """Whether a text speaks of operations, bytes, time, data or money."""
    return bool(_COSTS.search(text))


def speaks_of_shapes(text: str) -> bool:
    """Whether a text speaks of sizes and shapes."""
    return bool(_SHAPES.search(text))


def stands_by_itself(text: str) -> bool:
    """Whether a text means its arithmetic as it stands: no exercise, no example of a mistake."""
    return not _REFUSED.search(text)
