"""Which findings are shown: settings, and the comments that switch findings off."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from .checks import all_checks
from .checks.finding import Finding
from .claims.suppression import Suppression, suppressions
from .frontend.outline import Comment, Outline
from .settings import Settings, enabled
from .source import Source


class _Directive(NamedTuple):
    start: int
    row: int
    suppression: Suppression


def suppress(
    source: Source, outline: Outline, findings: Sequence[Finding], settings: Settings
) -> tuple[Finding, ...]:
    """The findings that are shown, with those for comments that silence nothing."""
    directives = _directives(source, outline)
    if not findings and not directives:
        return ()
    defaults = {check.code: check.default for check in all_checks()}
    wanted = [
        finding
        for finding in findings
        if enabled(settings, finding.code, finding.name, finding.filename, defaults[finding.code])
    ]
    used: set[_Directive] = set()
    shown = [finding for finding in wanted if not _silenced(finding, directives, used)]
    unused = [_unused(source, each) for each in directives if each not in used and _may_be_unused(each)]
    name = "unused-suppression"
    if not enabled(settings, "CNN902", name, source.path, defaults["CNN902"]):
        unused = []
    return (*shown, *unused)


_NOTE = re.compile(r"<!--.*?-->|#[ \t]*(?:cnnlint:|noqa\b)[^\r\n]*", re.DOTALL | re.IGNORECASE)


def suppress_in_document(
    source: Source, findings: Sequence[Finding], settings: Settings
) -> tuple[Finding, ...]:
    """The findings of a document that are shown; directives may show how to write one, and are never unused."""
    if not findings:
        return ()
    comments = tuple(Comment(*match.span(), True) for match in _NOTE.finditer(source.text))
    shown = suppress(source, Outline(comments, (), (), None), findings, settings)
    return tuple(each for each in shown if each.code != "CNN902")


def _directives(source: Source, outline: Outline) -> list[_Directive]:
    found = []
    for comment in outline.comments:
        text = source.text[comment.start : comment.end]
        if "noqa" in text.lower() or "cnnlint" in text:
            row = source.row(comment.start)
            found += [_Directive(comment.start + each.start, row, each) for each in suppressions(text)]
    return found


def _silenced(finding: Finding, directives: list[_Directive], used: set[_Directive]) -> bool:
    silenced = False
    for each in directives:
        codes = each.suppression.codes
        if codes and finding.code not in codes and finding.name not in codes:
            continue
        rows = range(finding.location.row, finding.end_location.row + 1)
        if each.suppression.scope == "file" or each.row in rows:
            used.add(each)
            silenced = True
    return silenced


def _may_be_unused(directive: _Directive) -> bool:
    return directive.suppression.reportable


def _unused(source: Source, directive: _Directive) -> Finding:
    suppression = directive.suppression
    length = suppression.end - suppression.start
    listed = ", ".join(suppression.codes) or "anything"
    return Finding(
        code="CNN902",
        name="unused-suppression",
        message=f"this comment switches off {listed}, but nothing of it is found here",
        filename=source.path,
        location=source.location(directive.start),
        end_location=source.location(directive.start + length),
        hint="remove the comment",
    )
