"""Multiply-adds of the calls on the way through a model: one for each use of a weight, biases left out.

Counted are layers whose rules say how, and products of tensors; what only adds, compares or scales is free.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from ..unknown import Unknown
from ..values.objects import Class, Function, Instance, Tensor, Value
from ..values.operators import binary
from .flow import Passage, Shape, Shapes
from .interpreter import Interpreter
from .library import shapes
from .library.networks import holding, is_deferred

_METHOD, _REPEATS = "_mult_adds", "_repeats"
# Functions that use weights in a way that is not counted.
_UNCOUNTED = frozenset(
    {"multi_head_attention_forward", "einsum", "tensordot", "bilinear", "cdist", "conv_transpose1d",
     "conv_transpose2d", "conv_transpose3d"}
)  # fmt: skip


def own_work(machine: Interpreter, passage: Passage) -> Value:
    """Multiply-adds of a call itself, without those of the calls inside it; 0 where it is free."""
    if passage.module is None:
        return _of_function(passage.name or "", passage.given, passage.result)
    return _of_layer(machine, passage.module, passage)


def _of_layer(machine: Interpreter, module: Instance, passage: Passage) -> Value:
    method = module.cls.find(_METHOD)
    given = [list(of_one(shape)) for shape in passage.given if isinstance(shape, tuple)]
    if is_sealed(machine, module):
        needed = len(method.node.parameters) - 1
        if len(given) < needed:
            return Unknown("what a layer is given is not known")
        return machine.call(method, [module, *given[:needed]], {}, None)
    name = "call" if is_deferred(module) else "forward"
    owner = next((cls for cls in module.cls.mro if name in cls.attrs), None)
    leaf = machine.book.leaf(f"{owner.module}.{owner.name}") if owner is not None else None
    if leaf is None:
        return _followed(machine, module, owner)
    if leaf.record.mult_adds is None:
        return _unweighed(module, leaf.record.short_name)
    if not given or not passage.result or isinstance(passage.result[0], Unknown):
        return Unknown("the shapes of a call are not known")
    names = {**module.attrs, "x": given[0], "xs": given, "y": list(of_one(passage.result[0]))}
    return leaf.value(leaf.record.mult_adds, names)


def is_sealed(machine: Interpreter, module: Instance) -> bool:
    """Whether the layers inside of a layer are never called for themselves: it says what it takes as a whole."""
    method = module.cls.find(_METHOD)
    return isinstance(method, Function) and method.module.path in machine.stub_paths


def repeats(machine: Interpreter, passage: Passage) -> Value:
    """How often what happens inside of a call really does, such as once for each step in time."""
    method = passage.module.cls.find(_REPEATS) if passage.module is not None else None
    if not isinstance(method, Function) or method.module.path not in machine.stub_paths:
        return 1
    shape = passage.given[0] if passage.given else Unknown("what a layer is given is not known")
    if isinstance(shape, Unknown):
        return shape
    return machine.call(method, [passage.module, list(of_one(shape))], {}, None)


def of_one(shape: Shape) -> Any:
    """A shape for one example, where Keras leaves the number of examples open; other open sizes are unknown."""
    if isinstance(shape, Unknown) or None not in shape:
        return shape
    first, *rest = shape
    lost = Unknown("a size that is left open")
    return (1 if first is None else first, *(lost if size is None else size for size in rest))


def _followed(machine: Interpreter, module: Instance, owner: Class | None) -> Value:
    """Nothing for a layer whose call is followed; unknown for one that says what it gives in another way."""
    call = owner.attrs.get("call") if owner is not None else None
    if not is_deferred(module) or not isinstance(call, Function):
        return 0
    if call.module.path not in machine.stub_paths or not holding(machine, module).children:
        return 0
    return Unknown(f"the multiply-adds of {module.cls.name} are not described")


def _unweighed(module: Instance, name: str) -> Value:
    """Nothing for a layer without matrices; a table of which rows are taken is no matrix either."""
    matrices = [
        tensor
        for tensor in module.attrs["_parameters"].values()
        if isinstance(tensor, Tensor) and isinstance(tensor.shape, tuple) and len(tensor.shape) > 1
    ]
    free = not matrices or "Embedding" in name or "Norm" in name
    return 0 if free else Unknown(f"the multiply-adds of {name} are not described")


def _of_function(name: str, given: Shapes, result: Shapes) -> Value:
    if name in _UNCOUNTED:
        return Unknown(f"the multiply-adds of {name} are not described")
    count = _FUNCTIONS.get(name)
    if count is None:
        return 0
    known = [of_one(shape) for shape in (*result[:1], *given) if not isinstance(shape, Unknown)]
    if len(given) < 2 or len(known) < 1 + len(given):
        return Unknown(f"the shapes of {name} are not known")
    return count(known[1:], known[0])


Sizes = tuple[Value, ...]


def _product(given: Sequence[Sizes], result: Sizes) -> Value:
    return binary("*", shapes.elements(result), given[0][-1])


def _linear(given: Sequence[Sizes], result: Sizes) -> Value:
    return binary("*", shapes.elements(result), given[1][-1])


def _convolution(given: Sequence[Sizes], result: Sizes) -> Value:
    return binary("*", shapes.elements(result), shapes.elements(given[1][1:]))


def _added_product(given: Sequence[Sizes], result: Sizes) -> Value:
    """`addmm(bias, left, right)`."""
    return binary("*", shapes.elements(result), given[1][-1])


def _attention(given: Sequence[Sizes], result: Sizes) -> Value:
    """Scores of all pairs, and their weighted sum."""
    query, key, value = given[0], given[1], given[2] if len(given) > 2 else given[1]
    pairs = binary("*", shapes.elements(query[:-1]), key[-2])
    return binary("*", pairs, binary("+", query[-1], value[-1]))


_FUNCTIONS: dict[str, Callable[[Sequence[Sizes], Sizes], Value]] = {
    **dict.fromkeys(("matmul", "__matmul__", "mm", "bmm", "mv", "dot"), _product),
    **dict.fromkeys(("addmm", "baddbmm", "addbmm"), _added_product),
    **dict.fromkeys(("conv1d", "conv2d", "conv3d"), _convolution),
    "linear": _linear,
    "scaled_dot_product_attention": _attention,
}
