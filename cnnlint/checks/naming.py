"""Whom a name in a text means: the thing that it stands beside, a part of that, or something else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ..network import Layer

# Words for any piece of a network; a figure behind them only numbers it.
_ANY_PIECE = frozenset(
    "layer layers block blocks stage stages level module modules unit part step group section".split()
)
_ANY_LAYER = _ANY_PIECE | frozenset("input output hidden in out".split())
_ANY_MODEL = frozenset("model models network networks net nets nn cnn mlp rnn architecture total".split())
_ANY_MAKER = re.compile(r"(?:build|create|make|get|init|load|new|default|setup|test|main|run|the|_|\d)*")

# What people call a kind of layer, and what the names of its classes contain.
_KINDS = {
    "conv": ("conv",), "convolution": ("conv",), "convolutional": ("conv",), "convolutions": ("conv",),
    "fc": ("linear", "dense"), "linear": ("linear", "dense"), "dense": ("linear", "dense"),
    "fullyconnected": ("linear", "dense"), "lin": ("linear",), "bn": ("batchnorm",), "norm": ("norm",),
    "batchnorm": ("batchnorm",), "batchnormalization": ("batchnorm",), "layernorm": ("layernorm",),
    "ln": ("layernorm",), "recurrent": ("lstm", "gru", "rnn"), "rnn": ("lstm", "gru", "rnn"),
    "embed": ("embedding",), "embeddings": ("embedding",), "attn": ("attention",), "attention": ("attention",),
    "mha": ("multiheadattention",), "pooling": ("pool",), "deconv": ("convtranspose",),
}  # fmt: skip


def plain(name: str) -> str:
    """A name without case and marks: `ResNet-18` and `resnet_18` are the same."""
    return "".join(character for character in name.lower() if character.isalnum())


def names_layer(name: str, target: str | None, kinds: Iterable[str]) -> bool:
    """Whether a text's name may mean a layer that is kept as `target` and is of these kinds."""
    wanted = plain(name)
    kinds = [plain(kind) for kind in kinds]
    if wanted in kinds or (target is not None and wanted in (plain(target), plain(_last(target)))):
        return True
    stem, figure = _parted(wanted)
    if target is not None:
        kept, number = _parted(plain(_last(target)))
        if figure and number and figure != number:
            return False
        # `Encoder` heads enc1 and those that follow it.
        alike = (len(stem) > 2 and stem in kept) or (len(kept) > 2 and kept in stem)
        if stem == kept or (alike and figure == number):
            return True
    return stem in _ANY_LAYER or any(_is_kind(stem, kind) for kind in kinds)


def names_model(name: str, titles: Iterable[str]) -> bool | None:
    """Whether a text's name means a class or function that is called one of these; None is perhaps.

    `LeNet` means LeNet5 and make_lenet, `VOLO-D1` volo_d1_224; `ResNet-18` does not mean resnet34, and
    perhaps means ResNet.
    """
    titles = list(titles)
    words = _words(name)
    if any(words and words == _words(title)[: len(words)] for title in titles):
        return True
    called = [plain(title) for title in titles]
    answers = [_is_title(plain(name), title, called) for title in called]
    if any(answers):
        return True
    return None if None in answers else False


def _words(name: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", name.lower())


def part_named(network: Layer, name: str) -> Layer | None:
    """The one layer inside a network that has this name, or is the only one of this kind."""
    wanted = plain(name)
    known = list(inside(network))
    named = _unique(layer for path, layer in known if wanted in (plain(path), plain(_last(path))))
    if named:
        return named[0] if len(named) == 1 else None
    of_kind = _unique(layer for _, layer in known if plain(layer.kind) == wanted)
    return of_kind[0] if len(of_kind) == 1 else None


def inside(network: Layer, prefix: str = "") -> Iterator[tuple[str, Layer]]:
    """The layers inside a network, each with its dotted path."""
    for child in network.children:
        yield prefix + child.name, child
        yield from inside(child, f"{prefix}{child.name}.")


def _unique(layers: Iterable[Layer]) -> list[Layer]:
    return list({layer.identity: layer for layer in layers}.values())


def _last(path: str) -> str:
    return path.rpartition(".")[2]


def _parted(wanted: str) -> tuple[str, str]:
    stem = wanted.rstrip("0123456789")
    return stem, wanted[len(stem) :]


def _is_kind(stem: str, kind: str) -> bool:
    return any(word in kind for word in _KINDS.get(stem, (stem,) if len(stem) > 2 else ()))


def _is_title(wanted: str, title: str, others: list[str]) -> bool | None:
    if wanted == title or wanted in _ANY_MODEL:
        return True
    figures, own = re.findall(r"\d+", wanted), re.findall(r"\d+", title)
    letters, words = re.sub(r"\d", "", wanted), re.sub(r"\d", "", title)
    if figures and own and figures != own:
        return False
    if len(letters) > 2 and letters in words:
        return True if own or not figures else None
    if len(words) > 2 and words in letters:
        # `SVT-Tiny` is an SVT: the rest of the name must stand in the function's.
        rest = letters.replace(words, "")
        return (
            True if any(rest in other and figures == re.findall(r"\d+", other) for other in others) else None
        )
    own_words = re.sub("|".join(sorted(_ANY_MODEL, key=len, reverse=True)), "", words)
    return None if _ANY_MAKER.fullmatch(own_words) else False


def titled(name: str | None, label: str) -> str:
    """`fc1 = Linear(1024, 128)`; the label alone for a layer without a name."""
    return f"{name} = {label}" if name else label
