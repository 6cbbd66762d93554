"""The IR: what one source says, as frozen nodes.

Every node carries `start` and `end`, offsets in code points into the text of its source (the end
excluded, no white space and brackets around it). Items, clauses and cases run from their first expression
to the last. Nodes in an f-string begin one after the other, and end with it. They are plain data.
"""

from __future__ import annotations

from typing import Literal, TypeAlias, Union

import msgspec


class Node(msgspec.Struct, frozen=True, array_like=True, tag=True, gc=False):
    """Base of all nodes."""

    start: int
    end: int


# --- expressions -------------------------------------------------------------------------------


class Constant(Node, frozen=True):
    """A literal: number, string (adjacent ones joined), True, False or None."""

    value: Union[None, bool, int, float, str]


class BytesLiteral(Node, frozen=True):
    """A bytes literal."""

    value: bytes


class BigInteger(Node, frozen=True):
    """An integer literal of more than 64 bits, as its decimal digits."""

    digits: str


class EllipsisLiteral(Node, frozen=True):
    """`...`."""


class Name(Node, frozen=True):
    """A variable read, or written where it stands in a target."""

    id: str


class Attribute(Node, frozen=True):
    """`value.name`."""

    value: Expression
    name: str


class Subscript(Node, frozen=True):
    """`value[index]`; several indices make `index` a TupleDisplay."""

    value: Expression
    index: Expression


class Slice(Node, frozen=True):
    """`lower:upper:step` inside a subscript."""

    lower: Expression | None
    upper: Expression | None
    step: Expression | None


class Argument(Node, frozen=True):
    """One argument of a call or base of a class; `star` is "", "*" or "**"."""

    value: Expression
    keyword: str | None
    star: str


class Call(Node, frozen=True):
    """`function(arguments)`; the span runs from the function's first to the closing bracket."""

    function: Expression
    arguments: tuple[Argument, ...]


class Unary(Node, frozen=True):
    """`-x`, `+x`, `~x`, `not x`."""

    operator: str
    operand: Expression


class Binary(Node, frozen=True):
    """`left + right` and the like; the operator as written: `+ - * / // % ** @ << >> & | ^`."""

    operator: str
    left: Expression
    right: Expression


class Boolean(Node, frozen=True):
    """`a and b`, `a or b`; a chain of the same operator is one node."""

    operator: Literal["and", "or"]
    values: tuple[Expression, ...]


class Compare(Node, frozen=True):
    """`left < a <= b`; operators as written, with single blanks: `not in`, `is not`."""

    left: Expression
    operators: tuple[str, ...]
    comparators: tuple[Expression, ...]


class Conditional(Node, frozen=True):
    """`body if test else orelse`."""

    test: Expression
    body: Expression
    orelse: Expression


class Lambda(Node, frozen=True):
    """`lambda parameters: body`."""

    parameters: tuple[Parameter, ...]
    body: Expression


class TupleDisplay(Node, frozen=True):
    """`a, b`."""

    elements: tuple[Expression, ...]


class ListDisplay(Node, frozen=True):
    """`[a, b]`."""

    elements: tuple[Expression, ...]


class SetDisplay(Node, frozen=True):
    """`{a, b}`."""

    elements: tuple[Expression, ...]


class DictItem(Node, frozen=True):
    """`key: value`, or `**value` where the key is None."""

    key: Expression | None
    value: Expression


class DictDisplay(Node, frozen=True):
    """`{a: b, **c}`."""

    items: tuple[DictItem, ...]


class Starred(Node, frozen=True):
    """`*value` in a display, a target or a subscript."""

    value: Expression


class Clause(Node, frozen=True):
    """`for target in iterable if condition …` of a comprehension."""

    target: Expression
    iterable: Expression
    conditions: tuple[Expression, ...]


class Comprehension(Node, frozen=True):
    """`[element for …]`; `value` is set for a dict only, whose key is `element`."""

    kind: Literal["list", "set", "dict", "generator"]
    element: Expression
    value: Expression | None
    clauses: tuple[Clause, ...]


class FormattedValue(Node, frozen=True):
    """`{value!r:spec}` in an f-string; `conversion` is "", "r", "s" or "a"."""

    value: Expression
    conversion: str
    spec: Expression | None


class JoinedString(Node, frozen=True):
    """An f-string: constants and formatted values in order."""

    parts: tuple[Expression, ...]


class Walrus(Node, frozen=True):
    """`name := value`."""

    name: str
    value: Expression


class Yield(Node, frozen=True):
    """`yield value`."""

    value: Expression | None


class YieldFrom(Node, frozen=True):
    """`yield from value`."""

    value: Expression


class Await(Node, frozen=True):
    """`await value`."""

    value: Expression


class UnsupportedExpression(Node, frozen=True):
    """Syntax that the evaluator has no meaning for, such as an imaginary number."""

    what: str


Expression: TypeAlias = Union[
    Constant, BytesLiteral, BigInteger, EllipsisLiteral, Name, Attribute, Subscript, Slice, Call, Unary, Binary,
    Boolean, Compare, Conditional, Lambda, TupleDisplay, ListDisplay, SetDisplay, DictDisplay,
    Starred, Comprehension, FormattedValue, JoinedString, Walrus, Yield, YieldFrom, Await,
    UnsupportedExpression,
]  # fmt: skip


# --- statements --------------------------------------------------------------------------------


class Parameter(Node, frozen=True):
    """A parameter; `kind` is "positional" (before `/`), "either", "star" (`*args`), "keyword" (after `*`), "double" (`**kwargs`)."""

    name: str
    kind: Literal["positional", "either", "star", "keyword", "double"]
    default: Expression | None
    annotation: Expression | None


class ExpressionStatement(Node, frozen=True):
    """An expression on its own; a docstring is one that holds a string Constant."""

    value: Expression


class Assign(Node, frozen=True):
    """`a = b = value`."""

    targets: tuple[Expression, ...]
    value: Expression


class AugmentedAssign(Node, frozen=True):
    """`target += value`; the operator without its `=`."""

    target: Expression
    operator: str
    value: Expression


class AnnotatedAssign(Node, frozen=True):
    """`target: annotation = value`."""

    target: Expression
    annotation: Expression
    value: Expression | None


class Return(Node, frozen=True):
    """`return value`."""

    value: Expression | None


class Raise(Node, frozen=True):
    """`raise exception`."""

    exception: Expression | None


class Assert(Node, frozen=True):
    """`assert test, message`."""

    test: Expression
    message: Expression | None


class Delete(Node, frozen=True):
    """`del a, b.c`."""

    targets: tuple[Expression, ...]


class Pass(Node, frozen=True):
    """`pass`."""


class Break(Node, frozen=True):
    """`break`."""


class Continue(Node, frozen=True):
    """`continue`."""


class Global(Node, frozen=True):
    """`global a, b`."""

    names: tuple[str, ...]


class Nonlocal(Node, frozen=True):
    """`nonlocal a, b`."""

    names: tuple[str, ...]


class Alias(Node, frozen=True):
    """`name as bound`; `name` may be dotted; `bound` is None without `as`."""

    name: str
    bound: str | None


class Import(Node, frozen=True):
    """`import a.b as c`."""

    names: tuple[Alias, ...]


class ImportFrom(Node, frozen=True):
    """`from ..module import a as b`; `level` counts the dots; a star import has no names."""

    module: str
    level: int
    names: tuple[Alias, ...]


class If(Node, frozen=True):
    """`if test:`; an `elif` is an If alone in `orelse`."""

    test: Expression
    body: tuple[Statement, ...]
    orelse: tuple[Statement, ...]


class While(Node, frozen=True):
    """`while test:`."""

    test: Expression
    body: tuple[Statement, ...]
    orelse: tuple[Statement, ...]


class For(Node, frozen=True):
    """`for target in iterable:`."""

    target: Expression
    iterable: Expression
    body: tuple[Statement, ...]
    orelse: tuple[Statement, ...]


class WithItem(Node, frozen=True):
    """`context as target`."""

    context: Expression
    target: Expression | None


class With(Node, frozen=True):
    """`with items:`."""

    items: tuple[WithItem, ...]
    body: tuple[Statement, ...]


class Handler(Node, frozen=True):
    """`except type as name:`."""

    exception: Expression | None
    name: str | None
    body: tuple[Statement, ...]


class Try(Node, frozen=True):
    """`try:` with its handlers, `else` and `finally`."""

    body: tuple[Statement, ...]
    handlers: tuple[Handler, ...]
    orelse: tuple[Statement, ...]
    final: tuple[Statement, ...]


class MatchValue(Node, frozen=True):
    """A pattern that compares with a value: a literal, None, True, False or a dotted name."""

    value: Expression


class MatchCapture(Node, frozen=True):
    """`pattern as name`, `name`, or `_` where both are None."""

    pattern: Pattern | None
    name: str | None


class MatchStar(Node, frozen=True):
    """`*name` in a sequence pattern, `*_` where the name is None."""

    name: str | None


class MatchSequence(Node, frozen=True):
    """`[a, b, *rest]`."""

    patterns: tuple[Pattern, ...]


class MatchMapping(Node, frozen=True):
    """`{key: pattern, **rest}`."""

    keys: tuple[Expression, ...]
    patterns: tuple[Pattern, ...]
    rest: str | None


class MatchClass(Node, frozen=True):
    """`Class(a, b, name=c)`; the last `len(keywords)` patterns are by keyword."""

    cls: Expression
    patterns: tuple[Pattern, ...]
    keywords: tuple[str, ...]


class MatchOr(Node, frozen=True):
    """`a | b`."""

    patterns: tuple[Pattern, ...]


Pattern: TypeAlias = Union[
    MatchValue, MatchCapture, MatchStar, MatchSequence, MatchMapping, MatchClass, MatchOr
]


class Case(Node, frozen=True):
    """`case pattern if guard:`."""

    pattern: Pattern
    guard: Expression | None
    body: tuple[Statement, ...]


class Match(Node, frozen=True):
    """`match subject:`."""

    subject: Expression
    cases: tuple[Case, ...]


class FunctionDef(Node, frozen=True):
    """`def name(parameters):`; the span begins at the first decorator; `is_generator` where its own body yields."""

    name: str
    parameters: tuple[Parameter, ...]
    body: tuple[Statement, ...]
    decorators: tuple[Expression, ...]
    returns: Expression | None
    is_generator: bool


class ClassDef(Node, frozen=True):
    """`class name(arguments):`; the span begins at the first decorator."""

    name: str
    arguments: tuple[Argument, ...]
    body: tuple[Statement, ...]
    decorators: tuple[Expression, ...]


Statement: TypeAlias = Union[
    ExpressionStatement, Assign, AugmentedAssign, AnnotatedAssign, Return, Raise, Assert, Delete,
    Pass, Break, Continue, Global, Nonlocal, Import, ImportFrom, If, While, For, With, Try, Match,
    FunctionDef, ClassDef,
]  # fmt: skip
