"""Branches on unknowns: try both ways, join what can be joined, else take one and come back."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from ..source import Span
from ..unknown import Unknown
from ..values.journal import Store, restore
from ..values.objects import (
    MISSING,
    Condition,
    Either,
    External,
    Instance,
    Raised,
    Scope,
    Tensor,
    Value,
)
from ..values.operators import Identity, same
from .machine import Machine


class Undecidable(Exception):
    """A branch that cannot be joined where no way may be chosen."""

    def __init__(self, unknown: Unknown) -> None:
        super().__init__(unknown.reason)
        self.unknown = unknown


class Way(NamedTuple):
    """What one way through a branch came to: its result, its error, and what it changed."""

    result: Value
    raised: Raised | None
    changed: list[tuple[Store, Store]]


class Branches(Machine):
    """Decides what depends on unknowns."""

    def question(self, condition: Unknown) -> tuple[object, bool]:
        """The key under which a condition is decided, and whether it is negated."""
        if isinstance(condition, Condition):
            return condition.key, condition.negated
        return Identity(condition), False

    def decided(self, condition: Unknown) -> bool | None:
        """The answer that was given before in this run, if any."""
        key, negated = self.question(condition)
        answer = self.choices.answers.get(key)
        if answer is None:
            return None
        self.pass_by()
        return answer != negated

    def decide(self, condition: Unknown) -> bool:
        """The answer of this run."""
        known = self.decided(condition)
        if known is not None:
            return known
        if self.exploring or self.loading:
            raise Undecidable(condition)
        key, negated = self.question(condition)
        self.pass_by()
        return self.choices.decide(key) != negated

    def assume(self, condition: Unknown, answer: bool) -> None:
        """Answer a question for good where the other answer is an error."""
        if not (self.exploring or self.loading):
            key, negated = self.question(condition)
            self.pass_by()
            self.choices.answers[key] = answer != negated

    def truth(self, value: Value) -> bool | Unknown:
        """Whether a value is true, by its own methods if it has any."""
        if value is True or value is False:
            return value
        if isinstance(value, Either):
            value = self.settled(value)
        if isinstance(value, Unknown):
            known = self.decided(value)
            return value if known is None else known
        if isinstance(value, Instance):
            return self._instance_truth(value)
        if isinstance(value, Tensor):
            return _tensor_truth(value)
        if isinstance(value, External):
            return Condition(f"{value.name} is not described", None, ("true", value.name))
        cause = self.spoilt(value)
        return cause if cause is not None else super().truth(value)

    def _instance_truth(self, value: Instance) -> bool | Unknown:
        if value.native is not MISSING:
            return bool(value.native)
        for name in ("__bool__", "__len__"):
            method = value.cls.find(name)
            if method is not MISSING:
                return self.truth(self.call(method, [value], {}, None))
        return Unknown("the truth of an object of unknown class") if value.cls.opaque else True

    def settled(self, value: Value) -> Value:
        """The alternative that this run takes, where a value has two."""
        while type(value) is Either:
            self.pass_by()
            answer = self.choices.answers.get(value.key)
            if answer is None:
                if self.exploring or self.loading:
                    return value
                answer = self.choices.decide(value.key)
            value = value.positive if answer else value.negative
        return value

    def either(
        self, condition: Unknown, positive: Callable[[], Value], negative: Callable[[], Value]
    ) -> Value:
        """The value of a conditional expression on an unknown."""
        return self.branch(condition, positive, negative, ())

    def try_way(self, action: Callable[[], Value]) -> Way:
        """What an action would come to; its changes are undone."""
        self.journal.open()
        self.exploring += 1
        raised: Raised | None = None
        result: Value = None
        changed: list[tuple[Store, Store]] = []
        try:
            result = action()
        except Raised as error:
            raised = error
        finally:
            self.exploring -= 1
            changed = self.journal.roll_back()
        return Way(result, raised, changed)

    def branch(
        self,
        condition: Unknown,
        positive: Callable[[], Value],
        negative: Callable[[], Value],
        local: tuple[Scope, ...],
    ) -> Value:
        """Run one of two actions on an unknown condition: join both, or take this run's way."""
        known = self.decided(condition)
        if known is None:
            try:
                ways = self.try_way(positive), self.try_way(negative)
            except Undecidable:
                return positive() if self.decide(condition) else negative()
            for way, action, answer in ((ways[0], negative, False), (ways[1], positive, True)):
                if way.raised and way.raised.certain:
                    self.assume(condition, answer)
                    return action()
            failed = any(way.raised for way in ways)
            joined = MISSING if failed else self.join(condition, *ways, local)
            if joined is not MISSING:
                return joined
            known = self.decide(condition)
        return positive() if known else negative()

    def join(self, condition: Unknown, first: Way, second: Way, local: tuple[Scope, ...]) -> Value:
        """Apply what both ways agree on and alternatives where they differ; MISSING if that fails."""
        result = self.alternatives(condition, first.result, second.result)
        if local and not _equivalent(first.result, second.result):
            return MISSING
        stores = {id(store): store for store, _ in first.changed + second.changed}
        outcomes = [{id(store): contents for store, contents in way.changed} for way in (first, second)]
        names = {id(scope.names) for scope in local}
        merged = []
        for key, store in stores.items():
            contents = self._merge(
                condition, outcomes[0].get(key, store), outcomes[1].get(key, store), key in names
            )
            if contents is None:
                return MISSING
            merged.append((store, contents))
        for store, contents in merged:
            self.journal.save(store)
            restore(store, contents)
        return result

    def alternatives(self, condition: Unknown, positive: Value, negative: Value) -> Value:
        """The value, if both are the same, else either."""
        if _equivalent(positive, negative):
            return positive
        key, negated = self.question(condition)
        return Either(condition, key, *((negative, positive) if negated else (positive, negative)))

    def _merge(self, condition: Unknown, first: Store, second: Store, local: bool) -> Store | None:
        if isinstance(first, dict) and isinstance(second, dict):
            if list(first) != list(second) and not local:
                return None
            unbound = Unknown(f"a name that is not bound either way: {condition.reason}", condition.span)
            return {
                key: self.alternatives(condition, first.get(key, unbound), second.get(key, unbound))
                for key in {**first, **second}
            }
        if isinstance(first, list) and isinstance(second, list) and len(first) == len(second):
            return [self.alternatives(condition, a, b) for a, b in zip(first, second, strict=True)]
        return first if first == second else None

    def give_up(self, way: Way, cause: Unknown, local: tuple[Scope, ...]) -> None:
        """Forget what an action that runs an unknown number of times may have changed."""
        names = {id(scope.names) for scope in local}
        for store, after in way.changed:
            self.journal.save(store)
            if store is self.spoiled:
                self.spoiled.update(after)
            elif isinstance(store, dict) and isinstance(after, dict) and id(store) in names:
                for key in after:
                    if key not in store or not _equivalent(store[key], after[key]):
                        store[key] = cause
            else:
                self.spoil(store, cause)


def _tensor_truth(tensor: Tensor) -> bool | Unknown:
    numbers = tensor.known
    if numbers is not None and len(numbers.items) == 1:
        return bool(numbers.items[0])
    return Unknown("the value of a tensor")


def _equivalent(first: Value, second: Value) -> bool:
    if first is second:
        return True
    if isinstance(first, (Unknown, Instance)) or isinstance(second, (Unknown, Instance)):
        return False
    return (
        type(first) is type(second)
        and isinstance(first, (int, float, str, tuple))
        and same(first, second) is True
    )


def unknown_loop(span: Span | None, cause: Unknown) -> Unknown:
    """What a loop leaves behind that runs nobody knows how often."""
    return Unknown(f"a loop over something unknown: {cause.reason}", cause.span or span)


def around(scope: Scope | None) -> tuple[Scope, ...]:
    """A scope and those around it, the innermost first."""
    found: list[Scope] = []
    while scope is not None:
        found.append(scope)
        scope = scope.parent
    return tuple(found)
