"""A cheap test on a whole file: can a comment or docstring in it state a shape?"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import TYPE_CHECKING

from .shape_docstrings import DocShape, read_docstring

if TYPE_CHECKING:
    from ..frontend.outline import Outline

# In a comment: sizes joined by crosses or at-signs, or in brackets behind a batch or more sizes.
_STATED = re.compile(
    r"#[^\r\n]{0,120}?(?:[0-9?a-zA-Z1]\s?[xX×*@]\s?[0-9]+\s?[xX×*]\s?[0-9]"
    r"|[(\[][\w?-]{1,12}\s?,\s?[0-9]+|[0-9a-zA-Z?],\s?[0-9]+,\s?[0-9])"
)
_FRAMEWORK = re.compile(r"\b(?:torch|keras|tensorflow)\b")
_MODEL = ("def forward(", "def call(", "def __call__(")
# In a docstring: sizes in brackets.
_SIZES = re.compile(r"[(\[][^()\[\]\r\n]{1,60},[^()\[\]\r\n]{1,60}[)\]]|[0-9N]\s?[x×]\s?[0-9]")
_LETTER = re.compile(r"[A-Za-z_]\w*")
# In an annotation: `Float[Tensor, "b 3 32 32"]`.
_ANNOTATED = re.compile(r"\w\[\s*[\w.]+\s*,\s*[\"'][^\"'\r\n]{0,80}[\"']\s*\]")


def may_state_shape(text: str) -> bool:
    """Whether a comment in the file may state the shape of a feature map; False is certain."""
    return _FRAMEWORK.search(text) is not None and _STATED.search(text) is not None


def may_annotate_shape(text: str) -> bool:
    """Whether an annotation in the file may state a shape; False is certain."""
    return "jaxtyping" in text and _ANNOTATED.search(text) is not None


def may_show_shape(text: str) -> bool:
    """Whether a docstring in the file may show a shape in a session of the interpreter; False is certain."""
    return ">>>" in text and (".shape" in text or ".size(" in text) and _SESSION.search(text) is not None


# A prompt that asks for a shape, and sizes in brackets in the row below.
_SESSION = re.compile(
    r"^[ \t]*(?:>>>|\.\.\.) [^\r\n]*\.(?:shape|size)\b[^\r\n]*\r?\n[ \t]*(?:torch\.Size\(\[|TensorShape\(\[|\(|\[)[0-9]",
    re.MULTILINE,
)


def may_document_shape(text: str, outline: Outline) -> bool:
    """Whether docstrings of a class in the file state what a model takes and gives; False is certain."""
    if not any(word in text for word in _MODEL) or _FRAMEWORK.search(text) is None:
        return False
    taken: dict[int, set[str]] = {}
    given: dict[int, set[str]] = {}
    for index, shape in documented_shapes(text, outline):
        letters = {letter for entry in shape.entries for letter in _LETTER.findall(entry)}
        numbers = {entry for entry in shape.entries[shape.batched :] if entry.isdigit()}
        (taken if shape.role == "in" else given).setdefault(index, set()).update(letters | numbers)
    return any(
        index in taken and (taken[index] & words or any(map(str.isdigit, words)))
        for index, words in given.items()
    )


def documented_shapes(text: str, outline: Outline) -> Iterator[tuple[int, DocShape]]:
    """The shapes in docstrings of top-level classes, with the index of each class; offsets are those in the file."""
    chunks = outline.chunks
    models = {
        index
        for index, chunk in enumerate(chunks)
        if chunk.kind == "class" and any(text.find(word, chunk.start, chunk.end) >= 0 for word in _MODEL)
    }
    for string in outline.strings if models else ():
        index = bisect_right(chunks, string.start, key=lambda each: each.start) - 1
        if index not in models or not string.docstring or not _SIZES.search(text, string.start, string.end):
            continue
        for shape in read_docstring(text[string.start : string.end]):
            yield index, shape._replace(start=shape.start + string.start, end=shape.end + string.start)
