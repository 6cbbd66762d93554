"""Shapes that a docstring states of what a model takes and gives: `Input: (N, 3, H, W)`, `Returns: (B, 10) logits`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_LONGEST = 200
_ENTRY = (
    r"(?:-?[0-9]+|\?|\.\.\.|\*?[A-Za-z_][\w.]*|[0-9A-Za-z_.]+(?:\s?(?://|[-+*/×])\s?[0-9A-Za-z_.]+){1,3})"
)
_SHAPE = re.compile(
    rf"""
    (?<![\w.\]^%$)])
    (?: [(\[]\s*{_ENTRY}(?:\s*,\s*{_ENTRY}){{1,5}}\s*,?\s*[)\]]
      | (?:[0-9]+|[A-Z]\b)(?:\s?[x×]\s?[0-9]+|\s?[x×]\s?[A-Z]\b){{1,4}}
    )
    (?![\w^%$(\[])
    """,
    re.VERBOSE,
)
_PARTS = re.compile(r"\s*(?:,|\s[x×]\s|(?<=[0-9A-Z])[x×](?=[0-9A-Z]))\s*")
_BULLET = r"[ \t]*(?:[-*•+][ \t]+)?"
_NAME = r"(?:``?|\*\*?)?(?P<name>[A-Za-z_]\w*)(?:``?|\*\*?)?"
# What stands at the head of a row, and of which side it tells.
_IN = re.compile(
    rf"{_BULLET}(?:\*\*)?inputs?(?:[ _](?:shape|size|tensor|image)s?)?(?:\*\*)?[ \t]*[:=]", re.IGNORECASE
)
_OUT = re.compile(
    rf"{_BULLET}(?:\*\*)?(?:outputs?(?:[ _](?:shape|size|tensor)s?)?(?:\*\*)?[ \t]*[:=]|:?(?:returns?|yields)\b[ \t]*:?)",
    re.IGNORECASE,
)
_FIELD = re.compile(rf"[ \t]*:(?:param|arg|type|shape)(?:[ \t]+[\w.\[\], ]+?)?[ \t]+{_NAME}[ \t]*:")
_ARGUMENT = re.compile(
    rf"{_BULLET}{_NAME}[ \t]*(?:\([^()\n]*(?:\([^()\n]*\)[^()\n]*)?\))?[ \t]*(?:[:=]|--?[ \t])"
)
_HEADING = re.compile(
    r"[ \t]*(?:#+[ \t]*|\*\*)?(?P<words>[A-Za-z][A-Za-z ]{2,24}?)(?:\*\*)?[ \t]*:{0,2}[ \t]*$"
)
_QUOTES = re.compile(r"[ \t]*[rRuU]?(?:\"\"\"|\'\'\')")
_UNDERLINE = re.compile(r"[ \t]*(?:-{3,}|={3,}|~{3,})[ \t]*$")
_SECTIONS = {
    **dict.fromkeys(
        "args arguments parameters params inputs input tensors".split() + ["input shape", "input shapes"],
        "in",
    ),
    **dict.fromkeys(
        "returns return outputs output yields".split() + ["output shape", "output shapes"], "out"
    ),
    "shape": "shape",
    "shapes": "shape",
}
_SHAPED = re.compile(r"\b(?:shapes?|sizes?|dims?|dimensions?|dimensional)\b|\b[1-5][dD]\b", re.IGNORECASE)
# What stands between a colon and a shape that it names.
_DIRECT = re.compile(
    r"[\s`:=*]*(?:math:`)?(?:(?:a|an|the|torch|np|tf|keras|float|of|\w*[tT]ensor)[\s.`:]+)*[\s`]*"
)
_BATCH = re.compile(
    r"(?:[Nn]|[Bb]|[Bb][Ss]|[Bb]atch(?:_?[Ss]ize)?|BATCH(?:_SIZE)?|None|\?|-1|[Bb]atch_dim|num_samples)"
)
# A row that says more than one thing is left alone, and so are several tensors.
_DOUBT = re.compile(
    r"\b(?:or|if|when|whether|otherwise|unless|else|depending|depends|lists?|tuples?|dict\w*|sequences?|tensors|"
    r"each|every|per|e\.g|such as|optional\w*|kernels?|weights?|filters?|default\w*|mask\w*|pooled|up to)\b",
    re.IGNORECASE,
)
_NEGLIGIBLE = re.compile(r"[,\s]*optional|default[^)]*", re.IGNORECASE)


class DocShape(NamedTuple):
    """A shape in a docstring: what its entries are, of which side it tells, and of which argument.

    `role` is "in" or "out"; `name` is None where the text names no argument. `start` and `end` are offsets.
    """

    role: str
    name: str | None
    entries: tuple[str, ...]
    start: int
    end: int
    text: str

    @property
    def batched(self) -> bool:
        """Whether the first entry is a batch."""
        return is_batch(self.entries[0])


def is_batch(entry: str) -> bool:
    """Whether a size is written as that of a batch."""
    return _BATCH.fullmatch(entry) is not None


class _Row(NamedTuple):
    start: int
    end: int
    role: str | None
    name: str | None
    # Where the words begin that speak of the shape.
    body: int
    head: bool


def read_docstring(text: str) -> list[DocShape]:
    """The shapes of inputs and of the one output that a docstring states, in order."""
    found: list[DocShape] = []
    for row in _rows(text):
        if row.role is not None and row.end - row.start <= _LONGEST:
            found.extend(_in_row(text, row))
    outputs = [each for each in found if each.role == "out"]
    # Several outputs are several tensors, or several ways.
    several = len({each.entries for each in outputs}) > 1
    return [each for each in found if each.role == "in" or not several]


def _rows(text: str) -> Iterator[_Row]:
    """Each row with the side that it or the section around it speaks of."""
    section: str | None = None
    name: str | None = None
    rows = text.splitlines(keepends=True)
    at = 0
    for index, row in enumerate(rows):
        start, end = at, at + len(row.rstrip())
        at += len(row)
        heading = _heading(
            text[_behind_quotes(text, start) : end], rows[index + 1] if index + 1 < len(rows) else ""
        )
        if heading is not None:
            section, name = _SECTIONS.get(heading), None
            continue
        role, own, body = _headed(text, start, end, section)
        if own is not None:
            name = own
        headed = body > start
        yield _Row(start, end, role, own if headed or role != "in" else name, body, headed)


def _behind_quotes(text: str, start: int) -> int:
    """Where the first row of a docstring begins to say something."""
    quotes = _QUOTES.match(text, start)
    return quotes.end() if quotes else start


def _heading(row: str, below: str) -> str | None:
    """The words of a section's heading."""
    match = _HEADING.match(row)
    if match is None or not (row.rstrip().endswith(":") or _UNDERLINE.match(below)):
        return None
    return match["words"].strip().lower()


def _headed(text: str, start: int, end: int, section: str | None) -> tuple[str | None, str | None, int]:
    """What a row speaks of, the argument that it names, and where its words begin."""
    start = _behind_quotes(text, start)
    for role, pattern in (("in", _IN), ("out", _OUT)):
        match = pattern.match(text, start, end)
        if match is not None:
            return role, None, match.end()
    match = _FIELD.match(text, start, end)
    if match is not None:
        return "in", match["name"], match.end()
    match = _ARGUMENT.match(text, start, end)
    if match is not None and section in ("in", None, "shape"):
        return "in", match["name"], match.end("name")
    return ("out" if section == "out" else "in" if section == "in" else None), None, start


def _in_row(text: str, row: _Row) -> Iterator[DocShape]:
    """The shape of a row, or the two that an arrow joins."""
    shapes = list(_SHAPE.finditer(text, row.body, row.end))
    said = _NEGLIGIBLE.sub("", text[row.body : row.end])
    if not shapes or _DOUBT.search(_SHAPE.sub(" ", said)):
        return
    if len(shapes) == 2 and re.fullmatch(
        r"[\s`]*(?:[-=]{1,2}>|→)[\s`]*", text[shapes[0].end() : shapes[1].start()]
    ):
        yield from (_shape(role, None, match) for role, match in zip(("in", "out"), shapes, strict=True))
    elif len(shapes) == 1 and _is_named(text, row, shapes[0]):
        yield _shape(row.role or "in", row.name, shapes[0])


def _is_named(text: str, row: _Row, shape: re.Match[str]) -> bool:
    """Whether the words say that these are sizes, or nothing stands between them and the head of the row."""
    before = text[row.body : shape.start()]
    entries = _entries(shape)
    plain = _DIRECT.fullmatch(before) is not None and (row.head or row.role == "out")
    return _SHAPED.search(before) is not None or (plain and (len(entries) > 2 or is_batch(entries[0])))


def _shape(role: str, name: str | None, match: re.Match[str]) -> DocShape:
    return DocShape(role, name, _entries(match), match.start(), match.end(), match.group())


def _entries(match: re.Match[str]) -> tuple[str, ...]:
    written = match.group().strip("()[] ")
    return tuple(part for part in _PARTS.split(written) if part)
