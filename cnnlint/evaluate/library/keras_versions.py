"""Which version of Keras a file is written for, where the same words mean different things."""

from __future__ import annotations

import re
from typing import Any

from ...source import Span

# Words that Keras 2 no longer knows.
_OLD = re.compile(
    r"\b(?:border_mode|nb_filter|nb_row|nb_col|subsample|dim_ordering|nb_epoch|samples_per_epoch|nb_classes"
    r"|nb_val_samples|Deconvolution2D|AtrousConvolution2D|BatchNormalization\(mode)\b|\bmerge\(\[|\bW_regularizer\b"
)
_OLD_NAME = re.compile(r"\bConvolution[123]D$")


def speaks_old(machine: Any, span: Span | None) -> bool:
    """Whether a call of a layer may be meant for Keras 1."""
    source = machine.source_of(span.path) if span is not None else None
    if span is None or source is None:
        return False
    name = source.text[span.start : span.end].partition("(")[0].rstrip()
    return _OLD_NAME.search(name) is not None or _OLD.search(source.text) is not None
