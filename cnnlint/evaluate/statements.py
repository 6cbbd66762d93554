"""Statements: assignments, branches, loops, errors."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..program import nodes
from ..source import Span
from ..unknown import Unknown
from ..values.objects import MISSING, Class, External, Generator, Instance, Raised, Scope, Tensor, Value
from ..values.operators import MOST_ITEMS
from .branches import Undecidable, unknown_loop
from .calls import Calls

BREAK, CONTINUE, RETURN = "break", "continue", "return"
Signal = str | None
Body = tuple[nodes.Statement, ...]

_SET_UPDATES = {
    "|": "update",
    "&": "intersection_update",
    "-": "difference_update",
    "^": "symmetric_difference_update",
}


class LoopLeft(Exception):
    """Ends a generator whose loop was left."""


class Statements(Calls):
    """Runs statements; each gives the signal that leaves its block, or None."""

    def __init__(self) -> None:
        super().__init__()
        self._execute: dict[type, Callable[[Any, Scope], Signal]] = {
            nodes.ExpressionStatement: self._expression,
            nodes.Assign: self._assign,
            nodes.AugmentedAssign: self._augmented,
            nodes.AnnotatedAssign: self._annotated,
            nodes.Return: self._return,
            nodes.Raise: self._raise,
            nodes.Assert: self._assert,
            nodes.Delete: self._delete,
            nodes.Pass: lambda node, scope: None,
            nodes.Break: lambda node, scope: BREAK,
            nodes.Continue: lambda node, scope: CONTINUE,
            nodes.Global: self._global,
            nodes.Nonlocal: self._nonlocal,
            nodes.Import: self.import_names,
            nodes.ImportFrom: self.import_from,
            nodes.If: self._if,
            nodes.While: self._while,
            nodes.For: self._for,
            nodes.With: self._with,
            nodes.Try: self._try,
            nodes.Match: self.match,
            nodes.FunctionDef: self.define_function,
            nodes.ClassDef: self.define_class,
        }
        self._evaluate.update({nodes.Walrus: self._walrus, nodes.Yield: self._yield})
        self._evaluate.update({nodes.YieldFrom: self._yield_from, nodes.Await: self._await})

    # --- defined by later parts ------------------------------------------------------------------

    def import_names(self, node: nodes.Import, scope: Scope) -> Signal:
        """`import a.b as c`."""
        raise NotImplementedError

    def import_from(self, node: nodes.ImportFrom, scope: Scope) -> Signal:
        """`from a import b`."""
        raise NotImplementedError

    def match(self, node: nodes.Match, scope: Scope) -> Signal:
        """`match subject:`."""
        raise NotImplementedError

    def define_function(self, node: nodes.FunctionDef, scope: Scope) -> Signal:
        """`def name():`."""
        raise NotImplementedError

    def define_class(self, node: nodes.ClassDef, scope: Scope) -> Signal:
        """`class Name:`."""
        raise NotImplementedError

    # --- simple statements -----------------------------------------------------------------------

    def execute(self, body: Body, scope: Scope) -> Signal:
        """Run statements up to the first signal."""
        budget = self.budget
        for statement in body:
            budget.steps += 1
            signal = self._execute[type(statement)](statement, scope)
            if signal is not None:
                return signal
        if budget.steps > budget.most_steps:
            budget.step(self.span(body[0], scope) if body else None)
        return None

    def store(self, name: str, value: Value, scope: Scope) -> None:
        """Bind a name in the scope it belongs to."""
        if scope.declared is not None and name in scope.declared:
            names = self._declared_names(name, scope)
            self.change(names)
            self.disturb()
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

    def _expression(self, node: nodes.ExpressionStatement, scope: Scope) -> Signal:
        if type(node.value) is not nodes.Constant:
            self.evaluate(node.value, scope)
        return None

    def _assign(self, node: nodes.Assign, scope: Scope) -> Signal:
        value = self._evaluate[type(node.value)](node.value, scope)
        for target in node.targets:
            self.assign(target, value, scope)
        return None

    def _annotated(self, node: nodes.AnnotatedAssign, scope: Scope) -> Signal:
        if node.value is not None:
            self.assign(node.target, self.evaluate(node.value, scope), scope)
        return None

    def _augmented(self, node: nodes.AugmentedAssign, scope: Scope) -> Signal:
        span = self.span(node, scope)
        old = self.evaluate(node.target, scope)
        value = self.evaluate(node.value, scope)
        new = self._in_place(node.operator, self.settled(old), value, span)
        self.assign(
            node.target, self.operate(node.operator, old, value, span) if new is MISSING else new, scope
        )
        return None

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

    def _return(self, node: nodes.Return, scope: Scope) -> Signal:
        scope.result = None if node.value is None else self.evaluate(node.value, scope)
        return RETURN

    def _raise(self, node: nodes.Raise, scope: Scope) -> Signal:
        span = self.span(node, scope)
        if node.exception is None:
            raise self.error("RuntimeError", "No active exception to reraise", span)
        value = self.settled(self.evaluate(node.exception, scope))
        if isinstance(value, Class):
            value = self.instantiate(value, [], {}, span)
        if isinstance(value, Instance):
            raise Raised(value, span, certain=True)
        raise self.error("Exception", "an exception of unknown class", span, certain=True)

    def _assert(self, node: nodes.Assert, scope: Scope) -> Signal:
        """Asserts are noted where they are watched, and otherwise taken to hold."""
        truth = self.truth(self.assert_test(node, scope))
        if truth is False and (scope.module.path, node.start) not in self.watched:
            message = "" if node.message is None else self.evaluate(node.message, scope)
            raise self.error("AssertionError", message, self.span(node, scope), certain=True)
        if isinstance(truth, Unknown):
            self.assume(truth, True)
        return None

    def assert_test(self, node: nodes.Assert, scope: Scope) -> Value:
        """Value of an assert's test."""
        return self.evaluate(node.test, scope)

    def _delete(self, node: nodes.Delete, scope: Scope) -> Signal:
        for target in node.targets:
            span = self.span(target, scope)
            if isinstance(target, nodes.Name):
                if self.exploring:
                    self.change(scope.names)
                scope.names.pop(target.id, None)
            elif isinstance(target, nodes.Attribute):
                self.delete_attribute(self.evaluate(target.value, scope), target.name, span)
            elif isinstance(target, nodes.Subscript):
                owner = self.evaluate(target.value, scope)
                self.delete_item(owner, self.evaluate(target.index, scope), span)
        return None

    def _global(self, node: nodes.Global, scope: Scope) -> Signal:
        scope.declared = {**(scope.declared or {}), **dict.fromkeys(node.names, True)}
        return None

    def _nonlocal(self, node: nodes.Nonlocal, scope: Scope) -> Signal:
        scope.declared = {**(scope.declared or {}), **dict.fromkeys(node.names, False)}
        return None

    def _walrus(self, node: nodes.Walrus, scope: Scope) -> Value:
        value = self.evaluate(node.value, scope)
        while scope.inner and scope.parent is not None:
            scope = scope.parent
        self.store(node.name, value, scope)
        return value

    def _yield(self, node: nodes.Yield, scope: Scope) -> Value:
        value = None if node.value is None else self.evaluate(node.value, scope)
        if scope.deliver is not None:
            self.budget.step(self.span(node, scope))
            scope.deliver(value)
        return None

    def _yield_from(self, node: nodes.YieldFrom, scope: Scope) -> Value:
        items = self.items_of(self.evaluate(node.value, scope), self.span(node, scope))
        deliver = scope.deliver
        if deliver is None:
            return None
        if isinstance(items, Unknown):
            way = self.try_way(lambda: deliver(items))
            self.give_up(way, items, tuple(self._local(scope)))
            return None
        for item in items:
            deliver(item)
        return None

    def _await(self, node: nodes.Await, scope: Scope) -> Value:
        return self.evaluate(node.value, scope)

    # --- branches and loops ----------------------------------------------------------------------

    def _block(self, body: Body, scope: Scope) -> Callable[[], Value]:
        """Run a block as one way of a branch: its result is its signal and what it returns."""

        def run() -> tuple[Signal, Value]:
            before, scope.result = scope.result, None
            signal = self.execute(body, scope)
            result, scope.result = scope.result, before
            return signal, result

        return run

    def _if(self, node: nodes.If, scope: Scope) -> Signal:
        truth = self._evaluate[type(node.test)](node.test, scope)
        if truth is not True and truth is not False:
            truth = self.truth(truth)
            if isinstance(truth, Unknown):
                return self._unknown_if(truth, node.body, node.orelse, scope)
        return self.execute(node.body if truth else node.orelse, scope)

    def _unknown_if(self, truth: Unknown, body: Body, orelse: Body, scope: Scope) -> Signal:
        local = tuple(self._local(scope))
        outcome = self.branch(truth, self._block(body, scope), self._block(orelse, scope), local)
        signal: Signal = outcome[0]
        if signal == RETURN:
            scope.result = outcome[1]
        return signal

    def _local(self, scope: Scope | None) -> list[Scope]:
        found = []
        while scope is not None:
            found.append(scope)
            scope = scope.parent
        return found

    def _while(self, node: nodes.While, scope: Scope) -> Signal:
        span = self.span(node, scope)
        while True:
            self.budget.step(span)
            truth = self.truth(self.evaluate(node.test, scope))
            if isinstance(truth, Unknown):
                self._unknown_rounds(node.body, (), truth, scope, span)
                return self.execute(node.orelse, scope)
            if not truth:
                return self.execute(node.orelse, scope)
            signal = self.execute(node.body, scope)
            if signal == BREAK:
                return None
            if signal == RETURN:
                return signal

    def _for(self, node: nodes.For, scope: Scope) -> Signal:
        span = self.span(node, scope)
        iterable = self.settled(self.evaluate(node.iterable, scope))
        if isinstance(iterable, Generator) and "items" not in iterable.attrs:
            return self._for_generated(node, iterable, scope, span)
        items = self.items_of(iterable, span)
        if isinstance(items, Unknown):
            self._unknown_rounds(node.body, (node.target,), items, scope, span)
            return self.execute(node.orelse, scope)
        # A list may grow or shrink while a loop runs over it.
        for item in iterable if isinstance(iterable, list) else items:
            self.budget.step(span)
            self.assign(node.target, item, scope)
            signal = self.execute(node.body, scope)
            if signal == BREAK:
                return None
            if signal == RETURN:
                return signal
        return self.execute(node.orelse, scope)

    def _for_generated(self, node: nodes.For, generator: Generator, scope: Scope, span: Span) -> Signal:
        """A loop over a generator: each item that it yields runs the loop's body."""
        left: list[Signal | Raised] = []
        level = self.exploring

        def run_round(item: Value) -> None:
            self.assign(node.target, item, scope)
            try:
                signal: Signal | Raised = self.execute(node.body, scope)
            except Raised as raised:
                if self.exploring != level:
                    raise
                signal = raised
            if signal is not None and signal != CONTINUE:
                if self.exploring != level:
                    raise Undecidable(Unknown("a loop over a generator that may be left", span))
                left.append(signal)
                raise LoopLeft

        self.change(generator.attrs)
        generator.attrs["items"] = []
        try:
            generator.run(run_round)
        except LoopLeft:
            if not left:
                raise
            self.spoil(generator, Unknown("what a loop has left of a generator", span))
            if isinstance(left[0], Raised):
                raise left[0] from None
            return None if left[0] == BREAK else left[0]
        return self.execute(node.orelse, scope)

    def _unknown_rounds(
        self, body: Body, targets: tuple[nodes.Expression, ...], cause: Unknown, scope: Scope, span: Span
    ) -> None:
        """A loop that runs an unknown number of times: forget all that it may change."""
        cause = unknown_loop(span, cause)
        for target in targets:
            self.assign(target, cause, scope)
        way = self.try_way(self._block(body, scope))
        if way.raised and not way.raised.certain:
            raise way.raised
        self.give_up(way, cause, tuple(self._local(scope)))
        if not way.raised and way.result[0] == RETURN:
            scope.result = cause

    def _with(self, node: nodes.With, scope: Scope) -> Signal:
        return self._within(node.items, node.body, scope)

    def _within(self, entries: tuple[nodes.WithItem, ...], body: Body, scope: Scope) -> Signal:
        """Run a body inside of these contexts, the first outermost."""
        if not entries:
            return self.execute(body, scope)
        entry, *inner = entries
        context = self.settled(self.evaluate(entry.context, scope))
        entered: Value = context if isinstance(context, Unknown) else Unknown("what a with gives")
        leave: Value = MISSING
        if isinstance(context, Instance) and isinstance(context.attrs.get("generator"), Generator):
            return self._within_generator(context.attrs["generator"], entries, body, scope)
        if isinstance(context, Instance):
            method, leave = context.cls.find("__enter__"), context.cls.find("__exit__")
            entered = entered if method is MISSING else self.call(method, [context], {}, None)
        if entry.target is not None:
            self.assign(entry.target, entered, scope)
        try:
            signal = self._within(tuple(inner), body, scope)
        except Raised as raised:
            if leave is MISSING:
                raise
            failure = [raised.value.cls, raised.value, None]
            if self.truth(self.call(leave, [context, *failure], {}, None)) is True:
                return None
            raise
        if leave is not MISSING:
            self.call(leave, [context, None, None, None], {}, None)
        return signal

    def _within_generator(
        self, generator: Generator, entries: tuple[nodes.WithItem, ...], body: Body, scope: Scope
    ) -> Signal:
        """A body inside of a context that a generator makes: the generator's `yield` runs the body."""
        signals: list[Signal] = []

        def run_body(item: Value) -> None:
            if entries[0].target is not None:
                self.assign(entries[0].target, item, scope)
            signals.append(self._within(entries[1:], body, scope))

        generator.run(run_body)
        return signals[0] if signals else None

    # --- errors ----------------------------------------------------------------------------------

    def missing_import(self, body: Body, scope: Scope) -> Unknown | None:
        """Whether a `try` imports a library that may be absent: the condition that it is there."""
        raise NotImplementedError

    def _try(self, node: nodes.Try, scope: Scope) -> Signal:
        absent = self.missing_import(node.body, scope) if node.handlers else None
        if absent is not None:
            signal = self._unknown_if(absent, (*node.body, *node.orelse), node.handlers[0].body, scope)
            ending = self.execute(node.final, scope)
            return signal if ending is None else ending
        try:
            signal = self.execute(node.body, scope)
            if signal is None:
                signal = self.execute(node.orelse, scope)
        except Raised as raised:
            handler = self._handler(node, raised, scope)
            if handler is None:
                self.execute(node.final, scope)
                raise
            signal = self._handle(handler, raised, scope)
        ending = self.execute(node.final, scope)
        return signal if ending is None else ending

    def _handle(self, handler: nodes.Handler, raised: Raised, scope: Scope) -> Signal:
        if handler.name is not None:
            self.store(handler.name, raised.value, scope)
        try:
            return self.execute(handler.body, scope)
        except Raised as again:
            if again.span is not None and again.value.cls.name == "RuntimeError":
                if again.value.attrs.get("args") == ("No active exception to reraise",):
                    raise raised from None
            raise

    def _handler(self, node: nodes.Try, raised: Raised, scope: Scope) -> nodes.Handler | None:
        for handler in node.handlers:
            if handler.exception is None or self._catches(handler.exception, raised.value, scope):
                return handler
        return None

    def _catches(self, exception: nodes.Expression, value: Value, scope: Scope) -> bool:
        kinds = self.evaluate(exception, scope)
        for kind in kinds if isinstance(kinds, tuple) else (kinds,):
            if isinstance(kind, Class) and isinstance(value, Instance) and kind in value.cls.mro:
                return True
            if isinstance(kind, (Unknown, External)):
                return True
        return False
