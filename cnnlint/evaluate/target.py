"""Targets: what a user asks to have counted, `path/to/file.py::Name(args)`."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from keyword import iskeyword
from typing import NamedTuple, TypeVar

from ..frontend.followed import follow_expression
from ..frontend.problem import FrontendError
from ..nearest import did_you_mean
from ..network import Count, Layer, Tally, tally
from ..program import nodes
from ..size import Size
from ..unknown import Unknown
from ..values.choices import Choices, TooManyWays, explore
from ..values.objects import MISSING, Class, Function, Instance, Raised, Scope, Value
from .branches import Undecidable
from .budget import OutOfBudget
from .extract import extract
from .interpreter import Interpreter
from .project import SourceModule

Result = TypeVar("Result")


class BadTarget(ValueError):
    """A target that cannot be read or found, with what to do about it."""


class Target(NamedTuple):
    """A file and the expression to evaluate in its module."""

    path: str
    expression: str


def parse_target(text: str) -> Target:
    """The file and expression of `path.py::Name(args)`; BadTarget where it has no such form."""
    path, mark, expression = text.strip().partition("::")
    if not mark or not path or not expression.strip():
        raise BadTarget(f"{text}: a target has the form path/to/file.py::Name or path/to/file.py::Name(args)")
    return Target(path, expression.strip())


class Outcome:
    """The networks that an expression may yield, one for each way the code may take."""

    def __init__(self, networks: tuple[Layer, ...], unknown: Unknown | None) -> None:
        self.networks = networks
        self.unknown = unknown

    @cached_property
    def _tallies(self) -> list[Tally]:
        return [tally(network) for network in self.networks]

    def tallied(self, quantity: Callable[[Tally], object]) -> Count:
        """One quantity over all ways."""
        if self.unknown is not None:
            return Count((), self.unknown)
        return Count.of(quantity(each) for each in self._tallies)  # type: ignore[misc]


def evaluate_target(interpreter: Interpreter, target: Target) -> Outcome:
    """The networks of a target; names without parentheses are called without arguments."""
    return outcome(interpreter, maker(interpreter, target))


def maker(interpreter: Interpreter, target: Target) -> Callable[[], Value]:
    """What makes the object of a target; BadTarget where its file or expression cannot be read."""
    try:
        module = interpreter.project.module(target.path)
    except OSError as error:
        raise BadTarget(f"{target.path}: {error.strerror or error}") from error
    try:
        node = _parsed(target)
    except FrontendError as error:
        raise BadTarget(f"{target.expression}: {error.message}") from error
    return lambda: _value(interpreter, module, node)


def _parsed(target: Target) -> nodes.Expression:
    """The expression of a target; a bare name needs no parser."""
    text = target.expression
    if text.isascii() and text.isidentifier() and not iskeyword(text):
        return nodes.Name(0, len(text), text)
    return follow_expression(text, target.path)


def _value(interpreter: Interpreter, module: SourceModule, node: nodes.Expression) -> Value:
    value = interpreter.settled(_named(interpreter, module, node))
    if isinstance(node, nodes.Call):
        return value
    return construct(interpreter, value)


def _named(interpreter: Interpreter, module: SourceModule, node: nodes.Expression) -> Value:
    """The value of an expression; BadTarget where the file lacks the name, with one like it."""
    try:
        return interpreter.evaluate(node, Scope(module, module.attrs))
    except Raised as raised:
        name = node.function if isinstance(node, nodes.Call) else node
        bound = [each for chunk in module.outline.chunks for each in chunk.binds]
        if not isinstance(name, nodes.Name) or name.id in bound or raised.value.cls.name != "NameError":
            raise
        raise BadTarget(f"{module.path} defines no {name.id}{did_you_mean(name.id, bound)}") from None


def construct(interpreter: Interpreter, value: Value) -> Value:
    """What a class or function yields when called without arguments; named sizes stand in for missing ones."""
    if isinstance(value, (Class, Function)):
        return interpreter.call(value, [], missing_arguments(interpreter, value), None)
    if isinstance(value, Instance):
        return value
    return interpreter.call(value, [], {}, None)


def missing_arguments(interpreter: Interpreter, value: Class | Function) -> dict[str, Value]:
    """Stand-ins for the arguments that have no default: named sizes, or unknowns for what is no size."""
    function = value.find("__init__") if isinstance(value, Class) else value
    if not isinstance(function, Function):
        return {}
    parameters = function.node.parameters[1 if isinstance(value, Class) else 0 :]
    return {
        parameter.name: stand_in(parameter)
        for parameter in parameters
        if parameter.name not in function.defaults and parameter.kind in ("either", "keyword")
    }


def stand_in(parameter: nodes.Parameter) -> Value:
    """A value for an argument of which only the name is known."""
    annotation = parameter.annotation
    if annotation is None or (isinstance(annotation, nodes.Name) and annotation.id == "int"):
        return Size.named(parameter.name)
    return Unknown(f"the argument {parameter.name} has no value")


def outcome(interpreter: Interpreter, make: Callable[[], Value]) -> Outcome:
    """The networks that an action yields over all ways."""
    ways = all_ways(interpreter, lambda: extract(interpreter, make()))
    if isinstance(ways, Unknown):
        return Outcome((), ways)
    unknown = next((way for way in ways if isinstance(way, Unknown)), None)
    networks = tuple(way for way in ways if isinstance(way, Layer))
    return Outcome(() if unknown else networks, unknown)


def all_ways(interpreter: Interpreter, run: Callable[[], Result]) -> list[Result] | Unknown:
    """Results of every way that does not raise; what a run changes is undone after it."""
    failures: list[tuple[bool, Unknown]] = []

    def guarded() -> Result | None:
        interpreter.journal.open()
        interpreter.forget()
        interpreter.budget.depth = 0
        try:
            return run()
        except Raised as raised:
            cause = Unknown(f"the code raises {interpreter.describe_error(raised)}", raised.span)
            failures.append((raised.certain, cause))
        finally:
            interpreter.journal.undo()
            interpreter.budget.depth = 0
        return None

    interpreter.choices = Choices()
    interpreter.budget.renew()  # for all ways together
    try:
        results = [result for result in explore(interpreter.choices, guarded) if result is not None]
    except TooManyWays:
        return Unknown("the code may take more than 8 ways")
    except (OutOfBudget, Undecidable) as stop:
        return stop.unknown
    except RecursionError:
        return Unknown("the code is nested too deeply")
    doubtful = [cause for certain, cause in failures if not certain]
    if doubtful:
        return doubtful[0]
    return results if results else failures[0][1]


def find_in(interpreter: Interpreter, module: SourceModule, path: tuple[str, ...]) -> Value:
    """A class or function by the names of the definitions that enclose it, and its own.

    Unknown where the statements that bind it take more than one evaluation may.
    """
    depth = interpreter.budget.depth
    try:
        value: Value = interpreter.module_attribute(module, path[0], None)
    except OutOfBudget as stop:
        interpreter.budget.depth = depth
        return stop.unknown
    for name in path[1:]:
        if not isinstance(value, Class):
            return MISSING
        value = value.attrs.get(name, MISSING)
    return value
