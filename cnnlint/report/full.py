"""Findings for people: the place, the row, the proof and the likely mistake."""

from __future__ import annotations

from collections.abc import Iterator

from ..checks.finding import Finding
from .excerpt import excerpt
from .lines import Lines
from .paint import Paint
from .text import place, printable


def render(findings: tuple[Finding, ...], lines: Lines, paint: Paint) -> Iterator[str]:
    """The findings as rows of text, a blank one after each."""
    for finding in findings:
        yield _heading(finding, paint)
        yield from _body(finding, lines, paint)
        yield ""


def _heading(finding: Finding, paint: Paint) -> str:
    return f"{paint(place(finding), 'bold')}: {paint(finding.code, 'bold red')} {finding.name}: {printable(finding.message)}"


def _body(finding: Finding, lines: Lines, paint: Paint) -> Iterator[str]:
    number = str(finding.location.row)
    edge = " " * len(number)
    bar = paint("|", "blue")
    line = lines.line(finding.filename, finding.location.row, finding.cell)
    if line is not None:
        shown, pointer = excerpt(line, finding.location.column, _end_column(finding, line))
        yield f"{edge} {bar}"
        yield f"{paint(number, 'blue')} {bar} {shown}".rstrip()
        yield f"{edge} {bar} {paint(pointer, 'bold red')}"
    for label, text in (("counted", finding.breakdown), ("help", finding.hint)):
        if text:
            yield f"{edge} {paint('=', 'blue')} {paint(label, 'bold')}: {printable(text)}"


def _end_column(finding: Finding, line: str) -> int:
    """Where the carets end on the first row of what may run over several."""
    if finding.end_location.row == finding.location.row:
        return finding.end_location.column
    return len(line) + 1
