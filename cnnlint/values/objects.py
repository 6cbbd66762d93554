"""The heap: what user code can hold beside plain Python data.

Numbers, strings, tuples, lists, dicts, sets, slices and ranges are Python's own. All that may change
lies in dicts and lists, so that one journal can undo every change.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple, TypeAlias

from ..program import nodes
from ..source import Span
from ..unknown import Unknown

Value: TypeAlias = Any
Arguments: TypeAlias = list[Value]
Keywords: TypeAlias = dict[str, Value]


class Condition(Unknown):
    """A truth that depends on unknown things; equal keys are the same question, `negated` its opposite."""

    __slots__ = ("key", "negated")

    def __init__(self, reason: str, span: Span | None, key: object, negated: bool = False) -> None:
        super().__init__(reason, span)
        self.key = key
        self.negated = negated


class Made(Unknown):
    """What a call of something unknown gave, or what follows from it: it may be anything, also a layer."""

    __slots__ = ()


class MadeUp(Unknown):
    """A name that a framework makes up: that of a class in small letters, or one with a number behind it."""

    __slots__ = ("kind",)

    def __init__(self, reason: str, kind: str) -> None:
        super().__init__(reason)
        self.kind = kind

    def holds(self, text: str) -> bool | None:
        """Whether the text is a part of the name; None where that depends on the number, or on who writes words apart."""
        if text.isalpha():
            return text in self.kind.lower()
        return None

    def may_be(self, text: str) -> bool:
        """Whether the name can be this text; numbered ones of other words may be another version's."""
        number = text.rpartition("_")[2]
        return number.isdigit() or text.replace("_", "").lower() == self.kind.replace("_", "").lower()


class Either(Unknown):
    """One of two values: `positive` where the condition of this key holds, else `negative`."""

    __slots__ = ("key", "negative", "positive")

    def __init__(self, cause: Unknown, key: object, positive: Value, negative: Value) -> None:
        super().__init__(cause.reason, cause.span)
        self.key = key
        self.positive = positive
        self.negative = negative


class Raised(Exception):
    """User code raised; `value` is the exception instance.

    `certain` where the code itself says so (`raise`, `assert`, something asked of None): such a way is
    never taken. An error of another kind may as well come from something that is not described.
    """

    def __init__(self, value: Value, span: Span | None = None, certain: bool = False) -> None:
        super().__init__()
        self.value = value
        self.span = span
        self.certain = certain


class Scope:
    """The names of one running function, class body or comprehension.

    `cls` and `receiver` are what `super()` speaks of; `declared` tells the names that `global` (True)
    and `nonlocal` (False) send elsewhere; `deliver` takes what a generator yields.
    """

    __slots__ = (
        "born",
        "cls",
        "declared",
        "deliver",
        "function",
        "inner",
        "module",
        "names",
        "parent",
        "receiver",
        "result",
    )

    def __init__(
        self, module: Module, names: dict[str, Value] | None = None, parent: Scope | None = None
    ) -> None:
        self.module = module
        self.names: dict[str, Value] = {} if names is None else names
        self.parent = parent
        self.function: Function | None = None
        self.cls: Class | None = None
        self.receiver: Value = None
        self.declared: dict[str, bool] | None = None
        self.result: Value = None
        self.deliver: Callable[[Value], None] | None = None
        self.inner = False
        self.born = 0


class Module:
    """A module of source files: its dotted name, its path, and its names so far."""

    __slots__ = ("attrs", "name", "path")

    def __init__(self, name: str, path: str) -> None:
        self.name = name
        self.path = path
        self.attrs: dict[str, Value] = {}

    def __repr__(self) -> str:
        return f"<module {self.name}>"


class Class:
    """A class of user code, of stub code, or of the evaluator itself (then `node` is None).

    `opaque` is set where a base cannot be told, so that any attribute may exist; `metaclass` where user
    code says what calling the class does; `reader` is user code's own `__getattribute__`.
    """

    __slots__ = ("attrs", "bases", "metaclass", "module", "mro", "name", "node", "opaque", "reader", "scope")

    def __init__(self, name: str, bases: list[Class], attrs: dict[str, Value], module: str = "") -> None:
        self.name = name
        self.bases = bases
        self.attrs = attrs
        self.module = module
        self.node: nodes.ClassDef | None = None
        self.scope: Scope | None = None
        self.metaclass: Class | None = next((base.metaclass for base in bases if base.metaclass), None)
        self.mro: list[Class] = linearize(self)
        self.reader: Value = next((base.reader for base in self.mro[1:] if base.reader), None)
        self.opaque: Unknown | None = next((base.opaque for base in self.mro[1:] if base.opaque), None)

    def __repr__(self) -> str:
        return f"<class {self.name}>"

    def find(self, name: str) -> Value:
        """The attribute of the first class in method resolution order that has it, else MISSING."""
        for cls in self.mro:
            attrs = cls.attrs
            if name in attrs:
                return attrs[name]
        return MISSING


class InconsistentBases(ValueError):
    """The bases of a class have no method resolution order."""


def linearize(cls: Class) -> list[Class]:
    """C3 method resolution order, the class itself first."""
    sequences = [list(base.mro) for base in cls.bases] + [list(cls.bases)]
    order = [cls]
    while any(sequences):
        sequences = [sequence for sequence in sequences if sequence]
        for sequence in sequences:
            head = sequence[0]
            if not any(head in other[1:] for other in sequences):
                break
        else:
            raise InconsistentBases(cls.name)
        order.append(head)
        for sequence in sequences:
            if sequence[0] is head:
                del sequence[0]
    return order


class Instance:
    """An object of a class; `native` holds the Python data of subclasses of list, dict, str, ….

    `origin` is the call that made it.
    """

    __slots__ = ("attrs", "cls", "label", "native", "origin")

    def __init__(self, cls: Class) -> None:
        self.cls = cls
        self.attrs: dict[str, Value] = {}
        self.native: Value = MISSING
        self.label: str | None = None
        self.origin: Span | None = None

    @staticmethod
    def made(cls: Class, label: str | None, origin: Span | None, native: Value) -> Instance:
        """An object whose attributes are still to be put in."""
        instance: Instance = object.__new__(Instance)
        instance.cls, instance.label, instance.origin, instance.native = cls, label, origin, native
        return instance

    def __repr__(self) -> str:
        return f"<{self.cls.name} object>"


WHOLE = "whole"
"""The type of NumPy's integers, whose fractions have double precision and which repeat lists."""


class Numbers(NamedTuple):
    """The elements of a small tensor in row-major order, and the type they have."""

    items: tuple[Any, ...]
    dtype: str


class Tensor:
    """A tensor: its shape, a tuple or unknown; `attrs` holds `requires_grad`. Identity is the tensor's.

    `numbers` are its elements as long as nothing wrote to the memory that it shares with its views:
    `memory` is one list for all of them, empty when something did. `held` is the type of elements that
    are not known, if that is: "bool", "int64", "float32" or "float64".
    """

    __slots__ = ("attrs", "held", "kind", "memory", "numbers", "shape")

    def __init__(
        self, shape: tuple[Value, ...] | Unknown, kind: str = "tensor", numbers: Numbers | None = None
    ) -> None:
        self.shape = shape
        self.kind = kind
        self.numbers = numbers
        self.memory: list[None] | None = None
        self.held: str | None = None
        self.attrs: dict[str, Value] = {"requires_grad": kind == "parameter"}

    def twin(self) -> Tensor:
        """Another tensor that is like this one; its `attrs` are still to be put in."""
        made: Tensor = object.__new__(Tensor)
        made.shape, made.kind, made.numbers, made.held = self.shape, self.kind, self.numbers, self.held
        made.memory = None
        return made

    @property
    def dtype(self) -> str | None:
        """The type of the elements, where it is known."""
        return self.held if self.numbers is None else self.numbers.dtype

    def like(self, shape: tuple[Value, ...] | Unknown, numbers: Numbers | None = None) -> Tensor:
        """A new tensor with elements of the same type."""
        made = Tensor(shape, "tensor", numbers)
        made.held = self.dtype
        return made

    @property
    def known(self) -> Numbers | None:
        """The elements, where they are still what they were."""
        return None if self.memory == [] else self.numbers

    def view(self, shape: tuple[Value, ...] | Unknown, numbers: Numbers | None = None) -> Tensor:
        """Another tensor over the same memory."""
        if self.memory is None:
            self.memory = [None]
        made = self.like(shape, None if self.memory == [] else numbers)
        made.memory = self.memory
        return made

    def overwrite(self) -> None:
        """Forget the elements, here and in all views."""
        self.held, self.numbers = self.dtype, None
        if self.memory is not None:
            self.memory.clear()

    def __repr__(self) -> str:
        return f"<{self.kind} {self.shape}>"


class Body:
    """What all functions of one `def` or `lambda` share; `run` is what it compiles to, once it was called.

    `plain` are the names of the parameters, if each takes its argument by position or by name; `generates`
    where calling it gives a generator.
    """

    __slots__ = ("generates", "node", "plain", "run")

    def __init__(self, node: nodes.FunctionDef | nodes.Lambda) -> None:
        self.node = node
        names = tuple([parameter.name for parameter in node.parameters if parameter.kind == "either"])
        self.plain = names if len(names) == len(node.parameters) else None
        self.generates = isinstance(node, nodes.FunctionDef) and node.is_generator
        self.run: Callable[[Scope], Any] | None = None


class Function:
    """A function of user or stub code with the names around it; `owner` is the class it was defined in."""

    __slots__ = ("attrs", "body", "defaults", "module", "owner", "parent", "qualname")

    def __init__(self, body: Body, module: Module, parent: Scope | None, qualname: str) -> None:
        self.body = body
        self.module = module
        self.parent = parent
        self.qualname = qualname
        self.defaults: dict[str, Value] = {}
        self.owner: Class | None = None
        self.attrs: dict[str, Value] = {}

    @property
    def node(self) -> nodes.FunctionDef | nodes.Lambda:
        """The definition."""
        return self.body.node

    def __repr__(self) -> str:
        return f"<function {self.qualname}>"


class Builtin:
    """A function that the evaluator gives a meaning itself: called with interpreter, arguments, keywords.

    `parameters` are those of a record's constructor, the object itself left out.
    """

    __slots__ = ("call", "name", "parameters")

    def __init__(
        self,
        name: str,
        call: Callable[[Any, Arguments, Keywords], Value],
        parameters: tuple[nodes.Parameter, ...] | None = None,
    ) -> None:
        self.name = name
        self.call = call
        self.parameters = parameters

    def __repr__(self) -> str:
        return f"<function {self.name}>"


class Method:
    """A function or builtin bound to its receiver."""

    __slots__ = ("function", "receiver")

    def __init__(self, function: Value, receiver: Value) -> None:
        self.function = function
        self.receiver = receiver


class Partial:
    """`functools.partial`: a callable with some arguments in place."""

    __slots__ = ("arguments", "attrs", "function", "keywords")

    def __init__(self, function: Value, arguments: Arguments, keywords: Keywords) -> None:
        self.function = function
        self.arguments = arguments
        self.keywords = keywords
        self.attrs: dict[str, Value] = {}


class Property:
    """A property, or a computed attribute of a native class."""

    __slots__ = ("getter", "setter")

    def __init__(self, getter: Value, setter: Value = None) -> None:
        self.getter = getter
        self.setter = setter


class StaticMethod:
    """`staticmethod(function)`."""

    __slots__ = ("function",)

    def __init__(self, function: Value) -> None:
        self.function = function


class ClassMethod:
    """`classmethod(function)`."""

    __slots__ = ("function",)

    def __init__(self, function: Value) -> None:
        self.function = function


class Super:
    """`super(cls, receiver)`."""

    __slots__ = ("cls", "receiver")

    def __init__(self, cls: Class, receiver: Value) -> None:
        self.cls = cls
        self.receiver = receiver


class Stream:
    """An iterator: items by position, at most `length` of them (None is endless), the next at `position`."""

    __slots__ = ("attrs", "length", "rule")

    def __init__(self, rule: Callable[[int], Value], length: int | None) -> None:
        self.rule = rule
        self.length = length
        self.attrs: dict[str, Value] = {"position": 0}

    @staticmethod
    def of(items: list[Value]) -> Stream:
        """An iterator over a list."""
        return Stream(items.__getitem__, len(items))


class Generator(Stream):
    """What a generator function gives: its body runs when items are asked for.

    `run` runs it; it hands each item to the function that it is given.
    """

    __slots__ = ("collect", "run")

    def __init__(
        self, run: Callable[[Callable[[Value], None]], None], collect: Callable[[Generator], list[Value]]
    ) -> None:
        self.run = run
        self.collect = collect
        self.attrs = {"position": 0}

    @property
    def length(self) -> int | None:  # type: ignore[override]
        """How many items there are in all."""
        return len(self.collect(self))

    @property
    def rule(self) -> Callable[[int], Value]:  # type: ignore[override]
        """The items by position."""
        return self.collect(self).__getitem__


class External:
    """Something of a library that no rule describes, by its dotted name."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name

    def __repr__(self) -> str:
        return f"<{self.name}>"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, External) and other.name == self.name

    def __hash__(self) -> int:
        return hash(self.name)


class _Missing:
    """The mark for "no such value"."""

    def __repr__(self) -> str:
        return "MISSING"


MISSING = _Missing()
