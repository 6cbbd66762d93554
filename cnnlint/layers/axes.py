"""Functions of records on the axes of an input: which are spatial, which bears the channels, what a window leaves."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..unknown import Unknown
from ..values.objects import Value
from ..values.operators import binary

CHANNELS_FIRST = "channels_first"


class Misfit(ValueError):
    """Sizes that do not fit together."""


def _cause(*values: Value) -> Unknown | None:
    return next((value for value in values if isinstance(value, Unknown)), None)


def channels(x: Value, data_format: Value) -> Value:
    """The number of channels of an input."""
    return _cause(x, data_format) or x[1 if data_format == CHANNELS_FIRST else -1]


def spatial(x: Value, data_format: Value) -> Value:
    """The sizes between batch and channels."""
    return _cause(x, data_format) or list(x[2:] if data_format == CHANNELS_FIRST else x[1:-1])


def arranged(x: Value, sizes: Value, depth: Value, data_format: Value) -> Value:
    """A shape with the batch of `x`, these spatial sizes and this number of channels."""
    cause = _cause(x, sizes, data_format)
    if cause is not None:
        return cause
    return [x[0], depth, *sizes] if data_format == CHANNELS_FIRST else [x[0], *sizes, depth]


def _each(value: Value, count: int) -> list[Value]:
    if isinstance(value, (list, tuple)):
        if len(value) != count:
            raise Misfit(f"{len(value)} sizes where {count} are due")
        return list(value)
    return [value] * count


def patches(sizes: Value, kernel: Value, strides: Value, padding: Value, dilation: Value = 1) -> Value:
    """How many windows fit along each axis: with "valid" padding whole ones, else one for each stride begun."""
    cause = _cause(sizes, kernel, strides, padding, dilation)
    if cause is not None:
        return cause
    columns = [_each(value, len(sizes)) for value in (kernel, strides, dilation)]
    return [_windows(size, row, padding != "valid") for size, *row in zip(sizes, *columns, strict=True)]


def _windows(size: Value, row: list[Value], padded: bool) -> Value:
    kernel, stride, dilation = row
    if size is None:
        return None
    reach = 1 if padded else binary("+", binary("*", dilation, binary("-", kernel, 1)), 1)
    made = binary("+", binary("//", binary("-", size, reach), stride), 1)
    if isinstance(made, int) and made <= 0 and not padded:
        raise Misfit(f"a kernel of {reach} does not fit into {size}")
    return made


def unpatched(
    sizes: Value, kernel: Value, strides: Value, padding: Value, output_padding: Value, dilation: Value = 1
) -> Value:
    """Sizes from which a convolution would come to these."""
    cause = _cause(sizes, kernel, strides, padding, output_padding, dilation)
    if cause is not None:
        return cause
    columns = [_each(value, len(sizes)) for value in (kernel, strides, output_padding, dilation)]
    return [_widened(size, row, padding == "valid") for size, *row in zip(sizes, *columns, strict=True)]


def _widened(size: Value, row: list[Value], valid: bool) -> Value:
    kernel, stride, extra, dilation = row
    if size is None:
        return None
    reach = binary("+", binary("*", dilation, binary("-", kernel, 1)), 1)
    if extra is None:
        whole = binary("*", size, stride)
        if not valid:
            return whole
        more = binary("-", reach, stride)
        return binary("+", whole, max(more, 0) if isinstance(more, int) else more)
    pad = 0 if valid else binary("//", reach, 2)
    first = binary("+", binary("*", binary("-", size, 1), stride), reach)
    return binary("+", binary("-", first, binary("*", 2, pad)), extra)


def joined(x: Value, axis: Value) -> Value:
    """The shape of several inputs one after the other along an axis."""
    cause = _cause(x, axis) or _cause(*x)
    if cause is not None:
        return cause
    sizes = list(x[0])
    place = axis if axis >= 0 else axis + len(sizes)
    if not 0 <= place < len(sizes) or any(len(shape) != len(sizes) for shape in x):
        raise Misfit(f"inputs of shapes {_crossed(x)} differ in rank")
    total: Value = 0
    for shape in x:
        part = shape[place]
        total = None if part is None or total is None else binary("+", total, part)
    for index, size in enumerate(sizes):
        if index != place and any(not _fits(size, shape[index]) for shape in x):
            raise Misfit(f"inputs of shapes {_crossed(x)} differ in more than axis {axis}")
        known = [shape[index] for shape in x if shape[index] is not None]
        sizes[index] = known[0] if known else None
    sizes[place] = total
    return sizes


def _fits(one: Value, other: Value) -> bool:
    return not (isinstance(one, int) and isinstance(other, int)) or one == other


def broadcast(x: Value) -> Value:
    """The shape of several inputs that are combined element by element, the batch apart."""
    cause = _cause(x) or _cause(*x)
    if cause is not None:
        return cause
    longest = max(len(shape) for shape in x)
    rows = [[1] * (longest - len(shape)) + list(shape[1:] if shape else []) for shape in x]
    width = max(len(row) for row in rows)
    rows = [[1] * (width - len(row)) + row for row in rows]
    batch = next((shape[0] for shape in x if shape and shape[0] is not None), None)
    return [batch, *(_common(column, x) for column in zip(*rows, strict=True))]


def _crossed(shapes: Value) -> str:
    """Shapes in a message, without their batches."""
    return " and ".join(
        "×".join("?" if size is None else str(size) for size in shape[1:]) for shape in shapes
    )


def _common(column: tuple[Value, ...], x: Value) -> Value:
    cause = _cause(*column)
    if cause is not None:
        return cause
    wide = [size for size in column if not (isinstance(size, int) and size == 1)]
    known = [size for size in wide if size is not None]
    if not wide:
        return 1
    if any(not _fits(known[0], size) for size in known):
        raise Misfit(f"inputs of shapes {_crossed(x)} do not fit together")
    if len({str(size) for size in known}) > 1:
        return Unknown("the size of inputs that may not fit together")
    return None if len(known) < len(wide) else known[0]


def padded(sizes: Value, margins: Value, sign: Value = 1) -> Value:
    """Sizes with a margin on either side added, or taken off where the sign is -1."""
    cause = _cause(sizes, margins)
    if cause is not None:
        return cause
    made: list[Value] = []
    for size, (before, after) in zip(sizes, margins, strict=True):
        both = binary("*", sign, binary("+", before, after))
        made.append(None if size is None else binary("+", size, both))
    if any(isinstance(size, int) and size <= 0 for size in made):
        raise Misfit("nothing is left of an axis")
    return made


def margins(value: Value, count: Value) -> Value:
    """A pair of margins for each axis: from one number, from one for each axis, or from pairs."""
    if isinstance(value, Unknown):
        return value
    parts = _each(value, count)
    return [tuple(part) if isinstance(part, (list, tuple)) else (part, part) for part in parts]


def scaled(sizes: Value, factors: Value) -> Value:
    """Sizes times their factors."""
    cause = _cause(sizes, factors)
    if cause is not None:
        return cause
    pairs = zip(sizes, _each(factors, len(sizes)), strict=True)
    return [None if size is None else binary("*", size, factor) for size, factor in pairs]


def refilled(sizes: Value, target: Value) -> Value:
    """The sizes of `target`, one of which may be -1 and takes what the others leave of all elements."""
    cause = _cause(sizes, target)
    if cause is not None:
        return cause
    total, known = _product(sizes), _product(size for size in target if size != -1)
    if -1 not in target:
        if isinstance(total, int) and isinstance(known, int) and total != known:
            filled = f"{_crossed([[None, *sizes]])} = " if len(sizes) > 1 else ""
            raise Misfit(f"{filled}{total:,} elements do not fill {_crossed([[None, *target]])} = {known:,}")
        return list(target)
    if isinstance(total, int) and isinstance(known, int) and (known == 0 or total % known):
        raise Misfit(f"{total} elements do not fill rows of {known}")
    rest = None if total is None or known is None else binary("//", total, known)
    return [rest if size == -1 else size for size in target]


def _product(sizes: Any) -> Value:
    total: Value = 1
    for size in sizes:
        total = None if total is None or size is None else binary("*", total, size)
    return total


def dotted(x: Value, axes: Value) -> Value:
    """The shape of the product of two inputs along one axis of each."""
    cause = _cause(x, axes) or _cause(*x)
    if cause is not None:
        return cause
    left, right = list(x[0]), list(x[1])
    if isinstance(axes, int):
        axes = [axes % len(left), axes % len(right)] if axes < 0 else [axes, axes]
    if not _fits(left.pop(axes[0]), right.pop(axes[1])):
        raise Misfit(
            f"inputs of shapes {_crossed(x)} differ in the axes {axes[0]} and {axes[1]} that are multiplied"
        )
    made = [*left, *right[1:]]
    return made if len(made) > 1 else [*made, 1]


def fits(value: Value, count: int) -> Value:
    """Whether a value is one number, or as many as there are axes."""
    if isinstance(value, Unknown):
        return value
    return not isinstance(value, (list, tuple)) or len(value) == count


def all_less(left: Value, right: Value) -> Value:
    """Whether each number is less than its partner."""
    cause = _cause(left, right) or _cause(*left, *right)
    return cause or all(a < b for a, b in zip(left, right, strict=True))


def is_nested(x: Value) -> Value:
    """Whether several inputs arrive, and not one."""
    return (
        x
        if isinstance(x, Unknown)
        else bool(x) and all(isinstance(part, (list, tuple, Unknown)) for part in x)
    )


def spread_out(value: Value) -> Value:
    """A list of axes, from one number or several."""
    return value if isinstance(value, (list, tuple, Unknown)) else [value]


def lower(text: Value) -> Value:
    """Text in small letters."""
    return text.lower() if isinstance(text, str) else text


def power_of_two(number: Value) -> Value:
    """The first power of two that is not less."""
    return 1 << (number - 1).bit_length() if isinstance(number, int) else number


AXES: dict[str, Callable[..., Value]] = {
    "channels": channels,
    "spatial": spatial,
    "arranged": arranged,
    "patches": patches,
    "unpatched": unpatched,
    "joined": joined,
    "broadcast": broadcast,
    "padded": padded,
    "margins": margins,
    "scaled": scaled,
    "refilled": refilled,
    "dotted": dotted,
    "fits": fits,
    "all_less": all_less,
    "is_nested": is_nested,
    "lower": lower,
    "spread_out": spread_out,
    "power_of_two": power_of_two,
}
