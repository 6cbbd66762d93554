"""What the cells of a notebook printed, held against the models that their code shows."""

from __future__ import annotations

from collections.abc import Iterator

from ..claims.claim import Listed
from ..documents.notebook import Notebook
from ..documents.printed import Printed, printed_claims
from ..evaluate.observe import NO_MODEL, called_name
from ..evaluate.project import SourceModule
from ..program import nodes
from .jobs import Evaluations
from .statement import Statement, Subject
from .subjects import call_subject
from .summary_rows import listed_subject

FORM = "output"
_SHOWING = frozenset({"print", "display", "str"})


class Outputs:
    """The counts that the cells of a notebook printed, and the calls of each cell that may have printed them."""

    def __init__(self, module: SourceModule, notebook: Notebook) -> None:
        self.notebook = notebook
        self.printed = printed_claims(notebook)
        cells = {each.cell.number: each.cell for each in self.printed}
        # Where the last cell ends that printed a count.
        self.end = max((cell.start + len(cell.text) for cell in cells.values()), default=0)
        self._calls = {
            number: list(calls_between(module, cell.start, cell.start + len(cell.text)))
            for number, cell in cells.items()
        }

    def watch(self, work: Evaluations) -> None:
        """Note what these calls show when they run."""
        work.watch((work.module.path, call.start) for calls in self._calls.values() for call in calls)

    def statements(self, work: Evaluations) -> Iterator[Statement]:
        """Statements of the counts whose cell shows one model or number only."""
        for printed in self.printed:
            subject = _subject(work, self._calls[printed.cell.number], printed)
            if subject is not None:
                claim = printed.claim._replace(listed=None)
                yield Statement(self.notebook, claim, (subject,), FORM)


def calls_between(module: SourceModule, start: int, end: int) -> Iterator[nodes.Call]:
    """The calls that are statements of a piece of code; of `print(summary(…))` the inner one."""
    for index, chunk in enumerate(module.outline.chunks):
        if chunk.kind == "statement" and start <= chunk.start < end:
            for statement in module.statements(index):
                if isinstance(statement, nodes.ExpressionStatement):
                    call = _inner(statement.value)
                    if call is not None:
                        yield call


def _inner(value: nodes.Expression) -> nodes.Call | None:
    while isinstance(value, nodes.Call):
        given = value.arguments[0].value if len(value.arguments) == 1 else None
        if called_name(value) not in _SHOWING or not isinstance(given, nodes.Call):
            return value
        if "summary" not in called_name(given):
            return value
        value = given
    return None


def _subject(work: Evaluations, calls: list[nodes.Call], printed: Printed) -> Subject | None:
    """What the one call of a cell shows that shows a count at all."""
    listed = printed.claim.listed
    if listed is not None:
        calls = [call for call in calls if "summary" in called_name(call)]
    else:
        calls = _labelled(work, calls, printed.label)
    shown = [(call, call_subject(work, call, ())) for call in calls]
    if any(each.unknown is not None and each.unknown.reason != NO_MODEL for _, each in shown):
        return None
    telling = [(call, each) for call, each in shown if each.networks or each.numbers]
    if len(telling) != 1:
        return None
    call, subject = telling[0]
    subject = subject._replace(title=_model_name(call) or subject.title)
    return subject if listed is None else _listed(listed, subject)


def _labelled(work: Evaluations, calls: list[nodes.Call], label: str) -> list[nodes.Call]:
    """The call that writes a label, else the only one that shows anything but texts."""
    text = work.module.source.text
    named = [call for call in calls if label and label in text[call.start : call.end]]
    if len(named) == 1:
        return named
    telling = [call for call in calls if not _is_plain(call)]
    return telling if len(telling) == 1 else []


def _is_plain(call: nodes.Call) -> bool:
    """Whether a call is given nothing but texts that are written out: `print("Counts:")`."""
    texts = all(
        isinstance(each.value, nodes.Constant) and isinstance(each.value.value, str)
        for each in call.arguments
    )
    return texts and called_name(call) in _SHOWING


def _model_name(call: nodes.Call) -> str | None:
    """`model` in `model.summary()` and `summary(model, …)`."""
    if "summary" not in called_name(call):
        return None
    if isinstance(call.function, nodes.Attribute) and isinstance(call.function.value, nodes.Name):
        if not call.arguments or called_name(call) != "summary" or call.arguments[0].keyword:
            return call.function.value.id
    given = call.arguments[0].value if call.arguments else None
    return given.id if isinstance(given, nodes.Name) else None


def _listed(listed: Listed, subject: Subject) -> Subject:
    """The layer of a row; the total of a summary whose rows no longer match is that of the model still.

    Not that of torchsummary, which counts a layer again each time it is called.
    """
    found = listed_subject(listed, subject, False)
    if listed.row is None and found.unknown is not None and listed.summary.style != "torchsummary":
        return subject
    return found
