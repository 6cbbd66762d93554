"""Counts, layer tables and claims as aligned columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from ..checks.finding import Verdict
from .model import CountRow, SummaryRow
from .table import Column, folded, table
from .text import grouped, place, plural, printable


def counts(rows: Sequence[CountRow]) -> Iterator[str]:
    """A table of counts; why a number is unknown stands below it."""
    columns = [
        Column("target"),
        Column("framework"),
        Column("total", is_number=True),
        Column("trainable", is_number=True),
        Column("non-trainable", is_number=True),
        Column("buffers", is_number=True),
    ]
    yield from table(columns, [_count_cells(row) for row in rows])
    for row in rows:
        if row.unknown:
            yield printable(f"{row.target}: unknown: {row.unknown}")


def _count_cells(row: CountRow) -> list[str]:
    numbers = (row.total, row.trainable, row.non_trainable, row.buffers)
    return [row.target, row.framework or "?", *(grouped(number) for number in numbers)]


def summary(rows: Sequence[SummaryRow]) -> Iterator[str]:
    """A layer table: the modules in their order, then the totals of the model."""
    if not rows:
        return
    called = rows[0].calls is not None
    lines = list(table(_summary_columns(called), [_summary_cells(row, called) for row in rows]))
    yield from lines
    yield "-" * len(lines[1])
    yield from _totals(rows[0])


def summary_markdown(rows: Sequence[SummaryRow]) -> Iterator[str]:
    """The same as a table and a list of Markdown."""
    if not rows:
        return
    called = rows[0].calls is not None
    columns = _summary_columns(called)
    yield _barred(column.heading for column in columns)
    yield _barred("---:" if column.is_number else "---" for column in columns)
    for row in rows:
        name, *others = _summary_cells(row, called)
        yield _barred([name.strip() if row.depth == 0 else f"`{name.strip()}`", *others])
    yield ""
    for line in _totals(rows[0]):
        yield f"- {line}"


def _barred(cells: Iterable[str]) -> str:
    return "| " + " | ".join(printable(cell).replace("|", "\\|") for cell in cells) + " |"


def _summary_columns(called: bool) -> list[Column]:
    columns = [
        Column("name"),
        Column("type"),
        Column("output shape"),
        Column("parameters", is_number=True),
        Column("share", is_number=True),
    ]
    return [*columns, Column("mult-adds", is_number=True)] if called else columns


def _totals(model: SummaryRow) -> Iterator[str]:
    yield f"total parameters: {grouped(model.parameters)}"
    yield f"trainable parameters: {grouped(model.trainable)}"
    if isinstance(model.parameters, int) and isinstance(model.trainable, int):
        yield f"non-trainable parameters: {model.parameters - model.trainable:,}"
    if model.calls is not None:
        yield f"multiply-adds: {grouped(model.mult_adds)}"
        yield f"bytes of parameters: {grouped(model.parameter_bytes)}"
        yield f"bytes of activations: {grouped(model.activation_bytes)}"


def _summary_cells(row: SummaryRow, called: bool) -> list[str]:
    number = f"({grouped(row.parameters)}, shared)" if row.shared else grouped(row.parameters)
    share = "" if row.share is None else f"{row.share:.1%}"
    often = f" ({row.calls} calls)" if row.calls is not None and row.calls > 1 else ""
    cells = ["  " * row.depth + row.name, row.type + often, row.output_shape or "?", number, share]
    return [*cells, "" if row.shared else grouped(row.mult_adds)] if called else cells


def claims(verdicts: Sequence[Verdict], width: int | None = None) -> Iterator[str]:
    """A table of claims: where, what is stated and computed, and what became of it.

    On a terminal of `width` characters subject and reason stand below each claim where they find no room beside it.
    """
    columns = [
        Column("place"),
        Column("verdict"),
        Column("stated", is_number=True),
        Column("computed", is_number=True),
        Column("quantity"),
        Column("subject"),
        Column("reason"),
    ]
    cells = [_claim_cells(verdict) for verdict in verdicts]
    if cells:
        yield from table(columns, cells) if width is None else folded(columns, cells, 5, width)


def _claim_cells(verdict: Verdict) -> list[str]:
    return [
        place(verdict),
        verdict.verdict,
        grouped(verdict.stated, ""),
        grouped(verdict.computed, ""),
        verdict.quantity or "",
        verdict.subject or "",
        verdict.reason or "",
    ]


def claims_closing(verdicts: Sequence[Verdict]) -> str:
    """How many claims there are of each verdict."""
    number = Counter(verdict.verdict for verdict in verdicts)
    told = ", ".join(f"{count:,} {verdict}" for verdict, count in sorted(number.items()))
    return f"{plural(len(verdicts), 'claim')}{': ' if told else ''}{told}."
