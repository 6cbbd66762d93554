"""What flows through a model: every call of a layer and of a tensor function, with the shapes it takes and gives."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from ..size import Size
from ..source import Span
from ..unknown import Unknown
from ..values.objects import MISSING, Arguments, Class, Function, Instance, Keywords, Raised, Tensor, Value
from .attributes import describe_type
from .budget import OutOfBudget
from .interpreter import Interpreter
from .library.modules import named_modules
from .library.networks import is_deferred, is_module, title_of
from .target import all_ways

# A shape, or why it cannot be told; sizes are whole numbers, named sizes or unknown.
Shape = tuple[Value, ...] | Unknown
Shapes = tuple[Shape, ...]
# Whether what was passed so far is all that is asked for.
Seen = Callable[[list[Value]], bool]


class Passage(NamedTuple):
    """One call: shapes of the tensors it was given and of those it gave, nested ones one after the other.

    Of a layer `name` is its path in the model (empty for the model itself, None for a layer that is no
    part of it) and `module` the layer; of a function of tensors `module` is None and `name` its own.
    `depth` is the number of layers at work around it.
    """

    name: str | None
    module: Instance | None
    given: Shapes
    result: Shapes
    depth: int
    span: Span | None


class Refusal(NamedTuple):
    """The error in which a forward ends: its kind and text, the innermost layer at work, and what that was given.

    Only what is `certain` follows from known shapes, or from the code's own `raise`.
    """

    kind: str
    message: str
    name: str | None
    module: Instance | None
    given: Shapes
    span: Span | None
    certain: bool
    raised: Raised | None = None


class Flow(NamedTuple):
    """One way through a model: its calls in the order in which they end, and what the model gives.

    After an error `refusal` says which; `stopped` says why the calls break off without one.
    """

    passages: tuple[Passage, ...]
    result: Value
    refusal: Refusal | None = None
    stopped: Unknown | None = None


class Enough(Exception):
    """What was asked for is known: the rest of an evaluation cannot change it."""


class Call(NamedTuple):
    """A layer at work, and the call in user code that it goes back to."""

    name: str | None
    module: Instance
    given: Shapes
    span: Span | None


class Tracer:
    """Notes what is called while it is in charge of an interpreter, until it has seen enough."""

    def __init__(self, machine: Interpreter, model: Value, enough: Seen | None = None) -> None:
        self.machine = machine
        self.enough = enough
        self.passages: list[Value] = []
        self.under_way: list[Call] = []
        self.failed: tuple[Raised, Call] | None = None
        pairs = named_modules(machine, model, "", set())
        self.names = {id(module): name for name, module in pairs}

    def layer(self, forward: Value, given: Arguments, keywords: Keywords, span: Span | None) -> Value:
        """Call a layer's `forward` and note what passes through it."""
        module, *inputs = given
        if self._inside(span) and id(module) not in self.names:
            return self.machine.call(forward, given, keywords, span)
        span = self._outer(span)
        forwarding = lambda: self.machine.call(forward, given, keywords, span)  # noqa: E731
        return self.passage(module, [*inputs, *keywords.values()], span, forwarding)

    def passage(
        self, module: Instance, inputs: Sequence[Value], span: Span | None, action: Callable[[], Value]
    ) -> Value:
        """Do what a call of a layer does, and note what passes through it."""
        span = self._outer(span)
        call = Call(self._name_of(module), module, shapes_in(inputs), span)
        self.under_way.append(call)
        try:
            result = action()
        except Raised as raised:
            if self.failed is None or self.failed[0] is not raised:
                self.failed = (raised, call)
            raise
        finally:
            self.under_way.pop()
        self._note(Passage(call.name, module, call.given, shapes_in([result]), len(self.under_way), span))
        return result

    def function(self, name: str, given: Sequence[Value], result: Value, span: Span | None) -> None:
        """Note a call of a function of tensors in user code."""
        if not self._inside(span):
            self._note(Passage(name, None, shapes_in(given), shapes_in([result]), len(self.under_way), span))

    def _name_of(self, module: Instance) -> str | None:
        name = self.names.get(id(module))
        return title_of(module) if name is None and is_deferred(module) else name

    def _outer(self, span: Span | None) -> Span | None:
        """The call in user code that a call goes back to."""
        return self.under_way[-1].span if self.under_way and self._inside(span) else span

    def _inside(self, span: Span | None) -> bool:
        """Whether a call stands in stub code or in none at all: the framework's own doing."""
        return span is None or span.path in self.machine.stub_paths

    def _note(self, passage: Passage) -> None:
        self.machine.change(self.passages)
        self.passages.append(passage)
        # What stands behind a branch on something unknown may be taken back.
        if self.enough is not None and not self.machine.exploring and self.enough(self.passages):
            raise Enough

    def refusal(self, raised: Raised) -> Refusal:
        """The error that ended the forward."""
        known = self.failed is not None and self.failed[0] is raised
        call = self.failed[1] if known and self.failed is not None else Call(None, raised.value, (), None)
        kind, text = raised.value.cls.name, raised.value.attrs.get("args", ())
        message = str(text[0]) if text else ""
        module = call.module if known else None
        span = call.span if self._inside(raised.span) else raised.span
        return Refusal(kind, message, call.name, module, call.given, span, raised.certain, raised)


def flow(
    interpreter: Interpreter,
    model: Value,
    inputs: Sequence[Value],
    training: bool = False,
    enough: Seen | None = None,
) -> Flow:
    """Run a layer on inputs within an evaluation under way; it is in `eval()` unless it is to be training.

    The run breaks off where what was passed so far is `enough`.
    """
    interpreter.budget.renew()
    model = interpreter.settled(model)
    if not is_module(model):
        cause = model if isinstance(model, Unknown) else Unknown(f"{describe_type(model)} is no layer")
        return Flow((), cause, stopped=cause)
    if not is_deferred(model):
        interpreter.call(interpreter.attribute(model, "train", None), [training], {}, None)
    tracer = interpreter.tracer = Tracer(interpreter, model, enough)
    try:
        result = interpreter.call(model, list(inputs), {}, None)
    except Raised as raised:
        return Flow(tuple(tracer.passages), None, refusal=tracer.refusal(raised))
    except OutOfBudget as stop:
        return Flow(tuple(tracer.passages), stop.unknown, stopped=stop.unknown)
    except Enough:
        cause = Unknown("enough is known")
        return Flow(tuple(tracer.passages), cause, stopped=cause)
    finally:
        interpreter.tracer = None
    return Flow(tuple(tracer.passages), result)


def flows(
    interpreter: Interpreter, make: Callable[[], Value], inputs: Sequence[Value], training: bool = False
) -> list[Flow] | Unknown:
    """All ways through the model that an action makes; unknown where the model or its ways cannot be told."""
    return all_ways(interpreter, lambda: flow(interpreter, make(), inputs, training))


def shapes_in(values: Sequence[Value]) -> Shapes:
    """Shapes of all tensors in values, those in lists, tuples and dicts too; what is unknown stays unknown."""
    found: list[Shape] = []
    _collect(values, found)
    return tuple(found)


_SHAPELESS = frozenset((int, float, str, bool, type(None), Size, Function, Class))


def _collect(values: Iterable[Value], found: list[Shape]) -> None:
    for value in values:
        kind = type(value)
        if kind is Tensor:
            found.append(value.shape)
        elif kind in _SHAPELESS:
            continue
        elif kind is list or kind is tuple:
            _collect(value, found)
        elif kind is dict:
            _collect(value.values(), found)
        elif isinstance(value, Unknown):
            found.append(value)
        elif isinstance(value, Instance):
            _collect(value.attrs.values() if value.native is MISSING else (value.native,), found)
        elif isinstance(value, (list, tuple)):
            _collect(value, found)
        elif isinstance(value, dict):
            _collect(value.values(), found)
        elif isinstance(value, Tensor):
            found.append(value.shape)
