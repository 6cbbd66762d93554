"""One run: files and settings in, a report out."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from .checks.finding import Finding, Verdict
from .reading import Unreadable, read
from .report.model import CountRow, InternalError, Problem, Report, SummaryRow
from .settings import Settings
from .source import Location, Source

if TYPE_CHECKING:
    from .evaluate.observe import Observer
    from .frontend.outline import Outline
    from .frontend.problem import TooComplex

Result = TypeVar("Result")

TRACEBACK = "CNNLINT_TRACEBACK"
STACK_BYTES = 512 * 1024 * 1024
RECURSION = 60_000


def deeply(action: Callable[[], Result]) -> Result:
    """Run an action on a thread with a stack that deeply nested code does not overflow."""
    outcome: list[Result] = []
    failure: list[BaseException] = []

    def run() -> None:
        try:
            outcome.append(action())
        except BaseException as error:
            failure.append(error)

    limit = sys.getrecursionlimit()
    size = threading.stack_size(STACK_BYTES)
    sys.setrecursionlimit(max(limit, RECURSION))
    try:
        thread = threading.Thread(target=run, daemon=True)
        thread.start()
        thread.join()
    finally:
        threading.stack_size(size)
        sys.setrecursionlimit(limit)
    if failure:
        raise failure[0]
    return outcome[0]


def defect(error: Exception) -> str:
    """What to tell of a defect of our own."""
    return f"internal error ({type(error).__name__}: {error}); please report it, with the file if you may share it"


class Workshop:
    """What evaluations of one run share: the files read, and the rules."""

    def __init__(self, settings: Settings) -> None:
        from .evaluate.project import Files
        from .layers.book import Book
        from .layers.folder import rules_folder

        self.files = Files(read)
        self.book = Book(rules_folder(), settings.layers)
        self.roots = [os.path.join(settings.root, folder) for folder in settings.src]

    def interpreter(self) -> Observer:
        """A fresh interpreter: what one file's evaluation leaves behind must not show in another's."""
        from .evaluate.observe import Observer
        from .evaluate.project import Project

        return Observer(Project(self.files, self.roots), self.book)


def count(targets: Sequence[str], settings: Settings) -> list[CountRow]:
    """Counts of targets, in the order asked."""
    from .counting import count_target

    machine = Workshop(settings).interpreter()
    return deeply(lambda: [count_target(machine, target) for target in targets])


def summary(target: str, settings: Settings, input_shape: Sequence[int] | None) -> list[SummaryRow]:
    """The layer table of a target; TargetError where it is none."""
    from .counting import summarize

    machine = Workshop(settings).interpreter()
    return deeply(lambda: summarize(machine, target))


def check(
    paths: Sequence[str],
    settings: Settings,
    stdin: tuple[str, str] | None = None,
    on_progress: Callable[[int, int], None] | None = None,
) -> Report:
    """Lint files and folders, or the text of standard input."""
    from .files import find

    found = find(paths, settings.exclude, settings.root) if stdin is None else None
    problems = [Problem(each.path, _at(each.row), each.message) for each in found.problems] if found else []
    names = [stdin[0]] if stdin is not None else list(found.files if found else ())
    linter = Linter(settings)
    lints = []
    for index, name in enumerate(names):
        lints.append(linter.text(Source(*stdin)) if stdin is not None else linter.file(name))
        if on_progress is not None:
            on_progress(index + 1, len(names))
    return Report(
        findings=tuple(sorted((each for lint in lints for each in lint.findings), key=_finding_order)),
        verdicts=tuple(sorted((each for lint in lints for each in lint.verdicts), key=_verdict_order)),
        problems=tuple(sorted([*problems, *(lint.problem for lint in lints if lint.problem)], key=_problem_order)),
        files=len(names),
    )


def _at(row: int | None) -> Location | None:
    return None if row is None else Location(row, 1)


def _finding_order(finding: Finding) -> tuple[object, ...]:
    return finding.filename, finding.location, finding.code, finding.message


def _verdict_order(verdict: Verdict) -> tuple[object, ...]:
    return verdict.filename, verdict.location, verdict.end_location, verdict.code


def _problem_order(problem: Problem) -> tuple[object, ...]:
    return problem.filename, problem.location or Location(0, 0)


def _too_complex(source: Source, error: TooComplex) -> Finding:
    return Finding(
        code="CNN901",
        name="unreadable-file",
        message=f"the file is not checked: {error.message}",
        filename=source.path,
        location=source.location(error.offset),
        end_location=source.location(error.offset),
        hint="exclude the file in the settings if it is machine-made",
    )


class Lint(NamedTuple):
    """What linting one file came to."""

    findings: tuple[Finding, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    problem: Problem | None = None


class Linter:
    """Lints files one by one; the evaluator is loaded with the first that states a count."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._workshop: Workshop | None = None

    def file(self, path: str) -> Lint:
        """Lint a file."""
        try:
            return self.text(read(path))
        except Unreadable as error:
            return Lint(problem=Problem(error.path, _at(error.row), error.message))

    def text(self, source: Source) -> Lint:
        """Lint a text. A defect of our own costs this file alone, unless its trace is asked for."""
        try:
            return self._lint(source)
        except Exception as error:
            if os.environ.get(TRACEBACK):
                raise InternalError(source.path) from error
            return Lint(problem=Problem(source.path, None, defect(error)))

    def _lint(self, source: Source) -> Lint:
        from .claims.data import may_hold_data
        from .claims.gate import may_claim
        from .frontend.problem import FrontendError, TooComplex
        from .frontend.scan import scan
        from .suppress import suppress

        outline = scan(source)
        if outline.problem is not None:
            return self._broken(source, outline.problem.offset, outline.problem.message)
        lint = Lint()
        if may_claim(source.text) or may_hold_data(source.text):
            try:
                lint = self._examine(source, outline)
            except TooComplex as error:
                lint = Lint((_too_complex(source, error),))
            except FrontendError as error:
                return self._broken(source, error.offset, error.message)
        return Lint(suppress(source, outline, lint.findings, self.settings), lint.verdicts)

    def _examine(self, source: Source, outline: Outline) -> Lint:
        from .claims.data import may_hold_data
        from .claims.reading import read_claims

        claims = read_claims(source, outline)
        if not claims and not may_hold_data(source.text):
            return Lint()
        from .checks.examine import examine

        if self._workshop is None:
            self._workshop = Workshop(self.settings)
        self._workshop.files.add(source)
        machine = self._workshop.interpreter()
        examined = deeply(lambda: examine(machine, source.path, claims))
        return Lint(examined.findings, examined.verdicts)

    def _broken(self, source: Source, offset: int, message: str) -> Lint:
        return Lint(problem=Problem(source.path, source.location(offset), message))
