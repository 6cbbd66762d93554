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
from .evaluate.work import is_sealed, of_one, own_work, repeats
from .network import Layer, tally
from .reading import Unreadable
from .report.model import Number, SummaryRow, TargetError
from .size import Size
from .unknown import Unknown
from .values.objects import Instance, Tensor, Value
from .values.operators import binary

BYTES = 4


class Passed(NamedTuple):
    """What the calls of one layer came to: how many, what the last gave, and what all of them took."""

    calls: int
    result: Shape
    mult_adds: Any
    activations: Any


class _Summed(NamedTuple):
    """A call with all calls inside it, and what it and they added to each layer."""

    depth: int
    mult_adds: Any
    activations: Any
    shares: tuple[tuple[int, Passed], ...]


def summarize(interpreter: Interpreter, text: str, inputs: Sequence[Sequence[int]]) -> list[SummaryRow]:
    """Rows of a target's layer table, the whole model first; with inputs, what flows through it."""

    def run() -> list[SummaryRow] | Unknown:
        model = interpreter.settled(maker(interpreter, parse_target(text))())
        passed: dict[int, Passed] = {}
        given = _given(model, inputs)
        if given:
            passed = _passed(interpreter, text, flow(interpreter, model, given))
            passed.update(_entered(model, given))
            passed.update(_inside(interpreter, model, set(passed)))
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


def _below(interpreter: Interpreter, module: Value) -> Iterator[Instance]:
    """A layer and all layers below it, each once."""
    seen, pending = {id(module)}, [module]
    while pending:
        each = pending.pop()
        yield each
        for child in map(interpreter.settled, holding(interpreter, each).children.values()):
            if is_module(child) and id(child) not in seen:
                seen.add(id(child))
                pending.append(child)


def _inside(interpreter: Interpreter, model: Value, called: set[int]) -> Iterator[tuple[int, Passed]]:
    """Inputs of models within the model, and layers of which only the layer around them says what they come to."""
    for module in _below(interpreter, model):
        graph = module.attrs.get("_graph")
        nodes = map(node_of, tensors_in(graph.inputs)) if isinstance(graph, Graph) else ()
        for node in nodes:
            if node is not None and id(node.operation) not in called:
                yield id(node.operation), Passed(1, node.outputs[0].shape, 0, 0)
        if id(module) in called and is_sealed(interpreter, module):
            unseen = Unknown("the layer around it tells")
            for each in _below(interpreter, module):
                if id(each) not in called:
                    yield id(each), Passed(0, unseen, unseen, 0)


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
        within = []
        while inside and inside[-1].depth > passage.depth and passage.module is not None:
            within.append(inside.pop())
        inside.append(_summed(interpreter, passage, within))
    for each in inside:
        for identity, share in each.shares:
            found[identity] = _both(found.get(identity, Passed(0, (), 0, 0)), share)
    return found


def _summed(interpreter: Interpreter, passage: Passage, within: list[_Summed]) -> _Summed:
    """A call with those inside it, each as often as it happens."""
    times = repeats(interpreter, passage) if within else 1
    mult_adds = own_work(interpreter, passage)
    activations: Any = 0
    module = passage.module
    if module is not None and (is_sealed(interpreter, module) or not holding(interpreter, module).children):
        activations = _elements(passage.result)
    shares: list[tuple[int, Passed]] = []
    for each in reversed(within):
        mult_adds = binary("+", mult_adds, binary("*", times, each.mult_adds))
        activations = binary("+", activations, binary("*", times, each.activations))
        shares.extend((identity, _often(share, times)) for identity, share in each.shares)
    if passage.module is not None:
        result: Shape = passage.result[0] if passage.result else Unknown("the call gives no tensor")
        shares.append((id(passage.module), Passed(1, result, mult_adds, activations)))
    return _Summed(passage.depth, mult_adds, activations, tuple(shares))


def _often(share: Passed, times: Any) -> Passed:
    calls = share.calls * times if isinstance(times, int) else share.calls
    return Passed(calls, share.result, *(binary("*", times, each) for each in share[2:]))


def _both(before: Passed, after: Passed) -> Passed:
    return Passed(
        before.calls + after.calls,
        after.result,
        binary("+", before.mult_adds, after.mult_adds),
        binary("+", before.activations, after.activations),
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
