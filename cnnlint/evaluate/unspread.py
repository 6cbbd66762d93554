"""Calls whose `*` or `**` is unknown: what is called may still change what it is handed."""

from __future__ import annotations

from ..program import nodes
from ..source import Span
from ..unknown import Unknown
from ..values.expression import Unspread
from ..values.objects import (
    Arguments,
    Builtin,
    Class,
    External,
    Function,
    Instance,
    Keywords,
    Method,
    Partial,
    StaticMethod,
    Value,
)
from .calls import Calls

# Natives that take anything and leave their object as it is, in what is counted.
_LEAVING = frozenset(
    ("object.__init__", "object.__init_subclass__", "object.__new__", "Module.__init__", "Layer.__init__")
)


class UnspreadCalls(Calls):
    """Calls with arguments of which some are unknown."""

    def call_unspread(self, function: Value, lost: Unknown, span: Span) -> Value:
        """Call a value; what it may change is changed, or given up."""
        if not isinstance(lost, Unspread):
            return lost
        if isinstance(function, Method):
            lost.before.insert(0, function.receiver)
            return self.call_unspread(function.function, lost, span)
        if isinstance(function, Partial):
            lost.before[:0] = function.arguments
            for name, value in function.keywords.items():
                lost.keywords.setdefault(name, lost.cause if "**" in lost.stars else value)
            return self.call_unspread(function.function, lost, span)
        if isinstance(function, StaticMethod):
            return self.call_unspread(function.function, lost, span)
        if isinstance(function, Function):
            return self._run_unspread(function, lost, span)
        if isinstance(function, Instance):
            method = function.cls.find("__call__")
            if isinstance(method, Function):
                lost.before.insert(0, function)
                return self._run_unspread(method, lost, span)
            return lost.cause
        self._give_up(function, lost)
        return self.unknown_instance(function, lost.cause) if isinstance(function, Class) else lost.cause

    def _give_up(self, function: Value, lost: Unspread) -> None:
        """What a native, a class or a library is handed may have been changed."""
        if isinstance(function, Builtin) and function.name in _LEAVING:
            return
        if isinstance(function, External) and self.harmless(function.name):
            return
        self.hand_over([*lost.before, *lost.after, *lost.keywords.values()], lost.cause)

    def _run_unspread(self, function: Function, lost: Unspread, span: Span) -> Value:
        """A function of source code runs, for it may change more than its arguments: those it may get are unknown."""
        self.hand_over(lost.after, lost.cause)
        before, keywords = list(lost.before), dict(lost.keywords)
        bound: dict[str, Value] = {}
        for parameter in function.node.parameters:
            bound[parameter.name] = _argument(function, parameter, before, keywords, lost)
        if "**" in lost.stars:
            self.hand_over(list(keywords.values()), lost.cause)
        return self.run_bound(function, bound, lost.before, span)


def _argument(
    function: Function, parameter: nodes.Parameter, before: Arguments, keywords: Keywords, lost: Unspread
) -> Value:
    """The value of a parameter, from what is left of the arguments; unknown where the stars may give it."""
    kind, name = parameter.kind, parameter.name
    if kind == "star":
        given, before[:] = tuple(before), []
        return lost.cause if "*" in lost.stars else given
    if kind == "double":
        return lost.cause if "**" in lost.stars else keywords
    if kind != "keyword" and before:
        return before.pop(0)
    if kind != "positional" and name in keywords:
        return keywords.pop(name)
    perhaps = (kind != "keyword" and "*" in lost.stars) or (kind != "positional" and "**" in lost.stars)
    return lost.cause if perhaps else function.defaults.get(name, lost.cause)
