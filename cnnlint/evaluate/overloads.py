"""Operators on objects: their own methods, those of tensors, and comparisons that decide nothing."""

from __future__ import annotations

from ..size import Size
from ..source import Span
from ..unknown import Unknown
from ..values.objects import MISSING, WHOLE, Class, External, Instance, MadeUp, Tensor, Value
from ..values.operators import negate
from .attributes import describe_type, tensor_class
from .items import Items

REVERSED = {
    "+": "__radd__", "*": "__rmul__", "-": "__rsub__", "/": "__rtruediv__", "|": "__ror__", "&": "__rand__",
    "//": "__rfloordiv__", "%": "__rmod__", "**": "__rpow__", "@": "__rmatmul__",
    "<": "__gt__", "<=": "__ge__", ">": "__lt__", ">=": "__le__", "==": "__eq__", "!=": "__ne__",
}  # fmt: skip
METHODS = {
    "+": "__add__", "-": "__sub__", "*": "__mul__", "/": "__truediv__", "//": "__floordiv__",
    "%": "__mod__", "**": "__pow__", "@": "__matmul__", "&": "__and__", "|": "__or__", "^": "__xor__",
    "<<": "__lshift__", ">>": "__rshift__", "<": "__lt__", "<=": "__le__", ">": "__gt__", ">=": "__ge__",
    "in": "__contains__", "==": "__eq__", "!=": "__ne__", "~": "__invert__",
}  # fmt: skip
UNARY = {"-": "__neg__", "+": "__pos__", "~": "__invert__"}
COMPARISONS = ("==", "!=", "<", "<=", ">", ">=")


class Overloads(Items):
    """Python's operator protocol."""

    def overloaded(self, sign: str, left: Value, right: Value, span: Span | None) -> Value:
        """An operator by the objects' own methods."""
        if sign == "not in":
            return negate(self.truth(self.overloaded("in", left, right, span)))
        if sign == "in":
            left, right = right, left
        if sign.startswith("unary "):
            found = self._operator(left, UNARY.get(sign[-1], ""))
            return (
                Unknown(f"{sign} of {describe_type(left)}", span)
                if found is MISSING
                else self.call(found, [left], {}, span)
            )
        if sign == "|" and (union := _union(left, right)):
            return union
        if sign == "*" and (repeated := _repeated(left, right)):
            return self.operate(sign, *repeated, span)
        for receiver, name, other in ((left, METHODS.get(sign), right), (right, REVERSED.get(sign), left)):
            found = self._operator(receiver, name) if name else MISSING
            if found is not MISSING:
                return self.call(found, [receiver, other], {}, span)
            if isinstance(receiver, Instance) and receiver.native is not MISSING:
                return self._on_native(sign, receiver, left, right, span)
        if sign == "in" and not isinstance(left, (Tensor, External)):
            items = self.items_of(left, span)
            return items if isinstance(items, Unknown) else self.relate("in", right, items, span)
        for value in (left, right):
            if isinstance(value, Instance) and value.cls.opaque:
                return self.derive(value.cls.opaque, sign, span)
        return Unknown(f"{describe_type(left)} {sign} {describe_type(right)}", span)

    def _on_native(
        self, sign: str, receiver: Instance, left: Value, right: Value, span: Span | None
    ) -> Value:
        """An operator on the plain data inside an object."""
        left = receiver.native if left is receiver else left
        right = receiver.native if right is receiver else right
        if sign == "in":
            return self.relate(sign, right, left, span)
        return (self.relate if sign in COMPARISONS else self.operate)(sign, left, right, span)

    def _operator(self, receiver: Value, name: str) -> Value:
        if isinstance(receiver, Instance):
            return receiver.cls.find(name)
        if isinstance(receiver, Tensor):
            cls = self.library(tensor_class(receiver))
            return cls.find(name) if isinstance(cls, Class) else MISSING
        return MISSING

    def relate(self, sign: str, left: Value, right: Value, span: Span | None) -> Value:
        """A comparison, by a class's own `__eq__` where it has one; of tensors, one for each element."""
        stand_in = _stand_in(sign, left, right)
        if stand_in is not None:
            return self.beyond(stand_in, f" {sign} {right!r}", span)
        if isinstance(left, MadeUp) or isinstance(right, MadeUp):
            if _is_another(sign, left, right):
                return sign in ("!=", "not in")
            if isinstance(right, MadeUp) and isinstance(left, str) and sign in ("in", "not in"):
                holds = right.holds(left)
                if holds is not None:
                    return holds == (sign == "in")
        if sign in ("==", "!=") and (isinstance(left, Instance) or isinstance(right, Instance)):
            for value, other in ((left, right), (right, left)):
                method = value.cls.find("__eq__") if isinstance(value, Instance) else MISSING
                if method is not MISSING:
                    truth = self.truth(self.call(method, [value, other], {}, span))
                    return truth if sign == "==" else negate(truth)
            left, right = native_of(left), native_of(right)
        if sign in ("==", "!=") and (isinstance(left, Tensor) or isinstance(right, Tensor)):
            if all(isinstance(value, (Tensor, int, float, Size)) for value in (left, right)):
                return self.overloaded(sign, left, right, span)
        if sign in ("in", "not in") and isinstance(right, (list, tuple)) and self.spoilt(right) is None:
            if any(isinstance(each, Instance) for each in (left, *right)):
                truth = self._among(left, right, span)
                return truth if sign == "in" else negate(truth)
        return super().relate(sign, left, right, span)

    def _among(self, item: Value, items: list[Value] | tuple[Value, ...], span: Span | None) -> Value:
        found: Value = False
        for each in items:
            truth = True if each is item else self.relate("==", each, item, span)
            if truth is True:
                return True
            found = found if truth is False else truth
        return found


def _is_another(sign: str, left: Value, right: Value) -> bool:
    """Whether a made-up name is certainly not the text, or none of the texts, that it is compared with."""
    if sign in ("==", "!="):
        name, texts = (left, [right]) if isinstance(left, MadeUp) else (right, [left])
    elif sign in ("in", "not in") and isinstance(right, (list, tuple, set)):
        name, texts = left, list(right)
    else:
        return False
    return isinstance(name, MadeUp) and all(isinstance(text, str) and not name.may_be(text) for text in texts)


def _repeated(left: Value, right: Value) -> tuple[Value, int] | None:
    """A sequence and how often NumPy's whole number repeats it."""
    for sequence, times in ((left, right), (right, left)):
        if isinstance(sequence, (list, tuple, str)) and isinstance(times, Tensor) and times.shape == ():
            if times.known is not None and times.known.dtype == WHOLE:
                return sequence, times.known.items[0]
    return None


def _union(left: Value, right: Value) -> tuple[Value, ...] | None:
    """The classes that `A | B` is one of, as `isinstance` takes them."""
    parts = [
        *(left if isinstance(left, tuple) else (left,)),
        *(right if isinstance(right, tuple) else (right,)),
    ]
    plain = all(part is None or isinstance(part, (Class, External)) for part in parts)
    return tuple(parts) if plain and any(isinstance(part, Class) for part in parts) else None


def _stand_in(sign: str, left: Value, right: Value) -> Size | None:
    """The argument without a value that is compared with a text, if it is one: it may be that text."""
    if sign in ("in", "not in"):
        texts = isinstance(right, (list, tuple, set, dict)) and any(isinstance(each, str) for each in right)
        return left if texts and isinstance(left, Size) and _is_name(left) else None
    if sign not in ("==", "!="):
        return None
    size, other = (left, right) if isinstance(left, Size) else (right, left)
    return size if isinstance(other, str) and isinstance(size, Size) and _is_name(size) else None


def _is_name(size: Size) -> bool:
    return size == Size.named(next(size.names()))


def native_of(value: Value) -> Value:
    """The plain data inside an object of a subclass of `int`, `dict`, …, else the value itself."""
    return value.native if isinstance(value, Instance) and value.native is not MISSING else value
