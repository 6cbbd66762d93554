"""An observer of shapes: what asserts compare, and every call of a layer while a script or a test runs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from ..program import nodes
from ..program.walk import walk
from ..source import Span
from ..values.expression import Code
from ..values.objects import Arguments, External, Instance, Keywords, Raised, Scope, Tensor, Value
from .flow import Passage, Refusal, Shape, Shapes, Tracer, shapes_in
from .library.modules import named_modules
from .library.networks import is_deferred, is_module
from .observe import ASSERTIONS, Observer, called_name

# What the passage of a tensor is called that no call gives.
VALUE = "value"


class Weighed(NamedTuple):
    """One comparison that was met: its operands, and whether it holds (or why that cannot be told)."""

    left: Value
    right: Value
    holds: Value


class Witness(Observer):
    """Notes the comparisons at the places it is told to `weigh`, by the path and the offsets of each."""

    def forget(self) -> None:
        """Begin anew to note what is met."""
        super().forget()
        self.weighed: dict[Span, list[Weighed]] = {}
        self.told: list[Passage] = []
        self._given: dict[Span, Shapes] = {}
        self._parts: dict[Span, list[Shape]] = {}
        self.escaped: Raised | None = None

    def describe_error(self, raised: Raised) -> str:
        """An error in words; it is one that nothing in the code caught."""
        self.escaped = raised
        return super().describe_error(raised)

    def comparison(self, node: nodes.Compare, operands: list[Code[Scope]]) -> Code[Scope]:
        """A comparison; one that is to be weighed takes no short way."""
        plain, span = super().comparison(node, operands), self.span(node)
        if len(operands) > 2:
            return plain
        sign, (first, second) = node.operators[0], operands

        def run(scope: Scope) -> Value:
            if self.weigh and span in self.weigh:
                return self.relate(sign, first(scope), second(scope), span)
            return plain(scope)

        return run

    def relate(self, sign: str, left: Value, right: Value, span: Span | None) -> Value:
        """A comparison, noted where it is to be weighed."""
        holds = super().relate(sign, left, right, span)
        if span is not None and span in self.weigh and not self.exploring:
            self.weighed.setdefault(span, []).append(Weighed(self.settled(left), self.settled(right), holds))
        return holds

    def meet_call(self, node: nodes.Call, arguments: Arguments, names: Scope) -> None:
        """Note the operands of an assertion method, and what a call is given beside which a shape is stated."""
        super().meet_call(node, arguments, names)
        span = self.span_in(names.module, node)
        if span in self.stated:
            self._given[span] = shapes_in(arguments)
        if span in self.weigh and ASSERTIONS.get(called_name(node)) == "==" and len(arguments) > 1:
            left, right = (self.settled(value) for value in arguments[:2])
            holds = super().relate("==", left, right, None)
            if not self.exploring:
                self.weighed.setdefault(span, []).append(Weighed(left, right, holds))

    weigh: frozenset[Span] = frozenset()
    stated: frozenset[Span] = frozenset()
    valued: frozenset[Span] = frozenset()
    # For each expression inside one of these the one around it.
    _around: Mapping[Span | None, Span] = MappingProxyType({})

    def state(self, spans: Iterable[Span], valued: Iterable[Span] = ()) -> None:
        """Note in `told` what tensors the calls at these places give, whatever they call, and what else is `valued`.

        To be said before the code there runs for the first time.
        """
        self.stated = frozenset(spans)
        self.watched.update((span.path, span.start) for span in self.stated)
        self.valued, self._around = frozenset(valued), {}

    def compile(self, node: nodes.Expression) -> Code[Scope]:
        """The closure of an expression; the tensor of one beside which a shape is stated is noted, and those inside it."""
        if not self.valued:
            return super().compile(node)
        span = self.span(node)
        if span in self.valued:
            inside: dict[Span | None, Span] = {
                self.span(part): span for part, _ in walk(node) if part is not node
            }
            self._around = {**self._around, **inside}
        plain, around = super().compile(node), self._around.get(span)
        if span not in self.valued and around is None:
            return plain

        def run(scope: Scope) -> Value:
            value = plain(scope)
            if not self.exploring and isinstance(tensor := self.settled(value), Tensor):
                if span in self.valued:
                    given = tuple(self._parts.pop(span, ()))
                    self.told.append(Passage(VALUE, None, given, (tensor.shape,), -1, span))
                if around is not None:
                    self._parts.setdefault(around, []).append(tensor.shape)
            return value

        return run

    def meet_value(self, span: Span, value: Value) -> None:
        """Note the tensors that a call gives beside which a shape is stated."""
        if span not in self.stated:
            super().meet_value(span, value)
        elif isinstance(value, (Tensor, tuple, list)):
            given, shapes = self._given.pop(span, ()), shapes_in([value])
            if shapes and (given or isinstance(value, Tensor)):
                self.told.append(Passage("call", None, given, shapes, -1, span))

    def _call_external(
        self, function: External, arguments: Arguments, keywords: Keywords, span: Span | None
    ) -> Value:
        """A function that is not described; those that print a summary call the model on a tensor of the shape they get."""
        if self.tracer is not None and function.name in _SUMMARIES and not self.exploring:
            self._summarize(function.name, arguments, keywords, span)
        return super()._call_external(function, arguments, keywords, span)

    def _summarize(self, name: str, arguments: Arguments, keywords: Keywords, span: Span | None) -> None:
        model = self.settled(arguments[0] if arguments else keywords.get("model"))
        given = self.settled(arguments[1] if len(arguments) > 1 else keywords.get("input_size"))
        shapes = given if isinstance(given, list) else [given]
        plain = all(
            isinstance(shape, (tuple, list)) and all(type(size) is int for size in shape) for shape in shapes
        )
        if not is_module(model) or is_deferred(model) or not plain:
            return
        batch = _SUMMARIES[name]
        try:
            self.call(model, [Tensor((*batch, *shape)) for shape in shapes], {}, span)
        except Raised:
            return


# Functions that print a model's layers, with the batch that each puts before the shape it is given.
_SUMMARIES: dict[str, tuple[int, ...]] = {"torchsummary.summary": (2,), "torchinfo.summary": ()}


class Follower(Tracer):
    """Notes calls of all layers while code runs that is no model itself; a layer's path begins where it is called."""

    def __init__(self, machine: Observer) -> None:
        super().__init__(machine, None)
        self.certain = True

    def layer(self, forward: Value, given: Arguments, keywords: Keywords, span: Span | None) -> Value:
        """Call a layer's `forward`; an error counts only where the code is sure to come here."""
        if not self.under_way:
            for name, module in named_modules(self.machine, given[0], "", set()):
                self.names.setdefault(id(module), name)
        return super().layer(forward, given, keywords, span)

    def passage(
        self, module: Instance, inputs: Sequence[Value], span: Span | None, action: Callable[[], Value]
    ) -> Value:
        """Do what a call of a layer does, and note what passes through it."""
        if not self.under_way:
            self.certain = not self.machine.exploring
        return super().passage(module, inputs, span, action)

    def ended(self, raised: Raised) -> Refusal | None:
        """The refusal behind an error that ended a run, if it was met on a way that is sure to be taken."""
        known = self.failed is not None and self.failed[0] is raised
        return self.refusal(raised) if known and self.certain else None
