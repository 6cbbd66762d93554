"""A cheap test on a whole file: can a comment in it state a shape?"""

from __future__ import annotations

import re

# In a comment: sizes joined by crosses or at-signs, or in brackets behind a batch or more sizes.
_STATED = re.compile(
    r"#[^\r\n]{0,120}?(?:[0-9?a-zA-Z1]\s?[xX×*@]\s?[0-9]+\s?[xX×*]\s?[0-9]"
    r"|[(\[][\w?-]{1,12}\s?,\s?[0-9]+|[0-9a-zA-Z?],\s?[0-9]+,\s?[0-9])"
)
_FRAMEWORK = re.compile(r"\b(?:torch|keras|tensorflow)\b")


def may_state_shape(text: str) -> bool:
    """Whether a comment in the file may state the shape of a feature map; False is certain."""
    return _FRAMEWORK.search(text) is not None and _STATED.search(text) is not None
