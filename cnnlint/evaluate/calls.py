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
    WHOLE,
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
from ..values.operators import negate
from .attributes import describe_type, tensor_class
from .initialising import Initialising
from .items import Items
from .machine import Run

REVERSED = {
    "+": "__radd__", "*": "__rmul__", "-": "__rsub__", "/": "__rtruediv__", "|": "__ror__", "&": "__rand__",
    "//": "__rfloordiv__", "%": "__rmod__", "**": "__rpow__", "@": "__rmatmul__",
    "<": "__gt__", "<=": "__ge__", ">": "__lt__", ">=": "__le__", "==": "__eq__", "!=": "__ne__",
}  # fmt: skip
METHODS = {
    "+": "__add__", "-": "__sub__", "*": "__mul__", "/": "__truediv__", "//": "__floordiv__",
    "%": "__mod__", "**": "__pow__", "@": "__matmul__", "&": "__and__", "|": "__or__", "^": "__xor__",
    "<<": "__lshift__", ">>": "__rshift__", "<": "__lt__", "<=": "__le__", ">": "__gt__", ">=": "__ge__",
    "in": "__contains__", "==": "__eq__", "!=": "__ne__", "~": "__invert__",
}  # fmt: skip
UNARY = {"-": "__neg__", "+": "__pos__", "~": "__invert__"}
_SCOPED = frozenset(("super", "locals", "globals", "vars", "with_arguments_of_caller"))
_ERRORS = (ArithmeticError, LookupError, TypeError, ValueError, AttributeError)
COMPARISONS = ("==", "!=", "<", "<=", ">", ">=")


class Calls(Items):
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

        def run(scope: Scope) -> Value:
            if self.watched:
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
            if self.watched:
                self.meet_call(node, bound[0], scope)
            if not idle.call(function, *bound):
                self.call_here(function, *bound, span, scope)

        return run

    def observed_call(
        self, node: nodes.Call, callee: Code[Scope], arguments: Callable[[Scope], Bound | Unknown]
    ) -> Code[Scope]:
        """A call in user code while something is watched: its value is noted if it is what is watched."""
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
        if result is MISSING:
            raise self.error("AttributeError", f"{function.name} finds no such attribute", span)
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

    # --- operators on objects --------------------------------------------------------------------

    def overloaded(self, sign: str, left: Value, right: Value, span: Span | None) -> Value:
        """An operator by the objects' own methods."""
        if sign == "not in":
            return negate(self.truth(self.overloaded("in", left, right, span)))
        if sign == "in":
            left, right = right, left
        if sign.startswith("unary "):
            found = self._operator(left, UNARY.get(sign[-1], ""))
            return (
                Unknown(f"{sign} of {describe_type(left)}", span)
                if found is MISSING
                else self.call(found, [left], {}, span)
            )
        if sign == "|" and (union := _union(left, right)):
            return union
        if sign == "*" and (repeated := _repeated(left, right)):
            return self.operate(sign, *repeated, span)
        for receiver, name, other in ((left, METHODS.get(sign), right), (right, REVERSED.get(sign), left)):
            found = self._operator(receiver, name) if name else MISSING
            if found is not MISSING:
                return self.call(found, [receiver, other], {}, span)
            if isinstance(receiver, Instance) and receiver.native is not MISSING:
                return self._on_native(sign, receiver, left, right, span)
        if sign == "in" and not isinstance(left, (Tensor, External)):
            items = self.items_of(left, span)
            return items if isinstance(items, Unknown) else self.relate("in", right, items, span)
        for value in (left, right):
            if isinstance(value, Instance) and value.cls.opaque:
                return self.derive(value.cls.opaque, sign, span)
        return Unknown(f"{describe_type(left)} {sign} {describe_type(right)}", span)

    def _on_native(
        self, sign: str, receiver: Instance, left: Value, right: Value, span: Span | None
    ) -> Value:
        """An operator on the plain data inside an object."""
        left = receiver.native if left is receiver else left
        right = receiver.native if right is receiver else right
        if sign == "in":
            return self.relate(sign, right, left, span)
        return (self.relate if sign in COMPARISONS else self.operate)(sign, left, right, span)

    def _operator(self, receiver: Value, name: str) -> Value:
        if isinstance(receiver, Instance):
            return receiver.cls.find(name)
        if isinstance(receiver, Tensor):
            cls = self.library(tensor_class(receiver))
            return cls.find(name) if isinstance(cls, Class) else MISSING
        return MISSING

    def relate(self, sign: str, left: Value, right: Value, span: Span | None) -> Value:
        """A comparison, by a class's own `__eq__` where it has one; of tensors, one for each element."""
        stand_in = _stand_in(sign, left, right)
        if stand_in is not None:
            return self.beyond(stand_in, f" {sign} {right!r}", span)
        if sign in ("==", "!=") and (isinstance(left, Instance) or isinstance(right, Instance)):
            for value, other in ((left, right), (right, left)):
                method = value.cls.find("__eq__") if isinstance(value, Instance) else MISSING
                if method is not MISSING:
                    truth = self.truth(self.call(method, [value, other], {}, span))
                    return truth if sign == "==" else negate(truth)
            left, right = native_of(left), native_of(right)
        if sign in ("==", "!=") and (isinstance(left, Tensor) or isinstance(right, Tensor)):
            if all(isinstance(value, (Tensor, int, float, Size)) for value in (left, right)):
                return self.overloaded(sign, left, right, span)
        if sign in ("in", "not in") and isinstance(right, (list, tuple)) and self.spoilt(right) is None:
            if any(isinstance(each, Instance) for each in (left, *right)):
                truth = self._among(left, right, span)
                return truth if sign == "in" else negate(truth)
        return super().relate(sign, left, right, span)

    def _among(self, item: Value, items: list[Value] | tuple[Value, ...], span: Span | None) -> Value:
        found: Value = False
        for each in items:
            truth = True if each is item else self.relate("==", each, item, span)
            if truth is True:
                return True
            found = found if truth is False else truth
        return found


def _repeated(left: Value, right: Value) -> tuple[Value, int] | None:
    """A sequence and how often NumPy's whole number repeats it."""
    for sequence, times in ((left, right), (right, left)):
        if isinstance(sequence, (list, tuple, str)) and isinstance(times, Tensor) and times.shape == ():
            if times.known is not None and times.known.dtype == WHOLE:
                return sequence, times.known.items[0]
    return None


def _union(left: Value, right: Value) -> tuple[Value, ...] | None:
    """The classes that `A | B` is one of, as `isinstance` takes them."""
    parts = [
        *(left if isinstance(left, tuple) else (left,)),
        *(right if isinstance(right, tuple) else (right,)),
    ]
    plain = all(part is None or isinstance(part, (Class, External)) for part in parts)
    return tuple(parts) if plain and any(isinstance(part, Class) for part in parts) else None


def _stand_in(sign: str, left: Value, right: Value) -> Size | None:
    """The argument without a value that is compared with a text, if it is one: it may be that text."""
    if sign in ("in", "not in"):
        texts = isinstance(right, (list, tuple, set, dict)) and any(isinstance(each, str) for each in right)
        return left if texts and isinstance(left, Size) and _is_name(left) else None
    if sign not in ("==", "!="):
        return None
    size, other = (left, right) if isinstance(left, Size) else (right, left)
    return size if isinstance(other, str) and isinstance(size, Size) and _is_name(size) else None


def _is_name(size: Size) -> bool:
    return size == Size.named(next(size.names()))


def native_of(value: Value) -> Value:
    """The plain data inside an object of a subclass of `int`, `dict`, …, else the value itself."""
    return value.native if isinstance(value, Instance) and value.native is not MISSING else value
