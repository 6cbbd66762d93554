"""A cheap test on a whole file: can a comment or docstring in it state a shape?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..frontend.outline import Outline

# In a comment: sizes joined by crosses or at-signs, or in brackets behind a batch or more sizes.
_STATED = re.compile(
    r"#[^\r\n]{0,120}?(?:[0-9?a-zA-Z1]\s?[xX×*@]\s?[0-9]+\s?[xX×*]\s?[0-9]"
    r"|[(\[][\w?-]{1,12}\s?,\s?[0-9]+|[0-9a-zA-Z?],\s?[0-9]+,\s?[0-9])"
)
_FRAMEWORK = re.compile(r"\b(?:torch|keras|tensorflow)\b")
_MODEL = re.compile(r"\bdef (?:forward|call|__call__)\(")
# In a docstring: an output, and sizes with a number in brackets.
_GIVING = re.compile(r"\b(?:output|return)", re.IGNORECASE)
_SIZES = re.compile(r"[(\[][^()\[\]\r\n]{1,60},[^()\[\]\r\n]{0,60}?[0-9]|[0-9N]\s?[x×]\s?[0-9]")
# In an annotation: `Float[Tensor, "b 3 32 32"]`.
_ANNOTATED = re.compile(r"\w\[\s*[\w.]+\s*,\s*[\"'][^\"'\r\n]{0,80}[\"']\s*\]")


def may_state_shape(text: str) -> bool:
    """Whether a comment in the file may state the shape of a feature map; False is certain."""
    return _FRAMEWORK.search(text) is not None and _STATED.search(text) is not None


def may_annotate_shape(text: str) -> bool:
    """Whether an annotation in the file may state a shape; False is certain."""
    return "jaxtyping" in text and _ANNOTATED.search(text) is not None


def may_document_shape(text: str, outline: Outline) -> bool:
    """Whether a docstring of a model in the file may state what it gives; False is certain."""
    if _MODEL.search(text) is None or _FRAMEWORK.search(text) is None:
        return False
    return any(
        string.docstring and documents_shape(text[string.start : string.end]) for string in outline.strings
    )


def documents_shape(docstring: str) -> bool:
    """Whether a docstring may state what a model gives; False is certain."""
    return _GIVING.search(docstring) is not None and _SIZES.search(docstring) is not None
