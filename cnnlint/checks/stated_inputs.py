"""What a model takes by its texts: written sizes and letters, made to fit its first layers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..claims.shape_docstrings import is_batch
from ..evaluate.observe import Observer
from ..program import nodes
from ..unknown import Unknown
from ..values.objects import Class, Tensor, Value
from .inputs import combined, first_layers, needed, needed_by
from .written_sizes import shape_of

# For each argument of `forward` its sizes as written; that of an input without a name is None.
Stated = Mapping[str | None, Sequence[str]]


def stated_shapes(machine: Observer, model: Value, stated: Stated) -> list[tuple[Value, ...]] | None:
    """The shapes of all inputs that a model needs; None where a text does not tell one, or the model takes others."""
    parameters = needed(machine, model)
    if parameters is None:
        return None
    known = _told(parameters, stated)
    if known is None:
        return None
    templates = _templates(machine, model, known)
    shapes = [shape_of(entries, like) for entries, like in zip(known, templates, strict=True)]
    whole = [shape for shape in shapes if shape is not None]
    return whole if len(whole) == len(shapes) else None


def entries_for(machine: Observer, cls: Class, stated: Stated) -> tuple[tuple[str, ...], ...] | None:
    """What a text tells of the inputs of a layer class of torch; None where it does not tell all of them."""
    parameters = needed_by(machine, cls, False)
    told = None if parameters is None else _told(parameters, stated)
    return None if told is None else tuple(map(tuple, told))


def _told(parameters: Sequence[nodes.Parameter], stated: Stated) -> list[Sequence[str]] | None:
    alone = len(parameters) == 1
    written = [stated.get(each.name, stated.get(None) if alone else None) for each in parameters]
    known = [each for each in written if each is not None]
    return known if len(known) == len(written) else None


def _templates(
    machine: Observer, model: Value, written: Sequence[Sequence[str]]
) -> Sequence[tuple[Value, ...] | None]:
    """What the first layers take, None where that cannot be told; not asked where numbers tell everything."""
    nothing = [None] * len(written)
    if all(is_batch(entries[0]) and all(map(str.isdigit, entries[1:])) for entries in written):
        return nothing
    inputs = [Tensor(Unknown("the shape of an input")) for _ in written]
    firsts = first_layers(machine, model, inputs)
    ranked = () if firsts is None else combined(firsts, True)
    # A batch that is not written makes one more.
    ranks = [len(entries) for entries in written]
    for shapes in ranked:
        if all(len(shape) - rank in (0, 1) for shape, rank in zip(shapes, ranks, strict=True)):
            return shapes
    return nothing
