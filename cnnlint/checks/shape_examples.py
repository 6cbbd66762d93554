"""Shapes that a session of the interpreter in a docstring is said to show: `>>> net(x).shape` and what stands below."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from ..claims.shape_gate import may_show_shape
from ..evaluate.project import SourceModule
from ..evaluate.target import all_ways
from ..evaluate.witness import Witness
from ..unknown import Unknown
from ..values.objects import Scope, Value
from .examples import MOST_EXAMPLES, Example, examples_in, lowered, run

Sizes = tuple[int, ...]

_SHOWN = re.compile(
    r"(?:torch\.Size\(\[|TensorShape\(\[|\(|\[)\s*(?P<sizes>[0-9]+(?:\s*,\s*[0-9]+)*)?\s*,?\s*(?:\]\)|\)|\])"
)


class ShownShape(NamedTuple):
    """A shape in the output of an example: its place, its sizes, and those that the code comes to (None where unknown)."""

    start: int
    end: int
    code: str
    stated: Sizes
    actual: Sizes | None


def shown_shapes(make: Callable[[], Witness], path: str, text: str) -> Iterator[ShownShape]:
    """The shapes that the docstrings of a file show in sessions, run by an interpreter of their own."""
    if not may_show_shape(text):
        return
    machine = make()
    module = machine.project.module(path)
    for string in module.outline.strings:
        if text.find(">>>", string.start, string.end) >= 0:
            examples = list(examples_in(text, string.start, string.end))[:MOST_EXAMPLES]
            stated = [_stated(text, each) for each in examples]
            if any(sizes is not None for sizes in stated):
                yield from _judged(machine, module, examples, stated)


def _stated(text: str, example: Example) -> Sizes | None:
    """The sizes that stand below an example which asks for a shape."""
    asked = text[example.chunk.start : example.chunk.end]
    if example.output is None or (".shape" not in asked and ".size(" not in asked):
        return None
    return _sizes(text[slice(*example.output)])


def _sizes(written: str) -> Sizes | None:
    match = _SHOWN.fullmatch(written.strip())
    return None if match is None else tuple(map(int, re.findall(r"[0-9]+", match["sizes"] or "")))


def _judged(
    machine: Witness, module: SourceModule, examples: list[Example], stated: list[Sizes | None]
) -> Iterator[ShownShape]:
    statements = lowered(module, examples)
    if statements is None:
        return

    def session() -> list[Sizes | None]:
        machine.forget()
        scope = Scope(module, {}, Scope(module, module.attrs))
        return [
            _known([run(machine, statement, scope) for statement in block], sizes)
            for block, sizes in zip(statements, stated, strict=True)
        ]

    ways = all_ways(machine, session)
    if isinstance(ways, Unknown) or not ways:
        return
    for number, (example, sizes) in enumerate(zip(examples, stated, strict=True)):
        if sizes is None or example.output is None:
            continue
        found = {way[number] for way in ways}
        code = " ".join(module.source.text[example.chunk.start : example.chunk.end].split())
        yield ShownShape(*example.output, code, sizes, found.pop() if len(found) == 1 else None)


def _known(values: list[Value], wanted: Sizes | None) -> Sizes | None:
    """The sizes that a statement shows, where one is asked for and all are known."""
    value = values[-1] if values and wanted is not None else None
    if isinstance(value, str):
        return _sizes(value)
    if not isinstance(value, (tuple, list)) or any(type(size) is bool for size in value):
        return None
    return tuple(map(int, value)) if all(isinstance(size, int) for size in value) else None
