"""Evaluating one expression.

What a name, a call or an attribute means is left to a subclass: the evaluator of counting rules knows
a handful of functions, the interpreter of user code knows a whole language.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from ..program import nodes
from ..size import Size
from ..source import Span
from ..unknown import Unknown
from . import operators
from .objects import Arguments, Keywords, Value

Names = TypeVar("Names")


class Expressions(Generic[Names]):
    """Evaluates expressions against `Names`, whatever a subclass takes for its scopes."""

    def __init__(self) -> None:
        self._evaluate: dict[type, Callable[[Any, Names], Value]] = {
            nodes.Constant: lambda node, names: node.value,
            nodes.BytesLiteral: lambda node, names: node.value,
            nodes.BigInteger: self.big_integer,
            nodes.EllipsisLiteral: lambda node, names: ...,
            nodes.Name: self.name,
            nodes.Attribute: self.attribute_node,
            nodes.Subscript: self.subscript,
            nodes.Slice: self.slice,
            nodes.Call: self.call_node,
            nodes.Unary: self.unary,
            nodes.Binary: self.binary,
            nodes.Boolean: self.boolean,
            nodes.Compare: self.compare,
            nodes.Conditional: self.conditional,
            nodes.TupleDisplay: self.tuple_display,
            nodes.ListDisplay: self.list_display,
            nodes.SetDisplay: self.set_display,
            nodes.DictDisplay: self.dict_display,
            nodes.Comprehension: self.comprehension,
            nodes.UnsupportedExpression: self.unsupported,
        }

    # --- what a subclass gives a meaning --------------------------------------------------------

    def name(self, node: nodes.Name, names: Names) -> Value:
        """Value of a name."""
        raise NotImplementedError

    def call_node(self, node: nodes.Call, names: Names) -> Value:
        """Value of a call."""
        raise NotImplementedError

    def attribute(self, value: Value, name: str, span: Span | None) -> Value:
        """`value.name`."""
        raise NotImplementedError

    def item(self, value: Value, index: Value, span: Span | None) -> Value:
        """`value[index]`."""
        raise NotImplementedError

    def items_of(self, value: Value, span: Span | None) -> list[Value] | Unknown:
        """The items that iterating over a value gives."""
        raise NotImplementedError

    def comprehension(self, node: nodes.Comprehension, names: Names) -> Value:
        """Value of a comprehension."""
        raise NotImplementedError

    def span(self, node: nodes.Node, names: Names) -> Span | None:
        """Where a node stands, to tell where something was lost."""
        raise NotImplementedError

    def attempt(self, span: Span | None, operation: Callable[..., Value], *operands: Value) -> Value:
        """Python's own operation on data; a subclass may turn its errors into the user's."""
        return operation(*operands)

    def overloaded(self, sign: str, left: Value, right: Value, span: Span | None) -> Value:
        """An operator on objects that are not data."""
        return Unknown(f"the operator {sign} on {type(left).__name__}", span)

    def settled(self, value: Value) -> Value:
        """The value, or the alternative that the present run takes where there are two."""
        return value

    def truth(self, value: Value) -> bool | Unknown:
        """Whether a value is true: or the condition that it depends on."""
        if isinstance(value, Unknown):
            return value
        if isinstance(value, Size):
            return operators.negate(operators.compare("==", value, 0))  # type: ignore[no-any-return]
        return bool(value)

    def either(
        self, condition: Unknown, positive: Callable[[], Value], negative: Callable[[], Value]
    ) -> Value:
        """The value of a branch on an unknown."""
        return condition

    # --- one method for each node ---------------------------------------------------------------

    def evaluate(self, node: nodes.Expression, names: Names) -> Value:
        """Value of an expression."""
        return self._evaluate[type(node)](node, names)

    def unsupported(self, node: nodes.UnsupportedExpression, names: Names) -> Value:
        """Syntax without a meaning here."""
        return Unknown(f"{node.what} is not evaluated", self.span(node, names))

    def big_integer(self, node: nodes.BigInteger, names: Names) -> Value:
        """An integer of more than 64 bits."""
        if len(node.digits) > operators.MOST_BITS // 4:
            return Unknown(f"a number of {len(node.digits):,} digits", self.span(node, names))
        return int(node.digits)

    def attribute_node(self, node: nodes.Attribute, names: Names) -> Value:
        """`value.name` as an expression."""
        value = self._evaluate[type(node.value)](node.value, names)
        return self.attribute(value, node.name, self.span(node, names))

    def subscript(self, node: nodes.Subscript, names: Names) -> Value:
        """`value[index]` as an expression."""
        value = self.evaluate(node.value, names)
        return self.item(value, self.evaluate(node.index, names), self.span(node, names))

    def slice(self, node: nodes.Slice, names: Names) -> Value:
        """`lower:upper:step`."""
        bounds = [part and self.evaluate(part, names) for part in (node.lower, node.upper, node.step)]
        unknown = next((bound for bound in bounds if isinstance(bound, Unknown)), None)
        return unknown or slice(*bounds)

    def unary(self, node: nodes.Unary, names: Names) -> Value:
        """`-x`, `not x`."""
        operand = self.evaluate(node.operand, names)
        if node.operator == "not":
            return operators.negate(self.truth(operand))
        if isinstance(operand, Unknown):
            operand = self.settled(operand)
        result = self.attempt(self.span(node, names), operators.unary, node.operator, operand)
        if result is NotImplemented:
            return self.overloaded(f"unary {node.operator}", operand, None, self.span(node, names))
        return result

    def binary(self, node: nodes.Binary, names: Names) -> Value:
        """`left + right`."""
        left = self._evaluate[type(node.left)](node.left, names)
        right = self._evaluate[type(node.right)](node.right, names)
        if type(left) is int and type(right) is int and node.operator in operators.QUICK:
            if -operators.SMALL < left < operators.SMALL and -operators.SMALL < right < operators.SMALL:
                return operators.QUICK[node.operator](left, right)
        return self.operate(node.operator, left, right, self.span(node, names))

    def operate(self, sign: str, left: Value, right: Value, span: Span | None) -> Value:
        """An arithmetic operator on any two values."""
        if isinstance(left, Unknown):
            left = self.settled(left)
        if isinstance(right, Unknown):
            right = self.settled(right)
        result = self.attempt(span, operators.binary, sign, left, right, span)
        return self.overloaded(sign, left, right, span) if result is NotImplemented else result

    def boolean(self, node: nodes.Boolean, names: Names) -> Value:
        """`a and b`, `a or b`."""
        return self._boolean(node.operator, list(node.values), names)

    def _boolean(self, operator: str, parts: list[nodes.Expression], names: Names) -> Value:
        value = self.evaluate(parts[0], names)
        if len(parts) == 1:
            return value
        truth = self.truth(value)
        if isinstance(truth, Unknown):
            rest = lambda: self._boolean(operator, parts[1:], names)  # noqa: E731
            if operator == "and":
                return self.either(truth, rest, lambda: value)
            return self.either(truth, lambda: value, rest)
        if truth == (operator == "or"):
            return value
        return self._boolean(operator, parts[1:], names)

    def compare(self, node: nodes.Compare, names: Names) -> Value:
        """`a < b <= c`."""
        left = self._evaluate[type(node.left)](node.left, names)
        if len(node.operators) == 1:
            right = self._evaluate[type(node.comparators[0])](node.comparators[0], names)
            sign = node.operators[0]
            if type(left) in operators.ATOMS and type(right) in operators.ATOMS:
                if sign in operators.QUICK_TRUTHS:
                    return operators.QUICK_TRUTHS[sign](left, right)
            elif right is None and sign in operators.IDENTITY and not isinstance(left, Unknown):
                return sign == "is not"
            return self.relate(sign, left, right, self.span(node, names))
        result: Value = True
        for sign, comparator in zip(node.operators, node.comparators, strict=True):
            right = self.evaluate(comparator, names)
            truth = self.relate(sign, left, right, self.span(node, names))
            if truth is False:
                return False
            if truth is not True:
                result = truth
            left = right
        return result

    def relate(self, sign: str, left: Value, right: Value, span: Span | None) -> Value:
        """A comparison of any two values."""
        if isinstance(left, Unknown):
            left = self.settled(left)
        if isinstance(right, Unknown):
            right = self.settled(right)
        result = self.attempt(span, operators.compare, sign, left, right, span)
        return self.overloaded(sign, left, right, span) if result is NotImplemented else result

    def conditional(self, node: nodes.Conditional, names: Names) -> Value:
        """`a if test else b`."""
        truth = self.truth(self.evaluate(node.test, names))
        if isinstance(truth, Unknown):
            return self.either(
                truth,
                lambda: self.evaluate(node.body, names),
                lambda: self.evaluate(node.orelse, names),
            )
        return self.evaluate(node.body if truth else node.orelse, names)

    def elements(self, parts: tuple[nodes.Expression, ...], names: Names) -> list[Value] | Unknown:
        """Values of a display, stars spread."""
        values: list[Value] = []
        for part in parts:
            if type(part) is nodes.Starred:
                spread = self.items_of(self.evaluate(part.value, names), self.span(part, names))
                if isinstance(spread, Unknown):
                    return spread
                values.extend(spread)
            else:
                values.append(self._evaluate[type(part)](part, names))
        return values

    def tuple_display(self, node: nodes.TupleDisplay, names: Names) -> Value:
        """`a, b`."""
        values = self.elements(node.elements, names)
        return values if isinstance(values, Unknown) else tuple(values)

    def list_display(self, node: nodes.ListDisplay, names: Names) -> Value:
        """`[a, b]`."""
        return self.elements(node.elements, names)

    def set_display(self, node: nodes.SetDisplay, names: Names) -> Value:
        """`{a, b}`."""
        values = self.elements(node.elements, names)
        return values if isinstance(values, Unknown) else set(values)

    def dict_display(self, node: nodes.DictDisplay, names: Names) -> Value:
        """`{a: b, **c}`."""
        result: dict[Value, Value] = {}
        for entry in node.items:
            value = self.evaluate(entry.value, names)
            if entry.key is not None:
                key = self.settled(self.evaluate(entry.key, names))
                if isinstance(key, Unknown):
                    return Unknown(f"a dict with an unknown key: {key.reason}", key.span)
                result[key] = value
            elif isinstance(value, dict):
                result.update(value)
            else:
                return Unknown("a dict that spreads an unknown one", self.span(entry, names))
        return result

    def arguments(self, node: nodes.Call, names: Names) -> tuple[Arguments, Keywords] | Unknown:
        """Values of a call's arguments, stars spread."""
        positional: Arguments = []
        keywords: Keywords = {}
        for argument in node.arguments:
            value = self._evaluate[type(argument.value)](argument.value, names)
            if argument.keyword is not None:
                keywords[argument.keyword] = value
            elif not argument.star:
                positional.append(value)
            elif argument.star == "*":
                spread = self.items_of(value, self.span(argument, names))
                if isinstance(spread, Unknown):
                    return spread
                positional.extend(spread)
            else:
                spread_keywords = self.keywords_of(value, self.span(argument, names))
                if isinstance(spread_keywords, Unknown):
                    return spread_keywords
                twice = keywords.keys() & spread_keywords.keys()
                if twice:
                    return self.repeated_keyword(min(map(str, twice)), self.span(argument, names))
                keywords.update(spread_keywords)
        return positional, keywords

    def repeated_keyword(self, name: str, span: Span | None) -> Unknown:
        """What a call comes to that gives one keyword twice; a subclass may raise instead."""
        return Unknown(f"the keyword {name} is given twice", span)

    def keywords_of(self, value: Value, span: Span | None) -> Keywords | Unknown:
        """The mapping that `**value` spreads."""
        value = self.settled(value)
        if isinstance(value, dict):
            return value
        return value if isinstance(value, Unknown) else Unknown("** of what is no dict", span)
