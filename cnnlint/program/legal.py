"""What a legal program is, as code: verified in tests and wherever a program is doubted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, get_args

from . import nodes as ir

_EXPRESSIONS: tuple[type[ir.Node], ...] = get_args(ir.Expression)
_STATEMENTS: tuple[type[ir.Node], ...] = get_args(ir.Statement)
_PATTERNS: tuple[type[ir.Node], ...] = get_args(ir.Pattern)
_CLASSES: dict[str, tuple[type[ir.Node], ...]] = {
    "E": _EXPRESSIONS,
    "S": _STATEMENTS,
    "P": _PATTERNS,
    "argument": (ir.Argument,),
    "parameter": (ir.Parameter,),
    "clause": (ir.Clause,),
    "item": (ir.DictItem,),
    "alias": (ir.Alias,),
    "context": (ir.WithItem,),
    "handler": (ir.Handler,),
    "case": (ir.Case,),
}

_BINARY = frozenset("+ - * / // % ** @ << >> & | ^".split())
_COMPARE = frozenset({"<", ">", "==", "<=", ">=", "!=", "in", "not in", "is", "is not"})

# What a field holds: a child of a class above (with "?" or none, "*" any number, "+" at least one),
# "name" or "name?" or "name+" for identifiers, "dotted" for dotted ones; or the legal values themselves.
_Rule = str | frozenset[Any]
_SHAPES: dict[type[ir.Node], dict[str, _Rule]] = {
    ir.Constant: {},
    ir.BytesLiteral: {},
    ir.BigInteger: {},
    ir.EllipsisLiteral: {},
    ir.Name: {"id": "name"},
    ir.Attribute: {"value": "E", "name": "name"},
    ir.Subscript: {"value": "E", "index": "E"},
    ir.Slice: {"lower": "E?", "upper": "E?", "step": "E?"},
    ir.Argument: {"value": "E", "keyword": "name?", "star": frozenset({"", "*", "**"})},
    ir.Call: {"function": "E", "arguments": "argument*"},
    ir.Unary: {"operator": frozenset({"-", "+", "~", "not"}), "operand": "E"},
    ir.Binary: {"operator": _BINARY, "left": "E", "right": "E"},
    ir.Boolean: {"operator": frozenset({"and", "or"}), "values": "E+"},
    ir.Compare: {"left": "E", "comparators": "E+"},
    ir.Conditional: {"test": "E", "body": "E", "orelse": "E"},
    ir.Lambda: {"parameters": "parameter*", "body": "E"},
    ir.TupleDisplay: {"elements": "E*"},
    ir.ListDisplay: {"elements": "E*"},
    ir.SetDisplay: {"elements": "E+"},
    ir.DictItem: {"key": "E?", "value": "E"},
    ir.DictDisplay: {"items": "item*"},
    ir.Starred: {"value": "E"},
    ir.Clause: {"target": "E", "iterable": "E", "conditions": "E*"},
    ir.Comprehension: {
        "kind": frozenset({"list", "set", "dict", "generator"}),
        "element": "E",
        "value": "E?",
        "clauses": "clause+",
    },
    ir.FormattedValue: {"value": "E", "conversion": frozenset({"", "r", "s", "a"}), "spec": "E?"},
    ir.JoinedString: {"parts": "E*"},
    ir.Walrus: {"name": "name", "value": "E"},
    ir.Yield: {"value": "E?"},
    ir.YieldFrom: {"value": "E"},
    ir.Await: {"value": "E"},
    ir.UnsupportedExpression: {},
    ir.Parameter: {
        "name": "name",
        "kind": frozenset({"positional", "either", "star", "keyword", "double"}),
        "default": "E?",
        "annotation": "E?",
    },
    ir.ExpressionStatement: {"value": "E"},
    ir.Assign: {"targets": "E+", "value": "E"},
    ir.AugmentedAssign: {"target": "E", "operator": _BINARY, "value": "E"},
    ir.AnnotatedAssign: {"target": "E", "annotation": "E", "value": "E?"},
    ir.Return: {"value": "E?"},
    ir.Raise: {"exception": "E?"},
    ir.Assert: {"test": "E", "message": "E?"},
    ir.Delete: {"targets": "E*"},
    ir.Pass: {},
    ir.Break: {},
    ir.Continue: {},
    ir.Global: {"names": "name+"},
    ir.Nonlocal: {"names": "name+"},
    ir.Alias: {"name": "dotted", "bound": "name?"},
    ir.Import: {"names": "alias+"},
    ir.ImportFrom: {"names": "alias*"},
    ir.If: {"test": "E", "body": "S+", "orelse": "S*"},
    ir.While: {"test": "E", "body": "S+", "orelse": "S*"},
    ir.For: {"target": "E", "iterable": "E", "body": "S+", "orelse": "S*"},
    ir.WithItem: {"context": "E", "target": "E?"},
    ir.With: {"items": "context+", "body": "S+"},
    ir.Handler: {"exception": "E?", "name": "name?", "body": "S+"},
    ir.Try: {"body": "S+", "handlers": "handler*", "orelse": "S*", "final": "S*"},
    ir.MatchValue: {"value": "E"},
    ir.MatchCapture: {"pattern": "P?", "name": "name?"},
    ir.MatchStar: {"name": "name?"},
    ir.MatchSequence: {"patterns": "P*"},
    ir.MatchMapping: {"keys": "E*", "patterns": "P*", "rest": "name?"},
    ir.MatchClass: {"cls": "E", "patterns": "P*", "keywords": "name*"},
    ir.MatchOr: {"patterns": "P+"},
    ir.Case: {"pattern": "P", "guard": "E?", "body": "S+"},
    ir.Match: {"subject": "E", "cases": "case+"},
    ir.FunctionDef: {
        "name": "name",
        "parameters": "parameter*",
        "body": "S+",
        "decorators": "E*",
        "returns": "E?",
    },
    ir.ClassDef: {"name": "name", "arguments": "argument*", "body": "S+", "decorators": "E*"},
}


class IllegalProgram(Exception):
    """A node that breaks a rule of the IR."""

    def __init__(self, reason: str, node: ir.Node) -> None:
        super().__init__(f"{type(node).__name__} at {node.start}:{node.end}: {reason}")
        self.node = node


def verify(statements: Iterable[ir.Statement], length: int) -> None:
    """Checks statements against a text of `length` code points; IllegalProgram names the first bad node."""
    pending: list[ir.Node] = []
    for statement in statements:
        if not isinstance(statement, _STATEMENTS):
            raise IllegalProgram("is no statement", statement)
        if not 0 <= statement.start <= statement.end <= length:
            raise IllegalProgram("lies outside of the text", statement)
        pending.append(statement)
    while pending:
        node = pending.pop()
        for child in _children(node):
            if not node.start <= child.start <= child.end <= node.end:
                raise IllegalProgram(f"lies outside of its {type(node).__name__}", child)
            pending.append(child)
        _agree(node)


def _children(node: ir.Node) -> Iterator[ir.Node]:
    for field, rule in _SHAPES[type(node)].items():
        value = getattr(node, field)
        if isinstance(rule, frozenset):
            if value not in rule:
                raise IllegalProgram(f"{field} is {value!r}", node)
        elif rule.rstrip("?*+") in _CLASSES:
            yield from _nodes(node, field, rule, value)
        elif not _is_name(rule, value):
            raise IllegalProgram(f"{field} is {value!r}, no name", node)


def _nodes(node: ir.Node, field: str, rule: str, value: Any) -> Iterator[ir.Node]:
    allowed = _CLASSES[rule.rstrip("?*+")]
    if rule[-1] not in "*+":
        if value is None and rule[-1] == "?":
            return
        value = (value,)
    elif not isinstance(value, tuple) or (rule[-1] == "+" and not value):
        raise IllegalProgram(f"{field} is no tuple or empty", node)
    begin = node.start
    for child in value:
        if not isinstance(child, allowed):
            raise IllegalProgram(f"{field} holds a {type(child).__name__}", node)
        if child.start < begin:
            raise IllegalProgram(f"{field} is out of order", node)
        begin = child.start
        yield child


def _is_name(rule: str, value: Any) -> bool:
    if rule[-1] in "*+":
        return (
            isinstance(value, tuple) and all(map(str.isidentifier, value)) and bool(value or rule[-1] == "*")
        )
    if rule[-1] == "?" and value is None:
        return True
    if not isinstance(value, str):
        return False
    return all(map(str.isidentifier, value.split("."))) if rule == "dotted" else value.isidentifier()


def _agree(node: ir.Node) -> None:
    """Fields that must fit each other."""
    if isinstance(node, ir.Compare):
        legal = len(node.operators) == len(node.comparators) and _COMPARE.issuperset(node.operators)
    elif isinstance(node, ir.Boolean):
        legal = len(node.values) > 1
    elif isinstance(node, ir.Argument):
        legal = node.keyword is None or not node.star
    elif isinstance(node, ir.Comprehension):
        legal = (node.kind == "dict") == (node.value is not None)
    elif isinstance(node, ir.MatchMapping):
        legal = len(node.keys) == len(node.patterns)
    elif isinstance(node, ir.MatchClass):
        legal = len(node.keywords) <= len(node.patterns)
    elif isinstance(node, ir.Try):
        legal = bool(node.handlers or node.final)
    elif isinstance(node, ir.BigInteger):
        legal = node.digits.isdecimal()
    elif isinstance(node, ir.ImportFrom):
        legal = node.level >= 0 and bool(node.module or node.level)
    elif isinstance(node, ir.JoinedString):
        legal = all(isinstance(part, _PARTS) for part in node.parts)
    elif isinstance(node, ir.UnsupportedExpression):
        legal = bool(node.what)
    else:
        return
    if not legal:
        raise IllegalProgram("its fields do not fit each other", node)


_PARTS = (ir.Constant, ir.FormattedValue, ir.UnsupportedExpression)
