"""The arithmetic that proves a count."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod

from ..claims.claim import Quantity
from ..network import Layer, Parameter, is_bias, tally
from ..unknown import Unknown
from ..values.objects import Tensor
from ..values.tally import Counted, Numbered
from .statement import amount

MOST_PARTS = 8
MOST_TENSORS = 6


def breakdown(network: Layer, quantity: Quantity) -> str:
    """`Conv2d(32, 64, 3): weight 64×32×3×3 = 18,432 + bias 64 = 18,496`, or a sum over the layers inside."""
    own = _chosen(network, quantity)
    if network.children:
        return _sum_of_layers(network, quantity)
    if not own:
        return f"{network.label}: no {quantity.value}"
    parts = [_tensor(parameter) for parameter in own]
    total = sum(prod(_sizes(parameter)) for parameter in own)
    if len(own) == 1:
        return f"{network.label}: {parts[0]}"
    return f"{network.label}: {' + '.join(parts)} = {total:,}"


def _sum_of_layers(network: Layer, quantity: Quantity) -> str:
    """The parts of a network by its direct children, small ones together."""
    counted: set[int] = set()
    terms: list[tuple[str, int]] = []
    own = _chosen(network, quantity)
    counted.update(parameter.identity for parameter in own)
    if own:
        terms.append(("its own", sum(prod(_sizes(parameter)) for parameter in own)))
    for child in network.children:
        value = amount(tally(child), quantity)
        if isinstance(value, int) and value:
            terms.append((child.name, value))
    total = amount(tally(network), quantity)
    shown = " + ".join(f"{name} {value:,}" for name, value in _shortened(terms))
    shared = sum(value for _, value in terms) - total if isinstance(total, int) else 0
    less = f" - {shared:,} shared" if shared else ""
    return f"{network.label}: {shown}{less} = {total:,}" if shown else f"{network.label}: no {quantity.value}"


def _shortened(terms: list[tuple[str, int]]) -> list[tuple[str, int]]:
    if len(terms) <= MOST_PARTS:
        return terms
    rest = terms[MOST_PARTS - 1 :]
    return [*terms[: MOST_PARTS - 1], (f"{len(rest)} more", sum(value for _, value in rest))]


def _chosen(network: Layer, quantity: Quantity) -> list[Parameter]:
    if quantity is Quantity.BUFFERS:
        return list(network.buffers)
    return [parameter for parameter in network.parameters if _counts(parameter, quantity)]


def _counts(parameter: Parameter, quantity: Quantity) -> bool:
    if quantity is Quantity.TRAINABLE:
        return parameter.trainable is True
    if quantity is Quantity.NON_TRAINABLE:
        return parameter.trainable is False
    if quantity is Quantity.PARAMETERS:
        return True
    return is_bias(parameter.name) == (quantity is Quantity.BIASES)


def _sizes(parameter: Parameter) -> list[int]:
    shape = parameter.shape
    return [] if isinstance(shape, Unknown) else [size for size in shape if isinstance(size, int)]


def _tensor(parameter: Parameter) -> str:
    sizes = _sizes(parameter)
    if len(sizes) < 2:
        return f"{parameter.name} {prod(sizes):,}"
    return f"{parameter.name} {'×'.join(map(str, sizes))} = {prod(sizes):,}"


def of_tensors(counted: Counted | Numbered) -> str:
    """The counted tensors by their shapes: `64×32×3×3 + 64 = 18,496`; where they are only listed, in a row."""
    if isinstance(counted, Numbered):
        return _in_a_row(counted.tensors)
    shapes = [_written(tensor) for tensor in counted.tensors]
    if len(shapes) > MOST_TENSORS:
        shapes = [*shapes[: MOST_TENSORS - 1], f"… ({len(shapes)} tensors)"]
    return f"{' + '.join(shapes)} = {int(counted):,}"


def _in_a_row(tensors: Sequence[Tensor]) -> str:
    """`64×32×3×3, 64: 2 tensors`."""
    shown = [_written(each) for each in tensors[:MOST_TENSORS]]
    rest = ", …" if len(tensors) > MOST_TENSORS else ""
    return f"{', '.join(shown)}{rest}: {len(tensors)} tensors"


def _written(tensor: Tensor) -> str:
    return "?" if isinstance(tensor.shape, Unknown) else "×".join(map(str, tensor.shape)) or "1"
