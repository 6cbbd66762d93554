"""CNN902: a comment switches off a finding that is not there."""

from __future__ import annotations

from .check import Check

CHECK = Check(
    code="CNN902",
    name="unused-suppression",
    summary="A suppression comment silences nothing.",
    explanation="""
## What it finds
`# cnnlint: ignore[CNN101]`, or a CNN code in `# noqa:`, on a row where no such finding would be
reported.

## Why it is a mistake
It hides the next mistake on that row.

## How to mend it
Remove the comment.
""",
)
