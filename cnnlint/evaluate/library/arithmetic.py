"""`math` and `operator`."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from ...size import Size
from ...unknown import Unknown
from ...values.objects import Arguments, Builtin, Keywords, Value
from ...values.operators import MOST_BITS, unary, whole
from ..items import Items

Native = Callable[[Items, Arguments, Keywords], Value]

_FLOATING = (
    "sqrt exp log log2 log10 log1p expm1 sin cos tan asin acos atan atan2 sinh cosh tanh pow hypot fabs fmod "
    "copysign isnan isinf isfinite degrees radians erf gamma lgamma"
).split()
_WHOLE = "gcd lcm isqrt".split()
_SIGNS = {"neg": "-", "pos": "+", "inv": "~", "invert": "~"}
_OPERATORS = {
    "add": "+", "sub": "-", "mul": "*", "truediv": "/", "floordiv": "//", "mod": "%", "pow": "**",
    "matmul": "@", "and_": "&", "or_": "|", "xor": "^", "lshift": "<<", "rshift": ">>", "concat": "+",
    "iadd": "+", "imul": "*",
}  # fmt: skip
_RELATIONS = {
    "eq": "==",
    "ne": "!=",
    "lt": "<",
    "le": "<=",
    "gt": ">",
    "ge": ">=",
    "is_": "is",
    "is_not": "is not",
}


def _on_numbers(function: Callable[..., Any]) -> Native:
    def call(machine: Items, given: Arguments, keywords: Keywords) -> Value:
        for value in given:
            if isinstance(value, Unknown):
                return value
            if not isinstance(value, (int, float)):
                return Unknown(f"{function.__name__}({value})")
        return function(*given)

    return call


def _rounding(function: Callable[[Any], int]) -> Native:
    def call(machine: Items, given: Arguments, keywords: Keywords) -> Value:
        value = whole(given[0])
        if isinstance(value, (Unknown, Size, int)):
            return value
        return function(value) if isinstance(value, float) else Unknown(f"{function.__name__} of no number")

    return call


def _product(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    items = machine.items_of(given[0], None)
    if isinstance(items, Unknown):
        return items
    result: Value = keywords.get("start", 1)
    for item in items:
        result = machine.operate("*", result, item, None)
    return result


def _choices(function: Callable[[int, int], int]) -> Native:
    """`math.comb` and `math.perm`, as far as the result is worth holding."""

    def call(machine: Items, given: Arguments, keywords: Keywords) -> Value:
        for value in given:
            if isinstance(value, Unknown):
                return value
        if not all(isinstance(value, int) for value in given) or given[0] > MOST_BITS:
            return Unknown(f"math.{function.__name__} of these numbers")
        return function(*given)

    return call


def _close(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    for value in (*given, *keywords.values()):
        if isinstance(value, Unknown):
            return value
        if not isinstance(value, (int, float)):
            return Unknown(f"math.isclose({value})")
    return math.isclose(*given, **keywords)


def _near(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    """`numpy.isclose` and its like: near by a part of the second number and a little."""
    options = dict(zip(("rtol", "atol"), given[2:], strict=False)) | keywords
    values = (*given[:2], options.get("rtol", 1e-5), options.get("atol", 1e-8))
    if len(given) < 2 or not all(isinstance(value, (int, float)) for value in values):
        return Unknown("whether these are near each other")
    left, right, relative, absolute = values
    return abs(left - right) <= absolute + relative * abs(right)


def _factorial(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    value = given[0]
    if not isinstance(value, int) or value * value.bit_length() > MOST_BITS:
        return value if isinstance(value, Unknown) else Unknown("a factorial")
    return math.factorial(value)


def _arithmetic(sign: str) -> Native:
    return lambda machine, given, keywords: machine.operate(sign, given[0], given[1], None)


def _signed(sign: str) -> Native:
    def call(machine: Items, given: Arguments, keywords: Keywords) -> Value:
        if not isinstance(given[0], (int, float, Size, Unknown)):
            return Unknown(f"{sign}{given[0]}")
        return machine.attempt(None, unary, sign, given[0])

    return call


def _relation(sign: str) -> Native:
    return lambda machine, given, keywords: machine.relate(sign, given[0], given[1], None)


def _item_getter(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    def get(machine: Items, inner: Arguments, _: Keywords) -> Value:
        found = [machine.item(inner[0], index, None) for index in given]
        return found[0] if len(found) == 1 else tuple(found)

    return Builtin("operator.itemgetter()", get)


def _attribute_getter(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    def reach(machine: Items, value: Value, path: str) -> Value:
        for name in path.split("."):
            value = machine.attribute(value, name, None)
        return value

    def get(machine: Items, inner: Arguments, _: Keywords) -> Value:
        found = [reach(machine, inner[0], path) for path in given]
        return found[0] if len(found) == 1 else tuple(found)

    return Builtin("operator.attrgetter()", get)


_FUNCTIONS: dict[str, Native] = {
    **{f"math.{name}": _on_numbers(getattr(math, name)) for name in _FLOATING},
    **{f"math.{name}": _on_numbers(getattr(math, name)) for name in _WHOLE},
    "math.ceil": _rounding(math.ceil),
    "math.floor": _rounding(math.floor),
    "math.trunc": _rounding(math.trunc),
    "math.prod": _product,
    "math.factorial": _factorial,
    "math.comb": _choices(math.comb),
    "math.perm": _choices(math.perm),
    "math.isclose": _close,
    **dict.fromkeys(("numpy.isclose", "numpy.allclose"), _near),
    **{f"operator.{name}": _arithmetic(sign) for name, sign in _OPERATORS.items()},
    **{f"operator.{name}": _relation(sign) for name, sign in _RELATIONS.items()},
    **{f"operator.{name}": _signed(sign) for name, sign in _SIGNS.items()},
    "operator.itemgetter": _item_getter,
    "operator.attrgetter": _attribute_getter,
    "operator.not_": lambda machine, given, keywords: machine.relate(
        "==", machine.truth(given[0]), False, None
    ),
    "operator.getitem": lambda machine, given, keywords: machine.item(given[0], given[1], None),
}

NAMES: dict[str, Value] = {
    **{name: Builtin(name, call) for name, call in _FUNCTIONS.items()},
    "math.pi": math.pi,
    "math.e": math.e,
    "math.inf": math.inf,
    "math.nan": math.nan,
    "math.tau": math.tau,
}
