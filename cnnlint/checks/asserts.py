"""Asserts as statements: the numbers that tests compare counts with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from ..claims.claim import Claim, Interval, Quantity
from ..evaluate.comparison import Comparison
from ..evaluate.globals import is_main_guard
from ..evaluate.observe import Place
from ..program import nodes
from ..program.walk import walk
from ..source import Span
from ..unknown import Unknown
from ..values.tally import Counted, Numbered
from .assertions import COUNTING, Assertion, entries, states_count
from .breakdown import of_tensors
from .jobs import Evaluations, Ways
from .statement import Statement, Subject


def script_is_stated(work: Evaluations, assertions: Iterable[Assertion]) -> bool:
    """Whether such a statement is met by an assert that states a count itself."""
    return any(
        states_count(work.module, each) and entries(work.module, each).statements for each in assertions
    )


def script_of(work: Evaluations, assertions: Iterable[Assertion]) -> set[int]:
    """Top-level statements that must run for these assertions."""
    return {index for each in assertions for index in entries(work.module, each).statements}


def statements_of(work: Evaluations, assertions: Sequence[Assertion]) -> list[Statement]:
    """A statement for each number that a watched assert compares a count with."""
    made: dict[tuple[object, ...], Statement] = {}
    ran = _run_by_script(work, assertions)
    # What several asserts lie in is followed for the one that states most.
    for assertion in sorted(assertions, key=lambda each: not states_count(work.module, each)):
        runs = _runs(work, assertion, ran)
        for each in _stated(work, assertion, runs):
            claim, (subject,) = each.claim, each.subjects
            made.setdefault((claim.start, claim.interval, subject.numbers, subject.unknown), each)
    return list(made.values())


def _run_by_script(work: Evaluations, assertions: Iterable[Assertion]) -> set[tuple[str, ...]]:
    """The functions without arguments that would do the same again as tests.

    The script met an assert of them, or is nothing but their call, and took more than an evaluation may.
    """
    return {
        each.scope[:1]
        for each in assertions
        if each.scope and entries(work.module, each).statements and _is_plain(work, each)
        if _in_run(work, _place(work, each), work.script(())) or _is_lost_with(work, each)
    }


def _is_lost_with(work: Evaluations, assertion: Assertion) -> bool:
    """Whether the script calls the function around an assertion, does nothing else, and comes to no end."""
    if not isinstance(work.script(()), Unknown) or len(work.scripted) != 1:
        return False
    (statement,) = work.module.statements(work.scripted[0])
    guarded = isinstance(statement, nodes.If) and is_main_guard(work.module, work.scripted[0])
    body = statement.body if guarded and isinstance(statement, nodes.If) else (statement,)
    only = body[0].value if len(body) == 1 and isinstance(body[0], nodes.ExpressionStatement) else None
    called = only.function if isinstance(only, nodes.Call) and not only.arguments else None
    return isinstance(called, nodes.Name) and called.id == assertion.scope[0]


def _is_plain(work: Evaluations, assertion: Assertion) -> bool:
    """Whether the definition around an assertion is a function that can be called in one way only."""
    node = work.module.statements(assertion.chunk)[0]
    return isinstance(node, nodes.FunctionDef) and not node.parameters and not node.decorators


def _runs(work: Evaluations, assertion: Assertion, ran: set[tuple[str, ...]]) -> list[Ways]:
    found = entries(work.module, assertion)
    stated = states_count(work.module, assertion)
    tests = [path for path in found.tests if found.tests[1:] or path not in ran]
    runs = [ways for path in tests for ways in work.cases(path, stated)]
    return [work.script(()), *runs] if found.statements else runs


def _place(work: Evaluations, assertion: Assertion) -> Place:
    return work.module.path, assertion.node.start


def _stated(work: Evaluations, assertion: Assertion, runs: list[Ways]) -> Iterator[Statement]:
    met = _met(work, _place(work, assertion), runs)
    for outcome in met.values():
        yield _statement(work, outcome)
    if not met:
        yield from _not_met(work, assertion, runs)


# --- what was met -------------------------------------------------------------------------------------


class _Outcome(NamedTuple):
    """The comparisons of one written number that tell its verdict: all agree, all fail, or it is not certain."""

    verdict: str
    comparisons: list[Comparison]


_RANK = ("contradicts", "undecided", "agrees")


def _met(work: Evaluations, place: Place, runs: list[Ways]) -> dict[object, _Outcome]:
    """What each written number came to: one run in which it is sure to fail decides."""
    outcomes: dict[object, _Outcome] = {}
    for ways in runs:
        for key, outcome in _in_run(work, place, ways).items():
            known = outcomes.get(key)
            if known is None or _RANK.index(outcome.verdict) < _RANK.index(known.verdict):
                outcomes[key] = outcome
    return outcomes


def _in_run(work: Evaluations, place: Place, ways: Ways) -> dict[object, _Outcome]:
    by_number: dict[object, list[list[Comparison]]] = {}
    for way in ways if not isinstance(ways, Unknown) else ():
        own: dict[object, list[Comparison]] = {}
        for each in way.compared.get(place, []):
            if each.span.path == work.module.path:
                own.setdefault((each.span.start, each.low, each.high), []).append(each)
        for key, comparisons in own.items():
            by_number.setdefault(key, []).append(comparisons)
    return {key: _outcome(each) for key, each in by_number.items()}


def _outcome(met: list[list[Comparison]]) -> _Outcome:
    """Over all ways of a run; within one way the first comparison that fails is the test's end."""
    failing = [next((each for each in way if not each.holds), None) for way in met]
    failures = [each for each in failing if each is not None]
    if len(failures) == len(met):
        return _Outcome("contradicts", failures)
    every = [each for way in met for each in way]
    return _Outcome("undecided" if failures else "agrees", every)


def _statement(work: Evaluations, outcome: _Outcome) -> Statement:
    first = outcome.comparisons[0]
    quantity = _quantity(first.counted)
    claim = _claim(work, first.span, first.stated, quantity, Interval(first.low, first.high))
    numbers = tuple(int(each.counted) for each in outcome.comparisons)
    subject = Subject("value", of_tensors(first.counted), (), numbers)
    return Statement(work.module.source, claim, (subject,), "assert", first.sign)


def _claim(work: Evaluations, span: Span, stated: int, quantity: Quantity, interval: Interval) -> Claim:
    return Claim(
        quantities=(quantity,),
        interval=interval,
        stated=stated,
        start=span.start,
        end=span.end,
        text=work.module.source.text[span.start : span.end],
    )


def _quantity(counted: Counted | Numbered) -> Quantity:
    if isinstance(counted, Numbered):
        return Quantity.TENSORS
    kinds = {tensor.kind for tensor in counted.tensors}
    return Quantity.BUFFERS if kinds == {"buffer"} else Quantity.PARAMETERS


# --- what was not met ---------------------------------------------------------------------------------


def _not_met(work: Evaluations, assertion: Assertion, runs: list[Ways]) -> Iterator[Statement]:
    """The numbers in an assert on counts that the code never comes to, or that cannot be told."""
    node, source = assertion.node, work.module.source
    text = source.text[node.start : node.end]
    if not COUNTING.search(text):
        return
    subject = Subject("value", " ".join(text.split()), unknown=_why(work, assertion, runs))
    for each, _ in walk(node):
        if isinstance(each, nodes.Constant) and type(each.value) is int and each.value > 9:
            span = Span(work.module.path, each.start, each.end)
            claim = _claim(work, span, each.value, Quantity.PARAMETERS, Interval(each.value, each.value))
            yield Statement(source, claim, (subject,), "assert")


def _why(work: Evaluations, assertion: Assertion, runs: list[Ways]) -> Unknown | None:
    """Why nothing was compared; None where the code is known never to come there."""
    place = _place(work, assertion)
    failed = next((ways for ways in runs if isinstance(ways, Unknown)), None)
    if failed is not None:
        return failed
    if not runs:
        return Unknown("the test may be called in a way that cannot be told, or is to fail")
    came = [
        way.reached[place]
        for ways in runs
        if not isinstance(ways, Unknown)
        for way in ways
        if place in way.reached
    ]
    if came:
        return next(filter(None, came), Unknown("what the assert compares is no count that is certain"))
    return None
