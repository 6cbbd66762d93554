"""What the cells of a notebook printed, held against the models that the code makes now."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..claims.claim import Listed
from ..documents.notebook import Notebook
from ..documents.printed import Printed, printed_claims
from ..program import nodes
from .jobs import Evaluations
from .statement import Statement, Subject
from .subjects import model_subject
from .summary_rows import listed_subject

FORM = "output"
_NAME = re.compile(r"(?<![\w.])[^\W\d]\w*")


def output_statements(work: Evaluations, notebook: Notebook) -> Iterator[Statement]:
    """Statements of the counts that cells printed of a model that is clear."""
    for printed in printed_claims(notebook):
        subject = _subject(work, notebook, printed)
        if subject is not None:
            listed = printed.claim.listed
            meant = subject if listed is None else _listed(listed, subject)
            yield Statement(notebook, printed.claim._replace(listed=None), (meant,), FORM)


def _listed(listed: Listed, subject: Subject) -> Subject:
    """The layer of a row; the total of a summary whose rows no longer match is that of the model still.

    Not that of torchsummary, which counts a layer again each time it is called.
    """
    found = listed_subject(listed, subject, False)
    if listed.row is None and found.unknown is not None and listed.summary.style != "torchsummary":
        return subject
    return found


def _subject(work: Evaluations, notebook: Notebook, printed: Printed) -> Subject | None:
    """The one variable of the cell that holds a model and is left as it is by all cells below."""
    outline, binders = work.module.outline, work.module.binders
    end = printed.cell.start + len(printed.cell.text)
    found = []
    for name in dict.fromkeys(_NAME.findall(printed.cell.text)):
        indices = binders.get(name, ())
        if not indices or any(outline.chunks[index].kind != "statement" for index in indices):
            continue
        later = [chunk for chunk in outline.chunks if chunk.start >= end]
        if any(name in (*chunk.binds, *chunk.alters) for chunk in later):
            continue
        subject = model_subject(name, work.expression(nodes.Name(0, 0, name)))
        if subject.networks or subject.unknown is None:
            found.append(subject)
    return found[0] if len(found) == 1 and found[0].networks else None
