"""Items and iteration: `value[index]`, `for`, comprehensions."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from ..program import nodes
from ..program.walk import walk
from ..size import Size
from ..source import Span
from ..unknown import Unknown
from ..values.expression import Code
from ..values.objects import MISSING, Class, External, Instance, Raised, Scope, Stream, Tensor, Value
from ..values.operators import MOST_ITEMS
from .attributes import Attributes, describe_type

# The rounds of a comprehension: what each gives is added to a list; gives why that cannot be told, if so.
Rounds: TypeAlias = Callable[[Scope, list[Value]], Unknown | None]
Assign: TypeAlias = Callable[[Scope, Value], None]

MOST_NUMBERS = 256
SAMPLED = 3


class Items(Attributes):
    """Python's subscription and iteration protocols."""

    def item(self, value: Value, index: Value, span: Span | None) -> Value:
        """`value[index]`."""
        value, index = self.settled(value), self.settled(index)
        if isinstance(value, Unknown):
            return self.derive(value, f"[{index!r}]", span)
        cause = self.spoilt(value)
        if cause is not None:
            return self.derive(cause, f"[{index!r}]", span)
        if isinstance(value, Instance):
            return self._instance_item(value, index, span)
        if isinstance(value, (Class, External)):
            return self._class_item(value, index, span)
        if isinstance(value, Tensor):
            return self.attribute(value, "__getitem__", span).function.call(self, [value, index], {})
        if isinstance(index, (Unknown, Size)):
            return index if isinstance(index, Unknown) else Unknown(f"the item at {index}", span)
        if isinstance(value, (list, tuple, str, bytes, dict, range)):
            if isinstance(index, Instance) and index.native is not MISSING:
                index = index.native if not isinstance(value, dict) else _known_key(value, index)
            if isinstance(value, dict) and isinstance(index, (list, dict, set, slice)):
                raise self.error("TypeError", "unhashable type", span)
            found = self.native(span, value.__getitem__, index)
            if isinstance(index, slice):
                self.budget.pass_through(found, span)
            return found
        if value is None:
            raise self.error("TypeError", "'NoneType' object is not subscriptable", span, certain=True)
        if isinstance(value, Size):
            return self.beyond(value, f"[{index!r}]", span)
        return Unknown(f"an item of {describe_type(value)}", span)

    def _instance_item(self, value: Instance, index: Value, span: Span | None) -> Value:
        method = value.cls.find("__getitem__")
        if method is not MISSING:
            return self.call(method, [value, index], {}, span)
        if value.native is not MISSING:
            if isinstance(value.native, dict) and isinstance(index, (str, int)) and index not in value.native:
                missing = value.cls.find("__missing__")
                if missing is not MISSING:
                    return self.call(missing, [value, index], {}, span)
            return self.item(value.native, index, span)
        if value.cls.opaque:
            return self.derive(value.cls.opaque, f"()[{index!r}]", span)
        raise self.error("TypeError", f"{describe_type(value)} is not subscriptable", span)

    def _class_item(self, value: Class | External, index: Value, span: Span | None) -> Value:
        if isinstance(value, External):
            return Unknown(f"an item of {value.name}", span)
        method = value.find("__class_getitem__")
        if method is not MISSING:
            return self.call(self.bound(method, None, value), [index], {}, span)
        of_metaclass = MISSING if value.metaclass is None else value.metaclass.find("__getitem__")
        if of_metaclass is not MISSING:
            return self.call(of_metaclass, [value, index], {}, span)
        members = self.library("enum.members")
        found = members.call(self, [value, index], {}) if not isinstance(members, External) else MISSING
        return value if found is MISSING else found

    def set_item(self, value: Value, index: Value, content: Value, span: Span | None) -> None:
        """`value[index] = content`."""
        value, index = self.settled(value), self.settled(index)
        if isinstance(value, Instance):
            method = value.cls.find("__setitem__")
            if method is not MISSING:
                self.call(method, [value, index, content], {}, span)
                return
            value = value.native
        if isinstance(value, Tensor):
            value.overwrite()
        if not isinstance(value, (list, dict)):
            return
        self.change(value)
        if isinstance(index, Unknown):
            self.spoil(value, index)
        else:
            self.native(span, value.__setitem__, index, content)

    def delete_item(self, value: Value, index: Value, span: Span | None) -> None:
        """`del value[index]`."""
        value, index = self.settled(value), self.settled(index)
        if isinstance(value, Instance):
            method = value.cls.find("__delitem__")
            if method is not MISSING:
                self.call(method, [value, index], {}, span)
                return
            value = value.native
        if not isinstance(value, (list, dict)):
            return
        self.change(value)
        if isinstance(index, Unknown):
            self.spoil(value, index)
        else:
            self.native(span, value.__delitem__, index)

    def items_of(self, value: Value, span: Span | None) -> list[Value] | Unknown:
        """All items that iterating over a value gives."""
        value = self.settled(value)
        if isinstance(value, Unknown):
            return self.derive(value, " items", span)
        cause = self.spoilt(value)
        if cause is not None:
            return cause
        if isinstance(value, (list, tuple, str, dict, set, frozenset, bytes)):
            self.budget.pass_through(value, span)
            return list(value)
        if isinstance(value, range):
            return self._items_of_range(value, span)
        if isinstance(value, Stream):
            return self._rest(value, span)
        if isinstance(value, Instance):
            return self._items_of_instance(value, span)
        if isinstance(value, Class):
            members = self.library("enum.members").call(self, [value], {})
            return members if isinstance(members, list) else Unknown("the items of a class", span)
        if isinstance(value, Tensor):
            rows = self.call(self.attribute(value, "unbind", span), [], {}, span)
            return (
                list(rows)
                if isinstance(rows, tuple)
                else Unknown("the rows of a tensor of unknown size", span)
            )
        if isinstance(value, External):
            return Unknown(f"the items of {value!r}", span)
        if isinstance(value, Size):
            return self.beyond(value, " items", span)
        raise self.error("TypeError", f"{describe_type(value)} is not iterable", span, certain=value is None)

    def _items_of_range(self, value: range, span: Span | None) -> list[Value] | Unknown:
        if len(value) > MOST_ITEMS:
            return Unknown(f"a loop of {len(value):,} rounds", span)
        self.budget.pass_through(value, span)
        return list(value)

    def _rest(self, stream: Stream, span: Span | None) -> list[Value] | Unknown:
        if stream.length is None:
            return Unknown("an iterator without end", span)
        start, length, rule = stream.attrs["position"], stream.length, stream.rule
        if cause := self.spoilt(stream):
            return cause
        if length - start > MOST_ITEMS:
            return Unknown(f"an iterator of {length - start:,} items", span)
        self.change(stream.attrs)
        stream.attrs["position"] = length
        self.budget.step(span, length - start)
        return [rule(index) for index in range(start, length)]

    def _items_of_instance(self, value: Instance, span: Span | None) -> list[Value] | Unknown:
        method = value.cls.find("__iter__")
        if method is not MISSING:
            iterator = self.call(method, [value], {}, span)
            following = iterator.cls.find("__next__") if isinstance(iterator, Instance) else MISSING
            return (
                self.items_of(iterator, span)
                if following is MISSING
                else self._drain(iterator, following, span)
            )
        if value.native is not MISSING:
            return self.items_of(value.native, span)
        getter = value.cls.find("__getitem__")
        if getter is not MISSING:
            return self._count_up(value, getter, span)
        if value.cls.opaque:
            return value.cls.opaque
        raise self.error("TypeError", f"{describe_type(value)} is not iterable", span)

    def _drain(self, iterator: Value, following: Value, span: Span | None) -> list[Value]:
        items: list[Value] = []
        while True:
            self.budget.step(span)
            try:
                items.append(self.call(following, [iterator], {}, span))
            except Raised as error:
                if error.value.cls.name == "StopIteration":
                    return items
                raise

    def _count_up(self, value: Instance, getter: Value, span: Span | None) -> list[Value]:
        items: list[Value] = []
        while True:
            self.budget.step(span)
            try:
                items.append(self.call(getter, [value, len(items)], {}, span))
            except Raised as error:
                if error.value.cls.name == "IndexError":
                    return items
                raise

    def stream(self, value: Value, span: Span | None) -> Stream | Unknown:
        """An iterator over a value."""
        if isinstance(value, Stream):
            return value
        items = self.items_of(value, span)
        return items if isinstance(items, Unknown) else Stream.of(items)

    def take(self, stream: Stream) -> Value:
        """The next item of an iterator, MISSING at its end."""
        position = stream.attrs["position"]
        length = stream.length
        if cause := self.spoilt(stream):
            return cause
        if length is not None and position >= length:
            return MISSING
        self.change(stream.attrs)
        stream.attrs["position"] = position + 1
        return stream.rule(position)

    def keywords_of(self, value: Value, span: Span | None) -> dict[str, Value] | Unknown:
        """The mapping that `**value` spreads."""
        value = self.settled(value)
        if isinstance(value, Instance) and isinstance(value.native, dict):
            value = value.native
        if isinstance(value, dict):
            self.budget.pass_through(value, span)
        return self.spoilt(value) or super().keywords_of(value, span)

    # --- comprehensions --------------------------------------------------------------------------

    def comprehension(self, node: nodes.Comprehension) -> Code[Scope]:
        """A comprehension or generator expression, evaluated at once."""
        rounds = self._innermost(node)
        for clause in reversed(node.clauses):
            rounds = self._clause(clause, rounds)
            if clause is node.clauses[-1] and _is_arithmetic(node):
                rounds = self._sampled(clause, rounds, self._innermost(node))
        finish = _FINISHED[node.kind]

        def run(scope: Scope) -> Value:
            inner = Scope(scope.module, parent=scope)
            inner.inner = True
            inner.function, inner.cls, inner.receiver = scope.function, scope.cls, scope.receiver
            found: list[Value] = []
            unknown = rounds(inner, found)
            return finish(found) if unknown is None else unknown

        return run

    def _innermost(self, node: nodes.Comprehension) -> Rounds:
        element = self.compile(node.element)
        if node.value is None:
            return lambda scope, found: found.append(element(scope))
        value = self.compile(node.value)
        return lambda scope, found: found.append((element(scope), value(scope)))

    def _clause(self, clause: nodes.Clause, inner: Rounds) -> Rounds:
        iterable, span, assign = self.compile(clause.iterable), self.span(clause), self.target(clause.target)
        conditions, budget = self.compiled(clause.conditions), self.budget

        def run(scope: Scope, found: list[Value]) -> Unknown | None:
            items = self.items_of(iterable(scope), span)
            if isinstance(items, Unknown):
                return items
            for item in items:
                budget.step(span, 2)
                assign(scope, item)
                truth = self._hold(conditions, scope) if conditions else True
                if truth is True:
                    unknown = inner(scope, found)
                    if unknown is not None:
                        return unknown
                elif truth is not False:
                    return truth
            return None

        return run

    def _sampled(self, clause: nodes.Clause, every: Rounds, inner: Rounds) -> Rounds:
        """A long list of real numbers, of which the first few are computed: their values decide nothing."""
        iterable, span, assign = self.compile(clause.iterable), self.span(clause), self.target(clause.target)

        def run(scope: Scope, found: list[Value]) -> Unknown | None:
            items = iterable(scope)
            if not isinstance(items, range) or len(items) <= MOST_NUMBERS:
                return every(scope, found)
            first: list[Value] = []
            for item in items[:SAMPLED]:
                assign(scope, item)
                inner(scope, first)
            if not all(map(_is_real, first)):
                return every(scope, found)
            found.extend(first)
            found.extend([Unknown("one of many computed numbers", span)] * (len(items) - SAMPLED))
            return None

        return run

    def _hold(self, conditions: list[Code[Scope]], scope: Scope) -> bool | Unknown:
        for condition in conditions:
            truth = self.truth(condition(scope))
            if isinstance(truth, Unknown):
                if self.exploring or self.loading:
                    return truth
                truth = self.decide(truth)
            if not truth:
                return False
        return True

    # --- assignment ------------------------------------------------------------------------------

    def store(self, name: str, value: Value, scope: Scope) -> None:
        """Bind a name."""
        raise NotImplementedError

    def target(self, node: nodes.Expression) -> Assign:
        """The closure that binds a target: a name, an attribute, an item, or a pattern of these."""
        if isinstance(node, nodes.Name):
            return self._name_target(node.id)
        if isinstance(node, (nodes.TupleDisplay, nodes.ListDisplay)):
            return self._unpacking(node)
        span = self.span(node)
        if isinstance(node, nodes.Attribute):
            owner, name, set_attribute = self.compile(node.value), node.name, self.set_attribute
            return lambda scope, value: set_attribute(owner(scope), name, value, span)
        if isinstance(node, nodes.Subscript):
            owner, index, set_item = self.compile(node.value), self.compile(node.index), self.set_item
            return lambda scope, value: set_item(owner(scope), index(scope), value, span)
        return lambda scope, value: None

    def _name_target(self, name: str) -> Assign:
        def assign(scope: Scope, value: Value) -> None:
            if self.exploring or scope.declared is not None:
                self.store(name, value, scope)
            else:
                scope.names[name] = value

        return assign

    def _unpacking(self, node: nodes.TupleDisplay | nodes.ListDisplay) -> Assign:
        span, count = self.span(node), len(node.elements)
        starred = next((i for i, part in enumerate(node.elements) if isinstance(part, nodes.Starred)), None)
        targets = [
            self.target(part.value if isinstance(part, nodes.Starred) else part) for part in node.elements
        ]

        def assign(scope: Scope, value: Value) -> None:
            if type(value) is tuple and len(value) == count and starred is None:
                for target, item in zip(targets, value, strict=True):
                    target(scope, item)
                return
            items = self.items_of(value, span)
            if isinstance(items, Unknown):
                for position, target in enumerate(targets):
                    target(scope, self.derive(items, f"[{position}]", span))
                return
            if len(items) != count and (starred is None or len(items) < count - 1):
                raise self.error("ValueError", f"cannot unpack {len(items)} values into {count}", span)
            if starred is not None:
                length = len(items) - count + 1
                items[starred : starred + length] = [items[starred : starred + length]]
            for target, item in zip(targets, items, strict=True):
                target(scope, item)

        return assign


def _mapping(pairs: list[tuple[Value, Value]]) -> Value:
    unknown = next((key for key, _ in pairs if isinstance(key, Unknown)), None)
    return dict(pairs) if unknown is None else unknown


def _set(values: list[Value]) -> Value:
    unknown = next((value for value in values if isinstance(value, Unknown)), None)
    return set(values) if unknown is None else unknown


# What a comprehension makes of what its innermost round gave.
_FINISHED: dict[str, Callable[[list[Value]], Value]] = {
    "list": lambda values: values,
    "set": _set,
    "dict": _mapping,
    "generator": Stream.of,
}


def _known_key(mapping: dict[Value, Value], key: Instance) -> Value:
    """The key of a dict that an object of a subclass of `str` or `int` is equal to."""
    if key in mapping:
        return key
    for each in mapping:
        data = each.native if isinstance(each, Instance) else each
        if data is not MISSING and type(data) is type(key.native) and data == key.native:
            return each
    return key


_NUMERIC = (
    nodes.Binary,
    nodes.Unary,
    nodes.Name,
    nodes.Constant,
    nodes.Attribute,
    nodes.Call,
    nodes.Argument,
)


def _is_arithmetic(node: nodes.Comprehension) -> bool:
    """Whether each element of a list is computed from numbers by operators."""
    if node.kind != "list" or node.clauses[-1].conditions or not isinstance(node.element, nodes.Binary):
        return False
    return all(isinstance(each, _NUMERIC) for each, _ in walk(node.element))


def _is_real(value: Value) -> bool:
    """Whether a value is a real number, which is the size of nothing, or not known at all."""
    return type(value) is float or type(value) is Unknown
