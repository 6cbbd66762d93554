"""A cheap test for counts that are kept as data: asserts and recorded numbers."""

from __future__ import annotations

import re

# Both run over lower-cased text and begin with a literal, which the engine finds fast.
_RECORD = re.compile(r"param(?:eter)?s?(?:_?[a-z]*)[\"']?\s*[:=]\s*[0-9]")
_COUNTER = re.compile(
    r"numel|nelement|parameters\(|param(?:eter)?s?_?(?:count|num|size)"
    r"|(?:count|num|number|total|n|size)_?(?:of_?|all_?|trainable_?|model_?)?param"
)
_NUMBER = re.compile(r"(?<![\w.])[1-9][0-9_]{2,}(?![\w.])")


def may_hold_data(text: str) -> bool:
    """Whether an assert or a recorded number in the text may state a count; False is certain."""
    lowered = text.lower()
    has_assert = "assert" in lowered
    if not has_assert and "param" not in lowered:
        return False
    if not (_RECORD.search(lowered) or (has_assert and _COUNTER.search(lowered))):
        return False
    return _NUMBER.search(text) is not None
