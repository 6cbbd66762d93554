"""Definitions: functions, classes, decorators, f-strings, patterns."""

from __future__ import annotations

from ..program import nodes
from ..source import Span
from ..unknown import Unknown
from ..values.objects import (
    MISSING,
    Builtin,
    Class,
    ClassMethod,
    External,
    Function,
    InconsistentBases,
    Instance,
    Module,
    Raised,
    Scope,
    StaticMethod,
    Super,
    Value,
)
from ..values.tally import joined
from .documenting import Documenting
from .patterns import Patterns


class Definitions(Patterns):
    """Makes functions and classes."""

    def __init__(self) -> None:
        super().__init__()
        self.documenting = Documenting(self)
        self._evaluate.update({nodes.Lambda: self._lambda, nodes.JoinedString: self._joined})

    def define_function(self, node: nodes.FunctionDef, scope: Scope) -> str | None:
        """`def name():` with its decorators, innermost first."""
        value: Value = self._function(node, scope)
        if scope.cls is not None and scope.function is None and node.name in _IMPLICIT:
            value = _IMPLICIT[node.name](value)
        self.store(node.name, self._decorated(node.decorators, value, scope), scope)
        return None

    def _function(self, node: nodes.FunctionDef | nodes.Lambda, scope: Scope) -> Function:
        in_class = scope.cls is not None and scope.function is None and not scope.inner
        parent = scope
        while parent is not None and parent.cls is not None and parent.function is None and not parent.inner:
            parent = parent.parent  # type: ignore[assignment]
        name = node.name if isinstance(node, nodes.FunctionDef) else "<lambda>"
        qualname = f"{scope.cls.name}.{name}" if in_class and scope.cls is not None else name
        if parent is not None and parent.names is scope.module.attrs:
            parent = None  # type: ignore[assignment]
        function = Function(node, scope.module, parent, qualname)
        function.owner = scope.cls
        for parameter in node.parameters:
            if parameter.default is not None:
                function.defaults[parameter.name] = self.evaluate(parameter.default, scope)
        return function

    def _lambda(self, node: nodes.Lambda, scope: Scope) -> Value:
        return self._function(node, scope)

    def _decorated(self, decorators: tuple[nodes.Expression, ...], value: Value, scope: Scope) -> Value:
        for decorator in reversed(decorators):
            wrapper = self.settled(self.evaluate(decorator, scope))
            if isinstance(wrapper, (External, Unknown)):
                continue  # what nothing is known of is taken to hand its function back
            if self.documenting.gives_back(wrapper, value):
                continue
            value = self.call(wrapper, [value], {}, self.span(decorator, scope))
        return value

    def define_class(self, node: nodes.ClassDef, scope: Scope) -> str | None:
        """`class Name(bases):`."""
        bases, keywords, opaque = self._bases(node, scope)
        span = self.span(node, scope)
        try:
            cls = Class(node.name, bases, {}, scope.module.name)
        except InconsistentBases:
            raise self.error(
                "TypeError", f"{node.name}: no consistent method resolution order", span
            ) from None
        cls.node, cls.opaque = node, cls.opaque or opaque or self._own_metaclass(cls, keywords, span)
        body = Scope(scope.module, cls.attrs, scope)
        body.cls = cls
        cls.scope = scope
        self.execute(node.body, body)
        cls.reader = cls.attrs.get("__getattribute__", cls.reader)
        value = self._completed(cls, keywords, span)
        self.store(node.name, self._decorated(node.decorators, value, scope), scope)
        return None

    def _bases(
        self, node: nodes.ClassDef, scope: Scope
    ) -> tuple[list[Class], dict[str, Value], Unknown | None]:
        bases: list[Class] = []
        keywords: dict[str, Value] = {}
        opaque: Unknown | None = None
        for argument in node.arguments:
            value = self.settled(self.evaluate(argument.value, scope))
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
        return Unknown(f"the metaclass {metaclass.name} is not followed", span)

    def _opaque_base(self, value: Value, argument: nodes.Argument, scope: Scope) -> Unknown:
        name = value.name if isinstance(value, (External, Builtin)) else repr(value)
        return Unknown(f"the base class {name} is not described", self.span(argument, scope))

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
            return made if isinstance(made, Class) else cls
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
                return Unknown("an annotation", self.span(node, scope))
            if isinstance(value, Class):
                return value
        return Unknown("an annotation", self.span(node, scope))

    # --- f-strings -------------------------------------------------------------------------------

    def _joined(self, node: nodes.JoinedString, scope: Scope) -> Value:
        texts: list[tuple[str, Value]] = []
        for part in node.parts:
            if isinstance(part, nodes.Constant):
                texts.append((str(part.value), None))
                continue
            assert isinstance(part, nodes.FormattedValue)
            value = self.settled(self.evaluate(part.value, scope))
            text = self._formatted(part, value, scope)
            if isinstance(text, Unknown):
                return text
            texts.append((text, value))
        return joined(texts)

    def _formatted(self, node: nodes.FormattedValue, value: Value, scope: Scope) -> str | Unknown:
        spec = "" if node.spec is None else self.evaluate(node.spec, scope)
        formatter = self.library("builtins.format")
        return formatter.call(self, [value, spec, node.conversion], {})  # type: ignore[no-any-return]

    # --- functions that see their caller ---------------------------------------------------------

    def native_with_scope(self, name: str, arguments: list[Value], span: Span, names: Scope) -> Value:
        """`super`, `locals`, `globals` and `vars`."""
        if name == "super":
            return self._super(arguments, span, names)
        if name == "globals":
            return self.every_name(names.module)
        if arguments:
            owner = self.settled(arguments[0])
            if isinstance(owner, Module):
                return self.every_name(owner)
            if isinstance(owner, (Instance, Class)):
                return owner.attrs
            return Unknown("vars() of something unknown", span)
        return dict(names.names)

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


_MAKES = ("__new__", "__init__", "__prepare__")
_IMPLICIT = {"__new__": StaticMethod, "__init_subclass__": ClassMethod, "__class_getitem__": ClassMethod}
