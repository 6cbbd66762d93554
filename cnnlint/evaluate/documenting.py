"""Functions that document what they are given and hand it back: known from their text, so that none need run.

Such decorators read signatures, annotations and files to write a docstring. All their ways out must give
back the very argument, and nothing but texts about it may be written to anything that outlives the call.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from typing import NamedTuple

from ..program import nodes
from ..program.walk import walk
from ..unknown import Unknown
from ..values.objects import (
    MISSING,
    Body,
    Builtin,
    Class,
    External,
    Function,
    Module,
    Scope,
    Value,
)
from .machine import Machine
from .project import SourceModule

_TEXTS = frozenset(
    "__doc__ __annotations__ __signature__ __text_signature__ __name__ __qualname__ __module__".split()
)
WRITES = frozenset(
    "append appendleft extend extendleft insert update setdefault add pop popleft popitem remove clear discard "
    "sort reverse rotate difference_update intersection_update symmetric_difference_update".split()
)
_PLAIN = (str, dict, list, tuple, set, re.Pattern, re.Match)
_READS = {name for kind in _PLAIN for name in dir(kind)} - WRITES
_LOGS = frozenset("debug info warning warn warning_once error".split())
_LOOKS_AROUND = frozenset("locals globals vars super exec eval compile __import__ open input".split())
_FRESH = (
    nodes.ListDisplay,
    nodes.DictDisplay,
    nodes.SetDisplay,
    nodes.TupleDisplay,
    nodes.Comprehension,
    nodes.Constant,
    nodes.JoinedString,
    nodes.Binary,
    nodes.Compare,
)
_MAKERS = frozenset("list dict set tuple str sorted frozenset".split())
_OUTSIDE = sys.stdlib_module_names - {"builtins"}
MOST_DEPTH = 24


class _Effect(Exception):
    """The function may do more than document."""


class Outcome(NamedTuple):
    """What a call comes to: whether all returns give back the argument, and the parameters it writes to.

    `absent` are methods of the argument that it calls: it is as said for arguments without them.
    """

    gives_back: bool
    written: frozenset[str]
    absent: frozenset[str]


Key = tuple[int, int, frozenset[str]]


class Documenting:
    """Reads functions of one evaluation; each once for the same held parameters."""

    def __init__(self, machine: Machine) -> None:
        self.machine = machine
        self._outcomes: dict[Key, tuple[Function, Outcome | None]] = {}

    def gives_back(self, function: Value, value: Value) -> bool:
        """Whether a call with this one argument gives it back and writes only texts about it."""
        if type(function) is not Function or not isinstance(value, (Class, Function)):
            return False
        parameters = function.node.parameters
        if not parameters or parameters[0].kind not in ("either", "positional"):
            return False
        outcome = self.outcome(function, frozenset((parameters[0].name,)), 0)
        if outcome is None or not outcome.gives_back or outcome.written:
            return False
        return all(_has_no(value, name) for name in outcome.absent)

    def outcome(self, function: Function, held: frozenset[str], depth: int) -> Outcome | None:
        """What a call comes to whose parameters of these names hold the argument; None where it may do more."""
        key = (id(function.node), id(function.parent), held)
        if key not in self._outcomes:
            self._outcomes[key] = (function, Outcome(True, frozenset(), frozenset()))
            try:
                found: Outcome | None = _Reading(self, function, held, depth).outcome()
            except _Effect:
                found = None
            self._outcomes[key] = (function, found)
        return self._outcomes[key][1]


def _has_no(value: Value, name: str) -> bool:
    return isinstance(value, Function) or (value.find(name) is MISSING and value.opaque is None)


class _Reading:
    """One function's text, where the names in `held` are the argument."""

    def __init__(
        self, documenting: Documenting, function: Function, held: frozenset[str], depth: int
    ) -> None:
        node = function.node
        if not isinstance(node, nodes.FunctionDef) or node.is_generator or depth > MOST_DEPTH:
            raise _Effect
        self.documenting = documenting
        self.machine = documenting.machine
        self.function = function
        self.node = node
        self.depth = depth
        self.held = set(held)
        self.given = held
        self.parameters = {parameter.name for parameter in node.parameters}
        self.sources: dict[str, list[nodes.Expression | None]] = {}
        self.inner: dict[str, nodes.FunctionDef] = {}
        self._inside: dict[str, Function] = {}
        self.written: set[str] = set()
        self.absent: set[str] = set()
        self.gives_back = True
        for statement in _statements(node.body):
            self._note_bindings(statement)
        for each, _ in walk(node.body):
            self._note_inner_names(each)

    def outcome(self) -> Outcome:
        ended = self._block(self.node.body)
        gives_back = self.gives_back and ended
        return Outcome(gives_back, frozenset(self.written), frozenset(self.absent))

    # --- names -----------------------------------------------------------------------------------

    def _note_bindings(self, statement: nodes.Statement) -> None:
        if isinstance(statement, nodes.Assign):
            for target in statement.targets:
                self._note_target(target, statement.value)
        elif isinstance(statement, nodes.AnnotatedAssign) and statement.value is not None:
            self._note_target(statement.target, statement.value)
        elif isinstance(statement, nodes.For):
            self._note_target(statement.target, None)
        elif isinstance(statement, nodes.With):
            for item in statement.items:
                if item.target is not None:
                    self._note_target(item.target, None)
        elif isinstance(statement, (nodes.Import, nodes.ImportFrom)):
            for alias in statement.names:
                self.sources.setdefault(alias.bound or alias.name.partition(".")[0], []).append(None)
        elif isinstance(statement, nodes.FunctionDef):
            self.inner[statement.name] = statement
        elif isinstance(statement, nodes.Global):
            if not all(self._is_private(name) for name in statement.names):
                raise _Effect
        elif isinstance(statement, (nodes.Nonlocal, nodes.ClassDef, nodes.Delete)):
            raise _Effect

    def _is_private(self, name: str) -> bool:
        """Whether a module's variable is one that only this function uses, such as what it keeps between calls."""
        module = self.function.module
        if not name.startswith("_") or not isinstance(module, SourceModule):
            return False
        users = [
            chunk
            for chunk in module.outline.chunks
            if chunk.binds != (name,) and name in {*chunk.mentions, *chunk.alters, *chunk.deferred}
        ]
        return all(chunk.start <= self.node.start and self.node.end <= chunk.end for chunk in users)

    def _note_inner_names(self, node: nodes.Node) -> None:
        """Names that lambdas, comprehensions and handlers bind: nothing is known of them."""
        names: list[str] = []
        if isinstance(node, nodes.Lambda):
            names = [parameter.name for parameter in node.parameters]
        elif isinstance(node, nodes.Clause):
            self._note_target(node.target, None)
        elif isinstance(node, (nodes.Walrus, nodes.Handler)) and node.name:
            names = [node.name]
        for name in names:
            self.sources.setdefault(name, []).append(None)
            self.held.discard(name)

    def _note_target(self, target: nodes.Expression, value: nodes.Expression | None) -> None:
        if isinstance(target, nodes.Name):
            self.sources.setdefault(target.id, []).append(value)
            self.held.discard(target.id)
        elif isinstance(target, (nodes.TupleDisplay, nodes.ListDisplay)):
            for element in target.elements:
                self._note_target(element, None)
        elif isinstance(target, nodes.Starred):
            self._note_target(target.value, None)

    def _is_fresh(self, name: str, seen: frozenset[str] = frozenset()) -> bool:
        """Whether all that a local name ever holds was made here."""
        sources = self.sources.get(name)
        if not sources or name in self.parameters or name in seen:
            return name in seen
        return all(self._makes(source, seen | {name}) for source in sources)

    def _makes(self, source: nodes.Expression | None, seen: frozenset[str] = frozenset()) -> bool:
        if isinstance(source, nodes.Name):
            return self._is_fresh(source.id, seen)
        if isinstance(source, nodes.Conditional):
            return self._makes(source.body, seen) and self._makes(source.orelse, seen)
        if isinstance(source, nodes.Call) and isinstance(source.function, nodes.Name):
            return source.function.id in _MAKERS and source.function.id not in self.sources
        return isinstance(source, _FRESH)

    def _value(self, name: str) -> Value:
        """What a name that this function does not bind stands for."""
        scope: Scope | None = self.function.parent
        while scope is not None:
            if name in scope.names:
                return scope.names[name]
            scope = scope.parent
        found = self.machine.module_attribute(self.function.module, name, None)
        return self.machine.library(f"builtins.{name}") if found is MISSING else found

    def _resolved(self, node: nodes.Expression) -> Value:
        """The value of a dotted name of a module or library, else MISSING."""
        if isinstance(node, nodes.Name):
            if node.id in self.inner:
                return self._function_inside(self.inner[node.id])
            local = node.id in self.sources or node.id in self.parameters
            return MISSING if local else self._value(node.id)
        if isinstance(node, nodes.Attribute):
            owner = self._resolved(node.value)
            if isinstance(owner, Module):
                return self.machine.module_attribute(owner, node.name, None)
            if isinstance(owner, External):
                return self.machine.library(f"{owner.name}.{node.name}")
        return MISSING

    def _function_inside(self, node: nodes.FunctionDef) -> Function:
        """A function that is defined in this one, whose names are not known to it."""
        if node.name not in self._inside:
            hidden = Unknown("a name of a call that does not run")
            names = dict.fromkeys((*self.parameters, *self.sources, *self.inner), hidden)
            scope = Scope(self.function.module, names, self.function.parent)
            qualname = f"{self.function.qualname}.{node.name}"
            self._inside[node.name] = Function(Body(node), self.function.module, scope, qualname)
        return self._inside[node.name]

    # --- statements ------------------------------------------------------------------------------

    def _block(self, body: tuple[nodes.Statement, ...]) -> bool:
        """Read statements; gives whether none of their ways goes on behind them."""
        ended = False
        for statement in self._reached(body):
            ended = self._statement(statement) or ended
        return ended

    def _reached(self, body: tuple[nodes.Statement, ...]) -> Iterator[nodes.Statement]:
        for statement in body:
            yield statement
            if isinstance(statement, (nodes.Return, nodes.Raise, nodes.Break, nodes.Continue)):
                return
            if isinstance(statement, nodes.If) and self._always(statement.test) is True:
                if statement.body and isinstance(statement.body[-1], (nodes.Return, nodes.Raise)):
                    return

    def _always(self, test: nodes.Expression) -> bool | None:
        """The truth of a test that only asks whether the argument is there."""
        if isinstance(test, nodes.Name):
            return True if test.id in self.held else None
        if isinstance(test, nodes.Unary) and test.operator == "not":
            inner = self._always(test.operand)
            return None if inner is None else not inner
        if (
            isinstance(test, nodes.Compare)
            and isinstance(test.left, nodes.Name)
            and test.left.id in self.held
        ):
            right = test.comparators[0]
            if len(test.operators) == 1 and isinstance(right, nodes.Constant) and right.value is None:
                return {"is": False, "is not": True}.get(test.operators[0])
        return None

    def _statement(self, node: nodes.Statement) -> bool:
        if isinstance(node, nodes.Return):
            if node.value is None or not self._is_argument(node.value):
                self.gives_back = False
                self._visit(node.value)
            return True
        if isinstance(node, nodes.If):
            return self._if(node)
        if isinstance(node, nodes.Raise):
            return True
        if isinstance(node, nodes.Try):
            return self._try(node)
        if isinstance(node, (nodes.For, nodes.While)):
            self._visit(node.iterable if isinstance(node, nodes.For) else node.test)
            self._block(node.body)
            return self._block(node.orelse) and False
        if isinstance(node, nodes.With):
            for item in node.items:
                self._visit(item.context)
            return self._block(node.body) and False
        if isinstance(node, (nodes.Assign, nodes.AugmentedAssign, nodes.AnnotatedAssign)):
            self._assignment(node)
        elif isinstance(node, nodes.ExpressionStatement):
            self._visit(node.value)
        elif isinstance(node, nodes.Match):
            raise _Effect
        return False

    def _if(self, node: nodes.If) -> bool:
        self._visit(node.test)
        always = self._always(node.test)
        ended = [self._block(node.body)] if always is not False else []
        if always is not True:
            ended.append(self._block(node.orelse) if node.orelse else False)
        return all(ended)

    def _try(self, node: nodes.Try) -> bool:
        ended = [self._block((*node.body, *node.orelse)), *(self._block(each.body) for each in node.handlers)]
        return self._block(node.final) or all(ended)

    def _assignment(self, node: nodes.Assign | nodes.AugmentedAssign | nodes.AnnotatedAssign) -> None:
        self._visit(node.value)
        for target in node.targets if isinstance(node, nodes.Assign) else (node.target,):
            if isinstance(node, nodes.AugmentedAssign) and isinstance(target, nodes.Name):
                if not isinstance(node.value, (nodes.Constant, nodes.JoinedString)):
                    self._extended(target.id, node.value)
            self._write(target)

    def _extended(self, name: str, value: nodes.Expression) -> None:
        """`name += value`, which may write to a list that was not made here."""
        listed = isinstance(value, (nodes.ListDisplay, nodes.Comprehension))
        if (listed or self._is_name(value, self.held)) and not self._is_fresh(name):
            raise _Effect

    def _write(self, target: nodes.Expression) -> None:
        """Something is written to what a target stands for."""
        if isinstance(target, nodes.Name):
            return
        if isinstance(target, (nodes.TupleDisplay, nodes.ListDisplay)):
            for element in target.elements:
                self._write(element)
        elif isinstance(target, nodes.Attribute) and target.name in _TEXTS:
            self._visit(target.value)
        elif isinstance(target, nodes.Subscript):
            self._visit(target.index)
            self._changes(target.value)
        else:
            raise _Effect

    def _changes(self, owner: nodes.Expression) -> None:
        """A list, dict or set is written to: it must have been made here or be a parameter's."""
        while isinstance(owner, nodes.Subscript):
            owner = owner.value
        if not isinstance(owner, nodes.Name) or owner.id in self.held:
            raise _Effect
        if owner.id in self.parameters and owner.id not in self.sources:
            self.written.add(owner.id)
        elif not self._is_fresh(owner.id):
            raise _Effect

    # --- expressions -----------------------------------------------------------------------------

    def _is_argument(self, node: nodes.Expression) -> bool:
        """Whether an expression's value is the argument itself."""
        if isinstance(node, nodes.Name):
            return node.id in self.held
        if isinstance(node, nodes.Call):
            outcome = self._call(node)
            return outcome is not None and outcome.gives_back
        return False

    def _visit(self, node: nodes.Expression | None) -> None:
        for each, _ in walk(node):
            if isinstance(each, nodes.Call):
                self._call(each)
            elif isinstance(each, (nodes.Yield, nodes.YieldFrom, nodes.Await)):
                raise _Effect

    def _call(self, node: nodes.Call) -> Outcome | None:
        """Read a call; gives what it comes to where it is of a function of source code."""
        callee = self._unwrapped(self._resolved(node.function))
        if isinstance(callee, Function):
            return None if self._is_foreign(callee, node) else self._call_function(callee, node)
        if isinstance(callee, (Builtin, External)) or self._is_plain_class(callee):
            self._call_library(callee, node)
        elif isinstance(node.function, nodes.Attribute):
            self._call_method(node.function)
        else:
            raise _Effect
        return None

    def _call_function(self, function: Function, node: nodes.Call) -> Outcome:
        names = [each.name for each in function.node.parameters if each.kind in ("either", "positional")]
        given: dict[str, nodes.Expression] = {}
        for index, argument in enumerate(node.arguments):
            name = argument.keyword or (names[index] if index < len(names) and not argument.star else None)
            if name is None:
                raise _Effect
            given[name] = argument.value
        held = frozenset(name for name, value in given.items() if self._is_name(value, self.held))
        outcome = self.documenting.outcome(function, held, self.depth + 1)
        if outcome is None:
            raise _Effect
        for name in outcome.written:
            if name not in given or not self._makes(given[name]):
                self._changes(given.get(name, nodes.EllipsisLiteral(0, 0)))
        self.absent |= outcome.absent
        return outcome if held else outcome._replace(gives_back=False)

    def _hands_over(self, node: nodes.Call) -> bool:
        """Whether a call is given the argument itself, on its own or in a list."""
        stack: list[nodes.Expression] = [argument.value for argument in node.arguments]
        while stack:
            value = stack.pop()
            if isinstance(value, nodes.Name) and value.id in self.given:
                return True
            if isinstance(value, (nodes.TupleDisplay, nodes.ListDisplay)):
                stack.extend(value.elements)
            elif isinstance(value, nodes.DictDisplay):
                stack.extend(item.value for item in value.items)
        return False

    def _is_name(self, node: nodes.Expression, names: set[str]) -> bool:
        return isinstance(node, nodes.Name) and node.id in names

    def _call_library(self, callee: Value, node: nodes.Call) -> None:
        name = callee.name
        if isinstance(callee, Builtin) and name in ("setattr", "delattr"):
            wanted = node.arguments[1].value if len(node.arguments) > 1 else None
            if not isinstance(wanted, nodes.Constant) or wanted.value not in _TEXTS:
                raise _Effect
        if name in _LOOKS_AROUND and isinstance(node.function, nodes.Name):
            raise _Effect
        # A library that nothing is known of changes only what it is given.
        if isinstance(callee, External) and name.partition(".")[0] not in _OUTSIDE and self._hands_over(node):
            raise _Effect
        for argument in node.arguments:
            if isinstance(argument.value, nodes.Name) and isinstance(
                self._resolved(argument.value), Function
            ):
                raise _Effect

    def _is_foreign(self, function: Function, node: nodes.Call) -> bool:
        """Whether another library's function is called, which changes only what it is given, without the argument."""
        first = function.module.name.partition(".")[0]
        if first == self.function.module.name.partition(".")[0] or self._hands_over(node):
            return False
        return not any(isinstance(self._resolved(each.value), Function) for each in node.arguments)

    def _is_plain_class(self, value: Value) -> bool:
        """Whether a value is a class of Python or of the evaluator's own."""
        if not isinstance(value, Class) or value.node is None:
            return isinstance(value, Class)
        scope = value.scope
        own = scope is not None and self.documenting.machine.is_described(scope.module)
        return own and value.module.partition(".")[0] in _OUTSIDE

    def _unwrapped(self, value: Value) -> Value:
        """The function that one of Python's own decorators, such as `cache`, was given."""
        own = isinstance(value, Function) and self.documenting.machine.is_described(value.module)
        return value.attrs.get("__wrapped__", value) if own else value

    def _call_method(self, node: nodes.Attribute) -> None:
        if node.name in _READS or node.name in _LOGS:
            return
        if node.name in WRITES:
            self._changes(node.value)
        elif self._is_name(node.value, self.held):
            self.absent.add(node.name)
        else:
            raise _Effect


def _statements(body: tuple[nodes.Statement, ...]) -> Iterator[nodes.Statement]:
    """All statements of a function's body, without those of functions and classes inside."""
    for statement in body:
        yield statement
        if isinstance(statement, (nodes.If, nodes.For, nodes.While)):
            yield from _statements((*statement.body, *statement.orelse))
        elif isinstance(statement, nodes.With):
            yield from _statements(statement.body)
        elif isinstance(statement, nodes.Try):
            handled = [each for handler in statement.handlers for each in handler.body]
            yield from _statements((*statement.body, *handled, *statement.orelse, *statement.final))
