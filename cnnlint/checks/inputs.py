"""What a model is called on: the shapes that its first layers insist on, where nothing else tells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..evaluate.flow import Shape
from ..evaluate.observe import Observer
from ..layers.leaf import Leaf
from ..program import nodes
from ..size import Size
from ..unknown import Unknown
from ..values.objects import Function, Instance, Tensor, Value
from .trials import Step, leaf_of

# Names that no argument of user code can have.
BATCH = Size.named("the batch")
_AXES = {
    2: (BATCH, Size.named("the features")),
    3: (BATCH, Size.named("the channels"), Size.named("the length")),
    4: (BATCH, Size.named("the channels"), Size.named("the height"), Size.named("the width")),
    5: (
        BATCH,
        Size.named("the channels"),
        Size.named("the depth"),
        Size.named("the height"),
        Size.named("the width"),
    ),
}
HEIGHT, WIDTH = "the height", "the width"

_RANK = re.compile(r"len\(x\) (?:== (?P<one>\d)|in \((?P<some>[\d, ]+)\))")
_SIZE = re.compile(r"\bx\[(?P<axis>-?\d)\] == (?P<name>[a-z_]\w*)\b")
_TENSOR = re.compile(r"Tensor|Float|Array|^$")


class Needs(NamedTuple):
    """What a layer insists on: the ranks that its input may have, the sizes of some axes."""

    ranks: tuple[int, ...]
    axes: dict[int, Value]

    def shapes(self) -> Iterator[tuple[Value, ...]]:
        """A shape of each rank that fits, with named sizes where any will do."""
        for rank in self.ranks:
            shape = list(_AXES[rank])
            if all(-rank <= axis < rank for axis in self.axes):
                for axis, size in self.axes.items():
                    shape[axis] = size
                yield tuple(shape)


def needs(leaf: Leaf, attributes: dict[str, Value]) -> Needs | None:
    """What a record's requirements say of the input; None where they fix no axis."""
    axes: dict[int, Value] = {}
    ranks: tuple[int, ...] = ()
    for text in leaf.record.requires:
        rank, size = _RANK.search(text), _SIZE.search(text)
        if rank is not None:
            # Of a batch and a single example the batch.
            ranks = (max(int(each) for each in re.findall(r"\d", rank["one"] or rank["some"])),)
        if size is not None and isinstance(attributes.get(size["name"]), (int, Size)):
            axes[int(size["axis"])] = attributes[size["name"]]
    ranks = ranks or (2, 3, 4)
    return Needs(ranks, axes) if axes and all(rank in _AXES for rank in ranks) else None


def unknown_inputs(machine: Observer, model: Value) -> list[Tensor] | None:
    """A tensor of unknown shape for each argument that `forward` needs; None where it needs anything else."""
    forward = model.cls.find("forward") if isinstance(model, Instance) else None
    if not isinstance(forward, Function) or not isinstance(forward.node, nodes.FunctionDef):
        return None
    made = []
    for parameter in forward.node.parameters[1:]:
        if parameter.kind == "star" and not made and forward.module.path in machine.stub_paths:
            return [Tensor(Unknown("the shape of the input"))]
        if parameter.kind not in ("either", "positional") or parameter.name in forward.defaults:
            continue
        if parameter.annotation is not None and not _TENSOR.search(_last_name(parameter.annotation)):
            return None
        made.append(Tensor(Unknown(f"the shape of {parameter.name}")))
    return made or None


def _last_name(node: nodes.Node) -> str:
    while isinstance(node, nodes.Subscript):
        node = node.value
    return getattr(node, "name", "") or getattr(node, "id", "") or "?"


class First(NamedTuple):
    """The first layer that an input comes to as it is, and what it insists on."""

    made: object
    needs: Needs


def first_layers(
    machine: Observer, steps: Sequence[tuple[Step, Instance]], inputs: Sequence[Tensor]
) -> list[First] | None:
    """For each input of unknown shape the first layer that takes it; None where one comes to none."""
    found = []
    for tensor in inputs:
        first = next((each for each in steps if _takes(each[0], tensor.shape)), None)
        leaf = leaf_of(machine, first[1]) if first is not None else None
        wanted = needs(leaf, first[1].attrs) if first is not None and leaf is not None else None
        if first is None or wanted is None:
            return None
        found.append(First(first[0].made, wanted))
    return found


def _takes(step: Step, shape: Shape) -> bool:
    return step.is_layer and bool(step.given) and step.given[0] is shape
