"""Tensors of Keras and TensorFlow: symbolic ones remember the call that made them, variables are weights.

A size that Keras leaves open, such as the batch's, is None.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from ...size import Size
from ...source import Span
from ...unknown import Unknown
from ...values.objects import Arguments, Builtin, Instance, Keywords, Tensor, Value
from ...values.operators import binary
from ..items import Items

Shape = Any  # tuple[Value, ...] | Unknown

SYMBOLIC, VARIABLE = "symbolic", "variable"


class Node:
    """One call of an operation on symbolic tensors: a layer or function, what it was given and what it gave.

    `span` is the call in the code, None where the framework calls.
    """

    __slots__ = ("arguments", "inputs", "keywords", "operation", "outputs", "span")

    def __init__(
        self,
        operation: Value,
        arguments: Arguments,
        keywords: Keywords,
        outputs: list[Tensor],
        span: Span | None = None,
    ) -> None:
        self.operation = operation
        self.arguments = arguments
        self.keywords = keywords
        self.inputs = [each for each in tensors_in([arguments, keywords]) if node_of(each)]
        self.outputs = outputs
        self.span = span


class Lost(ValueError):
    """A shape that cannot be told, and why."""


def symbolic(shape: Shape) -> Tensor:
    """A new symbolic tensor."""
    return Tensor(shape, SYMBOLIC)


def node_of(tensor: Tensor) -> Node | None:
    """The call that made a symbolic tensor."""
    return tensor.attrs.get("_node")


def tensors_in(value: Value) -> Iterator[Tensor]:
    """All tensors in nested lists, tuples and dicts; the items of dicts in the order of their keys."""
    if isinstance(value, Tensor):
        yield value
    elif isinstance(value, (list, tuple)):
        for part in value:
            yield from tensors_in(part)
    elif isinstance(value, dict):
        for key in sorted(value, key=str):
            yield from tensors_in(value[key])


def unknown_in(machine: Items, value: Value) -> Unknown | None:
    """The first unknown in nested lists, tuples and dicts."""
    if isinstance(value, Unknown):
        return value
    if isinstance(value, (list, tuple, dict)):
        cause = machine.spoilt(value)
        parts = value.values() if isinstance(value, dict) else value
        return cause or next((found for part in parts if (found := unknown_in(machine, part))), None)
    return None


def mapped(value: Value, function: Callable[[Tensor], Value]) -> Value:
    """The same nested lists, tuples and dicts with a function of each tensor."""
    if isinstance(value, Tensor):
        return function(value)
    if isinstance(value, (list, tuple)):
        return type(value)([mapped(part, function) for part in value])
    if isinstance(value, dict):
        return {key: mapped(part, function) for key, part in value.items()}
    return value


def shape_of(tensor: Tensor) -> Shape:
    """A tensor's shape as `build` is told it."""
    return tensor.shape


def fresh(value: Value) -> Value:
    """Tensors of the same shapes that remember no call."""
    return mapped(value, lambda tensor: tensor if tensor.kind == VARIABLE else symbolic(tensor.shape))


def recorded(
    operation: Value, arguments: Arguments, keywords: Keywords, outputs: Value, span: Span | None
) -> Value:
    """The outputs of a call, new tensors that remember it where one of its inputs is symbolic."""
    made = mapped(outputs, lambda tensor: symbolic(tensor.shape))
    node = Node(operation, arguments, keywords, list(tensors_in(made)), span)
    if node.inputs:
        for tensor in node.outputs:
            tensor.attrs["_node"] = node
    return made


def operation(name: str, function: Callable[..., Value]) -> Builtin:
    """A function on tensors: `function` gives the shape of its result, or tensors of its results."""

    def call(machine: Items, given: Arguments, keywords: Keywords) -> Value:
        span = machine.calling
        made = compute(machine, given, keywords, span)
        if machine.tracer is not None:
            machine.tracer.function(name.rpartition(".")[2], [*given, *keywords.values()], made, span)
        return made

    def compute(machine: Items, given: Arguments, keywords: Keywords, span: Span | None) -> Value:
        cause = unknown_in(machine, [*given, *keywords.values()])
        if cause is None:
            cause = next(
                (
                    tensor.shape
                    for tensor in tensors_in([given, keywords])
                    if isinstance(tensor.shape, Unknown)
                ),
                None,
            )
        if cause is not None:
            outputs: Value = symbolic(Unknown(cause.reason, cause.span))
            return recorded(builtin, given, keywords, outputs, span)
        try:
            outputs = function(machine, *given, **keywords)
        except (TypeError, ValueError, LookupError, AttributeError, ArithmeticError) as error:
            outputs = Unknown(f"{name}(): {error}")
        if isinstance(outputs, (tuple, Unknown)) and not any(tensors_in(outputs)):
            outputs = symbolic(outputs)
        return recorded(builtin, given, keywords, outputs, span)

    builtin = Builtin(name, call)
    return builtin


# --- sizes that may be None -------------------------------------------------------------------------


def reckon(sign: str, left: Value, right: Value) -> Value:
    """Arithmetic on sizes; None where either is."""
    if left is None or right is None:
        return None
    return binary(sign, left, right)


def product(sizes: Any) -> Value:
    """The product of sizes, None where one is."""
    total: Value = 1
    for size in sizes:
        total = reckon("*", total, size)
    return total


def axis_of(axis: Value, rank: int) -> int:
    """A position from the front."""
    if not isinstance(axis, int) or not -rank <= axis < rank:
        raise Lost(f"a tensor of {rank} dimensions has no dimension {axis}")
    return axis % rank


def merged(left: Value, right: Value) -> Value:
    """The size of two that meet elementwise."""
    if isinstance(left, int) and left == 1:
        return right
    if isinstance(right, int) and right == 1:
        return left
    if left is None:
        return right
    if right is None or left == right:
        return left
    if isinstance(left, int) and isinstance(right, int):
        raise Lost(f"sizes {left} and {right} do not fit together")
    return Unknown("the size of tensors that may not fit together")


def broadcast(left: Shape, right: Shape) -> Shape:
    """Shape of an elementwise operation."""
    longest = max(len(left), len(right))
    pairs = zip((1,) * (longest - len(left)) + left, (1,) * (longest - len(right)) + right, strict=True)
    return tuple(merged(a, b) for a, b in pairs)


def shape_given(value: Value) -> Shape:
    """A shape that is given as a list or tuple of sizes."""
    if isinstance(value, (list, tuple)):
        return tuple(whole(size) for size in value)
    if isinstance(value, (int, Size)):
        return (value,)
    raise Lost("a shape that is no list of sizes")


def whole(size: Value) -> Value:
    """One size of a shape that is given; a tensor in its place is a size that is not known beforehand."""
    if isinstance(size, Tensor):
        return None
    if size is None or isinstance(size, (int, Size, Unknown)):
        return None if isinstance(size, int) and size == -1 else size
    raise Lost("a size that is no number")


def shape_like(value: Value) -> Shape:
    """The shape of a tensor, or of a number."""
    if isinstance(value, Tensor):
        return value.shape
    if isinstance(value, (int, float, bool)):
        return ()
    if isinstance(value, (list, tuple)):
        inner = [shape_like(part) for part in value]
        return (len(value), *(inner[0] if inner else ()))
    if isinstance(value, Instance):
        raise Lost("what is no tensor")
    return ()
