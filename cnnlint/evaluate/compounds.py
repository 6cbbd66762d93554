"""Compound statements: branches, loops, contexts, and what catches errors."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from ..program import nodes
from ..source import Span
from ..unknown import Unknown
from ..values.expression import Code
from ..values.objects import MISSING, Class, External, Generator, Instance, Raised, Scope, Value
from .branches import Undecidable, around, unknown_loop
from .items import Assign
from .machine import Body, Run, Signal
from .statements import BREAK, CONTINUE, RETURN, Statements


class LoopLeft(Exception):
    """Ends a generator whose loop was left."""


class Compounds(Statements):
    """Compiles statements that hold others."""

    def __init__(self) -> None:
        super().__init__()
        self._statements.update({nodes.If: self._if, nodes.While: self._while, nodes.For: self._for})
        self._statements.update({nodes.With: self._with, nodes.Try: self._try})

    # --- branches and loops ----------------------------------------------------------------------

    def _way(self, body: Run, scope: Scope) -> Callable[[], Value]:
        """Run a block as one way of a branch: its result is its signal and what it returns."""

        def run() -> tuple[Signal, Value]:
            before, scope.result = scope.result, None
            signal = body(scope)
            result, scope.result = scope.result, before
            return signal, result

        return run

    def _if(self, node: nodes.If) -> Run:
        test, body, orelse = self.compile(node.test), self.block(node.body), self.block(node.orelse)
        alone = not node.orelse

        def run(scope: Scope) -> Signal:
            truth = test(scope)
            if truth is not True and truth is not False:
                truth = self.truth(truth)
                if isinstance(truth, Unknown):
                    return self._unknown_if(truth, body, orelse, scope)
            if truth:
                return body(scope)
            return None if alone else orelse(scope)

        return run

    def _unknown_if(self, truth: Unknown, body: Run, orelse: Run, scope: Scope) -> Signal:
        local = around(scope)
        outcome = self.branch(truth, self._way(body, scope), self._way(orelse, scope), local)
        signal: Signal = outcome[0]
        if signal == RETURN:
            scope.result = outcome[1]
        return signal

    def _while(self, node: nodes.While) -> Run:
        test, body, orelse = self.compile(node.test), self.block(node.body), self.block(node.orelse)
        span = self.span(node)

        def run(scope: Scope) -> Signal:
            while True:
                self.budget.step(span)
                truth = self.truth(test(scope))
                if isinstance(truth, Unknown):
                    self._unknown_rounds(body, None, truth, scope, span)
                    return orelse(scope)
                if not truth:
                    return orelse(scope)
                signal = body(scope)
                if signal == BREAK:
                    return None
                if signal == RETURN:
                    return signal

        return run

    def _for(self, node: nodes.For) -> Run:
        iterable, assign, span = self.compile(node.iterable), self.target(node.target), self.span(node)
        body, orelse, budget = self.block(node.body), self.block(node.orelse), self.budget
        idle = self.idle

        def run(scope: Scope) -> Signal:
            whole = self.settled(iterable(scope))
            if isinstance(whole, Generator) and "items" not in whole.attrs:
                ending = self._for_generated(whole, assign, body, scope, span)
                return orelse(scope) if ending is None else None if ending == BREAK else ending
            items = self.items_of(whole, span)
            if isinstance(items, Unknown):
                self._unknown_rounds(body, assign, items, scope, span)
                return orelse(scope)
            if items and idle.loop(node, items, scope):
                assign(scope, items[-1])
                return None
            # A list may grow or shrink while a loop runs over it.
            for item in whole if isinstance(whole, list) else items:
                budget.step(span)
                assign(scope, item)
                signal = body(scope)
                if signal == BREAK:
                    return None
                if signal == RETURN:
                    return signal
            return orelse(scope)

        return run

    def _for_generated(
        self, generator: Generator, assign: Assign, body: Run, scope: Scope, span: Span
    ) -> Signal:
        """A loop over a generator, each item of which runs the loop's body: the signal that it was left with."""
        left: list[Signal | Raised] = []
        level = self.exploring

        def run_round(item: Value) -> None:
            assign(scope, item)
            try:
                signal: Signal | Raised = body(scope)
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
            return left[0]
        return None

    def _unknown_rounds(
        self, body: Run, assign: Assign | None, cause: Unknown, scope: Scope, span: Span
    ) -> None:
        """A loop that runs an unknown number of times: forget all that it may change."""
        cause = unknown_loop(span, cause)
        if assign is not None:
            assign(scope, cause)
        way = self.try_way(self._way(body, scope))
        if way.raised and not way.raised.certain:
            raise way.raised
        self.give_up(way, cause, around(scope))
        if not way.raised and way.result[0] == RETURN:
            scope.result = cause

    def _with(self, node: nodes.With) -> Run:
        """A body inside of contexts, the first outermost."""
        run = self.block(node.body)
        for entry in reversed(node.items):
            target = None if entry.target is None else self.target(entry.target)
            run = self._context(self.compile(entry.context), target, run)
        return run

    def _context(self, expression: Code[Scope], target: Assign | None, body: Run) -> Run:
        def run(scope: Scope) -> Signal:
            context = self.settled(expression(scope))
            entered: Value = context if isinstance(context, Unknown) else Unknown("what a with gives")
            leave: Value = MISSING
            if isinstance(context, Instance) and isinstance(context.attrs.get("generator"), Generator):
                return self._within_generator(context.attrs["generator"], target, body, scope)
            if isinstance(context, Instance):
                method, leave = context.cls.find("__enter__"), context.cls.find("__exit__")
                entered = entered if method is MISSING else self.call(method, [context], {}, None)
            if target is not None:
                target(scope, entered)
            return body(scope) if leave is MISSING else self._left(leave, context, body, scope)

        return run

    def _left(self, leave: Value, context: Instance, body: Run, scope: Scope) -> Signal:
        """Run a body and leave its context, which may swallow what the body raises."""
        try:
            signal = body(scope)
        except Raised as raised:
            failure = [raised.value.cls, raised.value, None]
            if self.truth(self.call(leave, [context, *failure], {}, None)) is True:
                return None
            raise
        self.call(leave, [context, None, None, None], {}, None)
        return signal

    def _within_generator(
        self, generator: Generator, target: Assign | None, body: Run, scope: Scope
    ) -> Signal:
        """A body inside of a context that a generator makes: the generator's `yield` runs the body."""
        signals: list[Signal] = []

        def run_body(item: Value) -> None:
            if target is not None:
                target(scope, item)
            signals.append(body(scope))

        generator.run(run_body)
        return signals[0] if signals else None

    # --- errors ----------------------------------------------------------------------------------

    def missing_import(self, body: Body, scope: Scope) -> Unknown | None:
        """Whether a `try` imports a library that may be absent: the condition that it is there."""
        raise NotImplementedError

    def _try(self, node: nodes.Try) -> Run:
        body, orelse, final = self.block(node.body), self.block(node.orelse), self.block(node.final)
        handlers = [self._handler(each) for each in node.handlers]
        imports = bool(handlers) and any(isinstance(each, _IMPORTS) for each in node.body)

        def attempt(scope: Scope) -> Signal:
            signal = body(scope)
            return orelse(scope) if signal is None else signal

        def run(scope: Scope) -> Signal:
            absent = self.missing_import(node.body, scope) if imports else None
            if absent is not None:
                signal = self._unknown_if(absent, attempt, handlers[0].body, scope)
            else:
                try:
                    signal = attempt(scope)
                except Raised as raised:
                    handler = next(
                        (each for each in handlers if self._catches(each, raised.value, scope)), None
                    )
                    if handler is None:
                        final(scope)
                        raise
                    signal = self._handle(handler, raised, scope)
            ending = final(scope)
            return signal if ending is None else ending

        return run

    def _handler(self, node: nodes.Handler) -> Handler:
        exception = self.optional(node.exception)
        return Handler(exception, node.name, self.block(node.body))

    def _handle(self, handler: Handler, raised: Raised, scope: Scope) -> Signal:
        if handler.name is not None:
            self.store(handler.name, raised.value, scope)
        try:
            return handler.body(scope)
        except Raised as again:
            if again.span is not None and again.value.cls.name == "RuntimeError":
                if again.value.attrs.get("args") == ("No active exception to reraise",):
                    raise raised from None
            raise

    def _catches(self, handler: Handler, value: Value, scope: Scope) -> bool:
        if handler.exception is None:
            return True
        kinds = handler.exception(scope)
        for kind in kinds if isinstance(kinds, tuple) else (kinds,):
            if isinstance(kind, Class) and isinstance(value, Instance) and kind in value.cls.mro:
                return True
            if isinstance(kind, (Unknown, External)):
                return True
        return False


class Handler(NamedTuple):
    """A compiled `except exception as name:`."""

    exception: Code[Scope] | None
    name: str | None
    body: Run


_IMPORTS = (nodes.Import, nodes.ImportFrom)
