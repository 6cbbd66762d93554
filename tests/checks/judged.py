"""Linting a text in tests: what became of each claim in it."""

from itertools import count

from cnnlint.checks.finding import Finding, Verdict
from cnnlint.lint import Linter
from cnnlint.settings import Settings
from cnnlint.source import Source

LINTER = Linter(Settings())
NUMBERS = count()
HEADER = "import torch\nimport torch.nn as nn\n\n\n"


def verdicts(code: str) -> list[Verdict]:
    """Verdicts on a module, in the order of the text; imports are added if it has none."""
    linted = LINTER.text(Source(f"text{next(NUMBERS)}.py", _with_imports(code)))
    assert linted.problem is None, linted.problem
    return sorted(linted.verdicts, key=lambda verdict: verdict.location)


def findings(code: str) -> list[Finding]:
    """Findings in a module, in the order of the text."""
    linted = LINTER.text(Source(f"text{next(NUMBERS)}.py", _with_imports(code)))
    assert linted.problem is None, linted.problem
    return sorted(linted.findings, key=lambda finding: finding.location)


def _with_imports(code: str) -> str:
    return code if "import" in code else HEADER + code
