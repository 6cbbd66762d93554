"""The likely mistake: one slip that explains the number somebody wrote."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from ..claims.claim import Claim, Quantity
from ..network import Layer, Parameter, is_bias, tally
from .statement import QUANTITIES, amount


def likely_mistake(network: Layer, quantity: Quantity, stated: int, computed: int) -> str | None:
    """What was probably forgotten or counted twice, if one slip explains the stated number."""
    for explain in _EXPLANATIONS:
        hint = explain(network, quantity, stated, computed)
        if hint:
            return hint
    return None


def fits_another_model(network: Layer, quantity: Quantity, claim: Claim, computed: int) -> bool:
    """Whether the stated number is that of a part of the network, or of one with another number of outputs."""
    others = (_other_quantity, _one_part, _classes)
    if any(explain(network, quantity, claim.stated, computed) for explain in others):
        return True
    head = _head(network)
    return head is not None and any(
        computed + (outputs - head.outputs) * head.row in claim.interval for outputs in _USUAL_OUTPUTS
    )


def _other_quantity(network: Layer, quantity: Quantity, stated: int, computed: int) -> str | None:
    if stated == 0:
        return None
    counts = {each: amount(tally(network), each) for each in QUANTITIES}
    total = counts[Quantity.PARAMETERS]
    if quantity in (Quantity.PARAMETERS, Quantity.TRAINABLE) and stated == counts[Quantity.WEIGHTS]:
        return f"{stated:,} is the weights alone: the biases add {counts[Quantity.BIASES]:,}"
    if stated == counts[Quantity.TRAINABLE] and quantity is Quantity.PARAMETERS:
        return f"{stated:,} leaves out the frozen parameters"
    if stated == total:
        return f"{stated:,} is the count of all parameters, not of the {quantity.value} ones"
    buffers = counts[Quantity.BUFFERS]
    if isinstance(total, int) and isinstance(buffers, int) and buffers and stated == total + buffers:
        return _STATISTICS
    statistics = running_statistics(network)
    if isinstance(total, int) and statistics and stated == total + statistics:
        return _STATISTICS
    return None


_STATISTICS = (
    "the running statistics are counted too, as Keras does; in PyTorch they are buffers, not parameters"
)


def running_statistics(network: Layer) -> int:
    """Number of running means and variances, which Keras counts as parameters that are not trained."""
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
    if "Transpose" in network.kind or "Embedding" in network.kind:
        return None
    outputs = [_sizes(parameter)[0] for parameter in network.parameters if _sizes(parameter)]
    if len(outputs) == 1 and stated == computed + outputs[0]:
        return "the layer has no bias, but one is counted"
    return None


def _input_depth(network: Layer, quantity: Quantity, stated: int, computed: int) -> str | None:
    kernel = next((parameter for parameter in network.parameters if len(_sizes(parameter)) > 2), None)
    # A transposed kernel has its output where others have their input.
    if kernel is None or network.children or "Transpose" in network.kind:
        return None
    sizes = _sizes(kernel)
    biases = sum(_product(_sizes(each)) for each in network.parameters if is_bias(each.name))
    flat = _product(sizes) // sizes[1] if sizes[1] else 0
    if sizes[1] > 1 and stated in (flat, flat + biases):
        return f"the depth of the input is forgotten: each filter spans {_channels(sizes[1])}"
    if stated in (_product(sizes[:-1]), _product(sizes[:-1]) + biases) and sizes[-1] > 1:
        return f"one side of the kernel is forgotten: it spans {'×'.join(map(str, sizes[2:]))}"
    for groups in range(2, 4097):
        if stated in (_product(sizes) * groups, _product(sizes) * groups + biases):
            if sizes[0] % groups == 0 and groups in label_numbers(network):
                return (
                    f"the groups are forgotten: with groups={groups} each filter spans {_channels(sizes[1])}"
                )
    return None


def _channels(number: int) -> str:
    return f"{number} channel{'s' if number != 1 else ''}"


def _second_bias(network: Layer, quantity: Quantity, stated: int, computed: int) -> str | None:
    """Recurrent layers have two bias vectors for each gate."""
    second = [each for each in network.parameters if each.name.startswith("bias_hh")]
    if second and stated == computed - sum(_product(_sizes(each)) for each in second):
        return "the second bias is forgotten: PyTorch keeps both bias_ih and bias_hh"
    return None


def _counted_twice(network: Layer, quantity: Quantity, stated: int, computed: int) -> str | None:
    """Shared tensors, or a layer that is used more than once."""
    if quantity is not Quantity.PARAMETERS or stated <= computed:
        return None
    held = sum(_product(_sizes(each)) for layer in network.walk() for each in layer.parameters)
    if stated == held:
        return "a shared tensor is counted each time that it is kept; PyTorch counts it once"
    if stated == _with_repeats(network):
        return "a layer that is kept more than once is counted each time; PyTorch counts it once"
    return None


def _with_repeats(network: Layer) -> int:
    own = sum(_product(_sizes(each)) for each in network.parameters)
    return own + sum(_with_repeats(child) for child in network.children)


def _one_part(network: Layer, quantity: Quantity, stated: int, computed: int) -> str | None:
    """The count of one part alone, or of all but one."""
    counts = [(child, amount(tally(child), quantity)) for child in network.children]
    alone = [child for child, count in counts if count == stated > 0]
    if len(alone) == 1:
        return f"{stated:,} is the count of {alone[0].name} alone"
    missing = [
        (child, count) for child, count in counts if isinstance(count, int) and count == computed - stated
    ]
    if len(missing) == 1 and stated > 0:
        return f"{stated:,} leaves out {missing[0][0].name}, which has {missing[0][1]:,}"
    return None


def _unit(network: Layer, quantity: Quantity, stated: int, computed: int) -> str | None:
    """Bytes, or thousands for millions."""
    if computed > 9 and stated == 4 * computed:
        return f"{stated:,} is the number of bytes: four for each parameter"
    for factor in (1_000, 1_000_000):
        if stated > 0 and max(stated, computed) > 9_999 and _near(stated * factor, computed):
            return f"the unit is too small: {factor:,} times as much would fit"
        if computed > 0 and max(stated, computed) > 9_999 and _near(computed * factor, stated):
            return f"the unit is too large: a part in {factor:,} would fit"
    return None


def _near(left: int, right: int) -> bool:
    return abs(left - right) * 100 <= right


def label_numbers(network: Layer) -> set[int]:
    """Whole numbers in the call that made a layer."""
    return {int(digits) for digits in re.findall(r"\d+", network.label.partition("(")[2])}


def _digits(network: Layer, quantity: Quantity, stated: int, computed: int) -> str | None:
    if stated != computed and stated > 9 and sorted(str(stated)) == sorted(str(computed)):
        return "the digits are swapped"
    return None


# Fewer numbers to an output, and too many totals differ by a whole number of outputs.
_TELLING_ROW = 32


def _classes(network: Layer, quantity: Quantity, stated: int, computed: int) -> str | None:
    """The same network with another number of outputs in its last dense layer."""
    head = _head(network)
    if head is None or not network.children or stated <= 0:
        return None
    others, remainder = divmod(stated - computed, head.row)
    if remainder == 0 and head.row >= _TELLING_ROW and head.outputs + others > 0:
        return f"it would be right with {head.outputs + others} outputs instead of {head.outputs} in {head.label}"
    return None


# Classes of the usual data sets, and no classes at all.
_USUAL_OUTPUTS = (0, 1, 2, 10, 100, 200, 1000, 1001, 21841, 21843)


class _Head(NamedTuple):
    """The last dense layer of a network: its outputs, and the parameters of each."""

    label: str
    outputs: int
    row: int


def _head(network: Layer) -> _Head | None:
    last = None
    for layer in network.walk():
        matrix = next((each for each in layer.parameters if len(_sizes(each)) == 2), None)
        last = (layer, matrix) if matrix is not None and not layer.children else last
    if last is None or last[1] is None:
        return None
    outputs, features = _sizes(last[1])
    biased = any(is_bias(each.name) for each in last[0].parameters)
    return _Head(last[0].label, outputs, features + (1 if biased else 0))


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
    _second_bias,
    _input_depth,
    _counted_twice,
    _digits,
    _one_part,
    _unit,
    _classes,
)
