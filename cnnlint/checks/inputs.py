"""What a model is called on: the shapes that its first layers insist on, where nothing else tells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..evaluate.flow import Passage, Shape, Shapes, flow
from ..evaluate.library.keras_layout import LAYOUT
from ..evaluate.library.networks import is_deferred, is_module
from ..evaluate.observe import Observer
from ..layers.leaf import Leaf
from ..layers.record import SIZE_OF_AXIS
from ..program import nodes
from ..size import Size
from ..unknown import Unknown
from ..values.objects import Class, Function, Instance, Tensor, Value

# A name that no argument of user code can have.
BATCH = Size.named("the batch")


# The height and width of an input where these are to be told apart from all else.
SIDE = Size.named("the side of the input")


def _open(*names: str) -> tuple[Value, ...]:
    """A batch, and sizes of which nothing is known: formulas in them would take long, and tell little more."""
    return (BATCH, *(Unknown(f"the {name} of the input is not known") for name in names))


_AXES = {
    1: _open(),
    2: _open("features"),
    3: _open("channels", "length"),
    4: _open("channels", "height", "width"),
    5: _open("channels", "depth", "height", "width"),
}

# A layer that gives an axis more than it is given takes indices, of any rank.
_INDEXING = re.compile(r"\[\*x, ")
_RANK = re.compile(r"len\(x\) (?:== (?P<one>\d)|in \((?P<some>[\d, ]+)\))")
_TENSOR = re.compile(r"Tensor|Float|Array|^$")
# Arguments of a Keras layer's `call` that the framework gives.
_TOLD = frozenset({"training", "mask"})


class Needs(NamedTuple):
    """What a layer insists on: the ranks that its input may have, the sizes of some axes.

    `channels` is the axis of channels of which any number will do; `indices` tells that no axis is one of height
    or width.
    """

    ranks: tuple[int, ...]
    axes: dict[int, Value]
    channels: int | None = None
    indices: bool = False

    def shapes(self, sided: bool) -> Iterator[tuple[Value, ...]]:
        """A shape of each rank that fits, with unknown sizes where any will do, or with the same side."""
        for rank in () if sided and self.indices else self.ranks:
            shape = list(_AXES[rank] if not sided else (BATCH, *(SIDE for _ in _AXES[rank][1:])))
            if self.channels is not None:
                shape[self.channels] = _AXES[rank][1]
            if all(-rank <= axis < rank for axis in self.axes):
                for axis, size in self.axes.items():
                    shape[axis] = size
                yield tuple(shape)


def needs(leaf: Leaf, attributes: dict[str, Value]) -> Needs | None:
    """What a record's requirements say of the input; None where they fix neither rank nor axis."""
    axes: dict[int, Value] = {}
    ranks: tuple[int, ...] = ()
    for text in leaf.record.requires:
        rank, size = _RANK.search(text), SIZE_OF_AXIS.search(text)
        if rank is not None:
            # Of a batch and a single example the batch.
            ranks = (max(int(each) for each in re.findall(r"\d", rank["one"] or rank["some"])),)
        if size is not None and isinstance(attributes.get(size["name"]), (int, Size)):
            axes[int(size["axis"])] = attributes[size["name"]]
    if not axes and not ranks:
        indexing = _INDEXING.match(leaf.record.output or "")
        return Needs((1, 2, 3), {}, indices=True) if indexing is not None else None
    if LAYOUT in attributes and not axes:
        channels = {"channels_last": -1, "channels_first": 1}.get(attributes[LAYOUT])
        known = channels is not None and all(rank in _AXES for rank in ranks)
        return Needs(ranks, axes, channels) if known else None
    ranks = ranks or (2, 3, 4)
    return Needs(ranks, axes) if all(rank in _AXES for rank in ranks) else None


def unknown_inputs(machine: Observer, model: Value) -> list[Tensor] | None:
    """A tensor of unknown shape for each argument that `forward` needs; None where it needs anything else."""
    parameters = needed(machine, model)
    if parameters is None:
        return None
    made: list[Tensor] = []
    for parameter in parameters:
        if parameter.kind == "star":
            return [Tensor(Unknown("the shape of the input"))]
        told = annotated_shape(parameter.annotation)
        made.append(Tensor(Unknown(f"the shape of {parameter.name}") if told is None else told))
    return made


def needed(machine: Observer, model: Value) -> list[nodes.Parameter] | None:
    """The arguments that `forward` needs, a starred one where stub code takes all; None where one is no tensor."""
    return needed_by(machine, model.cls, is_deferred(model)) if is_module(model) else None


def needed_by(machine: Observer, cls: Class, deferred: bool) -> list[nodes.Parameter] | None:
    """The same for the objects of a class, before one is made."""
    forward = cls.find("call" if deferred else "forward")
    if not isinstance(forward, Function) or not isinstance(forward.node, nodes.FunctionDef):
        return None
    found: list[nodes.Parameter] = []
    for parameter in forward.node.parameters[1:]:
        if parameter.kind == "star" and not found and forward.module.path in machine.stub_paths:
            return [parameter]
        optional = parameter.name in forward.defaults or parameter.name in _TOLD
        if parameter.kind not in ("either", "positional") or optional:
            continue
        if parameter.annotation is not None and not _TENSOR.search(_last_name(parameter.annotation)):
            return None
        found.append(parameter)
    return found or None


def annotated_shape(annotation: nodes.Node | None) -> tuple[Value, ...] | None:
    """The shape that `Float[Tensor, "batch 3 32 32"]` tells; sizes with a name are unknown."""
    if not isinstance(annotation, nodes.Subscript) or not isinstance(annotation.index, nodes.TupleDisplay):
        return None
    text = annotation.index.elements[-1]
    if not isinstance(text, nodes.Constant) or not isinstance(text.value, str):
        return None
    parts = text.value.split()
    if not parts or not all(part.isdigit() or part.isidentifier() for part in parts):
        return None
    return tuple(int(part) if part.isdigit() else Unknown(f"the size {part}") for part in parts)


def _last_name(node: nodes.Node) -> str:
    while isinstance(node, nodes.Subscript):
        node = node.value
    return getattr(node, "name", "") or getattr(node, "id", "") or "?"


class First(NamedTuple):
    """The first layer that an input comes to as it is, and what it insists on."""

    module: Instance
    needs: Needs


def first_layers(machine: Observer, model: Value, inputs: Sequence[Tensor]) -> list[First] | None:
    """For each input of unknown shape the first layer that takes it as it is; None where one comes to none.

    The model is run until all inputs have come to one.
    """
    shapes = [tensor.shape for tensor in inputs]

    def enough(passages: list[Value]) -> bool:
        given = passages[-1].given[:1]
        return any(each is given[0] for each in shapes if given) and None not in _firsts(passages)

    def _firsts(passages: Sequence[Value]) -> list[First | None]:
        return [_first_on(machine, passages, shape) for shape in shapes]

    firsts = _firsts(flow(machine, model, inputs, enough=enough).passages)
    known = [each for each in firsts if each is not None]
    return known if len(known) == len(firsts) else None


def _first_on(machine: Observer, passages: Sequence[Value], shape: Shape) -> First | None:
    for each in passages:
        if isinstance(each, Passage):
            if (first := _first(machine, each, shape)) is not None:
                return first
            if _is_among(shape, each.result) and not _is_among(shape, each.given):
                return None  # another tensor of the same shape may come to the next layer
    return None


def _is_among(shape: Shape, shapes: Shapes) -> bool:
    return any(each is shape for each in shapes)


def _first(machine: Observer, passage: Passage, shape: Shape) -> First | None:
    module = passage.module
    if module is None or not passage.given or passage.given[0] is not shape:
        return None
    leaf = leaf_of(machine, module)
    wanted = needs(leaf, module.attrs) if leaf is not None else None
    return First(module, wanted) if wanted is not None else None


# What recurrent layers and attention say of the axes of several sequences; one alone has two axes.
_BATCH_FIRST = "batch_first"
_SEQUENCE = 2


def is_single(machine: Observer, passage: Passage) -> bool:
    """Whether a layer that takes batches and single examples is given one of these."""
    if passage.module is None or not passage.given or not isinstance(passage.given[0], tuple):
        return False
    if _BATCH_FIRST in passage.module.attrs:
        return len(passage.given[0]) == _SEQUENCE
    leaf = leaf_of(machine, passage.module)
    if leaf is None:
        return False
    rank = next(filter(None, map(_RANK.search, leaf.record.requires)), None)
    if rank is None or not rank["some"] or any("x[1]" in each for each in leaf.record.requires):
        return False  # a batch is what stands before channels on axis 1
    return len(passage.given[0]) < max(int(each) for each in re.findall(r"\d", rank["some"]))


def leaf_of(machine: Observer, module: Instance) -> Leaf | None:
    """The record whose own `forward` a layer has; None where user code overrides it."""
    name = "call" if is_deferred(module) else "forward"
    owner = next((cls for cls in module.cls.mro if name in cls.attrs), None)
    return machine.book.leaf(f"{owner.module}.{owner.name}") if owner is not None else None


def combined(firsts: Sequence[First], sided: bool) -> Iterator[tuple[tuple[Value, ...], ...]]:
    """Shapes for all inputs together; where their ranks are open, several."""
    if len(firsts) == 1:
        yield from ((shape,) for shape in firsts[0].needs.shapes(sided))
        return
    each = [next(first.needs.shapes(sided), None) for first in firsts]
    if all(len(first.needs.ranks) == 1 for first in firsts):
        yield tuple(shape for shape in each if shape is not None)
