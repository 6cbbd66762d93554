"""`match`: patterns against values; each pattern is compiled to a closure that tells whether it matches."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from ..program import nodes
from ..unknown import Unknown
from ..values.objects import MISSING, Class, Instance, Scope, Value
from .compounds import Compounds
from .machine import Run, Signal

Matcher: TypeAlias = Callable[[Value, Scope], bool | Unknown]


class Patterns(Compounds):
    """Python's pattern matching."""

    def __init__(self) -> None:
        super().__init__()
        self._statements[nodes.Match] = self.match

    def match(self, node: nodes.Match) -> Run:
        """Run the first case that matches; cases after one that may match are left alone."""
        subject = self.compile(node.subject)
        cases = [
            (self.pattern(each.pattern), self.optional(each.guard), self.block(each.body))
            for each in node.cases
        ]

        def run(scope: Scope) -> Signal:
            value = self.settled(subject(scope))
            for matches, guard, body in cases:
                truth = matches(value, scope)
                if truth is True and guard is not None:
                    truth = self.truth(guard(scope))
                if isinstance(truth, Unknown):
                    truth = self.decide(truth)
                if truth:
                    return body(scope)
            return None

        return run

    def pattern(self, node: nodes.Pattern) -> Matcher:
        """The closure that tells whether a pattern matches, and binds its names."""
        if isinstance(node, nodes.MatchValue):
            return self._equal(node)
        if isinstance(node, nodes.MatchCapture):
            return self._capture(node)
        if isinstance(node, nodes.MatchOr):
            return self._any([self.pattern(each) for each in node.patterns])
        if isinstance(node, nodes.MatchSequence):
            return self._sequence(node)
        if isinstance(node, nodes.MatchMapping):
            return self._mapping(node)
        if isinstance(node, nodes.MatchClass):
            return self._class(node)
        return lambda value, scope: value if isinstance(value, Unknown) else False

    def _equal(self, node: nodes.MatchValue) -> Matcher:
        wanted, span = self.compile(node.value), self.span(node)

        def matches(value: Value, scope: Scope) -> bool | Unknown:
            other = wanted(scope)
            sign = "is" if other is None or isinstance(other, bool) else "=="
            return self.truth(self.relate(sign, value, other, span))

        return matches

    def _capture(self, node: nodes.MatchCapture) -> Matcher:
        inner, name = None if node.pattern is None else self.pattern(node.pattern), node.name

        def matches(value: Value, scope: Scope) -> bool | Unknown:
            truth = True if inner is None else inner(value, scope)
            if truth is True and name is not None:
                self.store(name, value, scope)
            return truth

        return matches

    def _any(self, options: list[Matcher]) -> Matcher:
        def matches(value: Value, scope: Scope) -> bool | Unknown:
            for option in options:
                truth = option(value, scope)
                if truth is not False:
                    return truth
            return False

        return matches

    def _sequence(self, node: nodes.MatchSequence) -> Matcher:
        starred = next((i for i, part in enumerate(node.patterns) if isinstance(part, nodes.MatchStar)), None)
        star = None if starred is None else node.patterns[starred]
        name = star.name if isinstance(star, nodes.MatchStar) else None
        parts = [self.pattern(each) for each in node.patterns if each is not star]

        def matches(value: Value, scope: Scope) -> bool | Unknown:
            if not isinstance(value, (list, tuple)):
                return value if isinstance(value, Unknown) else False
            length = len(value) - len(parts)
            if length < 0 or (starred is None and length):
                return False
            items = list(value)
            if starred is not None:
                middle = items[starred : starred + length]
                del items[starred : starred + length]
                if name is not None:
                    self.store(name, middle, scope)
            return _all(parts, items, scope)

        return matches

    def _mapping(self, node: nodes.MatchMapping) -> Matcher:
        keys_of, parts, rest = (
            self.compiled(node.keys),
            [self.pattern(each) for each in node.patterns],
            node.rest,
        )

        def matches(value: Value, scope: Scope) -> bool | Unknown:
            if not isinstance(value, dict):
                return value if isinstance(value, Unknown) else False
            keys = [key(scope) for key in keys_of]
            if any(key not in value for key in keys):
                return False
            if rest is not None:
                self.store(rest, {k: v for k, v in value.items() if k not in keys}, scope)
            return _all(parts, [value[key] for key in keys], scope)

        return matches

    def _class(self, node: nodes.MatchClass) -> Matcher:
        cls_of, parts = self.compile(node.cls), [self.pattern(each) for each in node.patterns]
        span, count = self.span(node), len(node.patterns) - len(node.keywords)

        def matches(value: Value, scope: Scope) -> bool | Unknown:
            if isinstance(value, Unknown):
                return value
            cls = cls_of(scope)
            truth = self.truth(self.library("builtins.isinstance").call(self, [value, cls], {}))
            if truth is not True:
                return truth
            names = list(node.keywords)
            if count:
                positional = cls.find("__match_args__") if isinstance(cls, Class) else MISSING
                if not isinstance(positional, tuple) or not isinstance(value, Instance):
                    return count == 1 and _all(parts, [value], scope)
                names = [*positional[:count], *names]
            values = [self.find_attribute(value, name, span) for name in names]
            return MISSING not in values and _all(parts, values, scope)

        return matches


def _all(parts: Sequence[Matcher], values: list[Value], scope: Scope) -> bool | Unknown:
    for matches, value in zip(parts, values, strict=True):
        truth = matches(value, scope)
        if truth is not True:
            return truth
    return True
