"""What a run is watched for: what calls make, and the numbers that asserts compare."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import pairwise
from math import prod

from ..layers.book import Book
from ..network import Layer
from ..program import nodes
from ..program.walk import walk
from ..source import Span
from ..unknown import Unknown
from ..values.expression import Bound, Code
from ..values.objects import Arguments, Builtin, Instance, Keywords, Scope, Tensor, Value
from ..values.tally import Counted, CountedText, joined
from .comparison import (
    Comparison,
    Difference,
    Near,
    NearReal,
    Written,
    WrittenReal,
    WrittenText,
    comparisons,
)
from .extract import extract
from .interpreter import Interpreter
from .items import Items
from .library.networks import is_deferred, is_module
from .nearness import CLOSE, TOLERANCES, approximate, tolerance
from .project import Project

# Methods and functions that compare their first two arguments, by name.
ASSERTIONS = {
    "assertEqual": "==", "assertEquals": "==", "assertLess": "<", "assertLessEqual": "<=",
    "assertGreater": ">", "assertGreaterEqual": ">=", "assert_equal": "==", "assert_array_equal": "==",
    "assertIs": "==", "assertAlmostEqual": "==", "assertCountEqual": "==", "assertListEqual": "==",
    "assertTupleEqual": "==", "assertDictEqual": "==", "assert_close": "==", "assert_allclose": "==",
    "assertNotEqual": "!=", "assertIn": "in", "assertLen": "==",
}  # fmt: skip
# Those that take a test, and what it is to come to.
TRUTHS = {"assertTrue": True, "assertFalse": False}
# Those that write their arguments down.
SHOWING = frozenset({"print", "info", "debug"})
# Those whose text a test may ask for.
SAYING = frozenset({"print", "debug", "info", "warning", "error", "critical"})
SMALLEST_WHOLE = 9
SMALLEST_REAL = 0.01
LARGEST_REAL = 1e15

# Why a watched call has neither a network nor a number, although its value is known.
NO_MODEL = "the call makes no layer and counts nothing"

Place = tuple[str, int]


class Frame:
    """One assert at work: its own comparisons, and what they were met with."""

    def __init__(self, members: frozenset[int], negated: bool) -> None:
        self.members = members
        self.negated = negated
        self.met: list[Comparison] = []
        self.untold: Unknown | None = None

    def weigh(self, operands: Iterable[Value]) -> None:
        """Keep the first operand that cannot be told."""
        self.untold = self.untold or next((each for each in operands if isinstance(each, Unknown)), None)


class Observer(Interpreter):
    """An interpreter that notes what it meets at the places it is told to watch.

    `met` holds the networks or numbers that watched calls gave, `compared` the comparisons of watched
    asserts, each in the order they were met; `reached` are the watched places that the code came to at all,
    each with what could not be told there.
    """

    def __init__(self, project: Project, book: Book) -> None:
        super().__init__(project, book)
        self.marked: frozenset[str] = frozenset()
        self._frame: Frame | None = None
        self._handed: dict[Place, list[Value]] = {}
        self._summaries: set[Place] = set()
        self.forget()
        self._library["pytest.approx"] = Builtin("approx", approximate)
        absolute = self.library("builtins.abs")
        if isinstance(absolute, Builtin):
            self._library["builtins.abs"] = Builtin("abs", lambda *given: _absolute(absolute, *given))

    def forget(self) -> None:
        """Begin a new evaluation, and to note what is met in it."""
        super().forget()
        self.met: dict[Place, list[Layer | int | Unknown]] = {}
        self._expected: dict[Place, list[Instance | Unknown]] = {}
        self.compared: dict[Place, list[Comparison]] = {}
        self.reached: dict[Place, Unknown | None] = {}
        # What was printed and logged, once a test asks for it: by the method that did it, in order.
        self.heard: list[tuple[str, Value]] | None = None

    # --- numbers that remember where they stand --------------------------------------------------

    def mark(self, paths: frozenset[str]) -> None:
        """Let numbers written in these files remember where they stand."""
        self.marked = paths

    def constant(self, node: nodes.Constant | nodes.BytesLiteral) -> Code[Scope]:
        """A literal; a number of a marked file that is not small remembers where it stands."""
        value = node.value
        if (isinstance(value, int) and value > SMALLEST_WHOLE) or (
            isinstance(value, float) and value > SMALLEST_REAL
        ):
            span = self.span(node)
            written = _written(value, span)
            return lambda scope: written if span.path in self.marked else value
        return super().constant(node)

    def binary(self, node: nodes.Binary) -> Code[Scope]:
        """`left + right`; arithmetic on literals is a written number as a whole."""
        plain = super().binary(node)
        if not _is_literal(node):
            return plain
        span = self.span(node)

        def run(scope: Scope) -> Value:
            value = plain(scope)
            if type(value) in (int, float) and span.path in self.marked:
                return _written(value, span)
            return value

        return run

    def operate(self, sign: str, left: Value, right: Value, span: Span | None) -> Value:
        """An operator; a count less a written number remembers both."""
        value = super().operate(sign, left, right, span)
        if sign == "-" and isinstance(value, int):
            if isinstance(left, Counted) and isinstance(right, Written):
                return Difference.of(value, left, right)
            if isinstance(right, Counted) and isinstance(left, Written):
                return Difference.of(value, right, left)
        return value

    def relate(self, sign: str, left: Value, right: Value, span: Span | None) -> Value:
        """A comparison; `approx(N)` equals what is near."""
        near, other = (left, right) if isinstance(left, (Near, NearReal)) else (right, left)
        if isinstance(near, (Near, NearReal)) and sign in ("==", "!=") and isinstance(other, (int, float)):
            return (abs(float(other) - float(near)) <= near.tolerance) == (sign == "==")
        return super().relate(sign, left, right, span)

    # --- asserts ---------------------------------------------------------------------------------

    def assert_test(self, node: nodes.Assert) -> Code[Scope]:
        """An assert's test; the comparisons in it are noted where it is watched."""
        plain, place = super().assert_test(node), (self.home.path, node.start)
        members = _comparisons_in(node.test)

        def run(scope: Scope) -> Value:
            if place not in self.watched:
                return plain(scope)
            self.pass_by()
            return self._tested(plain, members, scope, place, True)

        return run

    def _tested(
        self, test: Code[Scope], members: frozenset[int], scope: Scope, place: Place, wanted: bool
    ) -> Value:
        """Truth of a test that is to come to `wanted`, with its comparisons noted."""
        outer, self._frame = self._frame, Frame(members, not wanted)
        frame = self._frame
        try:
            truth = self.truth(test(scope))
        finally:
            self._frame = outer
        known = frame.met if truth is not wanted else [each for each in frame.met if each.holds]
        frame.weigh([truth])
        self._record(place, [] if isinstance(truth, Unknown) else known, frame.untold)
        return truth

    def comparison(self, node: nodes.Compare, operands: list[Code[Scope]]) -> Code[Scope]:
        """`a < b <= c`, noted where it belongs to a watched assert."""
        plain, identity, span = super().comparison(node, operands), id(node), self.span(node)
        parts = (node.left, *node.comparators)
        noted = [self._operand(part, code) for part, code in zip(parts, operands, strict=True)]

        def run(scope: Scope) -> Value:
            frame = self._frame
            if frame is None or identity not in frame.members:
                return plain(scope)
            values = [operand(scope) for operand in noted]
            frame.weigh(values)
            result: Value = True
            for sign, (left, right) in zip(node.operators, pairwise(values), strict=True):
                frame.met.extend(comparisons(sign, left, right, frame.negated))
                truth = self.relate(sign, left, right, span)
                result = truth if result is True or truth is False else result
            return result

        return run

    def _operand(self, node: nodes.Expression, code: Code[Scope]) -> Code[Scope]:
        """An operand of a comparison that is noted: literals remember where they stand, however small."""
        if not isinstance(node, nodes.Constant):
            return lambda scope: self.settled(code(scope))
        value, span = node.value, self.span(node)

        def run(scope: Scope) -> Value:
            if span.path not in self.marked:
                return value
            return self._quoted(value, span) if isinstance(value, str) else _written(value, span)

        return run

    def _quoted(self, value: str, span: Span) -> str:
        """A literal text that remembers its place, if it is written without escapes."""
        written = self.project.module(span.path).source.text[span.start : span.end]
        start = span.start + written.find(value)
        return WrittenText(value, Span(span.path, start, start + len(value))) if value in written else value

    def unary(self, node: nodes.Unary) -> Code[Scope]:
        """`-x`, `not x`: the latter turns about what an assert's comparison is to come to."""
        plain = super().unary(node)
        if node.operator != "not":
            return plain

        def run(scope: Scope) -> Value:
            frame = self._frame
            if frame is None:
                return plain(scope)
            frame.negated = not frame.negated
            try:
                return plain(scope)
            finally:
                frame.negated = not frame.negated

        return run

    def observed_call(
        self, node: nodes.Call, callee: Code[Scope], arguments: Callable[[Scope], Bound | Unknown]
    ) -> Code[Scope]:
        """A call while something is watched; `assertTrue(…)` is an assert."""
        plain, place = super().observed_call(node, callee, arguments), (self.home.path, node.start)
        wanted = TRUTHS.get(called_name(node)) if node.arguments else None
        test = None if wanted is None else node.arguments[0].value

        def run(scope: Scope) -> Value:
            if place in self.watched:
                self.pass_by()
                self.reached.setdefault(place, None)
                if wanted is not None and test is not None:
                    code = self.within(scope.module, self.compile, test)
                    self._tested(code, _comparisons_in(test), scope, place, wanted)
            return plain(scope)

        return run

    def attends(self) -> bool:
        """Whether what is said is heard, or an assertion is being tested."""
        return self.heard is not None or self._frame is not None

    def meet_call(self, node: nodes.Call, arguments: Arguments, names: Scope) -> None:
        """Note the comparison of an assertion method, or the one count that a call shows."""
        place = (names.module.path, node.start)
        if self.heard is not None and called_name(node) in SAYING and arguments:
            said = self._said(called_name(node), list(map(self.settled, arguments)))
            perhaps = Unknown("whether it is printed") if self.exploring else said
            self.heard.append((called_name(node), perhaps))
        if place in self.watched:
            if called_name(node) == "summary":
                self._summaries.add(place)
            self._handed[place] = [
                *self._models_of(node, names),
                *filter(is_module, map(self.settled, arguments)),
            ]
        if place in self.watched and called_name(node) in SHOWING and not self.exploring:
            given = [self.settled(value) for value in arguments]
            shown = {each for value in given for each in _counts_in(value)}
            if (
                len(shown) == 1
                and sum(not isinstance(value, str) or bool(_counts_in(value)) for value in given) == 1
            ):
                self.met.setdefault(place, []).append(shown.pop())
        if self._frame is not None and called_name(node) in CLOSE and len(arguments) > 1:
            operands = self._operands(node, arguments, names)
            self._frame.weigh(operands)
            self._frame.met.extend(comparisons("==", *operands, self._frame.negated))
        sign = ASSERTIONS.get(called_name(node))
        if place not in self.watched or len(arguments) < 2 or sign is None:
            return
        operands = self._operands(node, arguments, names)
        untold = next((each for each in operands if isinstance(each, Unknown)), None)
        self._record(place, list(comparisons(sign, *operands)), untold)

    def _models_of(self, node: nodes.Call, names: Scope) -> list[Value]:
        """The model that a call is a method of, if it is one."""
        owner = node.function.value if isinstance(node.function, nodes.Attribute) else None
        value = self.settled(self.evaluate(owner, names)) if isinstance(owner, nodes.Name) else None
        return [value] if is_module(value) else []

    def _said(self, name: str, given: Arguments) -> Value:
        """The text that a call prints, or hands to a log."""
        if name != "print" and len(given) > 1:
            return self.operate("%", given[0], given[1] if len(given) == 2 else tuple(given[1:]), None)
        formatter = self.library("builtins.format")
        texts = [(self.settled(formatter.call(self, [value], {})), value) for value in given]
        unknown = next((text for text, _ in texts if isinstance(text, Unknown)), None)
        spaced = [part for pair in texts for part in (pair, (" ", None))][:-1]
        return unknown or joined([*spaced, ("\n", None)])

    def _operands(self, node: nodes.Call, arguments: Arguments, names: Scope) -> tuple[Value, Value]:
        """The two values that an assertion compares, with the places and the tolerance of literals."""
        values = [self.settled(value) for value in arguments[:2]]
        for place, each in enumerate(node.arguments[:2]):
            if isinstance(each.value, nodes.Constant):
                span = self.span_in(names.module, each.value)
                if isinstance(values[place], str):
                    values[place] = self._quoted(values[place], span)
                elif type(values[place]) is int:
                    values[place] = _written(values[place], span)
        if called_name(node) == "assertLen" and isinstance(values[0], (list, tuple, dict)):
            values[0] = self.library("builtins.len").call(self, [values[0]], {})
        left, right = (self._widened(value, node) for value in values)
        return left, right

    def _widened(self, value: Value, node: nodes.Call) -> Value:
        """A written number with the tolerance that the call allows it."""
        if not isinstance(value, (Written, WrittenReal)):
            return value
        given = {
            each.keyword: each.value.value if isinstance(each.value, nodes.Constant) else None
            for each in node.arguments
            if each.keyword in TOLERANCES
        }
        if not all(isinstance(each, (int, float)) for each in given.values()):
            return int(value)
        allowed = tolerance(called_name(node), float(value), given)  # type: ignore[arg-type]
        return Near.to(value, allowed) if allowed else value

    def _expect(self, layer: Instance | Unknown, place: Place) -> None:
        """Note a layer that may get its weights later, once for each place."""
        met = self._expected.setdefault(place, [])
        if not any(each is layer for each in met):
            met.append(layer)

    def conclude(self) -> None:
        """Note the networks of layers that were met before they had their weights."""
        for place, layers in self._expected.items():
            found = [each if isinstance(each, Unknown) else extract(self, each) for each in layers]
            self.met.setdefault(place, []).extend(found)
        self._expected = {}

    def _record(self, place: Place, found: list[Comparison], untold: Unknown | None) -> None:
        self.reached[place] = self.reached.get(place) or untold
        if found and not self.exploring:
            self.compared.setdefault(place, []).extend(found)

    # --- calls -----------------------------------------------------------------------------------

    def meet_value(self, span: Span, value: Value) -> None:
        """Note the network that a watched call made, or the number that it counted."""
        value = self.settled(value)
        found: Layer | int | Unknown
        place = (span.path, span.start)
        models = self._handed.pop(place, [])
        if isinstance(value, Counted) or (isinstance(value, Unknown) and place not in self._summaries):
            found = value
        elif layer := _called_layer(value, span):
            self._expect(layer, (span.path, span.start))
            return
        elif is_module(value):
            found = extract(self, value)
        elif isinstance(value, Tensor) and value.kind == "parameter":
            found = _elements(value, span)
        else:
            # A remark beside `summary(model, …)` means the one model that the call is about.
            found = extract(self, models[0]) if len(models) == 1 else Unknown(NO_MODEL, span)
        self.met.setdefault(place, []).append(found)


def _comparisons_in(test: nodes.Expression) -> frozenset[int]:
    """The identities of the comparisons in a test."""
    return frozenset([id(node) for node, _ in walk(test) if isinstance(node, nodes.Compare)])


def _written(value: Value, span: Span) -> Value:
    """A number that remembers where it stands."""
    if type(value) is int:
        return Written(value, span)
    return WrittenReal(value, span) if type(value) is float and value < LARGEST_REAL else value


def _counts_in(value: Value) -> tuple[Counted, ...]:
    """The counted numbers that a value shows when it is printed."""
    if isinstance(value, Counted):
        return (value,)
    return tuple(piece.counted for piece in value.pieces) if isinstance(value, CountedText) else ()


def _called_layer(value: Value, span: Span) -> Instance | Unknown | None:
    """The deferred layer that a call made or applied; unknown where it applied several, one to the other's result."""
    if is_module(value) and isinstance(value, Instance) and is_deferred(value):
        return value
    node = value.attrs.get("_node") if isinstance(value, Tensor) else None
    if node is None or not is_module(node.operation):
        return None
    for tensor in node.inputs:
        origin = getattr(tensor.attrs["_node"].operation, "origin", None)
        if origin is not None and origin.path == span.path and span.start < origin.start < span.end:
            return Unknown("several layers are called in one expression", span)
    layer: Instance = node.operation
    return layer


def _elements(parameter: Tensor, span: Span) -> Counted | Unknown:
    """Number of elements of a parameter that a watched call made."""
    shape = parameter.shape
    if isinstance(shape, Unknown):
        return shape
    sizes = [size for size in shape if isinstance(size, int)]
    if len(sizes) < len(shape):
        return Unknown("the parameter's sizes are not all known", span)
    return Counted(prod(sizes), (parameter,))


def called_name(node: nodes.Expression) -> str:
    """The last name of what is called, or of what stands uncalled: `assertEqual` of `self.assertEqual(…)`."""
    function = node.function if isinstance(node, nodes.Call) else node
    if isinstance(function, nodes.Attribute):
        return function.name
    return function.id if isinstance(function, nodes.Name) else ""


def _is_literal(node: nodes.Expression) -> bool:
    """Whether an expression is arithmetic on numbers that are written out."""
    if isinstance(node, nodes.Binary):
        return _is_literal(node.left) and _is_literal(node.right)
    return isinstance(node, nodes.Constant) and isinstance(node.value, (int, float))


def _absolute(builtin: Builtin, machine: Items, given: Arguments, keywords: Keywords) -> Value:
    if given and isinstance(given[0], Difference):
        return Difference.of(abs(given[0]), given[0].counted, given[0].written, absolute=True)
    value: Value = builtin.call(machine, given, keywords)
    return value
