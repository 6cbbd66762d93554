"""Asserts as statements: the numbers that tests compare counts with."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from ..claims.claim import Claim, Interval, Quantity
from ..evaluate.observe import ASSERTIONS, Comparison, Place, Written, called_name, counted_side
from ..evaluate.project import SourceModule
from ..program import nodes
from ..program.walk import walk
from ..unknown import Unknown
from ..values.objects import Tensor
from ..values.tally import Counted
from .jobs import Evaluations, Seen
from .statement import Statement, Subject

COUNTING = ("param", "numel", "nelement", "weights", "count", "size", "total", "trainable")


class Assertion(NamedTuple):
    """An assert or assertion call: its node, the definitions around it, and its top-level statement."""

    node: nodes.Assert | nodes.Call
    scope: tuple[str, ...]
    chunk: int


def find_assertions(module: SourceModule) -> list[Assertion]:
    """Asserts of a module that may speak of counts; only statements that hold one are lowered."""
    found: list[Assertion] = []
    for index, chunk in enumerate(module.outline.chunks):
        text = module.source.text[chunk.start : chunk.end]
        if "assert" in text and any(word in text for word in COUNTING):
            found.extend(_in_chunk(module, index))
    return found


def _in_chunk(module: SourceModule, index: int) -> Iterator[Assertion]:
    for node, scope in walk(module.statements(index)):
        if isinstance(node, nodes.Assert) or (
            isinstance(node, nodes.Call) and called_name(node) in ASSERTIONS
        ):
            if _compares_numbers(node):
                yield Assertion(node, scope, index)


def _compares_numbers(node: nodes.Assert | nodes.Call) -> bool:
    """Whether an assertion compares by an operator, or as a method."""
    if isinstance(node, nodes.Call):
        return len(node.arguments) >= 2
    return any(isinstance(each, nodes.Compare) for each, _ in walk(node.test))


def statements_of(work: Evaluations, assertions: Iterable[Assertion]) -> list[Statement]:
    """A statement for each number that a watched assert compares a count with."""
    made: list[Statement] = []
    for assertion in assertions:
        place = (work.module.path, assertion.node.start)
        ways = _ways(work, assertion, place)
        if not isinstance(ways, Unknown):
            made.extend(_by_number(work, place, ways))
    return made


def _ways(work: Evaluations, assertion: Assertion, place: Place) -> list[Seen] | Unknown:
    scope = assertion.scope
    if not scope:
        return work.script(())
    ways = work.definition((scope[0],)) if len(scope) == 1 else work.method(scope[:2])
    if isinstance(ways, Unknown) or any(place in way.compared for way in ways) or len(scope) < 2:
        return ways
    return work.definition((scope[0],))


def _by_number(work: Evaluations, place: Place, ways: list[Seen]) -> Iterator[Statement]:
    """One statement for each written number: it must fail against all that it is compared with."""
    met: dict[tuple[int, int], list[tuple[Counted, Written, str]]] = {}
    for way in ways:
        for comparison in way.compared.get(place, []):
            sides = counted_side(comparison)
            if sides is not None and sides[1].span.path == work.module.path and sides[2] in _INTERVALS:
                met.setdefault((sides[1].span.start, sides[1].span.end), []).append(sides)
    for (start, end), sides_met in met.items():
        if all(any(_at(c, start) for c in way.compared.get(place, [])) for way in ways):
            yield _statement(work, start, end, sides_met)


def _at(comparison: Comparison, start: int) -> bool:
    sides = counted_side(comparison)
    return sides is not None and sides[1].span.start == start


_INTERVALS: dict[str, Callable[[int], Interval]] = {
    "==": lambda number: Interval(number, number),
    "<": lambda number: Interval(None, number - 1),
    "<=": lambda number: Interval(None, number),
    ">": lambda number: Interval(number + 1, None),
    ">=": lambda number: Interval(number, None),
}


def _statement(
    work: Evaluations, start: int, end: int, met: list[tuple[Counted, Written, str]]
) -> Statement:
    source = work.module.source
    _, written, sign = met[0]
    claim = Claim(
        quantities=(_quantity(met[0][0]),),
        interval=_INTERVALS[sign](int(written)),
        stated=int(written),
        start=start,
        end=end,
        text=source.text[start:end],
    )
    numbers = tuple(int(counted) for counted, _, _ in met)
    subject = Subject("value", _tensors(met[0][0]), (), numbers)
    return Statement(source, claim, (subject,), "assert", sign)


def _quantity(counted: Counted) -> Quantity:
    kinds = {tensor.kind for tensor in counted.tensors}
    return Quantity.BUFFERS if kinds == {"buffer"} else Quantity.PARAMETERS


MOST_TENSORS = 6


def _shape(tensor: Tensor) -> str:
    return "?" if isinstance(tensor.shape, Unknown) else "×".join(map(str, tensor.shape)) or "1"


def _tensors(counted: Counted) -> str:
    """The counted tensors by their shapes: `64×32×3×3 + 64 = 18,496`."""
    shapes = [_shape(tensor) for tensor in counted.tensors]
    if len(shapes) > MOST_TENSORS:
        shown = [*shapes[: MOST_TENSORS - 1], f"… ({len(shapes)} tensors)"]
    else:
        shown = shapes
    return f"{' + '.join(shown)} = {int(counted):,}"
