"""Items and iteration: `value[index]`, `for`, comprehensions."""

from __future__ import annotations

from itertools import islice

from ..program import nodes
from ..size import Size
from ..source import Span
from ..unknown import Unknown
from ..values.objects import MISSING, Class, External, Instance, Raised, Scope, Stream, Tensor, Value
from ..values.operators import MOST_ITEMS
from .attributes import Attributes, describe_type


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
            return self.native(span, value.__getitem__, index)
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
        return self.spoilt(value) or super().keywords_of(value, span)

    # --- comprehensions --------------------------------------------------------------------------

    def comprehension(self, node: nodes.Comprehension, names: Scope) -> Value:
        """A comprehension or generator expression, evaluated at once."""
        inner = Scope(names.module, parent=names)
        inner.inner = True
        inner.function, inner.cls, inner.receiver = names.function, names.cls, names.receiver
        found: list[tuple[Value, Value]] = []
        unknown = self._clauses(node, 0, inner, found)
        if unknown is not None:
            return unknown
        if node.kind == "dict":
            result: dict[Value, Value] = {}
            for key, value in found:
                if isinstance(key, Unknown):
                    return key
                result[key] = value
            return result
        values = [value for value, _ in found]
        if node.kind == "set":
            return next((value for value in values if isinstance(value, Unknown)), None) or set(values)
        return Stream.of(values) if node.kind == "generator" else values

    def _clauses(
        self, node: nodes.Comprehension, index: int, scope: Scope, found: list[tuple[Value, Value]]
    ) -> Unknown | None:
        if index == len(node.clauses):
            value = None if node.value is None else self.evaluate(node.value, scope)
            found.append((self._evaluate[type(node.element)](node.element, scope), value))
            return None
        clause = node.clauses[index]
        items = self._clause_items(clause, scope)
        if isinstance(items, Unknown):
            return items
        budget, span = self.budget, self.span(clause, scope)
        for item in items:
            budget.step(span, 2)
            self.assign(clause.target, item, scope)
            truth = self._conditions(clause.conditions, scope) if clause.conditions else True
            if isinstance(truth, Unknown):
                return truth
            if truth:
                unknown = self._clauses(node, index + 1, scope, found)
                if unknown is not None:
                    return unknown
        return None

    def _clause_items(self, clause: nodes.Clause, scope: Scope) -> list[Value] | Unknown:
        return self.items_of(self.evaluate(clause.iterable, scope), self.span(clause, scope))

    def _conditions(self, conditions: tuple[nodes.Expression, ...], scope: Scope) -> bool | Unknown:
        for condition in conditions:
            truth = self.truth(self.evaluate(condition, scope))
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

    def assign(self, target: nodes.Expression, value: Value, scope: Scope) -> None:
        """Bind a target: a name, an attribute, an item, or a pattern of these."""
        if isinstance(target, nodes.Name):
            self.store(target.id, value, scope)
        elif isinstance(target, nodes.Attribute):
            owner = self.evaluate(target.value, scope)
            self.set_attribute(owner, target.name, value, self.span(target, scope))
        elif isinstance(target, nodes.Subscript):
            owner = self.evaluate(target.value, scope)
            self.set_item(owner, self.evaluate(target.index, scope), value, self.span(target, scope))
        elif isinstance(target, (nodes.TupleDisplay, nodes.ListDisplay)):
            self._unpack(target, value, scope)

    def _unpack(self, target: nodes.TupleDisplay | nodes.ListDisplay, value: Value, scope: Scope) -> None:
        span = self.span(target, scope)
        parts = target.elements
        items = self.items_of(value, span)
        if isinstance(items, Unknown):
            for position, part in enumerate(parts):
                inner = part.value if isinstance(part, nodes.Starred) else part
                self.assign(inner, self.derive(items, f"[{position}]", span), scope)
            return
        starred = next((i for i, part in enumerate(parts) if isinstance(part, nodes.Starred)), None)
        if len(items) != len(parts) and (starred is None or len(items) < len(parts) - 1):
            raise self.error("ValueError", f"cannot unpack {len(items)} values into {len(parts)}", span)
        if starred is not None:
            length = len(items) - len(parts) + 1
            items[starred : starred + length] = [list(islice(items, starred, starred + length))]
        for part, item in zip(parts, items, strict=True):
            self.assign(part.value if isinstance(part, nodes.Starred) else part, item, scope)


def _known_key(mapping: dict[Value, Value], key: Instance) -> Value:
    """The key of a dict that an object of a subclass of `str` or `int` is equal to."""
    if key in mapping:
        return key
    for each in mapping:
        data = each.native if isinstance(each, Instance) else each
        if data is not MISSING and type(data) is type(key.native) and data == key.native:
            return each
    return key
