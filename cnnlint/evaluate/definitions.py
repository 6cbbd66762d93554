"""Definitions: functions, classes, decorators, f-strings, patterns."""

from __future__ import annotations

from collections.abc import Callable

from ..frontend.followed import follow_expression
from ..frontend.problem import FrontendError
from ..program import nodes
from ..program.walk import walk
from ..source import Span
from ..unknown import Unknown
from ..values.expression import Code
from ..values.objects import (
    MISSING,
    Arguments,
    Body,
    Builtin,
    Class,
    ClassMethod,
    External,
    Function,
    InconsistentBases,
    Instance,
    Keywords,
    Module,
    Raised,
    Scope,
    StaticMethod,
    Super,
    Value,
)
from ..values.tally import joined
from .branches import Undecidable
from .budget import STEPS_OF_A_CLASS
from .documenting import Documenting
from .machine import Run
from .patterns import Patterns

LONGEST_EXPRESSION = 2000


class Definitions(Patterns):
    """Makes functions and classes."""

    def __init__(self) -> None:
        super().__init__()
        self.documenting = Documenting(self)
        self._statements[nodes.FunctionDef] = self.define_function
        self._statements[nodes.ClassDef] = self.define_class
        self._compilers.update({nodes.Lambda: self._function, nodes.JoinedString: self._joined})

    def define_function(self, node: nodes.FunctionDef) -> Run:
        """`def name():` with its decorators, innermost first."""
        make, decorate, name = self._function(node), self._decoration(node.decorators), node.name
        implicit = _IMPLICIT.get(name)

        def run(scope: Scope) -> None:
            value: Value = make(scope)
            if implicit is not None and scope.cls is not None and scope.function is None:
                value = implicit(value)
            self.store(name, self._decorated(decorate, value, scope), scope)

        return run

    def _decorated(self, decorate: Callable[[Value, Scope], Value], value: Value, scope: Scope) -> Value:
        """A function as its decorators leave it; a method of which that cannot be told spoils nothing but itself."""
        if scope.cls is None or scope.function is not None or self.exploring or not self.loading:
            return decorate(value, scope)
        try:
            return decorate(value, scope)
        except Undecidable as undecidable:
            return Unknown(f"a decorator: {undecidable.unknown.reason}", undecidable.unknown.span)

    def _function(self, node: nodes.FunctionDef | nodes.Lambda) -> Callable[[Scope], Function]:
        """The closure that makes a function; all that it makes share what the body compiles to."""
        body = Body(node)
        name = node.name if isinstance(node, nodes.FunctionDef) else "<lambda>"
        defaults = [
            (each.name, self.compile(each.default)) for each in node.parameters if each.default is not None
        ]

        def make(scope: Scope) -> Function:
            in_class = scope.cls is not None and scope.function is None and not scope.inner
            parent: Scope | None = scope
            while (
                parent is not None and parent.cls is not None and parent.function is None and not parent.inner
            ):
                parent = parent.parent
            qualname = f"{scope.cls.name}.{name}" if in_class and scope.cls is not None else name
            if parent is not None and parent.names is scope.module.attrs:
                parent = None
            function = Function(body, scope.module, parent, qualname)
            function.owner = scope.cls
            for parameter, default in defaults:
                function.defaults[parameter] = default(scope)
            return function

        return make

    def _decoration(self, decorators: tuple[nodes.Expression, ...]) -> Callable[[Value, Scope], Value]:
        """The closure that decorates a function or class."""
        wrappers = [(self.compile(each), self.span(each)) for each in reversed(decorators)]

        def decorate(value: Value, scope: Scope) -> Value:
            for expression, span in wrappers:
                wrapper = self.settled(expression(scope))
                if isinstance(wrapper, (External, Unknown)):
                    continue  # what nothing is known of is taken to hand its function back
                if not self.documenting.gives_back(wrapper, value):
                    value = self.call(wrapper, [value], {}, span)
            return value

        return decorate

    def define_class(self, node: nodes.ClassDef) -> Run:
        """`class Name(bases):`."""
        arguments = [(each, self.compile(each.value)) for each in node.arguments]
        body, decorate, span = self.block(node.body), self._decoration(node.decorators), self.span(node)

        def run(scope: Scope) -> None:
            self.budget.step(span, STEPS_OF_A_CLASS)
            bases, keywords, opaque = self._bases(arguments, scope)
            try:
                cls = Class(node.name, bases, {}, scope.module.name)
            except InconsistentBases:
                message = f"{node.name}: no consistent method resolution order"
                raise self.error("TypeError", message, span) from None
            cls.node, cls.opaque = node, cls.opaque or opaque or self._own_metaclass(cls, keywords, span)
            inner = Scope(scope.module, cls.attrs, scope)
            inner.cls = cls
            cls.scope = scope
            body(inner)
            cls.reader = cls.attrs.get("__getattribute__", cls.reader)
            value = self._completed(cls, keywords, span)
            self.store(node.name, decorate(value, scope), scope)

        return run

    def _bases(
        self, arguments: list[tuple[nodes.Argument, Code[Scope]]], scope: Scope
    ) -> tuple[list[Class], dict[str, Value], Unknown | None]:
        bases: list[Class] = []
        keywords: dict[str, Value] = {}
        opaque: Unknown | None = None
        for argument, expression in arguments:
            value = self.settled(expression(scope))
            if argument.keyword is not None:
                keywords[argument.keyword] = value
            elif isinstance(value, Class):
                bases.append(value)
            elif isinstance(value, Instance) and value.cls.find("__mro_entries__") is not MISSING:
                continue
            else:
                opaque = value if isinstance(value, Unknown) else self._opaque_base(value, argument, scope)
        return bases, keywords, opaque

    def _own_metaclass(self, cls: Class, keywords: dict[str, Value], span: Span) -> Unknown | None:
        metaclass = keywords.get("metaclass")
        if not isinstance(metaclass, Class):
            return None
        cls.metaclass = metaclass
        own = [base for base in metaclass.mro if base.node is not None]
        if not any(name in base.attrs for base in own for name in _MAKES):
            return None
        cause = Unknown(f"the metaclass {metaclass.name} is not followed", span)
        self.hand_over([held for base in own for held in base.attrs.values()], cause)
        return cause

    def _opaque_base(self, value: Value, argument: nodes.Argument, scope: Scope) -> Unknown:
        name = value.name if isinstance(value, (External, Builtin)) else repr(value)
        return Unknown(f"the base class {name} is not described", self.span_in(scope.module, argument))

    def _completed(self, cls: Class, keywords: dict[str, Value], span: Span) -> Value:
        """Hooks that run when a class exists: of its descriptors, and of its bases."""
        for name, value in list(cls.attrs.items()):
            if type(value) is Instance and (hook := value.cls.find("__set_name__")) is not MISSING:
                self.call(hook, [value, cls, name], {}, span)
        for base in cls.mro[1:]:
            hook = base.attrs.get("__init_subclass__", MISSING)
            if hook is MISSING:
                continue
            if isinstance(hook, (ClassMethod, StaticMethod)):
                hook = hook.function
            arguments = {name: value for name, value in keywords.items() if name != "metaclass"}
            made = self.call(hook, [cls], arguments, span)
            cls = made if isinstance(made, Class) else cls
            break
        hook = cls.metaclass.find("__init__") if cls.metaclass is not None else MISSING
        if isinstance(hook, Function) and cls.opaque is None:
            names = (cls.name, tuple(cls.bases), dict(cls.attrs))
            self.call(hook, [cls, *names], {}, span)
        return cls

    def annotations(self, owner: Class | Function) -> dict[str, Value]:
        """What the body of a class or the parameters of a function are annotated with."""
        if isinstance(owner, Function):
            scope = Scope(owner.module, {}, owner.parent)
            pairs = [(each.name, each.annotation) for each in owner.node.parameters if each.annotation]
        else:
            assert owner.node is not None
            assert owner.scope is not None
            scope = owner.scope
            pairs = [
                (statement.target.id, statement.annotation)
                for statement in owner.node.body
                if isinstance(statement, nodes.AnnotatedAssign) and isinstance(statement.target, nodes.Name)
            ]
        return {name: self._annotation(annotation, scope) for name, annotation in pairs}

    def _annotation(self, node: nodes.Expression, scope: Scope) -> Value:
        """The class that a plain name stands for; nothing is said of what is put together of several."""
        if isinstance(node, (nodes.Name, nodes.Attribute)):
            try:
                value = self.evaluate(node, scope)
            except Raised:
                return Unknown("an annotation", self.span_in(scope.module, node))
            if isinstance(value, Class):
                return value
        return Unknown("an annotation", self.span_in(scope.module, node))

    # --- f-strings -------------------------------------------------------------------------------

    def _joined(self, node: nodes.JoinedString) -> Code[Scope]:
        parts = [self._part(part) for part in node.parts]

        def run(scope: Scope) -> Value:
            texts: list[tuple[str, Value]] = []
            for part in parts:
                text, value = part(scope)
                if isinstance(text, Unknown):
                    return text
                texts.append((text, value))
            whole = joined(texts)
            self.budget.pass_through(whole, None)
            return whole

        return run

    def _part(self, node: nodes.Expression) -> Callable[[Scope], tuple[Value, Value]]:
        """The closure that gives a part of an f-string: its text, and the value that is written there."""
        if isinstance(node, nodes.Constant):
            constant = str(node.value), None
            return lambda scope: constant
        assert isinstance(node, nodes.FormattedValue)
        expression, conversion = self.compile(node.value), node.conversion
        layout = self.optional(node.spec)

        def run(scope: Scope) -> tuple[Value, Value]:
            value = self.settled(expression(scope))
            if type(value) is str and layout is None and not conversion:
                return value, value
            spec = "" if layout is None else layout(scope)
            return self.library("builtins.format").call(self, [value, spec, conversion], {}), value

        return run

    # --- functions that see their caller ---------------------------------------------------------

    def native_with_scope(
        self, native: Builtin, arguments: Arguments, keywords: Keywords, span: Span, names: Scope
    ) -> Value:
        """`super`, `locals`, `globals`, `vars`, `eval`, and what is to see its caller's arguments."""
        name = native.name
        if name == "with_arguments_of_caller":
            return native.call(self, arguments, {**keywords, **_of_caller(arguments, names)})
        if name == "super":
            return self._super(arguments, span, names)
        if name == "eval":
            return self._evaluated(arguments, keywords, span, names)
        if name == "globals":
            return self.every_name(names.module)
        if arguments:
            owner = self.settled(arguments[0])
            if isinstance(owner, Module):
                return self.every_name(owner)
            if isinstance(owner, (Instance, Class)):
                return owner.attrs
            return Unknown("vars() of something unknown", span)
        if names.function is None and not names.inner:
            return self.every_name(names.module) if names.names is names.module.attrs else names.names
        return dict(names.names)

    def _evaluated(self, arguments: Arguments, keywords: Keywords, span: Span, names: Scope) -> Value:
        """`eval(text)`: a short expression is followed as if it stood in place of the call."""
        text = self.settled(arguments[0]) if len(arguments) == 1 and not keywords else None
        if isinstance(text, Unknown):
            return text
        if not isinstance(text, str) or len(text) > LONGEST_EXPRESSION:
            return Unknown("eval() of what is no short text", span)
        self.budget.step(span, len(text))
        try:
            node = follow_expression(text.strip(" \t"))
        except FrontendError as error:
            raise self.error("SyntaxError", error.message, span) from None
        if any(isinstance(each, nodes.Lambda) for each, _ in walk(node)):
            return Unknown("eval() of a lambda", span)
        self.pinned = span
        try:
            run = self.within(names.module, self.compile, node)
        finally:
            self.pinned = None
        return run(names)

    def every_name(self, module: Module) -> dict[str, Value]:
        """All names of a module."""
        raise NotImplementedError

    def _super(self, arguments: list[Value], span: Span, names: Scope) -> Value:
        if arguments:
            cls, receiver = self.settled(arguments[0]), arguments[1] if len(arguments) > 1 else None
        else:
            cls, receiver = names.cls, names.receiver
        if not isinstance(cls, Class) or not isinstance(receiver, (Instance, Class)):
            return Unknown("super() of something unknown", span)
        return Super(cls, receiver)


def _of_caller(arguments: Arguments, names: Scope) -> Keywords:
    """What the caller's parameters hold now: `local` in a method of the receiver's own class, else `inner`."""
    if names.function is None or not arguments:
        return {}
    parameters = names.function.node.parameters[1:]
    held = {each.name: names.names[each.name] for each in parameters if each.name in names.names}
    receiver = arguments[0]
    own = isinstance(receiver, Instance) and names.cls is receiver.cls
    return {"local" if own else "inner": held}


_MAKES = ("__new__", "__prepare__")
_IMPLICIT = {"__new__": StaticMethod, "__init_subclass__": ClassMethod, "__class_getitem__": ClassMethod}
