"""Examining one file: its claims, asserts and records, judged and turned into findings and verdicts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import NamedTuple

from ..claims.claim import Claim
from ..evaluate.observe import Observer
from ..frontend.owner import ModuleOwner
from ..frontend.remarks import Remark
from ..size import Size
from ..unknown import Unknown
from . import all_checks, asserts, examples, records
from .assertions import find_assertions
from .binding import bind, find_owners, watched_calls
from .check import Check
from .finding import Finding, Verdict
from .jobs import Evaluations
from .judge import judge
from .prose import Prose
from .statement import Judgement, Statement


class Examined(NamedTuple):
    """Findings and verdicts of one file, in no particular order."""

    findings: tuple[Finding, ...]
    verdicts: tuple[Verdict, ...]


def examine(
    machine: Observer, path: str, claims: Sequence[tuple[Remark, Claim]], prose: Prose | None = None
) -> Examined:
    """Judge all that a file states; FrontendError where a statement that is needed cannot be parsed.

    `prose` is the text around the code of a document.
    """
    module = machine.project.module(path)
    work = Evaluations(machine, module)
    module.file.state(remark.start for remark, _ in claims)
    machine.mark(frozenset({module.path}))
    stated = find_owners(work, claims)
    assertions = find_assertions(module)
    recorded = records.find_records(module)
    calls = list(watched_calls(stated))
    work.watch((module.path, call.start) for call, _, _ in calls)
    work.watch((module.path, each.node.start) for each in assertions)
    if prose is not None:
        prose.watch(work)
    script = {chunk for _, scope, chunk in calls if not scope}
    stated_there = bool(script) or asserts.script_is_stated(work, assertions)
    script |= asserts.script_of(work, assertions)
    by_module = any(isinstance(owner, ModuleOwner) for each in stated for owner in each.owners)
    chunks = module.outline.chunks
    if by_module:
        script |= {index for index, chunk in enumerate(chunks) if chunk.kind == "statement"}
    if prose is not None:
        script |= {index for index, chunk in enumerate(chunks) if prose.needs(chunk)}
    stated_there = stated_there or by_module or (prose is not None and prose.speaks_of_code)
    work.script(script, stated_there)
    statements = [
        *bind(work, stated),
        *asserts.statements_of(work, assertions),
        *records.statements_of(work, recorded),
        *examples.statements_of(work),
        *(prose.statements(work) if prose is not None else ()),
    ]
    return judged(statements, machine.place)


def judged(statements: Sequence[Statement], place: Callable[[Unknown], str] = str) -> Examined:
    """Findings and verdicts of statements; `place` words the reason of an unknown."""
    judgements = [judge(statement) for statement in statements]
    habit = _habit(statements, judgements)
    findings, verdicts = [], []
    for statement, judgement in zip(statements, judgements, strict=True):
        statement = statement._replace(habit=habit)
        check, finding = _found(statement, judgement)
        if finding is not None:
            findings.append(finding)
        verdicts.append(_verdict(place, statement, judgement, check, finding))
    return Examined(tuple(findings), tuple(verdicts))


def _habit(statements: Sequence[Statement], judgements: list[Judgement]) -> bool:
    """Whether bare numbers beside layers are this file's way to state counts: two agree, one at most does not."""
    verdicts = Counter(
        judgement.verdict
        for statement, judgement in zip(statements, judgements, strict=True)
        if not statement.claim.word and statement.claim.formula is None and statement.form == "remark"
    )
    return verdicts["agrees"] >= 2 and verdicts["contradicts"] <= 1


def _found(statement: Statement, judgement: Judgement) -> tuple[Check | None, Finding | None]:
    """The first check that finds something; arithmetic before counts, since it needs no model."""
    checks = sorted(all_checks(), key=lambda check: check.code, reverse=True)
    for check in checks:
        finding = check.find(statement, judgement) if check.find is not None else None
        if finding is not None:
            return check, finding
    return None, None


def _verdict(
    place: Callable[[Unknown], str],
    statement: Statement,
    judgement: Judgement,
    check: Check | None,
    finding: Finding | None,
) -> Verdict:
    source, claim = statement.source, statement.claim
    verdict, reason = judgement.verdict, judgement.reason
    if finding is not None:
        verdict, reason = "contradicts", None
    elif verdict == "contradicts":
        verdict, reason = "undecided", "the number may speak of something else"
    computed = judgement.computed if finding is None else finding.computed
    return Verdict(
        filename=source.path,
        location=source.location(claim.start),
        end_location=source.location(claim.end),
        text=claim.text,
        quantity=(judgement.quantity or claim.quantities[0]).value,
        subject=judgement.subject.title if judgement.subject else None,
        stated=claim.stated,
        computed=str(computed) if isinstance(computed, Size) else computed,
        verdict=verdict,
        reason=place(reason) if isinstance(reason, Unknown) else reason,
        code=check.code if check else _usual_code(statement, judgement),
    )


_CODES = {
    "assert": "CNN103",
    "record": "CNN105",
    "output": "CNN106",
    "kept": "CNN107",
    "table": "CNN108",
    "document": "CNN401",
}


def _usual_code(statement: Statement, judgement: Judgement) -> str:
    if statement.form != "remark":
        return _CODES[statement.form]
    return "CNN102" if judgement.subject is not None and judgement.subject.kind != "layer" else "CNN101"
