"""The graph between the inputs and the outputs of a functional model: which layers, in which order."""

from __future__ import annotations

from typing import NamedTuple

from ...unknown import Unknown
from ...values.objects import Arguments, Instance, Keywords, Tensor, Value
from ..items import Items
from .keras_tensors import Node, fresh, mapped, node_of, symbolic, tensors_in
from .networks import is_module


class Graph(NamedTuple):
    """Nodes from inputs to outputs, and the operations in the order in which Keras lists them."""

    inputs: Value
    outputs: Value
    nodes: tuple[Node, ...]
    layers: tuple[Instance, ...]


class Disconnected(ValueError):
    """An output that does not come from the inputs."""


def trace(inputs: Value, outputs: Value, make_input: Instance | None = None) -> Graph:
    """The graph; Disconnected where a tensor on the way comes from nowhere."""
    walk = _Walk({id(tensor) for tensor in tensors_in(inputs)})
    for tensor in tensors_in(outputs):
        walk.visit(tensor)
    for tensor in tensors_in(inputs):
        walk.add_unused(tensor)
    return Graph(inputs, outputs, tuple(walk.ordered), walk.layers())


class _Walk:
    """Depth first from the outputs; an operation's place is by its greatest distance to an output."""

    def __init__(self, inputs: set[int]) -> None:
        self.inputs = inputs
        self.ordered: list[Node] = []
        self.finished: set[int] = set()
        self.places: dict[int, int] = {}
        self.unused: list[Node] = []

    def visit(self, output: Tensor) -> None:
        """Nodes that a tensor depends on, without recursion: graphs are deep."""
        stack: list[tuple[Tensor, bool]] = [(output, False)]
        while stack:
            tensor, done = stack.pop()
            node = node_of(tensor)
            if node is None:
                raise Disconnected("a tensor that was not made from the inputs")
            if done:
                if id(node) not in self.finished:
                    self.finished.add(id(node))
                    self.ordered.append(node)
                continue
            if id(node) in self.finished:
                continue
            self.places.setdefault(id(node.operation), len(self.places))
            stack.append((tensor, True))
            if id(tensor) in self.inputs:
                continue
            if not node.inputs:
                raise Disconnected("an input that is not among the model's inputs")
            stack.extend((each, False) for each in reversed(node.inputs))

    def add_unused(self, tensor: Tensor) -> None:
        """An input that no output depends on is part of the model."""
        node = node_of(tensor)
        if node is not None and id(node) not in self.finished:
            self.unused.append(node)
            self.places[id(node.operation)] = -1

    def layers(self) -> tuple[Instance, ...]:
        """Layers by falling depth, those of one depth in the order in which they were met."""
        depths: dict[int, int] = {}
        of_operation: dict[int, int] = {}
        operations: dict[int, Value] = {}
        for node in reversed(self.ordered):
            key = id(node.operation)
            depth = max(depths.setdefault(id(node), 0), of_operation.get(key, 0))
            of_operation[key] = depths[id(node)] = depth
            operations[key] = node.operation
            if any(id(each) in self.inputs for each in node.outputs):
                continue
            for each in node.inputs:
                parent = node_of(each)
                depths[id(parent)] = max(depth + 1, depths.get(id(parent), 0))
        for node in self.unused:
            of_operation[id(node.operation)] = 0
            operations[id(node.operation)] = node.operation
        order = sorted(operations, key=lambda key: (-of_operation[key], self.places[key]))
        return tuple(operations[key] for key in order if is_module(operations[key]))


def sources(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    """`get_source_inputs(tensor)`: the tensors of the input layers that a tensor was made from."""
    found: dict[int, Tensor] = {}
    pending, seen = list(tensors_in(given[0] if given else keywords.get("tensor"))), set()
    while pending:
        tensor = pending.pop()
        node = node_of(tensor)
        if node is None:
            return Unknown("what a tensor was made from")
        if not node.inputs:
            found[id(tensor)] = tensor
        elif id(node) not in seen:
            seen.add(id(node))
            pending.extend(reversed(node.inputs))
    return list(found.values())


def run_again(machine: Items, graph: Graph, given: Value) -> Value:
    """The outputs of a graph for other inputs."""
    inputs = list(tensors_in(graph.inputs))
    if isinstance(given, dict) and not isinstance(graph.inputs, dict):
        return Unknown("a model is given its inputs by their names")
    values = [_standing(value, tensor) for value, tensor in zip(tensors_in(given), inputs, strict=False)]
    if len(inputs) != len(values) or len(values) != len(list(tensors_in(given))):
        return Unknown("a model is called with another number of inputs")
    # Whoever notes what flows wants each call.
    if machine.tracer is None and all(a.shape == b.shape for a, b in zip(inputs, values, strict=True)):
        return fresh(graph.outputs)
    known: dict[int, Value] = {id(tensor): value for tensor, value in zip(inputs, fresh(values), strict=True)}
    for node in graph.nodes:
        if not node.inputs or all(id(each) in known for each in node.outputs):
            continue
        arguments = [_filled(value, known) for value in node.arguments]
        keywords = {name: _filled(value, known) for name, value in node.keywords.items()}
        # A function's own call is noted by where it stands, a layer's in any case.
        span = None if is_module(node.operation) else node.span
        made = machine.call(node.operation, arguments, keywords, span)
        if isinstance(made, Unknown):
            return made
        for before, after in zip(node.outputs, tensors_in(made), strict=False):
            known[id(before)] = after
    return mapped(graph.outputs, lambda tensor: known.get(id(tensor), tensor))


def _standing(value: Tensor, wanted: Tensor) -> Tensor:
    """A value of the rank that a model wants: a last axis of size 1 may be missing, or be one too many."""
    shape, known = value.shape, wanted.shape
    if isinstance(shape, Unknown) or isinstance(known, Unknown) or len(shape) == len(known):
        return value
    if len(shape) == len(known) + 1 and shape[-1] == 1:
        return symbolic(shape[:-1])
    if len(shape) == len(known) - 1 and known[-1] == 1:
        return symbolic((*shape, 1))
    return symbolic(Unknown("a model is called on an input of another rank"))


def _filled(value: Value, known: dict[int, Value]) -> Value:
    return mapped(value, lambda tensor: known.get(id(tensor), tensor))
