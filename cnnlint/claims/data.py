"""A cheap test for counts that are kept as data: asserts and recorded numbers."""

from __future__ import annotations

import re

_COUNTER = re.compile(
    r"numel|nelement|\bparameters\(|count_?\w*param|param\w*_?count|num_?\w*param|n_param|\.size\(\)", re.I
)
_ASSERTS = re.compile(r"assert")
_NUMBER = re.compile(r"(?<![\w.])[1-9][0-9_]{2,}(?![\w.])")
_RECORD = re.compile(
    r"(?:params?|parameters?)\w*[\"']?\s*[:=]\s*[0-9]|(?:num|n|count|total)_?(?:params?|parameters)", re.I
)


def may_hold_data(text: str) -> bool:
    """Whether an assert or a recorded number in the text may state a count; False is certain."""
    if not _NUMBER.search(text):
        return False
    return bool(_RECORD.search(text)) or bool(_ASSERTS.search(text) and _COUNTER.search(text))
