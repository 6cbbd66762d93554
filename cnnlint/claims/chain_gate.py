"""A cheap test on a whole file: may it hold a model whose layers are to fit together?"""

from __future__ import annotations

import re

# Models are made of at least two layers, in a class with `forward` or in a Sequential.
_MODEL = re.compile(r"\bdef forward\(|\bSequential\(")
_LAYER = re.compile(r"\b(?:Conv|Linear|BatchNorm|GroupNorm|LayerNorm|LSTM|GRU|MultiheadAttention)\w*\(")


def may_chain(text: str) -> bool:
    """Whether the text makes layers and calls them one after the other; False is certain."""
    return "torch" in text and bool(_MODEL.search(text)) and bool(_LAYER.search(text))
