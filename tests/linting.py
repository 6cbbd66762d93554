"""Linting texts inside a test: what is found, and what a text says should be found."""

from __future__ import annotations

import itertools
import json
import os
import re
import tempfile
from pathlib import Path

from cnnlint.checks.finding import Finding, Verdict
from cnnlint.lint import Lint, Linter
from cnnlint.reading import is_document
from cnnlint.settings import Settings, load_file
from cnnlint.source import Source

# An internal error is to show itself.
os.environ["CNNLINT_TRACEBACK"] = "1"

EXPECTATION = re.compile(r"# expect: (CNN\d{3}(?:, CNN\d{3})*)")
_NUMBERS = itertools.count()
_LINTER = Linter(Settings(cache=False))


def lint(text: str, also: str = "") -> Lint:
    """What linting a text comes to, with a check that is off by default; each text is a file of its own."""
    if is_project(text):
        return _lint_project(text)
    linter = Linter(Settings(cache=False, extend_select=(also,))) if also else _LINTER
    ending = ".ipynb" if is_notebook(text) else ".py"
    return linter.text(Source(f"text_{next(_NUMBERS)}{ending}", text))


def is_project(text: str) -> bool:
    """Whether a sample is several files, each below a row that names it."""
    return text.lstrip().startswith("# file: ")


def _lint_project(text: str) -> Lint:
    """What linting the last file of a project comes to, which is a document or holds the settings."""
    with tempfile.TemporaryDirectory() as folder:
        for part in text.lstrip().removeprefix("# file: ").split("\n# file: "):
            name, _, content = part.partition("\n")
            last = Path(folder, name)
            last.write_text(content, "utf-8")
        if is_document(last.name):
            return Linter(Settings(cache=False)).file(str(last))
        settings = load_file(str(last))
        assert settings is not None
        return Linter(settings).file(str(last))


def is_notebook(text: str) -> bool:
    """Whether a sample is a notebook."""
    return text.lstrip().startswith('{"cells"')


def findings(text: str, also: str = "") -> tuple[Finding, ...]:
    """The findings in a text that can be read."""
    result = lint(text, also)
    assert result.problem is None, result.problem
    return result.findings


def verdicts(text: str) -> dict[str, str]:
    """The verdict on each number of a text; a number that stands there twice has the last one."""
    found: tuple[Verdict, ...] = lint(text).verdicts
    return {verdict.text: verdict.verdict for verdict in found}


def rows(found: tuple[Finding, ...]) -> list[tuple[int, str]]:
    """Where findings begin, and their codes."""
    return sorted((each.location.row, each.code) for each in found)


def expected(text: str) -> list[tuple[int, str]]:
    """The rows and codes that a text's own marks tell of; in a notebook rows are those of the cells."""
    if is_notebook(text):
        cells = json.loads(text)["cells"]
        return sorted(each for cell in cells for each in expected("".join(cell["source"])))
    if is_project(text):
        return expected(text[text.rindex("# file: ") :].partition("\n")[2])
    return sorted(
        (row, code)
        for row, line in enumerate(text.splitlines(), 1)
        if (mark := EXPECTATION.search(line))
        for code in mark[1].split(", ")
    )
