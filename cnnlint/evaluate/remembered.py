"""The calls that the tensors of a model remember: what flowed through it when it was made, without calling it again."""

from __future__ import annotations

from collections.abc import Iterator

from ..values.objects import Instance, Value
from .flow import Passage, shapes_in
from .library.keras_graph import Graph
from .library.keras_tensors import Node
from .library.networks import is_module


def remembered(model: Value, depth: int = 0) -> Iterator[Passage]:
    """The calls between the inputs and the outputs of a model that was made of symbolic tensors, inner models' first."""
    graph = model.attrs.get("_graph") if isinstance(model, Instance) else None
    for node in graph.nodes if isinstance(graph, Graph) else ():
        if node.inputs:
            if is_module(node.operation):
                yield from remembered(node.operation, depth + 1)
            yield _passage(node, depth)


def _passage(node: Node, depth: int) -> Passage:
    layer = node.operation if is_module(node.operation) else None
    name = None if layer is not None else node.operation.name.rpartition(".")[2]
    given = shapes_in([*node.arguments, *node.keywords.values()])
    return Passage(name, layer, given, shapes_in(node.outputs), depth, node.span)
