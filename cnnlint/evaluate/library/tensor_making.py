"""Functions that make tensors."""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import islice
from typing import Any

from ...size import Size
from ...unknown import Unknown
from ...values.objects import Arguments, Instance, Keywords, Numbers, Tensor, Value
from ..items import Items
from .numbers import MOST_NUMBERS, cast, type_of
from .shapes import Misfit, rounded_range, shown

Native = Callable[[Items, Arguments, Keywords], Value]
Shape = Any

MOST_FILLED = 64


def shape_of(machine: Items, sizes: Arguments) -> Shape:
    """A shape given as `(2, 3)`, as `[2, 3]` or as separate sizes."""
    if len(sizes) == 1 and not isinstance(sizes[0], (int, Size)):
        items = machine.items_of(sizes[0], None)
        return items if isinstance(items, Unknown) else tuple(items)
    return tuple(sizes)


def made(shape: Shape, keywords: Keywords, numbers: Numbers | None = None) -> Tensor:
    """A new tensor with the options of its call."""
    tensor = Tensor(shape, "tensor", numbers)
    dtype = keywords.get("dtype")
    tensor.held = "float32" if dtype is None else type_of(dtype)
    tensor.attrs["requires_grad"] = keywords.get("requires_grad", False)
    return tensor


def _made_of_integers(shape: Shape, keywords: Keywords, numbers: Numbers | None = None) -> Tensor:
    """The same where numbers are whole unless the call says otherwise."""
    tensor = made(shape, keywords, numbers)
    if keywords.get("dtype") is None:
        tensor.held = "int64"
    return tensor


def _filled(value: float | None) -> Native:
    def fill(machine: Items, given: Arguments, keywords: Keywords) -> Value:
        shape = shape_of(machine, given or [keywords.get("size", keywords.get("shape", ()))])
        return made(_sound(shape), keywords, _repeated(value, shape, keywords))

    return fill


def _sound(shape: Shape) -> Shape:
    """The shape; Misfit where a size is negative."""
    if not isinstance(shape, Unknown) and any(isinstance(size, int) and size < 0 for size in shape):
        raise Misfit(f"a tensor of shape {shown(shape)}")
    return shape


def _repeated(value: Value, shape: Shape, keywords: Keywords) -> Numbers | None:
    if not isinstance(value, (int, float)) or isinstance(shape, Unknown):
        return None
    if not all(isinstance(size, int) for size in shape) or math.prod(shape) > MOST_FILLED:
        return None
    dtype = type_of(keywords["dtype"]) if keywords.get("dtype") is not None else "float32"
    return cast([value] * math.prod(shape), dtype) if dtype else None


def _full(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    options = {**dict(zip(("size", "fill_value"), given, strict=False)), **keywords}
    shape = shape_of(machine, [options.get("size", options.get("shape", ()))])
    value = options.get("fill_value")
    tensor = made(_sound(shape), keywords, _repeated(value, shape, {"dtype": None, **keywords}))
    if keywords.get("dtype") is None:
        tensor.held = _KINDS.get(type(value))
        if tensor.numbers and tensor.held:
            tensor.numbers = cast(tensor.numbers.items, tensor.held)
    return tensor


_KINDS: dict[type, str] = {bool: "bool", int: "int64", float: "float32"}


def _integers(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    """`randint(high, size)`, `randint(low, high, size)`."""
    sizes = [value for value in given if isinstance(value, (tuple, list))]
    shape = shape_of(machine, sizes or [keywords.get("size", Unknown("a random shape"))])
    return _made_of_integers(shape, keywords)


def _like() -> Native:
    def fill(machine: Items, given: Arguments, keywords: Keywords) -> Value:
        source = given[0] if given else keywords.get("input")
        if not isinstance(source, Tensor):
            return made(Unknown("a tensor like another"), keywords)
        tensor = made(source.shape, keywords)
        if keywords.get("dtype") is None:
            tensor.held = source.dtype
        return tensor

    return fill


def _square(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    return made((given[0], given[1] if len(given) > 1 else given[0]), keywords)


def _counted(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    """`arange(stop)`, `arange(start, stop, step)`."""
    bounds = _bounds(given, keywords)
    if not all(isinstance(bound, (int, float)) for bound in bounds):
        unknown = next((bound for bound in bounds if isinstance(bound, (Unknown, Tensor))), None)
        cause = unknown if isinstance(unknown, Unknown) else Unknown("the length of a range")
        length = cause if unknown is not None else rounded_range(*bounds)
        return _made_of_integers((length,), keywords)
    start, stop, step = bounds
    length = rounded_range(start, stop, step)
    kind = "float32" if any(isinstance(bound, float) for bound in bounds) else "int64"
    if keywords.get("dtype") is not None:
        kind = type_of(keywords["dtype"]) or ""
    numbers = None
    if kind and length <= MOST_NUMBERS:
        numbers = cast([start + step * index for index in range(length)], kind)
    tensor = made((length,), keywords, numbers)
    tensor.held = kind or None
    return tensor


def _bounds(given: Arguments, keywords: Keywords) -> tuple[Value, Value, Value]:
    if len(given) == 1 and "end" not in keywords and "stop" not in keywords:
        return 0, given[0], keywords.get("step", 1)
    options = {**keywords, **dict(zip(("start", "end", "step"), given, strict=False))}
    return options.get("start", 0), options.get("end", options.get("stop", 0)), options.get("step", 1)


def spaced(machine: Items, given: Arguments, keywords: Keywords, dtype: str = "float32") -> Value:
    """`linspace(start, end, steps)`: both ends, and what lies evenly between them."""
    options = {**keywords, **dict(zip(("start", "end", "steps"), given, strict=False))}
    start: Value = options.get("start")
    end: Value = options.get("end", options.get("stop"))
    steps = options.get("steps", options.get("num", 50))
    if not isinstance(steps, int) or steps > MOST_NUMBERS:
        return made((steps,), keywords)
    if not all(isinstance(bound, (int, float)) for bound in (start, end)):
        return made((steps,), keywords)
    if options.get("endpoint", True) is not True:
        return made((steps,), keywords)
    step = (end - start) / (steps - 1) if steps > 1 else 0
    half = steps // 2
    items = [
        start + step * i if i < half or steps == 1 else end - step * (steps - 1 - i) for i in range(steps)
    ]
    return made((steps,), keywords, cast(items, dtype))


def _spaced_by_powers(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    """`logspace(start, end, steps)`: how many, not which."""
    steps = given[2] if len(given) > 2 else keywords.get("steps", Unknown("how many numbers"))
    return made((steps,), {})


def from_data(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    """`tensor(data)`: nested lists of numbers."""
    data = given[0] if given else keywords.get("data")
    kind = type_of(keywords["dtype"]) if keywords.get("dtype") is not None else ""
    if isinstance(data, Tensor):
        numbers = data.known
        if numbers and kind != "":
            numbers = cast(numbers.items, kind) if kind else None
        return _typed_as(made(data.shape, keywords, numbers), kind, data.dtype)
    shape = _nested_shape(machine, data)
    if isinstance(shape, Unknown):
        return _typed_as(made(shape, keywords), kind, None)
    return _typed_as(made(shape, keywords, _typed(_leaves(data), kind)), kind, None)


def _typed_as(tensor: Tensor, kind: str | None, otherwise: str | None) -> Tensor:
    """The tensor with elements of the type that was asked for, or else of this one."""
    tensor.held = kind or (otherwise if kind == "" else None)
    return tensor


def _typed(leaves: list[Value], kind: str | None) -> Numbers | None:
    if (
        kind is None
        or len(leaves) > MOST_NUMBERS
        or not all(isinstance(leaf, (int, float)) for leaf in leaves)
    ):
        return None
    if not kind:
        kind = "float32" if not leaves or any(isinstance(leaf, float) for leaf in leaves) else "int64"
        kind = "bool" if leaves and all(isinstance(leaf, bool) for leaf in leaves) else kind
    return cast(leaves, kind)


def _leaves(data: Value) -> list[Value]:
    if isinstance(data, Tensor):
        numbers = data.known
        return list(numbers.items) if numbers else [None]
    if not isinstance(data, (list, tuple, range)):
        return [data]
    found: list[Value] = []
    for part in islice(data, MOST_NUMBERS + 1):
        found.extend(_leaves(part))
        if len(found) > MOST_NUMBERS:
            break
    return found


def _nested_shape(machine: Items, data: Value) -> Shape:
    shape = []
    while isinstance(data, (list, tuple, range)):
        if machine.spoilt(data):
            return machine.spoilt(data)
        shape.append(len(data))
        data = data[0] if len(data) else None
    if isinstance(data, (Unknown, Instance)):
        return data if isinstance(data, Unknown) else Unknown("a tensor of unknown data")
    if isinstance(data, Tensor):
        return data.shape if isinstance(data.shape, Unknown) else (*shape, *data.shape)
    return tuple(shape)


def _triangle(upper: bool) -> Native:
    """`tril_indices` and `triu_indices`: two rows of positions."""

    def count(machine: Items, given: Arguments, keywords: Keywords) -> Value:
        options = {**dict(zip(("row", "col", "offset"), given, strict=False)), **keywords}
        sizes = options["row"], options["col"], options.get("offset", 0)
        if not all(isinstance(size, int) for size in sizes):
            return _made_of_integers((2, Unknown("the size of a triangle")), keywords)
        rows, columns, offset = sizes
        below = sum(min(columns, max(0, row + 1 + offset - upper)) for row in range(rows))
        return _made_of_integers((2, rows * columns - below if upper else below), keywords)

    return count


def new(value: float | None) -> Callable[..., Value]:
    """`new_zeros` and its like: the type of elements is the tensor's own."""
    fill = _filled(value)

    def apply(machine: Items, tensor: Tensor, *sizes: Value, **options: Value) -> Value:
        filled = fill(machine, list(sizes), options)
        if options.get("dtype") is None:
            filled.numbers, filled.held = None, tensor.dtype
        return filled

    return apply


def new_full(machine: Items, tensor: Tensor, size: Value, fill_value: Value, **options: Value) -> Value:
    """`new_full`."""
    return new(None)(machine, tensor, size, **options)


def new_tensor(machine: Items, tensor: Tensor, data: Value, **options: Value) -> Value:
    """`new_tensor`."""
    return from_data(machine, [data], options)


def from_sizes_or_data(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    """`torch.Tensor(2, 3)` has that shape, `torch.Tensor([2, 3])` holds those two numbers."""
    if given and isinstance(given[0], (list, tuple, Tensor)):
        return from_data(machine, given, keywords)
    return made(tuple(given) if given else (0,), keywords)


def parameter(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    """`Parameter(data, requires_grad=True)`."""
    data = given[1] if len(given) > 1 else keywords.get("data")
    trainable = given[2] if len(given) > 2 else keywords.get("requires_grad", True)
    if data is None:
        shape: Shape = (0,)
    elif isinstance(data, Tensor):
        shape = data.shape
    else:
        shape = data if isinstance(data, Unknown) else Unknown("a parameter made of what is no tensor")
    tensor = Tensor(shape, "parameter")
    tensor.attrs["requires_grad"] = trainable
    return tensor


def buffer(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    """`Buffer(data, persistent=True)`."""
    data = given[1] if len(given) > 1 else keywords.get("data")
    if not isinstance(data, Tensor):
        return Tensor(data if isinstance(data, Unknown) else Unknown("a buffer of no tensor"), "buffer")
    made = Tensor(data.shape, "buffer", data.known)
    made.held = data.dtype
    made.attrs["requires_grad"] = False
    return made


FUNCTIONS: dict[str, Native] = {
    **dict.fromkeys(("empty", "rand", "randn", "HalfTensor", "FloatTensor"), _filled(None)),
    "zeros": _filled(0),
    "ones": _filled(1),
    **dict.fromkeys(
        ("empty_like", "zeros_like", "ones_like", "rand_like", "randn_like", "full_like", "randint_like"),
        _like(),
    ),
    "full": _full,
    "randint": _integers,
    "eye": _square,
    "arange": _counted,
    "linspace": spaced,
    "logspace": _spaced_by_powers,
    "tensor": from_data,
    "as_tensor": from_data,
    "asarray": from_data,
    "from_numpy": from_data,
    "scalar_tensor": from_data,
    "LongTensor": from_sizes_or_data,
    "normal": lambda machine, given, keywords: made(
        shape_of(machine, [keywords.get("size", given[2] if len(given) > 2 else Unknown("a random shape"))]),
        keywords,
    ),
    "randperm": lambda machine, given, keywords: _made_of_integers((given[0],), keywords),
    "tril_indices": _triangle(upper=False),
    "triu_indices": _triangle(upper=True),
    **dict.fromkeys(
        ("hann_window", "hamming_window", "blackman_window", "bartlett_window", "kaiser_window"),
        lambda machine, given, keywords: made((given[0],), keywords),
    ),
}
