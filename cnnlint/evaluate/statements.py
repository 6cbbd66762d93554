"""Simple statements; each is compiled to a closure that runs it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..program import nodes
from ..source import Span
from ..unknown import Unknown
from ..values.expression import Code
from ..values.objects import MISSING, Class, Instance, Raised, Scope, Tensor, Value
from ..values.operators import MOST_ITEMS
from .branches import around
from .machine import Body, Run, Signal
from .unspread import UnspreadCalls

BREAK, CONTINUE, RETURN = "break", "continue", "return"

_SET_UPDATES = {
    "|": "update",
    "&": "intersection_update",
    "-": "difference_update",
    "^": "symmetric_difference_update",
}


class Statements(UnspreadCalls):
    """Compiles statements; each closure gives the signal that leaves its block, or None."""

    def __init__(self) -> None:
        super().__init__()
        self._statements: dict[type, Callable[[Any], Run]] = {
            nodes.ExpressionStatement: self._expression,
            nodes.Assign: self._assign,
            nodes.AugmentedAssign: self._augmented,
            nodes.AnnotatedAssign: self._annotated,
            nodes.Return: self._return,
            nodes.Raise: self._raise,
            nodes.Assert: self._assert,
            nodes.Delete: self._delete,
            nodes.Pass: lambda node: lambda scope: None,
            nodes.Break: lambda node: lambda scope: BREAK,
            nodes.Continue: lambda node: lambda scope: CONTINUE,
            nodes.Global: lambda node: self._declaration(node.names, True),
            nodes.Nonlocal: lambda node: self._declaration(node.names, False),
            nodes.Import: self.import_names,
            nodes.ImportFrom: self.import_from,
        }
        self._compilers.update({nodes.Walrus: self._walrus, nodes.Yield: self._yield})
        self._compilers.update({nodes.YieldFrom: self._yield_from, nodes.Await: self._await})

    # --- defined by later parts ------------------------------------------------------------------

    def import_names(self, node: nodes.Import) -> Run:
        """`import a.b as c`."""
        raise NotImplementedError

    def import_from(self, node: nodes.ImportFrom) -> Run:
        """`from a import b`."""
        raise NotImplementedError

    # --- blocks ----------------------------------------------------------------------------------

    def block(self, body: Body) -> Run:
        """The closure of statements: it runs them up to the first signal."""
        if not body:
            return lambda scope: None
        runs = tuple([self._statements[type(statement)](statement) for statement in body])
        budget, count, span = self.budget, len(runs), self.span(body[0])

        def run(scope: Scope) -> Signal:
            budget.steps += count
            if budget.steps > budget.most_steps:
                budget.step(span)
            for statement in runs:
                signal = statement(scope)
                if signal is not None:
                    return signal
            return None

        return run

    # --- simple statements -----------------------------------------------------------------------

    def store(self, name: str, value: Value, scope: Scope) -> None:
        """Bind a name in the scope it belongs to."""
        if scope.declared is not None and name in scope.declared:
            names = self._declared_names(name, scope)
            self.change(names)
            self.disturb()
            self.redefined()
        else:
            names = scope.names
            if self.exploring:
                self.change(names)
        names[name] = value

    def _declared_names(self, name: str, scope: Scope) -> dict[Any, Any]:
        if scope.declared is not None and scope.declared[name]:
            return scope.module.attrs
        outer = scope.parent
        while outer is not None and name not in outer.names:
            outer = outer.parent
        return outer.names if outer is not None else scope.names

    def _expression(self, node: nodes.ExpressionStatement) -> Run:
        if type(node.value) is nodes.Constant:
            return lambda scope: None
        if type(node.value) is nodes.Call:
            return self.call_statement(node.value)
        value = self.compile(node.value)

        def run(scope: Scope) -> None:
            value(scope)

        return run

    def _assign(self, node: nodes.Assign) -> Run:
        value, targets = self.compile(node.value), [self.target(each) for each in node.targets]
        if len(targets) == 1:
            (target,) = targets
            return lambda scope: target(scope, value(scope))

        def run(scope: Scope) -> None:
            content = value(scope)
            for each in targets:
                each(scope, content)

        return run

    def _annotated(self, node: nodes.AnnotatedAssign) -> Run:
        if node.value is None:
            return lambda scope: None
        value, target = self.compile(node.value), self.target(node.target)
        return lambda scope: target(scope, value(scope))

    def _augmented(self, node: nodes.AugmentedAssign) -> Run:
        sign, span = node.operator, self.span(node)
        before, operand, target = (
            self.compile(node.target),
            self.compile(node.value),
            self.target(node.target),
        )

        def run(scope: Scope) -> None:
            old, value = before(scope), operand(scope)
            new = self._in_place(sign, self.settled(old), value, span)
            target(scope, self.operate(sign, old, value, span) if new is MISSING else new)

        return run

    def _in_place(self, sign: str, old: Value, value: Value, span: Span) -> Value:
        if isinstance(old, Instance):
            method = old.cls.find({"+": "__iadd__", "*": "__imul__", "|": "__ior__"}.get(sign, ""))
            return MISSING if method is MISSING else self.call(method, [old, value], {}, span)
        if isinstance(old, Tensor) and old.kind != "symbolic":
            old.overwrite()
            return old
        if isinstance(old, list) and sign == "+":
            items = self.items_of(value, span)
            self.change(old)
            if isinstance(items, Unknown):
                self.spoil(old, items)
            elif len(old) + len(items) > MOST_ITEMS:
                self.spoil(old, Unknown("a list too long to hold", span))
            else:
                old.extend(items)
            return old
        if isinstance(old, list) and sign == "*":
            product = self.operate(sign, old, value, span)
            self.change(old)
            if isinstance(product, list):
                old[:] = product
            else:
                self.spoil(old, product if isinstance(product, Unknown) else Unknown("a repeated list", span))
            return old
        if isinstance(old, (dict, set)) and sign in _SET_UPDATES:
            self.change(old)
            if type(value) is not type(old) or self.spoilt(value):
                self.spoil(old, Unknown("an update with something unknown", span))
            else:
                getattr(old, _SET_UPDATES[sign])(value)
            return old
        return MISSING

    def _return(self, node: nodes.Return) -> Run:
        value = self.optional(node.value)

        def run(scope: Scope) -> Signal:
            scope.result = None if value is None else value(scope)
            return RETURN

        return run

    def _raise(self, node: nodes.Raise) -> Run:
        span, exception = self.span(node), self.optional(node.exception)

        def run(scope: Scope) -> Signal:
            if exception is None:
                raise self.error("RuntimeError", "No active exception to reraise", span)
            value = self.settled(exception(scope))
            if isinstance(value, Class):
                value = self.instantiate(value, [], {}, span)
            if isinstance(value, Instance):
                raise Raised(value, span, certain=True)
            raise self.error("Exception", "an exception of unknown class", span, certain=True)

        return run

    def _assert(self, node: nodes.Assert) -> Run:
        """Asserts are noted where they are watched, and otherwise taken to hold."""
        test, message, span = (
            self.assert_test(node),
            self.optional(node.message),
            self.span(node),
        )
        place = span.path, span.start

        def run(scope: Scope) -> None:
            truth = self.truth(test(scope))
            if truth is False and place not in self.watched:
                said = "" if message is None else message(scope)
                raise self.error("AssertionError", said, span, certain=True)
            if isinstance(truth, Unknown):
                self.assume(truth, True)

        return run

    def assert_test(self, node: nodes.Assert) -> Code[Scope]:
        """An assert's test."""
        return self.compile(node.test)

    def _delete(self, node: nodes.Delete) -> Run:
        removals = [self._removal(target) for target in node.targets]

        def run(scope: Scope) -> None:
            for remove in removals:
                remove(scope)

        return run

    def _removal(self, target: nodes.Expression) -> Callable[[Scope], None]:
        span = self.span(target)
        if isinstance(target, nodes.Attribute):
            owner, name = self.compile(target.value), target.name
            return lambda scope: self.delete_attribute(owner(scope), name, span)
        if isinstance(target, nodes.Subscript):
            owner, index = self.compile(target.value), self.compile(target.index)
            return lambda scope: self.delete_item(owner(scope), index(scope), span)
        name = target.id if isinstance(target, nodes.Name) else ""

        def forget(scope: Scope) -> None:
            if self.exploring:
                self.change(scope.names)
            scope.names.pop(name, None)

        return forget

    def _declaration(self, names: tuple[str, ...], of_module: bool) -> Run:
        declared = dict.fromkeys(names, of_module)

        def run(scope: Scope) -> None:
            scope.declared = {**(scope.declared or {}), **declared}

        return run

    def _walrus(self, node: nodes.Walrus) -> Code[Scope]:
        content, name = self.compile(node.value), node.name

        def run(scope: Scope) -> Value:
            value = content(scope)
            while scope.inner and scope.parent is not None:
                scope = scope.parent
            self.store(name, value, scope)
            return value

        return run

    def _yield(self, node: nodes.Yield) -> Code[Scope]:
        content, span = self.optional(node.value), self.span(node)

        def run(scope: Scope) -> Value:
            value = None if content is None else content(scope)
            if scope.deliver is not None:
                self.budget.step(span)
                scope.deliver(value)
            return None

        return run

    def _yield_from(self, node: nodes.YieldFrom) -> Code[Scope]:
        value, span = self.compile(node.value), self.span(node)

        def run(scope: Scope) -> Value:
            items = self.items_of(value(scope), span)
            deliver = scope.deliver
            if deliver is None:
                return None
            if isinstance(items, Unknown):
                way = self.try_way(lambda: deliver(items))
                self.give_up(way, items, around(scope))
                return None
            for item in items:
                deliver(item)
            return Unknown("what a generator returns", span)

        return run

    def _await(self, node: nodes.Await) -> Code[Scope]:
        return self.compile(node.value)
