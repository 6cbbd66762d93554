"""The state of an evaluation, and what its parts ask of one another."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias, TypeVar

from ..program import nodes
from ..size import Size
from ..source import Span
from ..unknown import Unknown
from ..values.choices import Choices
from ..values.expression import Expressions
from ..values.journal import Journal, Store
from ..values.objects import (
    Arguments,
    Builtin,
    Class,
    Function,
    Instance,
    Keywords,
    Made,
    Module,
    Raised,
    Scope,
    Value,
)
from .budget import DATA, Budget

Result = TypeVar("Result")
Part = TypeVar("Part")
Signal: TypeAlias = str | None
Body: TypeAlias = tuple[nodes.Statement, ...]
Run: TypeAlias = Callable[[Scope], Signal]
_tuple = tuple.__new__


# What operators go through: membership in a dict or set is looked up.
_SEQUENCES = frozenset([list, tuple, str, bytes])


class Machine(Expressions[Scope]):
    """One evaluation: budget, undo journal, choices, and the places (path and offset) that are watched.

    `calling` is the call that the native at work was called by; `tracer` notes what flows through layers;
    `home` is the module whose code is being compiled.
    """

    def __init__(self) -> None:
        super().__init__()
        self.home = Module("", "")
        self.pinned: Span | None = None
        self.budget = Budget()
        self.journal = Journal()
        self.choices = Choices()
        self.exploring = 0
        self.loading = 0
        self.spoiled: dict[object, object] = {}
        self.derived: dict[object, Unknown] = {}
        self.watched: set[tuple[str, int]] = set()
        self.recordings: list[Any] = []
        self.shared: dict[int, Value] = {}
        self.library_state: dict[str, Value] = {}
        self.calling: Span | None = None
        self.tracer: Any = None

    # --- compiling -------------------------------------------------------------------------------

    def within(self, module: Module, compiler: Callable[[Part], Result], part: Part) -> Result:
        """Compile a part of a module's code."""
        outer, self.home = self.home, module
        try:
            return compiler(part)
        finally:
            self.home = outer

    def evaluate(self, node: nodes.Expression, scope: Scope) -> Value:
        """Value of an expression that runs this once."""
        return self.within(scope.module, self.compile, node)(scope)

    def span(self, node: nodes.Node) -> Span:
        """Where a node of the module that is being compiled stands, or the call that its text was given to."""
        if self.pinned is not None:
            return self.pinned
        return _tuple(Span, (self.home.path, node.start, node.end))  # twice as fast as Span(…)

    def span_in(self, module: Module, node: nodes.Node) -> Span:
        """Where a node of a module stands: modules are named by their paths' files."""
        return _tuple(Span, (module.path, node.start, node.end))

    # --- what later parts give a meaning ---------------------------------------------------------

    def call(self, function: Value, arguments: Arguments, keywords: Keywords, span: Span | None) -> Value:
        """Call any value."""
        raise NotImplementedError

    def call_function(
        self, function: Function, arguments: Arguments, keywords: Keywords, span: Span | None
    ) -> Value:
        """Run a function of source code."""
        raise NotImplementedError

    def annotations(self, owner: Class | Function) -> dict[str, Value]:
        """What the body of a class or the parameters of a function are annotated with."""
        raise NotImplementedError

    def module_named(self, dotted: str) -> Value:
        """The module of this absolute name, read where it belongs to the project."""
        raise NotImplementedError

    def set_attribute(self, value: Value, name: str, content: Value, span: Span | None) -> None:
        """`value.name = content`."""
        raise NotImplementedError

    def execute(self, body: Body, scope: Scope) -> Signal:
        """Run statements this once; gives the signal that ended them."""
        return self.within(scope.module, self.block, body)(scope)

    def block(self, body: Body) -> Run:
        """The closure of statements: it gives the signal that ended them."""
        raise NotImplementedError

    def library(self, dotted: str) -> Value:
        """What a dotted name of a library stands for."""
        raise NotImplementedError

    def module_attribute(self, module: Module, name: str, span: Span | None) -> Value:
        """A name of a module of the project, or MISSING."""
        raise NotImplementedError

    def loaded_module(self, dotted: str) -> Value:
        """The module of the project that was read under this name, or MISSING."""
        raise NotImplementedError

    def described(self, dotted: str) -> bool:
        """Whether the rules or the standard library hold a top-level module of this name."""
        raise NotImplementedError

    def native_with_scope(
        self, native: Builtin, arguments: Arguments, keywords: Keywords, span: Span, names: Scope
    ) -> Value:
        """`super`, `locals`, `globals`, `vars`, and what is to see its caller's arguments."""
        raise NotImplementedError

    # --- errors ----------------------------------------------------------------------------------

    def error(self, kind: str, message: str, span: Span | None = None, certain: bool = False) -> Raised:
        """The exception that Python would raise here."""
        cls = self.library(f"builtins.{kind}")
        instance = Instance(cls if isinstance(cls, Class) else self.library("builtins.Exception"))
        instance.attrs["args"] = (message,)
        return Raised(instance, span, certain)

    def native(self, span: Span | None, function: Callable[..., Result], *arguments: Value) -> Result:
        """Call Python's own operation on data; its errors are the user's."""
        try:
            return function(*arguments)
        except (ArithmeticError, LookupError, TypeError, ValueError, AttributeError) as error:
            raise self.error(type(error).__name__, str(error), span) from None

    def attempt(self, span: Span | None, operation: Callable[..., Value], *operands: Value) -> Value:
        """An operator on data; its errors are the user's."""
        result = self.native(span, operation, *operands)
        for value in operands[1:]:  # behind the operator's sign
            if type(value) in _SEQUENCES:
                self.budget.pass_through(value, span)
        if type(result) in DATA:
            self.budget.pass_through(result, span)
        return result

    def repeated_keyword(self, name: str, span: Span | None) -> Unknown:
        """A call that gives one keyword twice is the user's TypeError."""
        raise self.error("TypeError", f"got multiple values for keyword argument '{name}'", span)

    # --- changes ---------------------------------------------------------------------------------

    def change(self, store: Store) -> None:
        """Note a container of the heap that is about to change."""
        self.journal.save(store)
        if id(store) in self.shared:
            self.disturb()

    def forget(self) -> None:
        """Begin a new evaluation."""
        self.derived.clear()

    def disturb(self) -> None:
        """Something that earlier code read has changed."""

    def harmless(self, dotted: str) -> bool:
        """Whether a function of a library leaves what it is given as it is."""
        raise NotImplementedError

    def is_described(self, module: Module) -> bool:
        """Whether a module is stub code of the rules."""
        raise NotImplementedError

    def redefined(self) -> None:
        """What a module, class or function holds under a name has changed."""

    def pass_by(self) -> None:
        """Code that is recorded meets what holds in this evaluation alone."""

    def meet_shared(self, value: Value) -> None:
        """Code that is recorded reads what was there before it ran."""

    def spoil(self, value: Value, cause: Unknown) -> None:
        """Give up on the contents of a list, dict, set or object."""
        self.journal.save(self.spoiled)
        self.spoiled.setdefault(id(value), (value, cause))
        if id(value) in self.shared:
            self.disturb()

    def spoilt(self, value: Value) -> Unknown | None:
        """Why the contents of a value cannot be told, if they cannot."""
        entry = self.spoiled.get(id(value)) if self.spoiled else None
        return entry[1] if isinstance(entry, tuple) else None

    def beyond(self, size: Size, step: str, span: Span | None) -> Unknown:
        """What a named size gives where it is used as no number: it stands for an argument that may be anything."""
        name = next(size.names())
        cause = self.derived.get(name)
        if cause is None:
            cause = self.derived[name] = Unknown(f"the argument {name} has no value", span)
        return self.derive(cause, step, span)

    def derive(self, value: Unknown, step: str, span: Span | None) -> Unknown:
        """What follows from an unknown: the same thing each time the same step is taken from it."""
        key = (id(value), step)
        found = self.derived.get(key)
        if found is None:
            made = Made if step == "()" or isinstance(value, Made) else Unknown
            found = self.derived[key] = made(value.reason, value.span or span)
            self.derived[id(value)] = value
        return found
