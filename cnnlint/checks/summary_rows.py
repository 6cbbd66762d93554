"""Which layer each row of a pasted summary shows, by kind, depth, count, shape and order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from ..claims.claim import Listed, Quantity, Summary, SummaryRow
from ..network import Layer, tally
from ..size import SizeLike
from ..unknown import Unknown
from .naming import inside, titled
from .statement import Subject, amount

_UNMATCHED = "the rows of the summary do not match the layers"
_OTHER_CALL = "the summary may be that of other arguments"
_LEFT_OUT = "torchsummary shows no tensors but those called weight and bias"

# Shorter names are not cut off.
_CUT_OFF = 4

# A depth and a kind of layer: rows and layers of one group are matched with each other.
_Group = tuple[int, str]


def listed_subject(listed: Listed, subject: Subject, takes_arguments: bool) -> Subject:
    """What a number of a summary speaks of, if the summary is that of the subject; else an unknown one."""
    if subject.unknown is not None or len(subject.networks) != 1:
        return subject
    network, summary = subject.networks[0], listed.summary
    bound = bound_rows(network, summary)
    if bound is None or (listed.row is not None and listed.row not in bound):
        return Subject("layer", subject.title, unknown=Unknown(_UNMATCHED))
    # What was printed at once adds up; a number that was mistyped later does not fit the rest.
    printed = summary.total == sum(row.stated or 0 for row in summary.rows)
    doubt = subject.doubt or (_OTHER_CALL if takes_arguments and printed else None)
    if listed.row is not None:
        layer = bound[listed.row]
        path = next((path for path, each in inside(network) if each is layer), layer.name)
        title = titled(path, layer.label)
        return Subject("layer", title, (layer,), doubt=doubt)
    if summary.style == "torchsummary" and not all(_is_plain(layer) for layer in network.walk()):
        return Subject("model", subject.title, unknown=Unknown(_LEFT_OUT))
    return subject._replace(doubt=doubt)


def bound_rows(network: Layer, summary: Summary) -> dict[int, Layer] | None:
    """The layer of each row that states a count; None if the summary is that of another network."""
    if not summary.complete:
        return None
    layers = _layers(network, summary.style)
    bound: dict[int, Layer] = {}
    wrong = 0
    for group, members in _rows(summary, network).items():
        found = layers.pop(group, [])
        if len(found) != len(members):
            return None
        equal, others = _paired(summary, members, found)
        if not all(_fits(summary, index, layer) for index, layer in others.items()):
            return None
        bound.update(equal | others)
        wrong += len(others)
    hidden = [
        each for (depth, _), group in layers.items() for each in group if depth < 2 and _count(each) != 0
    ]
    telling = sum(_count(each) != 0 for each in bound.values())
    return None if hidden or (wrong > 1 and 2 * wrong > telling) else bound


def _rows(summary: Summary, network: Layer) -> dict[_Group, list[int]]:
    """Indices of the rows that show a layer, by group."""
    containers = {layer.kind for layer in network.walk() if layer.children}
    kinds = {layer.kind for layer in network.walk()}
    groups: dict[_Group, list[int]] = defaultdict(list)
    for index, row in enumerate(summary.rows):
        whole = summary.style == "torchinfo" and row.depth == 0
        block = summary.style == "torchsummary" and row.kind in containers and not row.stated
        if row.kind is not None and row.kind != "InputLayer" and not whole and not block:
            groups[row.depth, _whole_kind(row.kind, kinds)].append(index)
    return groups


def _whole_kind(shown: str, kinds: set[str]) -> str:
    """The kind whose name a narrow column cut off: `MaxPooling2` of MaxPooling2D."""
    whole = [kind for kind in kinds if kind.startswith(shown)]
    return whole[0] if shown not in kinds and len(shown) >= _CUT_OFF and len(whole) == 1 else shown


def _layers(network: Layer, style: str) -> dict[_Group, list[Layer]]:
    """Layers that may have a row, each once, by group."""
    groups: dict[_Group, list[Layer]] = defaultdict(list)
    for depth, layer in _shown(network, style):
        if all(layer.identity != other.identity for other in groups[depth, layer.kind]):
            groups[depth, layer.kind].append(layer)
    return groups


def _shown(network: Layer, style: str) -> Iterator[tuple[int, Layer]]:
    if style == "keras":
        yield from ((0, child) for child in network.children)
    elif style == "torchinfo":
        yield from ((path.count(".") + 1, layer) for path, layer in inside(network))
    else:
        yield from ((0, each) for each in network.walk() if not each.children and each is not network)


def _paired(
    summary: Summary, rows: list[int], layers: list[Layer]
) -> tuple[dict[int, Layer], dict[int, Layer]]:
    """Rows whose layer has their count, and the other rows with what is left of the layers.

    Of several layers with one count a row means that of its name, else that of its place.
    """
    left = list(layers)
    equal: dict[int, Layer] = {}
    others = list(rows)
    for is_meant in (_is_named, _is_placed, _is_any):
        for place, index in enumerate(rows):
            row = summary.rows[index]
            fitting = [each for each in left if _count(each) == (row.stated or 0)]
            match = next((each for each in fitting if is_meant(row, each, layers[place])), None)
            if index in others and match is not None:
                left.remove(match)
                others.remove(index)
                equal[index] = match
    rest = _remaining(summary, others, left)
    return (
        {index: layer for index, layer in equal.items() if summary.rows[index].stated is not None},
        {index: layer for index, layer in rest.items() if summary.rows[index].stated is not None},
    )


def _remaining(summary: Summary, rows: list[int], layers: list[Layer]) -> dict[int, Layer]:
    """The layers that no count tells, by the names of the rows, else in order."""
    named = {index: each for index in rows for each in layers if summary.rows[index].name == each.name}
    unnamed = [each for each in layers if each not in named.values()]
    return named | dict(zip((index for index in rows if index not in named), unnamed, strict=False))


def _is_named(row: SummaryRow, layer: Layer, placed: Layer) -> bool:
    return row.name is not None and row.name == layer.name


def _is_placed(row: SummaryRow, layer: Layer, placed: Layer) -> bool:
    return layer is placed


def _is_any(row: SummaryRow, layer: Layer, placed: Layer) -> bool:
    return True


def _count(layer: Layer) -> SizeLike | Unknown:
    return amount(tally(layer), Quantity.PARAMETERS)


def _is_plain(layer: Layer) -> bool:
    return all(parameter.name in ("weight", "bias") for parameter in layer.parameters)


def _fits(summary: Summary, index: int, layer: Layer) -> bool:
    """Whether the output that a row shows may be the layer's: one of its sizes is the weight's."""
    if summary.style == "torchsummary" and not _is_plain(layer):
        return False
    shape = summary.rows[index].shape
    if shape is None or not shape[1:]:
        return True
    weight = next((each for each in layer.parameters if isinstance(each.shape, tuple)), None)
    if weight is None or layer.children:
        return True
    assert isinstance(weight.shape, tuple)
    plain = summary.style != "keras" and "Transpose" not in layer.kind
    wanted = weight.shape[:1] if plain else weight.shape
    return any(size in shape[1:] for size in wanted)
