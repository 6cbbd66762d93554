"""`numpy` and `jax`: arrays of a written shape whose elements nobody asks for, such as the inputs that a model is tried on."""

from __future__ import annotations

from collections.abc import Callable

from ...size import Size
from ...unknown import Unknown
from ...values.objects import Arguments, Builtin, Keywords, Tensor, Value
from ..items import Items
from . import keras_shapes as shapes
from .keras_tensors import operation, symbolic

Native = Callable[[Items, Arguments, Keywords], Value]


def _array(machine: Items, shape: Value) -> Tensor:
    """An array of a shape that is one number or a list of them."""
    if isinstance(shape, (int, Size)):
        return symbolic((shape,))
    if shape is None:
        return symbolic(Unknown("an array of one number"))
    sizes = machine.items_of(shape, None)
    if isinstance(sizes, Unknown):
        return symbolic(sizes)
    lost = next((size for size in sizes if not isinstance(size, (int, Size, Unknown))), None)
    return symbolic(tuple(sizes) if lost is None else Unknown("an array of a size that is no number"))


def _shaped(place: int, name: str) -> Native:
    """A function whose argument at this place, or of this name, is the shape."""

    def make(machine: Items, given: Arguments, keywords: Keywords) -> Value:
        return _array(machine, given[place] if len(given) > place else keywords.get(name))

    return make


def _of_sizes(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    """`numpy.random.rand(2, 3)`: each argument is a size."""
    return _array(machine, list(given) or None)


_MAKING: dict[str, Native] = {
    **dict.fromkeys(("zeros", "ones", "empty", "full"), _shaped(0, "shape")),
    **dict.fromkeys(("random.rand", "random.randn"), _of_sizes),
    **dict.fromkeys(
        ("random.random", "random.random_sample", "random.ranf", "random.standard_normal"), _shaped(0, "size")
    ),
    **dict.fromkeys(("random.normal", "random.uniform", "random.randint"), _shaped(2, "size")),
}

_DRAWN_BY_KEY = ("normal", "uniform", "truncated_normal")
_LIKE = ("zeros_like", "ones_like")

NAMES: dict[str, Value] = {
    **{f"numpy.{name}": Builtin(f"numpy.{name}", make) for name, make in _MAKING.items()},
    "numpy.expand_dims": operation("numpy.expand_dims", shapes.widened),
    **{
        f"{home}.{name}": operation(f"{home}.{name}", shapes.same)
        for home in ("numpy", "jax.numpy")
        for name in _LIKE
    },
    **{
        f"jax.numpy.{name}": Builtin(f"jax.numpy.{name}", _MAKING[name])
        for name in ("zeros", "ones", "empty", "full")
    },
    **{f"jax.random.{name}": Builtin(f"jax.random.{name}", _shaped(1, "shape")) for name in _DRAWN_BY_KEY},
}
