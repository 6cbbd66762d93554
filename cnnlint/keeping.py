"""Counts kept beside code: what the settings bind to classes and functions, held against the models."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from typing import NamedTuple

from .checks.count_changed import FORM
from .checks.examine import judged
from .checks.finding import Finding, Verdict
from .checks.statement import Statement, Subject
from .documents.data_files import kept_numbers
from .documents.kept import Kept, kept_claim
from .documents.toml import toml_numbers
from .evaluate.interpreter import Interpreter
from .evaluate.target import BadTarget, evaluate_target, parse_target
from .reading import Unreadable, read
from .report.model import Problem
from .settings import Settings, shown_path
from .source import Source

TABLE = ("tool", "cnnlint", "counts")


class Entry(NamedTuple):
    """A kept number, the file it stands in, and the target that it belongs to."""

    source: Source
    kept: Kept
    target: str


class Examined(NamedTuple):
    """Findings, verdicts and problems of all entries, and the data files that were read."""

    findings: tuple[Finding, ...]
    verdicts: tuple[Verdict, ...]
    problems: tuple[Problem, ...]
    read: tuple[str, ...]


def target_files(settings: Settings) -> list[str]:
    """Paths of the files whose models the settings bind counts to."""
    targets = [*settings.counts, *(target for target in settings.recorded.values())]
    return [os.path.join(settings.root, target.partition("::")[0]) for target in targets]


def examine_kept(settings: Settings, interpreter: Interpreter) -> Examined:
    """Hold every kept count against its model."""
    problems: list[Problem] = []
    statements: list[Statement] = []
    files: list[str] = []
    for entry in _entries(settings, problems, files):
        claim = kept_claim(entry.kept)
        if claim is None:
            continue
        try:
            subject = _subject(interpreter, settings, entry.target)
        except (BadTarget, Unreadable) as error:
            location = entry.source.location(entry.kept.start)
            message = error.message if isinstance(error, Unreadable) else str(error)
            problems.append(Problem(entry.source.path, location, f"{entry.target}: {message}"))
            continue
        statements.append(Statement(entry.source, claim, (subject,), FORM))
    examined = judged(statements, interpreter.place)
    return Examined(examined.findings, examined.verdicts, tuple(problems), tuple(files))


def counts_in(source: Source) -> list[Kept]:
    """The entries of `[tool.cnnlint.counts]` in a pyproject.toml, or of `[counts]` in a file of its own."""
    numbers = toml_numbers(source.text)
    tables = (TABLE, TABLE[-1:])
    return [kept for kept in numbers if kept.keys[:-1] in tables]


def _subject(interpreter: Interpreter, settings: Settings, text: str) -> Subject:
    target = parse_target(text)
    path = shown_path(os.path.join(settings.root, target.path))
    outcome = evaluate_target(interpreter, target._replace(path=path))
    return Subject("model", text, outcome.networks, (), outcome.unknown)


def _entries(settings: Settings, problems: list[Problem], files: list[str]) -> Iterator[Entry]:
    if settings.counts:
        source = read(shown_path(settings.file))
        for kept in counts_in(source):
            yield Entry(source, kept, kept.keys[-1])
    for place, target in settings.recorded.items():
        file, _, pattern = place.partition("::")
        path = shown_path(os.path.join(settings.root, file))
        try:
            source = read(path)
        except Unreadable as error:
            problems.append(Problem(path, None, error.message))
            continue
        files.append(path)
        numbers = kept_numbers(path, source.text)
        found = [] if numbers is None else list(_fitting(numbers, pattern))
        if not found:
            what = f"holds no number at {pattern}" if numbers is not None else "is no TOML, JSON or YAML file"
            problems.append(Problem(path, None, f"{what}, where [tool.cnnlint.recorded] looks for one"))
        for kept, name in found:
            yield Entry(source, kept, target.replace("{}", name))


def _fitting(numbers: list[Kept], pattern: str) -> Iterator[tuple[Kept, str]]:
    """The numbers whose keys fit a pattern, with what `*` stands for: one key or a part of one."""
    wanted = re.compile(re.escape(pattern).replace(r"\*", r"([^.]*)"))
    for kept in numbers:
        match = wanted.fullmatch(kept.path)
        if match is not None:
            yield kept, match[1] if match.re.groups else ""
