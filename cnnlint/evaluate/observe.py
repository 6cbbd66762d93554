"""What a run is watched for: the numbers that asserts compare, and where they are written."""

from __future__ import annotations

from typing import NamedTuple

from ..layers.book import Book
from ..network import Layer
from ..program import nodes
from ..source import Span
from ..unknown import Unknown
from ..values.objects import Arguments, Scope, Value
from ..values.tally import Counted
from .extract import extract
from .interpreter import Interpreter
from .library.modules import is_module
from .project import Project

# Methods and functions that compare their first two arguments, by name.
ASSERTIONS = {
    "assertEqual": "==", "assertEquals": "==", "assertNotEqual": "!=", "assertLess": "<",
    "assertLessEqual": "<=", "assertGreater": ">", "assertGreaterEqual": ">=", "assert_equal": "==",
    "assert_array_equal": "==", "assertIs": "==",
}  # fmt: skip


Place = tuple[str, int]


class Comparison(NamedTuple):
    """An assert's or a test's comparison as it was met: its operator and both values."""

    sign: str
    left: Value
    right: Value


class Written(int):
    """A whole number that stands in the source as a literal; `span` tells where."""

    span: Span

    def __new__(cls, number: int, span: Span) -> Written:
        self = super().__new__(cls, number)
        self.span = span
        return self


class Observer(Interpreter):
    """An interpreter that notes what it meets at the places it is told to watch.

    `met` holds the networks or numbers that watched calls gave, `compared` the comparisons of watched
    asserts, each in the order they were met.
    """

    def __init__(self, project: Project, book: Book) -> None:
        super().__init__(project, book)
        self.marked: frozenset[str] = frozenset()
        self.met: dict[Place, list[Layer | int | Unknown]] = {}
        self.compared: dict[Place, list[Comparison]] = {}

    def mark(self, paths: frozenset[str]) -> None:
        """Let whole numbers written in these files remember where they stand."""
        self.marked = paths
        self._evaluate[nodes.Constant] = self._constant

    def _constant(self, node: nodes.Constant, names: Scope) -> Value:
        value = node.value
        if type(value) is int and value > 9 and names.module.path in self.marked:
            return Written(value, Span(names.module.path, node.start, node.end))
        return value

    def assert_test(self, node: nodes.Assert, scope: Scope) -> Value:
        """Value of an assert's test; the comparisons in it are noted where it is watched."""
        place = (scope.module.path, node.start)
        if place not in self.watched:
            return super().assert_test(node, scope)
        return self._test(node.test, scope, place)

    def _test(self, node: nodes.Expression, scope: Scope, place: Place) -> Value:
        if isinstance(node, nodes.Boolean):
            return self._either_part(node, scope, place)
        if not isinstance(node, nodes.Compare):
            return self.evaluate(node, scope)
        values = [self.evaluate(part, scope) for part in (node.left, *node.comparators)]
        result: Value = True
        for index, sign in enumerate(node.operators):
            left, right = self.settled(values[index]), self.settled(values[index + 1])
            self._note(place, Comparison(sign, left, right))
            truth = self.relate(sign, left, right, self.span(node, scope))
            result = truth if result is True else result
        return result

    def _either_part(self, node: nodes.Boolean, scope: Scope, place: Place) -> Value:
        """`a or b`: b is compared only where a is false; `a and b`: only where a holds."""
        value: Value = None
        for part in node.values:
            value = self.truth(self._test(part, scope, place))
            if isinstance(value, Unknown) or value == (node.operator == "or"):
                return value
        return value

    def meet_call(self, node: nodes.Call, arguments: Arguments, names: Scope) -> None:
        """Note the comparison of an assertion method."""
        place = (names.module.path, node.start)
        if place not in self.watched or len(arguments) < 2:
            return
        sign = ASSERTIONS.get(called_name(node))
        if sign is not None:
            self._note(place, Comparison(sign, *(self.settled(value) for value in arguments[:2])))

    def _note(self, place: Place, comparison: Comparison) -> None:
        if not self.exploring:
            self.compared.setdefault(place, []).append(comparison)

    def meet_value(self, span: Span, value: Value) -> None:
        """Note the network that a watched call made, or the number that it counted."""
        value = self.settled(value)
        found: Layer | int | Unknown
        if isinstance(value, (Unknown, Counted)):
            found = value
        elif is_module(value):
            found = extract(self, value)
        else:
            found = Unknown("the call makes no layer and counts nothing", span)
        self.met.setdefault((span.path, span.start), []).append(found)


def called_name(node: nodes.Call) -> str:
    """The last name of what is called: `assertEqual` of `self.assertEqual(…)`."""
    function = node.function
    if isinstance(function, nodes.Attribute):
        return function.name
    return function.id if isinstance(function, nodes.Name) else ""


def counted_side(comparison: Comparison) -> tuple[Counted, Written, str] | None:
    """The counted number, the written one, and the sign as if the counted one stood left."""
    left, right = comparison.left, comparison.right
    if isinstance(left, Counted) and isinstance(right, Written):
        return left, right, comparison.sign
    if isinstance(right, Counted) and isinstance(left, Written):
        return right, left, _MIRRORED.get(comparison.sign, comparison.sign)
    return None


_MIRRORED = {"<": ">", ">": "<", "<=": ">=", ">=": "<="}

