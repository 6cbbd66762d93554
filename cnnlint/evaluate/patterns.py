"""`match`: patterns against values."""

from __future__ import annotations

from ..program import nodes
from ..unknown import Unknown
from ..values.objects import MISSING, Class, Instance, Scope, Value
from .statements import Statements


class Patterns(Statements):
    """Python's pattern matching."""

    def match(self, node: nodes.Match, scope: Scope) -> str | None:
        """Run the first case that matches; cases after one that may match are left alone."""
        subject = self.settled(self.evaluate(node.subject, scope))
        return self._cases(node.cases, subject, scope)

    def _cases(self, cases: tuple[nodes.Case, ...], subject: Value, scope: Scope) -> str | None:
        for case in cases:
            truth = self.matches(case.pattern, subject, scope)
            if truth is True and case.guard is not None:
                truth = self.truth(self.evaluate(case.guard, scope))
            if isinstance(truth, Unknown):
                truth = self.decide(truth)
            if truth:
                return self.execute(case.body, scope)
        return None

    def matches(self, pattern: nodes.Pattern, value: Value, scope: Scope) -> bool | Unknown:
        """Whether a pattern matches; binds its names."""
        if isinstance(pattern, nodes.MatchValue):
            wanted = self.evaluate(pattern.value, scope)
            sign = "is" if wanted is None or isinstance(wanted, bool) else "=="
            return self.truth(self.relate(sign, value, wanted, self.span(pattern, scope)))
        if isinstance(pattern, nodes.MatchCapture):
            return self._capture(pattern, value, scope)
        if isinstance(pattern, nodes.MatchOr):
            return self._any(pattern, value, scope)
        if isinstance(value, Unknown):
            return value
        if isinstance(pattern, nodes.MatchSequence):
            return self._sequence(pattern, value, scope)
        if isinstance(pattern, nodes.MatchMapping):
            return self._mapping(pattern, value, scope)
        if isinstance(pattern, nodes.MatchClass):
            return self._class(pattern, value, scope)
        return False

    def _capture(self, pattern: nodes.MatchCapture, value: Value, scope: Scope) -> bool | Unknown:
        truth: bool | Unknown = True
        if pattern.pattern is not None:
            truth = self.matches(pattern.pattern, value, scope)
        if truth is True and pattern.name is not None:
            self.store(pattern.name, value, scope)
        return truth

    def _any(self, pattern: nodes.MatchOr, value: Value, scope: Scope) -> bool | Unknown:
        for option in pattern.patterns:
            truth = self.matches(option, value, scope)
            if truth is not False:
                return truth
        return False

    def _sequence(self, pattern: nodes.MatchSequence, value: Value, scope: Scope) -> bool | Unknown:
        if not isinstance(value, (list, tuple)):
            return False
        parts = list(pattern.patterns)
        starred = next((i for i, part in enumerate(parts) if isinstance(part, nodes.MatchStar)), None)
        items: list[Value] = list(value)
        if starred is None:
            return len(items) == len(parts) and self._all(parts, items, scope)
        length = len(items) - len(parts) + 1
        if length < 0:
            return False
        star = parts.pop(starred)
        middle = items[starred : starred + length]
        del items[starred : starred + length]
        if isinstance(star, nodes.MatchStar) and star.name is not None:
            self.store(star.name, middle, scope)
        return self._all(parts, items, scope)

    def _all(self, patterns: list[nodes.Pattern], values: list[Value], scope: Scope) -> bool | Unknown:
        for pattern, value in zip(patterns, values, strict=True):
            truth = self.matches(pattern, value, scope)
            if truth is not True:
                return truth
        return True

    def _mapping(self, pattern: nodes.MatchMapping, value: Value, scope: Scope) -> bool | Unknown:
        if not isinstance(value, dict):
            return False
        keys = [self.evaluate(key, scope) for key in pattern.keys]
        if any(key not in value for key in keys):
            return False
        if pattern.rest is not None:
            self.store(pattern.rest, {k: v for k, v in value.items() if k not in keys}, scope)
        return self._all(list(pattern.patterns), [value[key] for key in keys], scope)

    def _class(self, pattern: nodes.MatchClass, value: Value, scope: Scope) -> bool | Unknown:
        span = self.span(pattern, scope)
        cls = self.evaluate(pattern.cls, scope)
        truth = self.truth(self.library("builtins.isinstance").call(self, [value, cls], {}))
        if truth is not True:
            return truth
        count = len(pattern.patterns) - len(pattern.keywords)
        names = list(pattern.keywords)
        if count:
            positional = cls.find("__match_args__") if isinstance(cls, Class) else MISSING
            if not isinstance(positional, tuple) or not isinstance(value, Instance):
                return count == 1 and self._all(list(pattern.patterns), [value], scope)
            names = [*positional[:count], *names]
        values = [self.find_attribute(value, name, span) for name in names]
        return MISSING not in values and self._all(list(pattern.patterns), values, scope)
