"""What a text does beyond setting the elements of tensors: read from it, for all objects it may ever meet.

Names of modules, of functions around and of arguments that can be called are followed to what they stand for;
all else is an object of which nothing is known but what its class may do (`initialising.py` asks the classes).
Every way through the text is read, so that no condition in it needs an answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple, TypeAlias

from ..program import nodes
from ..size import Size
from ..values.objects import (
    MISSING,
    Body,
    Builtin,
    Class,
    External,
    Function,
    Method,
    Module,
    Partial,
    Scope,
    Value,
)
from .bindings import Bindings
from .documenting import WRITES
from .library.modules import MODULE
from .library.tensor_names import TENSOR_NAMES
from .machine import Machine

CALLABLE = (Function, Method, Partial, Builtin, Class, External)
_OWN_TYPES = frozenset("int float str bool list tuple dict set frozenset range bytes slice object".split())
_LOOKS = frozenset(
    "isinstance issubclass len abs min max sum round pow divmod any all repr type id callable enumerate zip "
    "reversed sorted iter torch.jit.is_scripting torch.jit.is_tracing".split()
)
_MATHEMATICS = ("math.", "numpy.")
WALKS = frozenset(
    "parameters named_parameters buffers named_buffers children named_children modules named_modules apply "
    "get_submodule get_parameter get_buffer state_dict to cuda cpu float double half bfloat16 extra_repr __repr__ "
    "__getattr__ reset_parameters".split()
)
# What torch's tensors and layers do in place beyond their elements, and what moves an iterator on.
_BEYOND = (
    WRITES
    | (MODULE.attrs.keys() - WALKS)
    | frozenset(
        "requires_grad_ retain_grad register_hook set_ resize_ resize_as_ detach_ t_ squeeze_ unsqueeze_ transpose_ "
        "swapdims_ swapaxes_ apply_ map_ map2_ rename_ backward __next__ __setattr__ __delattr__ __setitem__ "
        "__delitem__ __init__ __call__ forward".split()
    )
)


_TENSOR_FUNCTIONS = ("torch", "torch.nn.functional")
MAKER = Builtin("a function of tensors", lambda machine, given, keywords: MISSING)
"""Any function of torch that makes a tensor of others: what it writes to are their elements."""


class Effect(Exception):
    """The text may do more than set elements."""


class _Met:
    """Any object that a text may meet."""

    def __repr__(self) -> str:
        return "MET"


MET = _Met()
Names: TypeAlias = dict[str, Value]
Statements: TypeAlias = tuple[nodes.Statement, ...]
MOST_FUNCTIONS = 200


class Member(NamedTuple):
    """What any object holds under a name."""

    name: str


class OneOf(NamedTuple):
    """One of several functions."""

    functions: tuple[Value, ...]


def lifted(value: Value) -> Value:
    """A value as texts are read for it: what can be called stays itself."""
    return value if isinstance(value, (*CALLABLE, Module, Member, OneOf)) else MET


def is_met(value: Value) -> bool:
    """Whether a value is an object of which nothing is known."""
    return value is MET or type(value) is Member


class Reading:
    """The texts that one statement may run: what they read and call of what they meet, and where they stand."""

    def __init__(self, machine: Machine, bindings: Callable[[Statements], Bindings]) -> None:
        self.machine = machine
        self.bindings = bindings
        self.read: set[str] = set()
        self.called: set[str] = set()
        self.places: list[tuple[str, int, int]] = []
        self.objects: list[Value] = []
        self._seen: dict[object, tuple[Function, Value]] = {}

    def call(self, function: Value, given: Sequence[Value], keywords: Names) -> Value:
        """Read what a call of a known function runs; gives the function that it gives back, MET for all else."""
        if type(function) is Method:
            return self.call(function.function, [lifted(function.receiver), *given], keywords)
        if type(function) is Partial:
            fixed = {name: lifted(value) for name, value in function.keywords.items()}
            given = [*map(lifted, function.arguments), *given]
            return self.call(function.function, given, {**fixed, **keywords})
        if type(function) is OneOf:
            for each in function.functions:
                self.call(each, given, keywords)
        elif type(function) is Member:
            self.method(function.name, [*given, *keywords.values()])
        elif type(function) is Function:
            return self._function(function, _bound(function, given, keywords))
        elif type(function) is Builtin:
            harmless = function is MAKER or self.machine.harmless(function.name)
            if not (harmless or is_look(function)) or any(map(_is_function, given)):
                raise Effect
            if keywords and not harmless:
                raise Effect
        elif type(function) is External:
            if not self.machine.harmless(function.name):
                raise Effect
        elif (
            type(function) is Class
            and function.name == "partial"
            and function.module == "functools"
            and given
        ):
            return Partial(given[0], list(given[1:]), keywords)
        elif type(function) is not Class or function.module != "builtins" or function.name not in _OWN_TYPES:
            raise Effect
        return MET

    def method(self, name: str, given: Iterable[Value]) -> None:
        """A method of any object."""
        if name in _BEYOND:
            raise Effect
        self.called.add(name)
        for value in given:
            if name == "apply" and (_is_function(value) or type(value) is Member):
                self.call(value, [MET], {})
            elif _is_function(value):
                raise Effect

    def _function(self, function: Function, names: Names) -> Value:
        if function.module.name in _TENSOR_FUNCTIONS and self.machine.is_described(function.module):
            return MET
        key = (id(function), *((name, key_of(value)) for name, value in names.items() if value is not MET))
        if key in self._seen:
            return self._seen[key][1]
        if len(self._seen) > MOST_FUNCTIONS:
            raise Effect
        self._seen[key] = function, MET  # the function is kept, so that no other takes its identity
        node = function.node
        if isinstance(node, nodes.Lambda):
            given: Value = _Text(self, function.module, names, function.parent).visit(node.body)
        elif node.is_generator:
            raise Effect
        else:
            self.places.append((function.module.path, node.start, node.end))
            given = self.body(node.body, function.module, names, function.parent)
        self._seen[key] = function, given
        return given

    def body(self, body: Statements, module: Module, names: Names, around: Scope | None) -> Value:
        """Read statements that run with these names; gives the function that they return, if all do."""
        text = _Text(self, module, names, around)
        text.bind(body)
        text.block(body)
        if not text.returned or any(map(is_met, text.returned)):
            return MET
        return text.returned[0] if len(text.returned) == 1 else OneOf(tuple(text.returned))


def key_of(value: Value) -> object:
    """What can be called, as a key; functions inside of others are known by their text."""
    if type(value) is Method:
        return Method, key_of(value.function)
    if type(value) is Partial:
        keywords = ((name, key_of(lifted(each))) for name, each in value.keywords.items())
        arguments = (key_of(lifted(each)) for each in value.arguments)
        return Partial, key_of(value.function), *arguments, *keywords
    if type(value) is OneOf:
        return OneOf, *map(key_of, value.functions)
    return value.body if type(value) is Function and value.parent is not None else value


def _is_function(value: Value) -> bool:
    """Whether what is handed on is a function that may be called there."""
    return isinstance(value, (Function, Method, Partial, OneOf))


def is_inner(value: Value) -> bool:
    """Whether a function is called that sees the names of another."""
    if type(value) is Method:
        return is_inner(value.function)
    if type(value) is Partial:
        return any(map(is_inner, (value.function, *value.arguments, *value.keywords.values())))
    return type(value) is Function and value.parent is not None


def is_look(function: Builtin) -> bool:
    """Whether a native only looks at what it is given."""
    return function is MAKER or function.name in _LOOKS or function.name.startswith(_MATHEMATICS)


def _bound(function: Function, given: Sequence[Value], keywords: Names) -> Names:
    names: Names = {}
    positional = iter(given)
    for parameter in function.node.parameters:
        name = parameter.name
        names[name] = MET
        if parameter.kind in ("star", "double"):
            positional = iter(())
            continue
        value = next(positional, MISSING) if parameter.kind != "keyword" else MISSING
        if value is MISSING:
            value = keywords.get(name, MISSING)
        if value is MISSING:
            value = lifted(function.defaults.get(name))
        names[name] = value
    return names


class _Text:
    """Statements with their names: each visit gives what an expression stands for, MET for any object."""

    def __init__(self, reading: Reading, module: Module, names: Names, around: Scope | None) -> None:
        self.reading = reading
        self.machine = reading.machine
        self.module = module
        self.names = names
        self.scope = Scope(module, names, around)
        self.made: dict[str, list[nodes.Expression]] = {}
        self.returned: list[Value] = []

    def bind(self, body: Statements) -> None:
        """Note the names that statements bind: nothing is known of what they hold, but what was made here."""
        found = self.reading.bindings(body)
        if not found.plain:
            raise Effect
        self.made = {name: each for name, each in found.sources.items() if name not in self.names}
        self.names.update(dict.fromkeys(found.names, MET))
        for name, node in found.inner.items():
            self.names[name] = Function(Body(node), self.module, self.scope, f"<inner>.{name}")

    def block(self, body: Iterable[nodes.Statement]) -> None:
        for statement in body:
            reader = _STATEMENTS.get(type(statement))
            if reader is None:
                raise Effect
            reader(self, statement)

    def visit(self, node: nodes.Expression | None) -> Value:
        if node is None:
            return MET
        reader = _EXPRESSIONS.get(type(node))
        if reader is not None:
            return reader(self, node)
        if type(node) not in _PLAIN:
            raise Effect
        for field in node.__struct_fields__:
            self._parts(getattr(node, field))
        return MET

    def _parts(self, part: object) -> None:
        if isinstance(part, nodes.Node):
            self.visit(part)  # type: ignore[arg-type]
        elif isinstance(part, tuple):
            for each in part:
                self._parts(each)

    # --- statements ------------------------------------------------------------------------------

    def assign(self, node: nodes.Assign) -> None:
        for target in node.targets:
            self.target(target)
        self.visit(node.value)

    def annotated(self, node: nodes.AnnotatedAssign) -> None:
        self.target(node.target)
        self.visit(node.value)

    def augmented(self, node: nodes.AugmentedAssign) -> None:
        """`x += 1` leaves what `x` was, unless that is a list or set: these take no numbers, nor a quotient."""
        number = isinstance(node.value, nodes.Constant) and isinstance(node.value.value, (int, float))
        harmless = node.operator in ("/", "//", "**", "%") or (number and node.operator in ("+", "-"))
        if not harmless and not self.is_made(node.target):
            raise Effect
        self.target(node.target)
        self.visit(node.value)

    def target(self, node: nodes.Expression) -> None:
        """A name, or an item of what the text itself has made."""
        if isinstance(node, (nodes.TupleDisplay, nodes.ListDisplay)):
            for each in node.elements:
                self.target(each)
        elif isinstance(node, nodes.Starred):
            self.target(node.value)
        elif isinstance(node, nodes.Subscript) and self.is_made(node.value):
            self.visit(node.index)
        elif not isinstance(node, nodes.Name):
            raise Effect

    def is_made(self, node: nodes.Expression, seen: tuple[str, ...] = ()) -> bool:
        """Whether the text has made a value itself, or at least that it is a tensor."""
        if isinstance(node, nodes.Name):
            sources = self.made.get(node.id)
            if not sources or node.id in seen:
                return node.id in seen
            return all(self.is_made(source, (*seen, node.id)) for source in sources)
        if isinstance(node, nodes.Subscript):
            return isinstance(node.value, nodes.Name) and self.is_made(node.value, seen)
        if isinstance(node, nodes.Call):
            function = node.function
            if isinstance(function, nodes.Attribute) and function.name in _OF_TENSORS_ONLY:
                return True
            return self.visit(function) is MAKER
        return isinstance(node, _MAKINGS)

    def choice(self, node: nodes.If | nodes.While) -> None:
        self.visit(node.test)
        self.block((*node.body, *node.orelse))

    def loop(self, node: nodes.For) -> None:
        self.target(node.target)
        self.visit(node.iterable)
        self.block((*node.body, *node.orelse))

    def context(self, node: nodes.With) -> None:
        """A context of a library that no rule describes is only entered and left."""
        for item in node.items:
            context = item.context
            called = self.visit(context.function) if isinstance(context, nodes.Call) else None
            if type(called) is not External or context.arguments or item.target is not None:  # type: ignore[union-attr]
                raise Effect
        self.block(node.body)

    def attempt(self, node: nodes.Try) -> None:
        for handler in node.handlers:
            self.block(handler.body)
        self.block((*node.body, *node.orelse, *node.final))

    def ask(self, node: nodes.Assert) -> None:
        self.visit(node.test)

    def value(self, node: nodes.ExpressionStatement) -> None:
        self.visit(node.value)

    def give(self, node: nodes.Return) -> None:
        self.returned.append(self.visit(node.value))

    # --- expressions -----------------------------------------------------------------------------

    def name(self, node: nodes.Name) -> Value:
        scope: Scope | None = self.scope
        while scope is not None:
            if node.id in scope.names:
                return self._met(scope.names[node.id])
            scope = scope.parent
        found = self.machine.module_attribute(self.module, node.id, None)
        if found is MISSING:
            found = self.machine.library(f"builtins.{node.id}")
        return self._met(found)

    def _met(self, value: Value) -> Value:
        """A value that a name holds: an object is looked at like those that are met later."""
        if is_met(value) or isinstance(value, (*CALLABLE, Module, OneOf)):
            return value
        if not isinstance(value, (int, float, str, type(None), Size)):
            self.reading.objects.append(value)
        return MET

    def attribute(self, node: nodes.Attribute) -> Value:
        return self._attribute(self.visit(node.value), node.name)

    def _attribute(self, owner: Value, name: str) -> Value:
        if isinstance(owner, Module):
            return self._met(self.machine.module_attribute(owner, name, None))
        if type(owner) is External:
            found = self.machine.library(f"{owner.name}.{name}")
            return MAKER if type(found) is Builtin and owner.name in _TENSOR_FUNCTIONS else found
        if type(owner) is Class:
            found = owner.find(name)
            return found if type(found) is Function else MET
        if is_met(owner):
            self.reading.read.add(name)
            return Member(name)
        return MET

    def call(self, node: nodes.Call) -> Value:
        given = [self.visit(each.value) for each in node.arguments if each.keyword is None and not each.star]
        keywords = {
            each.keyword: self.visit(each.value) for each in node.arguments if each.keyword is not None
        }
        for each in node.arguments:
            if each.star:
                self.visit(each.value)
                if each.star == "*":
                    given = given if each is node.arguments[-1] else []
        function = node.function
        if isinstance(function, nodes.Attribute):
            if _is_super(function.value):
                owner: Value = MET
            else:
                owner = self.visit(function.value)
            if is_met(owner):
                self.reading.method(function.name, [*given, *keywords.values()])
                return MET
            called = self._attribute(owner, function.name)
        else:
            called = self.visit(function)
        return self._call(called, given, keywords, node)

    def _call(self, called: Value, given: list[Value], keywords: Names, node: nodes.Call) -> Value:
        if type(called) is External and all(_is_text(each.value) for each in node.arguments):
            return MET
        if type(called) is not Builtin or called.name not in ("getattr", "hasattr"):
            return self.reading.call(called, given, keywords)
        wanted = node.arguments[1].value if len(node.arguments) > 1 else None
        if not isinstance(wanted, nodes.Constant) or not isinstance(wanted.value, str):
            raise Effect
        self.reading.read.add(wanted.value)
        return MET

    def function(self, node: nodes.Lambda) -> Value:
        return Function(Body(node), self.module, self.scope, "<lambda>")


def _is_super(node: nodes.Expression) -> bool:
    if not isinstance(node, nodes.Call) or not isinstance(node.function, nodes.Name):
        return False
    return node.function.id == "super" and not node.arguments


def _is_text(node: nodes.Expression) -> bool:
    return isinstance(node, (nodes.Constant, nodes.JoinedString))


_OF_TENSORS_ONLY = TENSOR_NAMES - {name for kind in (str, list, dict, set, tuple) for name in dir(kind)}
_MAKINGS = (nodes.Binary, nodes.ListDisplay, nodes.DictDisplay, nodes.SetDisplay, nodes.Comprehension)
_PLAIN = frozenset(
    (
        nodes.Constant, nodes.BytesLiteral, nodes.BigInteger, nodes.EllipsisLiteral, nodes.Subscript, nodes.Slice,
        nodes.Unary, nodes.Binary, nodes.Boolean, nodes.Compare, nodes.Conditional, nodes.TupleDisplay,
        nodes.ListDisplay, nodes.SetDisplay, nodes.DictDisplay, nodes.DictItem, nodes.Starred,
        nodes.Comprehension, nodes.Clause, nodes.JoinedString, nodes.FormattedValue, nodes.Walrus,
    )
)  # fmt: skip
_EXPRESSIONS: dict[type, Callable[[_Text, Any], Value]] = {
    nodes.Name: _Text.name,
    nodes.Attribute: _Text.attribute,
    nodes.Call: _Text.call,
    nodes.Lambda: _Text.function,
}
_STATEMENTS: dict[type, Callable[[_Text, Any], object]] = {
    nodes.ExpressionStatement: _Text.value,
    nodes.Return: _Text.give,
    nodes.Assign: _Text.assign,
    nodes.AnnotatedAssign: _Text.annotated,
    nodes.AugmentedAssign: _Text.augmented,
    nodes.If: _Text.choice,
    nodes.While: _Text.choice,
    nodes.For: _Text.loop,
    nodes.With: _Text.context,
    nodes.Try: _Text.attempt,
    nodes.Assert: _Text.ask,
    nodes.FunctionDef: lambda text, node: None,
    nodes.Pass: lambda text, node: None,
    nodes.Break: lambda text, node: None,
    nodes.Continue: lambda text, node: None,
    nodes.Raise: lambda text, node: None,
}
