"""A cheap test for counts that are kept as data: asserts and recorded numbers."""

from __future__ import annotations

import re

# Both run over lower-cased text and begin with a literal, which the engine finds fast.
_RECORD = re.compile(r"param(?:eter)?s?(?:_?[a-z]*)[\"']?\s*[:=]\s*[0-9]")
_COUNTER = re.compile(
    r"numel|nelement|parameters\(|param(?:eter)?s?_?(?:count|num|size)"
    r"|(?:count|num|number|total|n|size)_?(?:of_?|all_?|trainable_?|model_?)?param"
    r"|len\([^(),]{1,60}(?:weights|_variables)[),]"
)
# Weights of a model by Keras's names, where their sizes are multiplied or told.
_WEIGHTS = re.compile(r"trainable_(?:weights|variables)|\.weights\b")
_SIZES = re.compile(r"\bprod\(|num_elements|\bsize\(")


def may_hold_data(text: str) -> bool:
    """Whether an assert, an example or a recorded number in the text may state a count; False is certain."""
    lowered = text.lower()
    has_assert = "assert" in lowered
    shows = has_assert or ">>>" in lowered
    if not shows and "param" not in lowered:
        return False
    weighs = bool(_WEIGHTS.search(lowered) and _SIZES.search(lowered))
    return bool(_RECORD.search(lowered)) or (shows and (weighs or bool(_COUNTER.search(lowered))))
