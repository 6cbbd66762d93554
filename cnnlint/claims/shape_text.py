"""Shapes of feature maps and tensors that a remark states: `28x28x8`, `(B, 64, 28, 28)`, `6 @ 28x28`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from .rows import Kind
from .suppression import without_suppressions

_LONGEST = 200
_NUMBER = r"[0-9]{1,5}"
_BATCH = r"(?:[Nn]|[Bb]|[Bb][Ss]|[Bb]atch(?:_?[Ss]ize)?|BATCH(?:_SIZE)?|None|\?|-1)"
# Inside brackets a size may be a name, or a small calculation on one.
_ENTRY = rf"(?:{_NUMBER}|\?|-1|[A-Za-z_][\w.]*(?:\s?(?://?|\*|\+|-)\s?[0-9]{{1,3}}){{0,2}})"
_CROSSED = rf"(?:{_NUMBER}|{_BATCH})(?:\s?(?P<sign>[xX×*])\s?{_NUMBER})(?:\s?(?P=sign)\s?{_NUMBER}){{0,3}}"
_SHAPE = re.compile(
    rf"""
    (?<![\w.@/^%$<=+*×)\]-])
    (?: (?:torch\.Size|TensorShape)? \(? (?P<bracket>[(\[]\s*{_ENTRY}(?:\s*,\s*{_ENTRY}){{1,4}}\s*,?\s*[)\]]) \)?
      | (?P<maps>{_NUMBER})\s?@\s?(?P<height>{_NUMBER})\s?[xX×*]\s?(?P<width>{_NUMBER})
      | (?P<crossed>{_CROSSED})
      | (?P<listed>{_BATCH}(?:,\s?{_NUMBER}){{2,4}} | {_NUMBER}(?:,\s?{_NUMBER}){{2}})
    )
    (?![\w.@/^%$*×(\[]|\s?[-+*/=]\s?[\w(]|,\s?[0-9(])
    """,
    re.VERBOSE,
)
_BATCH_ONLY = re.compile(_BATCH)
_ARROW = re.compile(r"\s*(?:[-=]{1,3}>|→|⇒|⟶|>{1,2})\s*")
_LEADING_ARROW = re.compile(r"[-=]{1,3}>|→|⇒|⟶|>{1,2}")
_WORD = re.compile(r"[^\W\d_][\w'-]*|[0-9]+|[^\s\w]")
_LAYER_NAME = re.compile(r"[A-Za-z_]+[0-9]+(?:_[0-9]+)?")
_MARK = re.compile(r"[ \t]*#+[:!]?[ \t]*")

_OUT = frozenset(
    "out output outputs o/p result results returns return gives yields becomes become produces".split()
)
_IN = frozenset("in input inputs i/p image images img from takes".split())
_PLAIN = frozenset(
    "shape shapes size sizes dim dims dimension dimensions feature features map maps fmap fmaps featuremap tensor "
    "volume activation activations is are now the a of after so we get has spatial resulting x h y z".split()
)
_OPERATIONS = frozenset(
    "conv convolution pool pooling maxpool maxpooling avgpool relu bn batchnorm flatten flattened flattening reshape "
    "reshaped view fc linear dense block layer stem downsample upsample".split()
)
_SIGNS = frozenset(":,.;-()|[]=")


class ShapeClaim(NamedTuple):
    """One stated shape: its sizes without the batch, None where anything may stand, a formula where letters say one.

    `role` is "in", "given" (what an arrow leads from), "out", "shown" (what the code beside it shows) or "any". `names` are the layers that the
    text itself names. `batched` tells that a batch stood before the sizes, `batch` is its number where
    one is written, `firm` tells that the wording leaves little else that the numbers could be. `start`
    and `end` are offsets.
    """

    sizes: tuple[Any, ...]
    start: int
    end: int
    text: str
    role: str
    names: tuple[str, ...]
    batched: bool
    firm: bool
    batch: int | None = None


class _Found(NamedTuple):
    """A shape as written, before it is known what it speaks of."""

    sizes: tuple[int | None, ...]
    start: int
    end: int
    batched: bool
    sign: str
    batch: int | None = None


def read_shapes(text: str, kind: Kind) -> list[ShapeClaim]:
    """The shapes that a comment states; of a docstring nothing is read."""
    if kind != "comment":
        return []
    text = without_suppressions(text)
    found: list[ShapeClaim] = []
    at = 0
    for row in text.splitlines(keepends=True):
        end = at + len(row.rstrip())
        mark = _MARK.match(text, at, end)
        start = mark.end() if mark else at
        if end - start <= _LONGEST:
            found.extend(_row(text, start, _without_aside(text, start, end)))
        at += len(row)
    return found


def _without_aside(text: str, start: int, end: int) -> int:
    """Where a row ends that opens another comment."""
    aside = text.find(" #", start, end)
    return end if aside < 0 else len(text[start:aside].rstrip()) + start


def _row(text: str, start: int, end: int) -> Iterator[ShapeClaim]:
    shapes = [shape for match in _SHAPE.finditer(text, start, end) if (shape := _found(match)) is not None]
    if not shapes or len(shapes) > 4:
        return
    edges = [start, *(place for shape in shapes for place in (shape.start, shape.end)), end]
    between = [text[left:right] for left, right in zip(edges[::2], edges[1::2], strict=True)]
    names = _names(between)
    if names is None:
        return
    linked = [bool(_ARROW.fullmatch(gap)) for gap in between[1:-1]]
    for index, shape in enumerate(shapes):
        role = _role(index, linked, between[index])
        if index == len(shapes) - 1 and _says_input(between[-1]):
            role = "in"
        firm = role in ("given", "out") or shape.batched or shape.sign == "@"
        shown = text[shape.start : shape.end]
        yield ShapeClaim(*shape[:3], shown, role, names, shape.batched, firm, shape.batch)


def _role(index: int, linked: list[bool], before: str) -> str:
    """What a shape says of the code beside it, by the arrows and words around it."""
    if index and linked[index - 1]:
        return "out" if index == len(linked) else "any"
    if index < len(linked) and linked[index]:
        return "in" if index or not all(linked) else "given"
    words = [word.lower() for word in _WORD.findall(before)]
    if _LEADING_ARROW.match(before.strip()) or any(word in _OUT for word in words):
        return "out"
    return "in" if any(word in _IN for word in words) else "any"


def _says_input(behind: str) -> bool:
    """`3x224x224 images`: what stands behind a shape tells that it goes in."""
    return any(word.lower() in _IN for word in _WORD.findall(behind))


def _names(between: list[str]) -> tuple[str, ...] | None:
    """The layers that the words around the shapes name; None where the words may change their meaning."""
    names: list[str] = []
    for place, gap in enumerate(between):
        for word in _WORD.findall(_LEADING_ARROW.sub(" ", gap)):
            lower = word.lower()
            if lower in _OUT | _IN | _PLAIN | _SIGNS:
                continue
            # Behind a shape an operation says what the numbers are: `3x3x64 conv`.
            is_name = lower in _OPERATIONS or _LAYER_NAME.fullmatch(word)
            if not is_name or place == len(between) - 1:
                return None
            names.append(lower)
    return tuple(names)


def _found(match: re.Match[str]) -> _Found | None:
    if match["maps"]:
        sizes: tuple[int | None, ...] = (int(match["maps"]), int(match["height"]), int(match["width"]))
        return _Found(sizes, match.start(), match.end(), False, "@")
    written = match["bracket"] or match["crossed"] or match["listed"]
    sign = match["sign"] or ","
    parts = [
        part.strip() for part in re.split(r"[,xX×*]" if match["crossed"] else ",", written.strip("()[] "))
    ]
    parts = [part for part in parts if part]
    batched = bool(_BATCH_ONLY.fullmatch(parts[0]))
    sizes = tuple(int(part) if part.isdigit() else None for part in parts)
    if match["bracket"] is None and sign == "," and not batched and _may_be_one_number(parts):
        return None
    pair = (
        len(sizes) == 2 and match["bracket"] and None not in sizes and max(filter(None, sizes), default=0) > 4
    )
    if not batched and (len(sizes) > 3 or pair):
        # One of an example's batch.
        batched = True
    batch = sizes[0] if batched else None
    sizes = sizes[1:] if batched else sizes
    known = [size for size in sizes if size is not None]
    if not known or 0 in known or (not batched and (len(sizes) < 3 or max(known) < 5)):
        return None
    return _Found(sizes, match.start(), match.end(), batched, sign, batch)


def _may_be_one_number(parts: list[str]) -> bool:
    """`1,179,776` is one number, `208,208,32` a shape."""
    return all(len(part) == 3 for part in parts[1:])
