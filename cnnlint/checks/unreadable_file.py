"""CNN901: a file that is too deeply nested or too long to be parsed."""

from __future__ import annotations

from .check import Check

CHECK = Check(
    code="CNN901",
    name="unreadable-file",
    summary="A file is too deeply nested, or an expression in it too long, to be parsed safely.",
    explanation="""
## What it finds
Input that would take the parser minutes or overflow its stack: thousands of nested brackets, or one
expression of many thousand terms. Such files are machine-made.

## How to mend it
Exclude the file: `exclude = ["path/to/file.py"]` under `[tool.cnnlint]`.
""",
)
