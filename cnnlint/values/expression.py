"""Compiling expressions: each node becomes a closure that gives its value in a scope.

What a name, a call or an attribute means is left to a subclass: the evaluator of counting rules knows
a handful of functions, the interpreter of user code knows a whole language.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeAlias, TypeVar

from ..program import nodes
from ..size import Size
from ..source import Span
from ..unknown import Unknown
from . import operators
from .objects import Arguments, Keywords, Value

Names = TypeVar("Names")
Code: TypeAlias = Callable[[Names], Value]
Bound: TypeAlias = tuple[Arguments, Keywords]


class Unspread(Unknown):
    """The arguments of a call whose `*` or `**` is unknown, of which the rest is known.

    `before` stand before the first unknown `*`, `after` behind it; `stars` are those that are unknown.
    """

    __slots__ = ("after", "before", "cause", "keywords", "stars")

    def __init__(self, cause: Unknown, before: Arguments, keywords: Keywords) -> None:
        super().__init__(cause.reason, cause.span)
        self.cause = cause
        self.before = before
        self.after: Arguments = []
        self.keywords = keywords
        self.stars: set[str] = set()


class Expressions(Generic[Names]):
    """Compiles expressions to closures over `Names`, whatever a subclass takes for its scopes."""

    def __init__(self) -> None:
        self._compilers: dict[type, Callable[[Any], Code[Names]]] = {
            nodes.Constant: self.constant,
            nodes.BytesLiteral: self.constant,
            nodes.BigInteger: self.big_integer,
            nodes.EllipsisLiteral: lambda node: lambda names: ...,
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

    def name(self, node: nodes.Name) -> Code[Names]:
        """A name."""
        raise NotImplementedError

    def call_node(self, node: nodes.Call) -> Code[Names]:
        """A call."""
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

    def comprehension(self, node: nodes.Comprehension) -> Code[Names]:
        """A comprehension."""
        raise NotImplementedError

    def span(self, node: nodes.Node) -> Span | None:
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

    # --- operations ------------------------------------------------------------------------------

    def operate(self, sign: str, left: Value, right: Value, span: Span | None) -> Value:
        """An arithmetic operator on any two values."""
        if isinstance(left, Unknown):
            left = self.settled(left)
        if isinstance(right, Unknown):
            right = self.settled(right)
        result = self.attempt(span, operators.binary, sign, left, right, span)
        return self.overloaded(sign, left, right, span) if result is NotImplemented else result

    def relate(self, sign: str, left: Value, right: Value, span: Span | None) -> Value:
        """A comparison of any two values."""
        if isinstance(left, Unknown):
            left = self.settled(left)
        if isinstance(right, Unknown):
            right = self.settled(right)
        result = self.attempt(span, operators.compare, sign, left, right, span)
        return self.overloaded(sign, left, right, span) if result is NotImplemented else result

    def repeated_keyword(self, name: str, span: Span | None) -> Unknown:
        """What a call comes to that gives one keyword twice; a subclass may raise instead."""
        return Unknown(f"the keyword {name} is given twice", span)

    def keywords_of(self, value: Value, span: Span | None) -> Keywords | Unknown:
        """The mapping that `**value` spreads."""
        value = self.settled(value)
        if isinstance(value, dict):
            return value
        return value if isinstance(value, Unknown) else Unknown("** of what is no dict", span)

    # --- one method for each node ---------------------------------------------------------------

    def evaluate(self, node: nodes.Expression, names: Names) -> Value:
        """Value of an expression that is evaluated this once."""
        return self.compile(node)(names)

    def compile(self, node: nodes.Expression) -> Code[Names]:
        """The closure of an expression."""
        return self._compilers.get(type(node), self._meaningless)(node)

    def compiled(self, parts: Sequence[nodes.Expression]) -> list[Code[Names]]:
        """The closures of several expressions."""
        return [self.compile(part) for part in parts]

    def optional(self, node: nodes.Expression | None) -> Code[Names] | None:
        """The closure of an expression, if there is one."""
        return None if node is None else self.compile(node)

    def _meaningless(self, node: nodes.Expression) -> Code[Names]:
        span = self.span(node)
        return lambda names: Unknown(f"a {type(node).__name__} is not evaluated here", span)

    def constant(self, node: nodes.Constant | nodes.BytesLiteral) -> Code[Names]:
        """A literal."""
        value = node.value
        return lambda names: value

    def unsupported(self, node: nodes.UnsupportedExpression) -> Code[Names]:
        """Syntax without a meaning here."""
        span = self.span(node)
        return lambda names: Unknown(f"{node.what} is not evaluated", span)

    def big_integer(self, node: nodes.BigInteger) -> Code[Names]:
        """An integer of more than 64 bits."""
        if len(node.digits) > operators.MOST_BITS // 4:
            span = self.span(node)
            return lambda names: Unknown(f"a number of {len(node.digits):,} digits", span)
        value = int(node.digits)
        return lambda names: value

    def attribute_node(self, node: nodes.Attribute) -> Code[Names]:
        """`value.name` as an expression."""
        owner, name, span, attribute = self.compile(node.value), node.name, self.span(node), self.attribute
        return lambda names: attribute(owner(names), name, span)

    def subscript(self, node: nodes.Subscript) -> Code[Names]:
        """`value[index]` as an expression."""
        owner, index, span, item = (
            self.compile(node.value),
            self.compile(node.index),
            self.span(node),
            self.item,
        )
        return lambda names: item(owner(names), index(names), span)

    def slice(self, node: nodes.Slice) -> Code[Names]:
        """`lower:upper:step`."""
        parts = [self.optional(part) for part in (node.lower, node.upper, node.step)]

        def run(names: Names) -> Value:
            bounds = [part and part(names) for part in parts]
            unknown = next((bound for bound in bounds if isinstance(bound, Unknown)), None)
            return unknown or slice(*bounds)

        return run

    def unary(self, node: nodes.Unary) -> Code[Names]:
        """`-x`, `not x`."""
        operand, sign, span = self.compile(node.operand), node.operator, self.span(node)
        if sign == "not":
            return self._negation(operand)

        def run(names: Names) -> Value:
            value = operand(names)
            if isinstance(value, Unknown):
                value = self.settled(value)
            result = self.attempt(span, operators.unary, sign, value)
            return self.overloaded(f"unary {sign}", value, None, span) if result is NotImplemented else result

        return run

    def _negation(self, operand: Code[Names]) -> Code[Names]:
        def run(names: Names) -> Value:
            value = operand(names)
            if value is True or value is False:
                return not value
            return operators.negate(self.truth(value))

        return run

    def binary(self, node: nodes.Binary) -> Code[Names]:
        """`left + right`."""
        sign, span, operate = node.operator, self.span(node), self.operate
        first, second = self.compile(node.left), self.compile(node.right)
        quick = operators.QUICK.get(sign)
        low, high = -operators.SMALL, operators.SMALL
        if quick is None:
            return lambda names: operate(sign, first(names), second(names), span)

        def run(names: Names) -> Value:
            left, right = first(names), second(names)
            if type(left) is int and type(right) is int and low < left < high and low < right < high:
                return quick(left, right)
            return operate(sign, left, right, span)

        return run

    def boolean(self, node: nodes.Boolean) -> Code[Names]:
        """`a and b`, `a or b`."""
        return self._boolean(node.operator, self.compiled(node.values))

    def _boolean(self, operator: str, parts: list[Code[Names]]) -> Code[Names]:
        if len(parts) == 1:
            return parts[0]
        first, rest, ending = parts[0], self._boolean(operator, parts[1:]), operator == "or"

        def run(names: Names) -> Value:
            value = truth = first(names)
            if value is not True and value is not False:
                truth = self.truth(value)
                if isinstance(truth, Unknown):
                    more = lambda: rest(names)  # noqa: E731
                    if ending:
                        return self.either(truth, lambda: value, more)
                    return self.either(truth, more, lambda: value)
            return value if truth is ending else rest(names)

        return run

    def compare(self, node: nodes.Compare) -> Code[Names]:
        """`a < b <= c`."""
        return self.comparison(node, self.compiled((node.left, *node.comparators)))

    def comparison(self, node: nodes.Compare, operands: list[Code[Names]]) -> Code[Names]:
        """A comparison whose operands are compiled."""
        first, *rest = operands
        span = self.span(node)
        if len(rest) == 1:
            return self._single_comparison(node.operators[0], first, rest[0], span)
        pairs = list(zip(node.operators, rest, strict=True))

        def run(names: Names) -> Value:
            left, result = first(names), True
            for sign, comparator in pairs:
                right = comparator(names)
                truth = self.relate(sign, left, right, span)
                if truth is False:
                    return False
                if truth is not True:
                    result = truth
                left = right
            return result

        return run

    def _single_comparison(
        self, sign: str, first: Code[Names], second: Code[Names], span: Span | None
    ) -> Code[Names]:
        quick, atoms, relate = operators.QUICK_TRUTHS.get(sign), operators.ATOMS, self.relate
        if quick is None:
            return lambda names: relate(sign, first(names), second(names), span)
        identity, negative = sign in operators.IDENTITY, sign == "is not"

        def run(names: Names) -> Value:
            left, right = first(names), second(names)
            if right is None and identity and not isinstance(left, Unknown):
                return (left is not None) is negative
            if type(left) in atoms and type(right) in atoms:
                return quick(left, right)
            return relate(sign, left, right, span)

        return run

    def conditional(self, node: nodes.Conditional) -> Code[Names]:
        """`a if test else b`."""
        test, body, orelse = self.compile(node.test), self.compile(node.body), self.compile(node.orelse)

        def run(names: Names) -> Value:
            truth = test(names)
            if truth is not True and truth is not False:
                truth = self.truth(truth)
                if isinstance(truth, Unknown):
                    return self.either(truth, lambda: body(names), lambda: orelse(names))
            return body(names) if truth else orelse(names)

        return run

    def elements(self, parts: Sequence[nodes.Expression]) -> Callable[[Names], list[Value] | Unknown]:
        """The closure that gives the values of a display, stars spread."""
        texts = [part.value for part in parts if type(part) is nodes.Constant and type(part.value) is str]
        if len(texts) == len(parts):
            return lambda names: [*texts]
        if not any(type(part) is nodes.Starred for part in parts):
            return gathered(self.compiled(parts))
        mixed = [
            (self.compile(part.value), self.span(part), True)
            if isinstance(part, nodes.Starred)
            else (self.compile(part), None, False)
            for part in parts
        ]

        def run(names: Names) -> list[Value] | Unknown:
            values: list[Value] = []
            for part, span, starred in mixed:
                value = part(names)
                if not starred:
                    values.append(value)
                    continue
                spread = self.items_of(value, span)
                if isinstance(spread, Unknown):
                    return spread
                values.extend(spread)
            return values

        return run

    def tuple_display(self, node: nodes.TupleDisplay) -> Code[Names]:
        """`a, b`."""
        elements = self.elements(node.elements)

        def run(names: Names) -> Value:
            values = elements(names)
            return values if isinstance(values, Unknown) else tuple(values)

        return run

    def list_display(self, node: nodes.ListDisplay) -> Code[Names]:
        """`[a, b]`."""
        return self.elements(node.elements)

    def set_display(self, node: nodes.SetDisplay) -> Code[Names]:
        """`{a, b}`."""
        elements = self.elements(node.elements)

        def run(names: Names) -> Value:
            values = elements(names)
            return values if isinstance(values, Unknown) else set(values)

        return run

    def dict_display(self, node: nodes.DictDisplay) -> Code[Names]:
        """`{a: b, **c}`."""
        entries = [
            (
                self.optional(entry.key),
                self.compile(entry.value),
                self.span(entry) if entry.key is None else None,
            )
            for entry in node.items
        ]

        def run(names: Names) -> Value:
            result: dict[Value, Value] = {}
            for key_of, value_of, span in entries:
                value = value_of(names)
                if key_of is not None:
                    key = self.settled(key_of(names))
                    if isinstance(key, Unknown):
                        return Unknown(f"a dict with an unknown key: {key.reason}", key.span)
                    result[key] = value
                else:
                    spread = self.keywords_of(value, span)
                    if isinstance(spread, Unknown):
                        return Unknown(
                            f"a dict that spreads an unknown one: {spread.reason}", spread.span or span
                        )
                    result.update(spread)
            return result

        return run

    def arguments(self, node: nodes.Call) -> Callable[[Names], Bound | Unknown]:
        """The closure that gives the values of a call's arguments, stars spread."""
        if any(argument.star for argument in node.arguments):
            return self._spread_arguments(node)
        positional = self.compiled([each.value for each in node.arguments if each.keyword is None])
        named = [
            (each.keyword, self.compile(each.value)) for each in node.arguments if each.keyword is not None
        ]
        values = gathered(positional)
        if not named:
            return lambda names: (values(names), {})
        return lambda names: (values(names), {keyword: part(names) for keyword, part in named})

    def _spread_arguments(self, node: nodes.Call) -> Callable[[Names], Bound | Unknown]:
        parts = [
            (self.compile(each.value), each.keyword, each.star, self.span(each)) for each in node.arguments
        ]

        def run(names: Names) -> Bound | Unknown:
            positional: Arguments = []
            keywords: Keywords = {}
            lost: Unspread | None = None
            for part, keyword, star, span in parts:
                value = part(names)
                if keyword is not None:
                    keywords[keyword] = value
                    continue
                if not star:
                    positional.append(value)
                    continue
                spread = self.items_of(value, span) if star == "*" else self.keywords_of(value, span)
                if isinstance(spread, Unknown):
                    lost = lost or Unspread(spread, positional, keywords)
                    lost.stars.add(star)
                    positional = lost.after if star == "*" else positional
                elif isinstance(spread, list):
                    positional.extend(spread)
                else:
                    twice = keywords.keys() & spread.keys()
                    if twice:
                        return self.repeated_keyword(min(map(str, twice)), span)
                    keywords.update(spread)
            return (positional, keywords) if lost is None else lost

        return run


def gathered(parts: Sequence[Code[Names]]) -> Callable[[Names], list[Value]]:
    """The closure that gives a new list of the values of several."""
    if not parts:
        return lambda names: []
    if len(parts) == 1:
        (only,) = parts
        return lambda names: [only(names)]
    if len(parts) == 2:
        first, second = parts
        return lambda names: [first(names), second(names)]
    return lambda names: [part(names) for part in parts]
