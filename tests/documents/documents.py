"""Linting documents inside a test, and what their own marks say should be found."""

from __future__ import annotations

import itertools
import os
import re
from pathlib import Path

from cnnlint.lint import Lint, Linter
from cnnlint.settings import Settings
from cnnlint.source import Source

os.environ["CNNLINT_TRACEBACK"] = "1"

FOLDER = Path(__file__).parent.parent.parent / "fixtures" / "documents"
MARK = re.compile(r"expect: (CNN\d{3}(?:, CNN\d{3})*)")
_NUMBERS = itertools.count()
_LINTER = Linter(Settings(cache=False, extend_select=("CNN106",)))


def lint(text: str, ending: str = ".md") -> Lint:
    """What linting a document comes to; each text is a file of its own."""
    return _LINTER.text(Source(f"text_{next(_NUMBERS)}{ending}", text))


def found(text: str, ending: str = ".md") -> list[tuple[int, str]]:
    """Rows and codes of what is found in a document."""
    result = lint(text, ending)
    assert result.problem is None, result.problem
    return sorted((each.location.row, each.code) for each in result.findings)


def expected(text: str) -> list[tuple[int, str]]:
    """The rows and codes that a document's marks tell of; one in a comment of reStructuredText is for the row above."""
    marks = []
    for row, line in enumerate(text.splitlines(), 1):
        if mark := MARK.search(line):
            above = line.lstrip().startswith(".. expect")
            marks += [(row - above, code) for code in mark[1].split(", ")]
    return sorted(marks)
