"""The likely mistake: one slip that explains the number somebody wrote."""

from __future__ import annotations

import re
from collections.abc import Callable

from ..claims.claim import Quantity
from ..network import Layer, Parameter, is_bias, tally
from .statement import amount


def likely_mistake(network: Layer, quantity: Quantity, stated: int, computed: int) -> str | None:
    """What was probably forgotten or counted twice, if one slip explains the stated number."""
    for explain in _EXPLANATIONS:
        hint = explain(network, quantity, stated, computed)
        if hint:
            return hint
    return None


def _other_quantity(network: Layer, quantity: Quantity, stated: int, computed: int) -> str | None:
    if stated == 0:
        return None
    counts = {each: amount(tally(network), each) for each in Quantity}
    total = counts[Quantity.PARAMETERS]
    if quantity in (Quantity.PARAMETERS, Quantity.TRAINABLE) and stated == counts[Quantity.WEIGHTS]:
        return f"{stated:,} is the weights alone: the biases add {counts[Quantity.BIASES]:,}"
    if stated == counts[Quantity.TRAINABLE] and quantity is Quantity.PARAMETERS:
        return f"{stated:,} leaves out the frozen parameters"
    if stated == total:
        return f"{stated:,} is the count of all parameters, not of the {quantity.value} ones"
    buffers = counts[Quantity.BUFFERS]
    if isinstance(total, int) and isinstance(buffers, int) and buffers and stated == total + buffers:
        return "the running statistics are counted too; in PyTorch they are buffers, not parameters"
    statistics = _running_statistics(network)
    if isinstance(total, int) and statistics and stated == total + statistics:
        return "the running statistics are counted too; in PyTorch they are buffers, not parameters"
    return None


def _running_statistics(network: Layer) -> int:
    found: dict[int, int] = {}
    for layer in network.walk():
        for buffer in layer.buffers:
            if buffer.name.startswith("running_"):
                found[buffer.identity] = _product(_sizes(buffer))
    return sum(found.values())


def _one_bias(network: Layer, quantity: Quantity, stated: int, computed: int) -> str | None:
    weights = [parameter for parameter in network.parameters if not is_bias(parameter.name)]
    biases = [parameter for parameter in network.parameters if is_bias(parameter.name)]
    if len(biases) != 1 or network.children or quantity is Quantity.BIASES:
        return None
    count = sum(_product(_sizes(parameter)) for parameter in weights)
    if stated == count + 1 and _product(_sizes(biases[0])) > 1:
        return "one bias for the whole layer: there is one for each of the outputs"
    return None


def _no_bias(network: Layer, quantity: Quantity, stated: int, computed: int) -> str | None:
    if network.children or any(is_bias(parameter.name) for parameter in network.parameters):
        return None
    outputs = [_sizes(parameter)[0] for parameter in network.parameters if _sizes(parameter)]
    if len(outputs) == 1 and stated == computed + outputs[0]:
        return "the layer has no bias, but one is counted"
    return None


def _input_depth(network: Layer, quantity: Quantity, stated: int, computed: int) -> str | None:
    kernel = next((parameter for parameter in network.parameters if len(_sizes(parameter)) > 2), None)
    if kernel is None or network.children:
        return None
    sizes = _sizes(kernel)
    biases = sum(_product(_sizes(each)) for each in network.parameters if is_bias(each.name))
    flat = _product(sizes) // sizes[1] if sizes[1] else 0
    if sizes[1] > 1 and stated in (flat, flat + biases):
        return f"the depth of the input is forgotten: each filter spans {sizes[1]} channels"
    for groups in range(2, 4097):
        if stated in (_product(sizes) * groups, _product(sizes) * groups + biases):
            if sizes[0] % groups == 0 and groups in label_numbers(network):
                return f"the groups are forgotten: with groups={groups} each filter spans {sizes[1]} channels"
    return None


def label_numbers(network: Layer) -> set[int]:
    """Whole numbers in the call that made a layer."""
    return {int(digits) for digits in re.findall(r"\d+", network.label.partition("(")[2])}


def _digits(network: Layer, quantity: Quantity, stated: int, computed: int) -> str | None:
    if stated != computed and stated > 9 and sorted(str(stated)) == sorted(str(computed)):
        return "the digits are swapped"
    return None


def _classes(network: Layer, quantity: Quantity, stated: int, computed: int) -> str | None:
    """The same network with another number of outputs in its last dense layer."""
    last = None
    for layer in network.walk():
        matrix = next((each for each in layer.parameters if len(_sizes(each)) == 2), None)
        last = (layer, matrix) if matrix is not None and not layer.children else last
    if last is None or last[1] is None or not network.children or stated <= 0:
        return None
    outputs, features = _sizes(last[1])
    row = features + (1 if any(is_bias(each.name) for each in last[0].parameters) else 0)
    others, remainder = divmod(stated - computed, row)
    if remainder == 0 and outputs + others > 0:
        return f"it would be right with {outputs + others} outputs instead of {outputs} in {last[0].label}"
    return None


def _sizes(parameter: Parameter) -> list[int]:
    shape = parameter.shape
    return [size for size in shape if isinstance(size, int)] if isinstance(shape, tuple) else []


def _product(sizes: list[int]) -> int:
    result = 1
    for size in sizes:
        result *= size
    return result


_EXPLANATIONS: tuple[Callable[[Layer, Quantity, int, int], str | None], ...] = (
    _other_quantity,
    _one_bias,
    _no_bias,
    _input_depth,
    _digits,
    _classes,
)
