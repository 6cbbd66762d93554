"""Calls: functions, classes, and everything else that can be called."""

from __future__ import annotations

from collections.abc import Callable

from ..layers.binding import BadArguments, bind
from ..program import nodes
from ..size import Size
from ..source import Span
from ..unknown import Unknown
from ..values.expression import Bound, Code
from ..values.objects import (
    MISSING,
    Arguments,
    Body,
    Builtin,
    Class,
    External,
    Function,
    Generator,
    Instance,
    Keywords,
    Method,
    Module,
    Partial,
    Raised,
    Scope,
    StaticMethod,
    Tensor,
    Value,
)
from .attributes import describe_type
from .budget import DATA, FEW, HANDED_ON, OutOfBudget
from .initialising import Initialising
from .machine import Run
from .overloads import Overloads

_SCOPED = frozenset(("super", "locals", "globals", "vars", "eval", "with_arguments_of_caller"))
_ERRORS = (ArithmeticError, LookupError, TypeError, ValueError, AttributeError)


class Calls(Overloads):
    """Python's call protocol."""

    def __init__(self) -> None:
        super().__init__()
        self.idle = Initialising(self)
        self._call: dict[type, Callable[..., Value]] = {
            Function: self.call_function,
            Method: lambda f, a, k, s: self.call(f.function, [f.receiver, *a], k, s),
            Builtin: self._call_builtin,
            Class: self.instantiate,
            Partial: lambda f, a, k, s: self.call(f.function, [*f.arguments, *a], {**f.keywords, **k}, s),
            Instance: self._call_instance,
            External: self._call_external,
            StaticMethod: lambda f, a, k, s: self.call(f.function, a, k, s),
        }

    def call_node(self, node: nodes.Call) -> Code[Scope]:
        """A call in user code."""
        callee, arguments, span = self.compile(node.function), self.arguments(node), self.span(node)
        observed, call = self.observed_call(node, callee, arguments), self.call_here
        place = span.path, span.start

        def run(scope: Scope) -> Value:
            if self.watched and (place in self.watched or self.attends()):
                return observed(scope)
            function, bound = callee(scope), arguments(scope)
            if isinstance(bound, Unknown):
                return self.call_unspread(function, bound, span)
            return call(function, *bound, span, scope)

        return run

    def call_statement(self, node: nodes.Call) -> Run:
        """A call whose value nobody takes: left out where it only initialises."""
        callee, arguments, span = self.compile(node.function), self.arguments(node), self.span(node)
        observed, place, idle = (
            self.observed_call(node, callee, arguments),
            (span.path, span.start),
            self.idle,
        )

        def run(scope: Scope) -> None:
            if place in self.watched:
                observed(scope)
                return
            function, bound = callee(scope), arguments(scope)
            if isinstance(bound, Unknown):
                self.call_unspread(function, bound, span)
                return
            if self.watched and self.attends():
                self.meet_call(node, bound[0], scope)
            if not idle.call(function, *bound):
                self.call_here(function, *bound, span, scope)

        return run

    def observed_call(
        self, node: nodes.Call, callee: Code[Scope], arguments: Callable[[Scope], Bound | Unknown]
    ) -> Code[Scope]:
        """A call in user code that may be noted: its value is if it is what is watched."""
        span = self.span(node)
        place = span.path, span.start

        def run(scope: Scope) -> Value:
            function, bound = callee(scope), arguments(scope)
            if isinstance(bound, Unknown):
                value: Value = self.call_unspread(function, bound, span)
            else:
                self.meet_call(node, bound[0], scope)
                value = self.call_here(function, *bound, span, scope)
            if place in self.watched and not self.exploring:
                self.meet_value(span, value)
            return value

        return run

    def forget(self) -> None:
        """Begin a new evaluation."""
        super().forget()
        self.idle.begin()

    def redefined(self) -> None:
        """What a module, class or function holds under a name has changed."""
        self.idle.forget()

    def attends(self) -> bool:
        """Whether calls are noted now wherever they stand, beside those that are watched."""
        return False

    def meet_value(self, span: Span, value: Value) -> None:
        """Note the value of a call that is watched."""

    def meet_call(self, node: nodes.Call, arguments: Arguments, names: Scope) -> None:
        """Note a call that is a test's assertion."""

    def call_here(
        self, function: Value, arguments: Arguments, keywords: Keywords, span: Span, names: Scope
    ) -> Value:
        """Call a value; functions that look at their caller's scope get it."""
        while type(function) is Method:
            arguments.insert(0, function.receiver)
            function = function.function
        if type(function) is Builtin:
            if function.name in _SCOPED:
                return self.native_with_scope(function, arguments, keywords, span, names)
            return self._call_builtin(function, arguments, keywords, span)
        return self.call(function, arguments, keywords, span)

    def call_unspread(self, function: Value, lost: Unknown, span: Span) -> Value:
        """Call a value with arguments of which some are unknown."""
        raise NotImplementedError

    def unknown_instance(self, cls: Class, cause: Unknown) -> Value:
        """An object of a known class of which nothing else is known."""
        try:
            instance = self.allocate(cls)
        except Raised:
            return cause
        if isinstance(instance, Instance):
            self.spoil(instance, cause)
        return instance

    def call(self, function: Value, arguments: Arguments, keywords: Keywords, span: Span | None) -> Value:
        """Call any value."""
        caller = self._call.get(type(function))
        if caller is not None:
            return caller(function, arguments, keywords, span)
        function = self.settled(function)
        caller = self._call.get(type(function))
        if caller is not None:
            return caller(function, arguments, keywords, span)
        if isinstance(function, Unknown):
            self.hand_over([*arguments, *keywords.values()], function)
            return self.derive(function, "()", span)
        if isinstance(function, Size):
            cause = self.beyond(function, "()", span)
            self.hand_over([*arguments, *keywords.values()], cause)
            return cause
        message = f"{describe_type(function)} is not callable"
        raise self.error("TypeError", message, span, certain=function is None)

    def hand_over(self, values: list[Value], cause: Unknown) -> None:
        """Give up on what something unknown was given, since it may change it."""
        for value in values:
            if isinstance(value, Method):
                value = value.receiver
            if isinstance(value, (list, dict, set, Instance)):
                self.spoil(value, cause)
            if isinstance(value, Tensor):
                value.overwrite()

    def _call_external(
        self, function: External, arguments: Arguments, keywords: Keywords, span: Span | None
    ) -> Value:
        result = Unknown(f"{function.name} is not described", span)
        if not self.harmless(function.name):
            self.hand_over([*arguments, *keywords.values()], result)
        for value in arguments:
            if isinstance(value, Tensor):
                value.overwrite()
        return result

    def _call_builtin(
        self, function: Builtin, arguments: Arguments, keywords: Keywords, span: Span | None
    ) -> Value:
        budget = self.budget
        budget.steps += 1
        if budget.steps > budget.most_steps:
            budget.step(span)
        for argument in arguments:
            if isinstance(argument, Unknown):
                arguments = [self.settled(each) for each in arguments]
                break
        self.calling = span
        try:
            result = function.call(self, arguments, keywords)
        except _ERRORS as error:
            raise self.error(type(error).__name__, str(error), span) from None
        except OutOfBudget as ended:
            ended.unknown = ended.unknown.at(span)
            raise
        if isinstance(result, Unknown):
            return result.at(span)
        if result is MISSING:
            raise self.error("AttributeError", f"{function.name} finds no such attribute", span)
        if type(result) in DATA and len(result) > FEW:
            budget.pass_through(result, span, HANDED_ON)
        return result

    def _call_instance(
        self, function: Instance, arguments: Arguments, keywords: Keywords, span: Span | None
    ) -> Value:
        method = function.cls.find("__call__")
        if method is not MISSING:
            return self.call(self.bound(method, function, function.cls), arguments, keywords, span)
        if function.cls.opaque:
            return self.derive(function.cls.opaque, "()()", span)
        raise self.error("TypeError", f"{describe_type(function)} is not callable", span)

    # --- functions -------------------------------------------------------------------------------

    def call_function(
        self, function: Function, arguments: Arguments, keywords: Keywords, span: Span | None
    ) -> Value:
        """Run a function of user code."""
        bound = self._bound_plainly(function, arguments, keywords)
        if bound is None:
            bound = self._bound(function, arguments, keywords, span)
        return self.run_bound(function, bound, arguments, span)

    def run_bound(
        self, function: Function, bound: dict[str, Value], arguments: Arguments, span: Span | None
    ) -> Value:
        """Run a function of user code whose parameters have their values."""
        scope = Scope(function.module, bound, function.parent)
        scope.function = function
        scope.cls = function.owner
        if arguments:
            scope.receiver = arguments[0]
        budget, body = self.budget, function.body
        budget.enter(span)
        scope.born = budget.steps
        try:
            run = body.run or self._prepare(body, function.module)
            if body.generates:
                return self._generator(run, scope, span)
            run(scope)
            return scope.result
        finally:
            budget.depth -= 1

    def _prepare(self, body: Body, module: Module) -> Run:
        """What a function runs, compiled when it is first called."""
        node = body.node
        if isinstance(node, nodes.FunctionDef):
            run = self.within(module, self.block, node.body)
        else:
            run = self._returning(self.within(module, self.compile, node.body))
        body.run = run
        return run

    def _returning(self, value: Code[Scope]) -> Run:
        def run(scope: Scope) -> None:
            scope.result = value(scope)

        return run

    def _generator(self, body: Run, scope: Scope, span: Span | None) -> Generator:
        """The iterator of a generator function: it runs as a loop asks for items, else to its end at once."""

        def run(deliver: Callable[[Value], None]) -> None:
            scope.deliver = deliver
            self.budget.enter(span)
            try:
                body(scope)
            finally:
                self.budget.leave()

        def collect(generator: Generator) -> list[Value]:
            items: list[Value] | None = generator.attrs.get("items")
            if items is None:
                self.change(generator.attrs)
                items = generator.attrs["items"] = []
                run(lambda item: self.collect_item(items, item))
                if cause := self.spoilt(items):
                    self.spoil(generator, cause)
            return items

        return Generator(run, collect)

    def collect_item(self, items: list[Value], item: Value) -> None:
        """Add to what a generator yields."""
        self.change(items)
        items.append(item)

    def _bound(
        self, function: Function, arguments: Arguments, keywords: Keywords, span: Span | None
    ) -> dict[str, Value]:
        def default(parameter: nodes.Parameter) -> Value:
            if parameter.name not in function.defaults:
                raise BadArguments(f"{function.qualname}() missing a required argument: '{parameter.name}'")
            value = function.defaults[parameter.name]
            if self.recordings:
                self.meet_shared(value)
            return value

        try:
            return bind(function.node.parameters, arguments, keywords, default, function.qualname)
        except BadArguments as error:
            raise self.error("TypeError", str(error), span) from None

    def _bound_plainly(
        self, function: Function, arguments: Arguments, keywords: Keywords
    ) -> dict[str, Value] | None:
        """Values by name where the function takes any argument either way; None also where the call does not fit."""
        names = function.body.plain
        count = len(arguments)
        if names is None or count > len(names):
            return None
        bound = dict(zip(names, arguments, strict=False))
        if count == len(names):
            return None if keywords else bound
        left, defaults = len(keywords), function.defaults
        for name in names[count:]:
            if name in keywords:
                bound[name] = keywords[name]
                left -= 1
            elif name in defaults:
                value = bound[name] = defaults[name]
                if self.recordings:
                    self.meet_shared(value)
            else:
                return None
        return None if left else bound

    # --- classes ---------------------------------------------------------------------------------

    def allocate(self, cls: Class) -> Value:
        """A new object of a class before `__init__`; native classes have their own `__new__`."""
        maker = cls.find("__new__")
        if isinstance(maker, Builtin):
            return self.native(None, maker.call, self, [cls], {})
        return Instance(cls)

    def instantiate(self, cls: Class, arguments: Arguments, keywords: Keywords, span: Span | None) -> Value:
        """Call a class: make an object of it, unless its metaclass says otherwise."""
        called = cls.metaclass.find("__call__") if cls.metaclass is not None else MISSING
        if isinstance(called, Function):
            return self.call_function(called, [cls, *arguments], keywords, span)
        return self.construct(cls, arguments, keywords, span)

    def construct(self, cls: Class, arguments: Arguments, keywords: Keywords, span: Span | None) -> Value:
        """Make an object of a class."""
        self.budget.step(span)
        maker = cls.find("__new__")
        if isinstance(maker, StaticMethod):
            maker = maker.function
        if isinstance(maker, Function):
            instance = self.call_function(maker, [cls, *arguments], keywords, span)
        elif isinstance(maker, Builtin):
            instance = self.native(span, maker.call, self, [cls, *arguments], keywords)
        else:
            instance = Instance(cls)
        if isinstance(instance, Instance) and cls in instance.cls.mro:
            instance.origin = instance.origin or span
            self._initialize(instance, arguments, keywords, span)
        return instance

    def _initialize(
        self, instance: Instance, arguments: Arguments, keywords: Keywords, span: Span | None
    ) -> None:
        initializer = instance.cls.find("__init__")
        if initializer is not MISSING:
            self.call(initializer, [instance, *arguments], keywords, span)
        elif instance.cls.opaque:
            self.hand_over([*arguments, *keywords.values()], instance.cls.opaque)
