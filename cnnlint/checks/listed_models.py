"""Tables of models in a document, held against the classes and functions of these names around it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from ..claims.claim import Claim, Interval, Quantity
from ..documents.definitions import Definition, definitions
from ..documents.told import Told
from ..evaluate.observe import Observer
from ..evaluate.project import SourceModule
from ..frontend.problem import FrontendError
from ..reading import Unreadable
from ..source import Source
from ..unknown import Unknown
from .jobs import Evaluations
from .judge import judge
from .mistakes import fits_another_model
from .statement import Judgement, Statement, Subject
from .subjects import definition_subject

FORM = "table"
# A table speaks of these definitions, as they are by default, if as many of its rows agree with them.
_LEAST = 3
# One row of so many may be wrong then, or half of them if those that agree show three digits or more.
_SHARE = 4
_TELLING = 40
# What the models of one document may take: a large zoo would take minutes.
_MOST_STEPS = 120_000
_STEPS_OF_ONE = 60_000

# A zero that fills up a number of five digits or more.
_FILLED = re.compile(r"~?(?=[\d.]{6})\d+\.\d*0(?!\d)")

# Code that does one thing or another by the backend of Keras, which a table may have been made with.
_ASKING = re.compile(r"\b(?:K|keras\.backend)\.backend\(\)\s*(?:[!=]=|in\b)")

_OTHER = "the table may speak of models that are made in another way"


class Listing(NamedTuple):
    """For rows of tables that state a count of a model around the document its definition, by place.

    `defined` tells for each name that was looked for what it meant, None where that cannot be told.
    """

    meant: dict[int, Definition]
    defined: dict[str, Definition | None]


def listed(source: Source, told: Sequence[Told]) -> Listing:
    """The rows of a document that state counts of models around it."""
    rows = [each for each in told if _is_listed(each)]
    if len(rows) < _LEAST:
        return Listing({}, {})
    names = [name for each in rows if (name := each.claim.name)]
    found = definitions(source.path, names)
    blocks: dict[int, list[tuple[int, Definition]]] = defaultdict(list)
    for each in rows:
        if each.claim.name in found:
            blocks[each.block].append((each.claim.start, found[each.claim.name]))
    meant = {
        start: definition for block in blocks.values() if len(block) >= _LEAST for start, definition in block
    }
    return Listing(meant, {name: found.get(name) for name in names})


def _is_listed(told: Told) -> bool:
    claim = told.claim
    counts = claim.quantities[0] in (Quantity.PARAMETERS, Quantity.TRAINABLE)
    return told.is_row and claim.word and counts and claim.formula is None and claim.parts is None


def listed_statements(
    machine: Observer, source: Source, told: Sequence[Told], meant: dict[int, Definition]
) -> list[Statement]:
    """Statements of the rows that mean a definition; those of one table stand or fall together."""
    tables: dict[int, list[Statement]] = defaultdict(list)
    builder = _Builder(machine)
    for each in told:
        if each.claim.start in meant:
            subject = builder.subject(meant[each.claim.start])
            tables[each.block].append(Statement(source, _of_either(each.claim), (subject,), FORM))
    return [statement for rows in tables.values() for statement in _vouched(rows)]


def _of_either(claim: Claim) -> Claim:
    """The claim where zoos list what is trained as often as everything, and fill up with zeros: `21.640 M`."""
    if claim.quantities == (Quantity.PARAMETERS,):
        claim = claim._replace(quantities=(Quantity.PARAMETERS, Quantity.TRAINABLE))
    high = claim.interval.high
    if not _FILLED.match(claim.text) or high is None:
        return claim
    give = 10 * (high + 1 - claim.stated) - 1
    return claim._replace(interval=Interval(claim.stated - give, claim.stated + give))


class _Builder:
    """Builds the models of one document, each once, as long as they are not too many."""

    def __init__(self, machine: Observer) -> None:
        self.machine = machine
        self.steps = 0
        self._asking: dict[str, bool] = {}
        self._works: dict[str, Evaluations] = {}
        self._subjects: dict[Definition, Subject] = {}

    def subject(self, meant: Definition) -> Subject:
        """The model of a definition."""
        if meant not in self._subjects:
            self._subjects[meant] = self._built(meant)
        return self._subjects[meant]

    def _built(self, meant: Definition) -> Subject:
        if self.steps > _MOST_STEPS:
            return Subject("model", meant.name, unknown=Unknown("the document lists too many models"))
        budget = self.machine.budget
        most, budget.most_steps = budget.most_steps, _STEPS_OF_ONE
        try:
            if meant.path not in self._works:
                self._works[meant.path] = Evaluations(self.machine, self.machine.project.module(meant.path))
            subject = definition_subject(self._works[meant.path], (meant.name,))
        except (Unreadable, FrontendError) as error:
            return Subject("model", meant.name, unknown=Unknown(error.message))
        finally:
            budget.most_steps = most
        self.steps += budget.steps
        if any(self._asks(module) for module in self.machine.project.modules()):
            return subject._replace(doubt="the code asks for the backend of Keras, which may be another")
        return subject

    def _asks(self, module: SourceModule) -> bool:
        if module.path not in self._asking:
            self._asking[module.path] = _ASKING.search(module.source.text) is not None
        return self._asking[module.path]


def _vouched(rows: list[Statement]) -> list[Statement]:
    """The rows of a table, with a doubt where too few of them agree."""
    judgements = [judge(each) for each in rows]
    agreeing = [each.claim for each, it in zip(rows, judgements, strict=True) if it.verdict == "agrees"]
    wrong = sum(each.verdict == "contradicts" for each in judgements)
    telling = sum(_is_telling(claim) for claim in agreeing)
    sure = telling >= max(_LEAST, wrong) or len(agreeing) >= max(_LEAST, (_SHARE - 1) * wrong)
    return [
        each if sure and not _is_other(each, judgement) else _doubted(each)
        for each, judgement in zip(rows, judgements, strict=True)
    ]


def _is_telling(claim: Claim) -> bool:
    low, high = claim.interval.low, claim.interval.high
    return low is not None and high is not None and (high - low) * _TELLING <= claim.stated


def _is_other(statement: Statement, judgement: Judgement) -> bool:
    """Whether the number is that of a model with another number of classes, or of a part."""
    subject, quantity, computed = judgement.subject, judgement.quantity, judgement.computed
    if judgement.verdict != "contradicts" or subject is None or quantity is None:
        return False
    if not isinstance(computed, int):
        return True
    return fits_another_model(subject.networks[0], quantity, statement.claim, computed)


def _doubted(statement: Statement) -> Statement:
    subjects = tuple(each._replace(doubt=each.doubt or _OTHER) for each in statement.subjects)
    return statement._replace(subjects=subjects)
