"""Whom a number is said of, as far as its own line tells."""

from __future__ import annotations

import re
from typing import NamedTuple

from .languages import ARTICLES, MODELS, VERBS
from .tokens import Token


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_VERBS = (
    _words(
        "has have having with contains contain containing holds hold comprises is are totals totaling totalling w/ gives giving uses"
    )
    | VERBS
)
_SKIPPED = (
    _words(
        "a an the this that these its our your only just exactly precisely now currently thus so hence therefore i.e ie total "
        "which whole entire full final resulting overall in of simple small tiny little basic deep shallow here there we get "
        "yields makes making approx also still it"
    )
    | ARTICLES
)
_WHOLLY = _words("whole entire full overall final")
_VARIANTS = _words("tiny small little basic simple deep shallow")
_GENERIC = (
    _words(
        "model models network networks net cnn convnet convnets architecture module block layer class mlp nn dnn rnn lstm gru "
        "version variant perceptron autoencoder gan transformer implementation it this which that neural conv convolutional"
    )
    | MODELS
)
# "The layer below" is not the one beside the text; a model below is.
_BESIDE = _words("below above beneath underneath before")
# "The 34-layer version" is one of several.
_EDITIONS = _words("version variant edition")
_SEVERAL = _words("models networks nets convnets")
_PARTS = _words(
    "encoder decoder backbone head classifier generator discriminator stem trunk neck embedding embeddings bottleneck "
    "critic actor policy extractor features tail body"
)
_KINDS = _words("conv convolution fc linear dense attention attn embed lm_head ffn input output")
_DATA = re.compile(
    r"(?:mnist|fashion-?mnist|emnist|kmnist|svhn|imagenet\S*|cifar\S*|stl-?10|coco|voc|rgb|bn|relu|gpu|cpu|[gmkt]?(?:flops|macs|b)|rf|lr)",
    re.I,
)
_LAYERS = _words("layer layers block blocks module modules")
_OTHERS = _words(
    "first second third last next another other others larger largest bigger biggest smaller smallest large big huge base "
    "medium alone same both two three several most remaining rest combined"
)
_SIZES = _words(
    "width depth size n k dim resolution scale multiplier classes images image epochs batch rf stride kernel input_size"
)
_ACRONYMS = _words("cnn mlp rnn lstm gru nn dnn gan fcn ann")
_NAME = re.compile(r"[A-Za-z]\w*(?:[-./]\w+)*")
_TELLING = re.compile(r"\d|_|\.\w|[a-z][A-Z]|^[A-Z]{2,}")
_LABELS = _words(
    "total totals note output out model network size summary result parameters params count counts info answer expected"
)
# Before a number these tell of a change, or of a bound.
_FROM = _words("to from by until within since versus vs")
_WHOLES = _words("total count number sum size amount consisting consists composed made")
_JOINING = _words("and while but whereas")
_SEPARATORS = frozenset({"arrow", "equals"})


class Subject(NamedTuple):
    """Whether a text leaves its subject to the place where it stands, and the name it gives if any."""

    name: str | None


def subject(left: list[Token]) -> Subject | None:
    """Subject told by the words before a number in its clause; None if they speak of something else."""
    words = list(left)
    while words and words[-1].kind == "open":
        words.pop()
        if not words or words[-1].kind not in ("word", "close"):
            return subject(words)
        return _title(words, True) or _phrase(words)
    if not words:
        return Subject(None)
    if words[-1].lower in _FROM or (words[-1].lower == "of" and not _counts_of(words)):
        return None
    if words[-1].kind in _SEPARATORS or words[-1].text in (":", "-", "–", "—", "|"):
        return _label(words)
    if words[-1].lower in _VERBS or (words[-1].lower in _SKIPPED and any(t.lower in _VERBS for t in words)):
        return _sentence(words)
    if words[-1].lower in ("and", ","):
        return _sentence(words) if any(token.lower in _VERBS for token in words) else None
    return _title(words, False)


def _counts_of(words: list[Token]) -> bool:
    """Whether "of" stands behind a word for the whole, not for a share: "a total of", no "20% of"."""
    return len(words) > 1 and words[-2].lower in _WHOLES | _VERBS | _GENERIC


def _label(words: list[Token]) -> Subject | None:
    """`conv1:`, `Conv2d(3, 32, 3) ->`, `28x28 ->`: a label of a few words, or figures that name nobody."""
    while words and (words[-1].kind in _SEPARATORS or words[-1].text in (":", "-", "–", "—", "|")):
        words = words[:-1]
    if words and "times" in (words[0].kind, words[-1].kind):
        return None  # "x2 -> 10K params" speaks of several
    if not any(token.kind == "word" for token in words):
        return Subject(None)
    if words[-1].kind == "close":
        opening = next((i for i, token in enumerate(words) if token.kind == "open"), 0)
        words = words[:opening]
    return _title(words, True)


def _title(words: list[Token], labelled: bool) -> Subject | None:
    """A title of at most three words and figures: `conv1`, `Layer 2`, `ResNet-18 model`.

    Where no sign parts it from the number, a lone word must be a given name or that of a part.
    """
    kept = [token for token in words if token.lower not in _SKIPPED]
    if kept and any(token.lower in _WHOLLY for token in words) and kept[-1].lower in _GENERIC:
        return None  # "whole network: 60K" may stand beside its last layer
    if kept and all(token.lower in _LABELS | _GENERIC for token in kept):
        return Subject(None)
    if len(kept) > 1 and any(token.lower in _SIZES | _OTHERS for token in kept):
        return None
    named = [token for token in kept if token.kind == "word"]
    if labelled and not kept and len(words) == 1 and words[0].lower in _VARIANTS:
        return Subject(words[0].text)  # `tiny: 5.7M` is an entry of a list of variants
    if not kept:
        return Subject(None)
    if len(kept) > 3 or len(named) < 1 or any(token.kind not in ("word", "number") for token in kept):
        return None
    telling = [token for token in named if is_name(token)]
    if len(telling) == 1:
        return Subject(telling[0].text)
    if len(kept) == 1 and (labelled or kept[0].lower in _PARTS | _KINDS):
        return Subject(kept[0].text) if _NAME.fullmatch(kept[0].text) else None
    if len(kept) == 2 and kept[1].kind == "number" and kept[1].start == kept[0].end + 1:
        return Subject(f"{kept[0].text} {kept[1].text}")
    part = [token for token in named if token.lower in _PARTS]
    return Subject(part[0].text) if len(part) == 1 and not telling else None


def _sentence(words: list[Token]) -> Subject | None:
    """`This network has`, `ResNet-18 with`: what stands before the first verb."""
    verbs = [i for i, token in enumerate(words) if token.lower in _VERBS]
    joints = [i for i in range(verbs[0], verbs[-1]) if words[i].lower in _JOINING]
    if joints:  # "it has 896 weights and conv1 has 28": a clause of its own
        return _phrase(words[joints[-1] + 1 : verbs[-1]])
    between = words[verbs[0] + 1 : verbs[-1]]
    if words[verbs[-1]].lower in ("has", "have", "contains") and any(
        token.lower in _PARTS | _LAYERS or is_name(token) for token in between
    ):
        return None  # "a net with a decoder that has 2K params"
    return _phrase(words[: verbs[0]])


def _phrase(words: list[Token]) -> Subject | None:
    if len(words) > 1 and words[0].lower in _LABELS and words[1].text == ":":
        words = words[2:]
    text = {token.lower for token in words}
    if text & _OTHERS or ("the" in text and text & {"small", "tiny", "little", "deep"}):
        return None
    if text & _EDITIONS and any(token.kind == "number" for token in words):
        return None
    kept = [token for token in words if token.lower not in _SKIPPED and token.kind == "word"]
    names = [token for token in kept if is_name(token)]
    if len(names) == 1 and (names[0] is kept[0] or names[0] is kept[-1] or kept[-1].lower in _GENERIC):
        return Subject(names[0].text)
    if names:
        return None
    return _common(kept)


def _common(kept: list[Token]) -> Subject | None:
    """Subject of common nouns only: the thing itself, or a part that they call by its kind."""
    if not kept:
        return Subject(None)
    parts = [token for token in kept if token.lower in _PARTS]
    if parts:
        return Subject(parts[0].text) if len(parts) == 1 and len(kept) <= 2 else None
    if kept[-1].lower in _BESIDE and any(token.lower in _LAYERS for token in kept):
        return None
    if kept[-1].lower in _LAYERS:
        kinds = [token for token in kept if token.lower in _KINDS | {"convolutional", "recurrent"}]
        return Subject(kinds[0].text if kinds else None) if len(kept) == 1 + len(kinds) <= 2 else None
    return Subject(None) if any(token.lower in _GENERIC for token in kept) else None


def is_part(token: Token) -> bool:
    """Whether the word calls a part of a model: "encoder", "head"."""
    return token.lower in _PARTS


def generic_place(token: Token) -> bool:
    """Whether the word names the thing itself ("this layer", "in total"), not a part of it."""
    return token.lower in _GENERIC - _SEVERAL or token.lower in ("total", "all", "sum")


def is_data(token: Token) -> bool:
    """Whether the word names a data set or a unit: "CIFAR-10", "GFLOPs"."""
    return token.kind == "word" and bool(_DATA.fullmatch(token.text))


def is_name(token: Token) -> bool:
    """Whether a word looks like a given name: `conv1`, `ResNet-18`, `LeNet`, `VGG`; no data set, no acronym."""
    if token.kind != "word" or token.lower in _ACRONYMS or is_data(token):
        return False
    return bool(_TELLING.search(token.text)) and bool(_NAME.fullmatch(token.text))
