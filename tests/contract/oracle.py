"""Two answers to one call: what cnnlint computes, and what torch builds."""

from __future__ import annotations

import ast
import collections
import importlib
from pathlib import Path
from typing import Any, NamedTuple

from cnnlint.evaluate.interpreter import Interpreter
from cnnlint.evaluate.project import Files, Project
from cnnlint.evaluate.target import Target, evaluate_target
from cnnlint.layers.book import Book
from cnnlint.layers.leaf import Leaf
from cnnlint.network import Layer
from cnnlint.reading import read
from cnnlint.source import Source
from cnnlint.unknown import Unknown

BOOK = Book(Path(__file__).parents[2] / "rules")
CALLER = Source("caller.py", "import collections\nimport torch\n")
Shapes = dict[str, list[int]]


class Tensors(NamedTuple):
    """Shapes of a layer's parameters and buffers by dotted name."""

    parameters: Shapes
    buffers: Shapes


def computed(call_text: str) -> Tensors:
    """cnnlint's answer; ValueError where it holds the call to be an error. The text knows `torch` and `collections`."""
    outcome = evaluate_target(_interpreter(), Target(CALLER.path, call_text))
    if outcome.unknown is not None:
        if "the code raises" in outcome.unknown.reason:
            raise ValueError(outcome.unknown.reason)
        raise LookupError(f"{call_text}: {outcome.unknown.reason}")
    (network,) = outcome.networks
    return Tensors(*_owned(network, "", set()))


def _interpreter() -> Interpreter:
    files = Files(lambda path: CALLER if path == CALLER.path else read(path))
    return Interpreter(Project(files), BOOK)


def _owned(layer: Layer, prefix: str, seen: set[int]) -> tuple[Shapes, Shapes]:
    """Shapes of parameters and buffers by dotted name, each layer and tensor under its first name."""
    parameters: Shapes = {}
    buffers: Shapes = {}
    if layer.identity in seen:
        return parameters, buffers
    seen.add(layer.identity)
    for found, tensors in ((parameters, layer.parameters), (buffers, layer.buffers)):
        for each in tensors:
            if each.identity not in seen:
                seen.add(each.identity)
                found[prefix + each.name] = list(each.shape) if isinstance(each.shape, tuple) else each.shape
    for child in layer.children:
        below = _owned(child, f"{prefix}{child.name}.", seen)
        parameters.update(below[0])
        buffers.update(below[1])
    return parameters, buffers


def measured(call_text: str) -> Tensors:
    """Torch's answer, of a layer without data; whatever torch raises."""
    return tensors_of(built(call_text))


def tensors_of(layer: Any) -> Tensors:
    """The shapes that a layer of torch holds."""
    return Tensors(
        {name: list(each.shape) for name, each in layer.named_parameters()},
        {name: list(each.shape) for name, each in layer.named_buffers()},
    )


def built(call_text: str) -> Any:
    """The layer on torch's meta device."""
    torch = importlib.import_module("torch")
    name, _, rest = call_text.partition("(")
    with torch.device("meta"):
        return eval(f"cls({rest}", {"cls": torch_class(name), "torch": torch, "collections": collections})


def torch_class(name: str) -> Any:
    """A class by its name in the rules, where torch keeps private ones in the module that defines them."""
    torch = importlib.import_module("torch")
    short = name.rpartition(".")[2]
    places = [torch.nn, torch.nn.parallel, *vars(torch.nn.modules).values()]
    return next(vars(place)[short] for place in places if short in getattr(place, "__dict__", {}))


class Called:
    """A leaf layer as its record alone tells of it, for plain arguments: what a call with an input gives."""

    def __init__(self, call_text: str) -> None:
        name, given = call_text.removesuffix(")").split("(", 1)
        call = ast.parse(f"f({given})", mode="eval").body
        assert isinstance(call, ast.Call)
        leaf = BOOK.leaf(name)
        assert leaf is not None
        self.leaf: Leaf = leaf
        positional = [ast.literal_eval(each) for each in call.args]
        self.bound = leaf.bind(
            positional, {each.arg: ast.literal_eval(each.value) for each in call.keywords if each.arg}
        )

    def refuses(self, sizes: list[int]) -> bool:
        """Whether the layer cannot take an input of this shape."""
        names = {**self.bound, "x": sizes}
        return any(self.leaf.value(text, names) is False for text in self.leaf.record.requires)

    def output(self, sizes: list[int]) -> Any:
        """The shape of the result, a tuple of shapes for several; an Unknown where it cannot be told."""
        shapes = self.leaf.output({**self.bound, "x": sizes})
        return shapes if isinstance(shapes, Unknown) else shapes[0] if len(shapes) == 1 else tuple(shapes)

    def tensors(self, sizes: list[int]) -> Tensors:
        """The tensors, also those whose shape comes from the input."""
        owned = self.leaf.owned({**self.bound, "x": sizes}, bool)
        return Tensors(
            {name: list(each) for name, each in owned.parameters.items() if isinstance(each, tuple)},
            {name: list(each) for name, each in owned.buffers.items() if isinstance(each, tuple)},
        )
