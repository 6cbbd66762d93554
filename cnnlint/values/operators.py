"""Arithmetic and comparison on plain data, sizes and unknowns.

Nothing here runs user code. Results too large to be worth holding are unknown; mistakes that Python
would raise for come back as Python's own exceptions of arithmetic, lookup and type.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from typing import Any

from ..size import Size, SizeTooLarge, equal, less
from ..source import Span
from ..unknown import Unknown
from .objects import Condition, External, Value
from .tally import Counted, CountedText, Extent, Scaled, carry

MOST_BITS = 4096
MOST_ITEMS = 1_000_000
MOST_NESTED = 14

_PLAIN: dict[str, Callable[[Any, Any], Any]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "//": operator.floordiv,
    "%": operator.mod,
    "**": operator.pow,
    "@": operator.matmul,
    "<<": operator.lshift,
    ">>": operator.rshift,
    "&": operator.and_,
    "|": operator.or_,
    "^": operator.xor,
}
_SIGNED: dict[str, Callable[[Any], Any]] = {"-": operator.neg, "+": operator.pos, "~": operator.invert}
_ORDER: dict[str, Callable[[Any, Any], Any]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
# What needs no care: whole numbers below SMALL, and equality of values of these types.
QUICK = {sign: _PLAIN[sign] for sign in ("+", "-", "*")}
SMALL = 2**64
ATOMS = frozenset((bool, int, float, str, type(None)))
IDENTITY = frozenset(("is", "is not"))
QUICK_TRUTHS: dict[str, Callable[[Any, Any], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "is": lambda left, right: left is right or (type(left) is type(right) and left == right),
    "is not": lambda left, right: left is not right and (type(left) is not type(right) or left != right),
}
NEGATIONS = {"!=": "==", "is not": "is", "not in": "in", ">=": "<", "<=": ">"}
TRACED = (Counted, Extent, Scaled, CountedText)
PLAIN_TYPES = (bool, int, float, complex, str, bytes, tuple, list, dict, set, frozenset, range, type(None))
_WIDTH = re.compile(r"\d{4,}|\*")


def binary(sign: str, left: Value, right: Value, span: Span | None = None) -> Value:
    """`left sign right` on data; NotImplemented where neither operand is data."""
    if isinstance(left, Unknown):
        return left
    if isinstance(right, Unknown):
        return right
    if isinstance(left, Size) or isinstance(right, Size):
        return _on_sizes(sign, left, right, span)
    if not (isinstance(left, PLAIN_TYPES) and isinstance(right, PLAIN_TYPES)):
        return NotImplemented
    if sign == "%" and isinstance(left, str) and isinstance(right, tuple):
        unknown = next((each for each in right if isinstance(each, Unknown)), None)
        if unknown is not None:
            return unknown
    refusal = _too_large(sign, left, right)
    if refusal:
        return Unknown(refusal, span)
    if sign in "|&^-" and isinstance(left, list) and isinstance(right, (list, set)):
        # Keys of dicts are held as lists.
        left, right = dict.fromkeys(left).keys(), dict.fromkeys(right).keys()
    try:
        result = _PLAIN[sign](left, right)
    except OverflowError:
        return Unknown("a number too large for a float", span)
    if type(left) in TRACED or type(right) in TRACED:
        return carry(sign, result, left, right)
    return result


def unary(sign: str, operand: Value) -> Value:
    """`-x`, `+x` or `~x` on data; NotImplemented for anything else."""
    if isinstance(operand, Unknown):
        return operand
    if isinstance(operand, Size):
        return {"-": -operand, "+": operand}.get(sign, NotImplemented)
    if isinstance(operand, (int, float, complex)):
        return _SIGNED[sign](operand)
    return NotImplemented


def compare(sign: str, left: Value, right: Value, span: Span | None = None) -> Value:
    """`left sign right`: a truth, or the condition that it depends on."""
    if sign in ("!=", "is not", "not in"):
        return negate(compare(NEGATIONS[sign], left, right, span))
    if sign == "==":
        return same(left, right, span)
    if sign == "is":
        return _identical(left, right, span)
    if sign == "in":
        return _contains(right, left, span)
    return _ordered(sign, left, right, span)


def negate(truth: Value) -> Value:
    """`not truth` of a truth or a condition; NotImplemented stays what it is."""
    if truth is NotImplemented:
        return truth
    if isinstance(truth, Condition):
        return Condition(truth.reason, truth.span, truth.key, not truth.negated)
    return truth if isinstance(truth, Unknown) else not truth


def same(left: Value, right: Value, span: Span | None = None, depth: int = 0) -> Value:
    """`left == right`, through nested lists, tuples and dicts."""
    if left is right:
        return True
    if isinstance(left, Unknown) or isinstance(right, Unknown):
        return _undecided("==", left, right, span)
    if isinstance(left, Size) or isinstance(right, Size):
        return _equal_sizes(left, right, span)
    if depth > MOST_NESTED:
        return Unknown("whether deeply nested values are equal", span)
    if type(left) is type(right) and isinstance(left, (list, tuple)):
        if len(left) != len(right):
            return False
        return _all(same(a, b, span, depth + 1) for a, b in zip(left, right, strict=True))
    if isinstance(left, dict) and isinstance(right, dict):
        if left.keys() != right.keys():
            return False
        return _all(same(value, right[key], span, depth + 1) for key, value in left.items())
    return bool(left == right)


def _all(truths: Any) -> Value:
    undecided: Value = True
    for truth in truths:
        if truth is False:
            return False
        if truth is not True:
            undecided = truth
    return undecided


def _identical(left: Value, right: Value, span: Span | None) -> Value:
    if left is right:
        return True
    if isinstance(left, Unknown) or isinstance(right, Unknown):
        return _undecided("is", left, right, span)
    if type(left) is type(right) and isinstance(left, (int, str, External)):
        return bool(left == right)
    return False


def _contains(container: Value, item: Value, span: Span | None) -> Value:
    if isinstance(container, Unknown) or isinstance(item, Unknown):
        return _undecided("in", item, container, span)
    if isinstance(container, (str, bytes)):
        return item in container
    if isinstance(container, range):
        # Python looks through a whole range for anything but an int.
        number = whole(item)
        return isinstance(number, int) and number in container
    if isinstance(container, (dict, set, frozenset)):
        return item in container if _hashable(item) else False
    if isinstance(container, (list, tuple)):
        found: Value = False
        for each in container:
            truth = same(each, item, span)
            if truth is True:
                return True
            if truth is not False:
                found = truth
        return found
    return NotImplemented


def _ordered(sign: str, left: Value, right: Value, span: Span | None) -> Value:
    if isinstance(left, Unknown) or isinstance(right, Unknown):
        return _undecided(sign, left, right, span)
    if isinstance(left, Size) or isinstance(right, Size):
        return _order_sizes(sign, left, right, span)
    if isinstance(left, PLAIN_TYPES) and isinstance(right, PLAIN_TYPES):
        if isinstance(left, (list, tuple)) and isinstance(right, (list, tuple)):
            left, right = _decidable(left), _decidable(right)
            if left is None or right is None:
                return Unknown("the order of lists with unknown items", span)
        return _ORDER[sign](left, right)
    return NotImplemented


def _decidable(items: Any) -> Any:
    return None if any(isinstance(item, (Unknown, Size)) for item in items) else items


def _equal_sizes(left: Value, right: Value, span: Span | None) -> Value:
    if not (isinstance(left, (int, Size)) and isinstance(right, (int, Size))):
        if isinstance(left, (int, float, Size)) and isinstance(right, (int, float, Size)):
            return Condition(f"whether {left} equals {right}", span, ("==", str(left), str(right)))
        return False
    truth = equal(left, right)
    if truth is not None:
        return truth
    difference = left - right
    mirrored = right - left
    key = min(str(difference), str(mirrored))
    return Condition(f"whether {left} equals {right}", span, ("==", key))


def _order_sizes(sign: str, left: Value, right: Value, span: Span | None) -> Value:
    if not (isinstance(left, (int, float, Size)) and isinstance(right, (int, float, Size))):
        return NotImplemented
    if sign in ("<=", ">="):
        return negate(_order_sizes("<" if sign == ">=" else ">", left, right, span))
    if sign == ">":
        left, right = right, left
    if isinstance(left, (int, Size)) and isinstance(right, (int, Size)):
        truth = less(left, right)
        if truth is not None:
            return truth
        key: object = ("<", str(right - left))
    else:
        key = ("<", str(left), str(right))
    return Condition(f"whether {left} is less than {right}", span, key)


def _undecided(sign: str, left: Value, right: Value, span: Span | None) -> Condition:
    cause = left if isinstance(left, Unknown) else right
    key = (sign, question(left), question(right))
    return Condition(cause.reason, cause.span or span, key)


def question(value: Value) -> object:
    """What stands for a value in the key of a condition: itself if it is plain, else its identity."""
    if isinstance(value, Condition):
        return value.key
    if isinstance(value, (int, float, str, bytes, Size, External, type(None))):
        return value
    return Identity(value)


class Identity:
    """A value as a key by its identity; holding it keeps the identity from being used again."""

    __slots__ = ("value",)

    def __init__(self, value: Value) -> None:
        self.value = value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Identity) and other.value is self.value

    def __hash__(self) -> int:
        return id(self.value)


def _on_sizes(sign: str, left: Value, right: Value, span: Span | None) -> Value:
    left, right = whole(left), whole(right)
    if not (isinstance(left, (int, Size)) and isinstance(right, (int, Size))):
        if isinstance(left, (int, float, Size)) and isinstance(right, (int, float, Size)):
            return Unknown(f"the value of {left} {sign} {right}", span)
        return NotImplemented
    try:
        return _size_result(sign, left, right, span)
    except SizeTooLarge as error:
        return Unknown(str(error), span)


def _size_result(sign: str, left: Any, right: Any, span: Span | None) -> Value:
    if sign in ("+", "-", "*", "//", "%"):
        return _PLAIN[sign](left, right)
    if sign == "/":
        quotient = left // right
        if quotient * right == left:
            return quotient
    if sign == "**" and isinstance(right, int) and 0 <= right <= 16:
        return left**right
    return Unknown(f"the value of {left} {sign} {right}", span)


def whole(number: Value) -> Value:
    """A float that is a whole number as an int, since a formula in named sizes holds whole numbers."""
    if isinstance(number, float) and number.is_integer() and abs(number) < 2**53:
        return int(number)
    return number


def _too_large(sign: str, left: Value, right: Value) -> str | None:
    if isinstance(left, int) and isinstance(right, int):
        return _too_many_bits(sign, left, right)
    if sign == "*":
        for items, times in ((left, right), (right, left)):
            if isinstance(times, int) and isinstance(items, (list, tuple, str, bytes)):
                if len(items) * times > MOST_ITEMS:
                    return (
                        f"a sequence of {len(items) * times:,} items"
                        if times < 2**64
                        else "a sequence too long to hold"
                    )
    if sign == "+" and isinstance(left, (list, tuple, str)) and isinstance(right, (list, tuple, str)):
        if len(left) + len(right) > MOST_ITEMS:
            return "a sequence too long to hold"
    if sign == "%" and isinstance(left, (str, bytes)) and _WIDTH.search(str(left)):
        return "text of a width not worth holding"
    return None


def _too_many_bits(sign: str, left: int, right: int) -> str | None:
    bits = left.bit_length()
    if sign == "**":
        bits = bits * abs(right)
    elif sign == "<<":
        bits += right
    else:
        bits += right.bit_length()
    return f"a number of more than {MOST_BITS} bits" if bits > MOST_BITS else None


def _hashable(item: Value) -> bool:
    try:
        hash(item)
    except TypeError:
        return False
    return True
