"""Evaluating the expressions of a record: arithmetic on a signature's names, a few functions, no more."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice
from typing import Any

from ..program import nodes
from ..size import Size
from ..source import Span
from ..unknown import Unknown
from ..values.expression import Code, Expressions
from ..values.objects import Tensor, Value
from ..values.operators import binary
from .axes import AXES

Names = dict[str, Value]


class NoSuchName(ValueError):
    """A record names something that neither its signature nor the functions hold."""


class Formulas(Expressions[Names]):
    """The evaluator of records; knows no objects and no user code."""

    def name(self, node: nodes.Name) -> Code[Names]:
        """A name of the signature, the input shape `x`, or one of FUNCTIONS."""
        wanted = node.id
        function = FUNCTIONS.get(wanted)

        def run(names: Names) -> Value:
            if wanted in names:
                return names[wanted]
            if function is not None:
                return function
            if wanted == "x":
                return Unknown("the input's shape is not known")
            raise NoSuchName(wanted)

        return run

    def call_node(self, node: nodes.Call) -> Code[Names]:
        """A call of one of FUNCTIONS."""
        function, arguments = self.compile(node.function), self.arguments(node)

        def run(names: Names) -> Value:
            bound = arguments(names)
            return bound if isinstance(bound, Unknown) else function(names)(*bound[0], **bound[1])

        return run

    def item(self, value: Value, index: Value, span: Span | None) -> Value:
        """An item or a slice of a list."""
        for part in (value, index):
            if isinstance(part, Unknown):
                return part
        if isinstance(value, (list, tuple)):
            try:
                return value[index]
            except IndexError:
                return Unknown("the input has too few dimensions")
        return Unknown("an item of what is no list")

    def items_of(self, value: Value, span: Span | None) -> list[Value] | Unknown:
        """Items of a list."""
        if isinstance(value, (list, tuple, range)):
            return list(islice(value, 1000))
        return value if isinstance(value, Unknown) else Unknown("the items of what is no list")

    def operate(self, sign: str, left: Value, right: Value, span: Span | None) -> Value:
        """An operator; a size that the framework leaves open, None, makes the result one."""
        if left is None or right is None:
            return None
        return super().operate(sign, left, right, span)

    def comprehension(self, node: nodes.Comprehension) -> Code[Names]:
        """A list comprehension with one clause."""
        clause = node.clauses[0]
        target = clause.target
        assert isinstance(target, (nodes.Name, nodes.TupleDisplay))
        iterable, element = self.compile(clause.iterable), self.compile(node.element)
        conditions = self.compiled(clause.conditions)

        def run(names: Names) -> Value:
            items = self.items_of(iterable(names), None)
            if isinstance(items, Unknown):
                return items
            inner = [{**names, **_bound(target, item)} for item in items]
            return [element(each) for each in inner if all(test(each) for test in conditions)]

        return run

    def span(self, node: nodes.Node) -> Span | None:
        """Records have no place in user code."""
        return None


def _bound(target: nodes.Name | nodes.TupleDisplay, item: Value) -> Names:
    if isinstance(target, nodes.Name):
        return {target.id: item}
    parts = [part.id for part in target.elements if isinstance(part, nodes.Name)]
    return dict(zip(parts, item, strict=True))


def spread(value: Value, count: int) -> Value:
    """`[value] * count` of a number, the list itself of a sequence of that length."""
    if isinstance(value, Unknown):
        return [value] * count
    if isinstance(value, (list, tuple)):
        return list(value) if len(value) == count else Unknown(f"{len(value)} sizes where {count} are due")
    return [value] * count


def window(
    sizes: Value, kernel: Value, stride: Value, padding: Value, dilation: Value, ceil_mode: Value = False
) -> Value:
    """Output sizes of a window that slides over sizes: (size + 2·padding - dilation·(kernel-1) - 1) // stride + 1.

    With `ceil_mode` the division rounds up, but a window that would start in the padding is left out.
    """
    if isinstance(sizes, Unknown):
        return sizes
    count = len(sizes)
    if padding == "same":
        return list(sizes)
    columns = [
        spread(part, count) for part in (kernel, stride, 0 if padding == "valid" else padding, dilation)
    ]
    unknown = next((column for column in (*columns, ceil_mode) if isinstance(column, Unknown)), None)
    if unknown:
        return unknown
    slid = _slid_up if ceil_mode else _slid
    return [slid(*row) for row in zip(sizes, *columns, strict=True)]


def _room(size: Value, kernel: Value, padding: Value, dilation: Value) -> Value:
    reach = binary("*", dilation, binary("-", kernel, 1))
    return binary("-", binary("+", size, binary("*", 2, padding)), binary("+", reach, 1))


def _slid(size: Value, kernel: Value, stride: Value, padding: Value, dilation: Value) -> Value:
    return binary("+", binary("//", _room(size, kernel, padding, dilation), stride), 1)


def _slid_up(size: Value, kernel: Value, stride: Value, padding: Value, dilation: Value) -> Value:
    room = _room(size, kernel, padding, dilation)
    if not all(isinstance(part, int) for part in (room, size, padding, stride)):
        return Unknown("a window size rounded up")
    count: int = -(-room // stride) + 1
    return count - 1 if (count - 1) * stride >= size + padding else count


def product(values: Value) -> Value:
    """Product of a list of sizes."""
    if isinstance(values, Unknown):
        return values
    result: Value = 1
    for value in values:
        result = None if value is None or result is None else binary("*", result, value)
    return result


def shape(tensor: Value) -> Value:
    """Shape of a tensor that was given as an argument."""
    if isinstance(tensor, Tensor):
        return tensor.shape if isinstance(tensor.shape, Unknown) else list(tensor.shape)
    return tensor if isinstance(tensor, Unknown) else Unknown("the shape of what is no tensor")


def _total(function: Callable[..., Value]) -> Callable[..., Value]:
    """The function, unknown where an argument or an item of one is."""

    def guarded(*arguments: Value) -> Value:
        for argument in arguments:
            for part in argument if isinstance(argument, (list, tuple)) else (argument,):
                if isinstance(part, Unknown):
                    return part
        return function(*arguments)

    return guarded


def _length(value: Value) -> Value:
    return value if isinstance(value, Unknown) else len(value)


def _is_instance(value: Value, kind: Any) -> Value:
    if isinstance(value, Unknown):
        return value
    return isinstance(value, (int, Size)) if kind is FUNCTIONS["int"] else isinstance(value, kind)


def _whole(value: Value) -> Value:
    return value if isinstance(value, Size) else int(value)


FUNCTIONS: dict[str, Callable[..., Value]] = {
    "spread": spread,
    "window": window,
    "product": product,
    "shape": shape,
    "len": _length,
    "max": _total(max),
    "min": _total(min),
    "sum": _total(sum),
    "abs": _total(abs),
    "int": _total(_whole),
    "range": _total(range),
    "sorted": _total(sorted),
    "list": _total(list),
    "tuple": _total(tuple),
    "isinstance": _is_instance,
    **AXES,
}
