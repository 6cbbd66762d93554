"""Which version of Keras a file is written for, where the same words mean different things."""

from __future__ import annotations

import re
from typing import Any

from ...source import Span
from ...unknown import Unknown
from ...values.objects import Arguments, Builtin, Keywords, Value

# Words that Keras 2 no longer knows.
_OLD = re.compile(
    r"\b(?:border_mode|nb_filter|nb_row|nb_col|subsample|dim_ordering|nb_epoch|samples_per_epoch|nb_classes"
    r"|nb_val_samples|Deconvolution2D|AtrousConvolution2D|BatchNormalization\(mode)\b|\bmerge\(\[|\bW_regularizer\b"
)
# Modules and names of Keras before it became part of TensorFlow.
_ALONE = re.compile(
    r"(?<!tensorflow\.)\bkeras\.(?:engine|backend\.tensorflow_backend|utils\.np_utils|layers\.(?:core|recurrent|pooling"
    r"|convolutional|embeddings|normalization|wrappers|advanced_activations|merge|noise|local))\b"
    r"|\bfit_generator\(|\bCuDNN(?:GRU|LSTM)\b"
)
_OLD_NAME = re.compile(r"\bConvolution[123]D$")


def speaks_old(machine: Any, span: Span | None) -> bool:
    """Whether a call of a layer may be meant for Keras 1."""
    source = machine.source_of(span.path) if span is not None else None
    if span is None or source is None:
        return False
    name = source.text[span.start : span.end].partition("(")[0].rstrip()
    return _OLD_NAME.search(name) is not None or _OLD.search(source.text) is not None


def _resets_after(machine: Any, given: Arguments, keywords: Keywords) -> Value:
    """How a GRU is made that is not told: Keras on its own once had one vector of biases, since then two."""
    for module in machine.project.modules():
        text = module.source.text
        if "GRU" in text and (_ALONE.search(text) or _OLD.search(text)):
            return Unknown(f"{module.path} may be written for a Keras whose GRU has fewer biases")
    return True


NAMES: dict[str, Value] = {"keras.backend.resets_after": Builtin("resets_after", _resets_after)}
