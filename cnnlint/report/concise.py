"""Findings one to a row, for editors and for grep."""

from __future__ import annotations

from collections.abc import Iterator

from ..checks.finding import Finding
from .paint import Paint
from .text import place, printable


def render(findings: tuple[Finding, ...], paint: Paint) -> Iterator[str]:
    """`path:row:column: code name: message` for each finding."""
    for finding in findings:
        code = paint(finding.code, "bold red")
        yield f"{paint(place(finding), 'bold')}: {code} {finding.name}: {printable(finding.message)}"
