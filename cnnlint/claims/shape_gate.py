"""A cheap test on a whole file: can a comment or docstring in it state a shape?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .shape_docstrings import read_docstring

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
_LETTER = re.compile(r"[A-Za-z_]\w*")
# In an annotation: `Float[Tensor, "b 3 32 32"]`.
_ANNOTATED = re.compile(r"\w\[\s*[\w.]+\s*,\s*[\"'][^\"'\r\n]{0,80}[\"']\s*\]")


def may_state_shape(text: str) -> bool:
    """Whether a comment in the file may state the shape of a feature map; False is certain."""
    return _FRAMEWORK.search(text) is not None and _STATED.search(text) is not None


def may_annotate_shape(text: str) -> bool:
    """Whether an annotation in the file may state a shape; False is certain."""
    return "jaxtyping" in text and _ANNOTATED.search(text) is not None


def may_document_shape(text: str, outline: Outline) -> bool:
    """Whether a docstring of a class in the file states what a model gives; False is certain."""
    if _MODEL.search(text) is None or _FRAMEWORK.search(text) is None:
        return False
    classes = [chunk for chunk in outline.chunks if chunk.kind == "class"]
    for string in outline.strings:
        inside = string.docstring and any(chunk.start < string.start < chunk.end for chunk in classes)
        if inside and documents_shape(text[string.start : string.end]):
            return True
    return False


def documents_shape(docstring: str) -> bool:
    """Whether a docstring states what a model gives, in sizes that can be compared."""
    if _GIVING.search(docstring) is None or _SIZES.search(docstring) is None:
        return False
    shapes = read_docstring(docstring)
    letters = {entry for each in shapes if each.role == "in" for entry in each.entries}
    given = [each.entries[1:] if each.batched else each.entries for each in shapes if each.role == "out"]
    return any(entry.isdigit() or letters & set(_LETTER.findall(entry)) for sizes in given for entry in sizes)
