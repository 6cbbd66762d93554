"""The layer table of a target: what each layer owns and, on given inputs, what it gives and takes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from .evaluate.extract import extract
from .evaluate.flow import Flow, Passage, Shape, flow
from .evaluate.interpreter import Interpreter
from .evaluate.library.keras_graph import Graph
from .evaluate.library.keras_tensors import fresh, node_of, symbolic, tensors_in
from .evaluate.library.networks import holding, is_deferred, is_module
from .evaluate.library.shapes import elements
from .evaluate.target import BadTarget, all_ways, maker, parse_target
from .evaluate.work import of_one, own_work
from .network import Layer, tally
from .reading import Unreadable
from .report.model import Number, SummaryRow, TargetError
from .size import Size
from .unknown import Unknown
from .values.objects import Tensor, Value
from .values.operators import binary

BYTES = 4


class Passed(NamedTuple):
    """What the calls of one layer came to: how many, what the last gave, and what all of them took."""

    calls: int
    result: Shape
    mult_adds: Any
    activations: Any


class _Summed(NamedTuple):
    """A call with all calls inside it."""

    depth: int
    mult_adds: Any
    activations: Any


def summarize(interpreter: Interpreter, text: str, inputs: Sequence[Sequence[int]]) -> list[SummaryRow]:
    """Rows of a target's layer table, the whole model first; with inputs, what flows through it."""

    def run() -> list[SummaryRow] | Unknown:
        model = interpreter.settled(maker(interpreter, parse_target(text))())
        passed: dict[int, Passed] = {}
        given = _given(model, inputs)
        if given:
            passed = _passed(interpreter, text, flow(interpreter, model, given))
            passed.update(_entered(model, given))
        network = extract(interpreter, model)
        return network if isinstance(network, Unknown) else list(_table(network, passed, bool(given)))

    try:
        ways = all_ways(interpreter, run)
    except BadTarget as error:
        raise TargetError(str(error)) from error
    except Unreadable as error:
        raise TargetError(f"{error.path}: {error.message}") from error
    if isinstance(ways, Unknown):
        raise TargetError(f"{text}: {interpreter.place(ways)}")
    unknown = next((way for way in ways if isinstance(way, Unknown)), None)
    if unknown is not None:
        raise TargetError(f"{text}: {interpreter.place(unknown)}")
    tables = [way for way in ways if isinstance(way, list)]
    if any(table != tables[0] for table in tables):
        raise TargetError(f"{text}: the code may build {len(tables)} different models")
    return tables[0]


def _given(model: Value, inputs: Sequence[Sequence[int]]) -> list[Value]:
    """What a model is called on: tensors of these shapes or, for a Keras model that has inputs, of theirs.

    Several inputs of a Keras model are one argument.
    """
    if not is_module(model) or not is_deferred(model):
        return [Tensor(tuple(shape)) for shape in inputs]
    tensors: list[Value] = [symbolic(tuple(shape)) for shape in inputs]
    graph = model.attrs.get("_graph")
    if not tensors and isinstance(graph, Graph):
        return [fresh(graph.inputs)]
    return tensors if len(tensors) < 2 else [tensors]


def _entered(model: Value, given: list[Value]) -> Iterator[tuple[int, Passed]]:
    """What the input layers of a Keras model hand on: they are never called."""
    graph = model.attrs.get("_graph")
    inputs = tensors_in(graph.inputs) if isinstance(graph, Graph) else ()
    for tensor, value in zip(inputs, tensors_in(given), strict=False):
        node = node_of(tensor)
        if node is not None:
            yield id(node.operation), Passed(1, value.shape, 0, 0)


def _passed(interpreter: Interpreter, text: str, way: Flow) -> dict[int, Passed]:
    """What passed through each layer, by its identity."""
    if way.refusal is not None:
        place = interpreter.place(Unknown(way.refusal.message, way.refusal.span))
        raise TargetError(f"{text}: the model cannot be called on this input: {place}")
    found: dict[int, Passed] = {}
    inside: list[_Summed] = []
    for passage in way.passages:
        if not isinstance(passage, Passage):
            continue
        mult_adds = own_work(interpreter, passage)
        within = []
        while inside and inside[-1].depth > passage.depth and passage.module is not None:
            within.append(inside.pop())
        activations: Any = 0
        if passage.module is not None and not holding(interpreter, passage.module).children:
            activations = _elements(passage.result)
        for each in within:
            mult_adds = binary("+", mult_adds, each.mult_adds)
            activations = binary("+", activations, each.activations)
        inside.append(_Summed(passage.depth, mult_adds, activations))
        if passage.module is not None:
            _add(found, id(passage.module), passage, mult_adds, activations)
    return found


def _add(found: dict[int, Passed], identity: int, passage: Passage, mult_adds: Any, activations: Any) -> None:
    before = found.get(identity, Passed(0, (), 0, 0))
    result: Shape = passage.result[0] if passage.result else Unknown("the call gives no tensor")
    found[identity] = Passed(
        before.calls + 1,
        result,
        binary("+", before.mult_adds, mult_adds),
        binary("+", before.activations, activations),
    )


def _elements(result: Sequence[Shape]) -> Any:
    total: Any = 0
    for shape in result:
        total = binary("+", total, shape if isinstance(shape, Unknown) else elements(of_one(shape)))
    return total


def _table(network: Layer, passed: dict[int, Passed], called: bool) -> Iterator[SummaryRow]:
    total = tally(network).total
    yield from _rows(network, "", 0, total if isinstance(total, int) else None, set(), passed, called)


def _rows(
    layer: Layer,
    path: str,
    depth: int,
    whole: int | None,
    seen: set[int],
    passed: dict[int, Passed],
    called: bool,
) -> Iterator[SummaryRow]:
    counts = tally(layer)
    own = passed.get(layer.identity, Passed(0, Unknown("the layer is not called"), 0, 0))
    yield SummaryRow(
        name=path or layer.kind,
        type=layer.kind,
        output_shape=_shape(own.result),
        parameters=_shown(counts.total),
        trainable=_shown(counts.trainable),
        depth=depth,
        share=counts.total / whole if whole and isinstance(counts.total, int) else None,
        shared=layer.identity in seen,
        calls=own.calls if called else None,
        mult_adds=_shown(own.mult_adds) if called else None,
        parameter_bytes=_shown(_bytes(counts.total)) if called else None,
        activation_bytes=_shown(_bytes(own.activations)) if called else None,
    )
    if layer.identity in seen:
        return
    seen.add(layer.identity)
    for child in layer.children:
        name = f"{path}.{child.name}" if path else child.name
        yield from _rows(child, name, depth + 1, whole, seen, passed, called)


def _shape(shape: Shape) -> str | None:
    if isinstance(shape, Unknown) or any(isinstance(size, Unknown) for size in shape):
        return None
    return "(" + ", ".join(map(str, shape)) + ("," if len(shape) == 1 else "") + ")"


def _bytes(count: Any) -> Any:
    return count if isinstance(count, Unknown) else BYTES * count


def _shown(value: Any) -> Number:
    if isinstance(value, Unknown):
        return None
    return str(value) if isinstance(value, Size) else int(value)
