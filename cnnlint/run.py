"""One run: files and settings in, a report out."""

from __future__ import annotations

import atexit
import gc
import os
from collections.abc import Callable, Iterator, Sequence

from .checks.finding import Finding, Verdict
from .lint import Lint, Linter, Workshop, unreadable
from .report.model import CountRow, Problem, Report, SummaryRow
from .settings import Settings, shown_path
from .source import Location, Source

Progress = Callable[[int, int], None]

# Below this many files, starting processes takes longer than it saves.
FEW = 40


def count(targets: Sequence[str], settings: Settings) -> list[CountRow]:
    """Counts of targets, in the order asked."""
    _collect_rarely()
    from .counting import count_target
    from .deep import deeply

    machine = Workshop(settings).interpreter(os.getcwd())
    return deeply(lambda: [count_target(machine, target) for target in targets])


def summary(target: str, settings: Settings, input_shapes: Sequence[Sequence[int]] = ()) -> list[SummaryRow]:
    """The layer table of a target; TargetError where it is none, or cannot be called on the inputs."""
    _collect_rarely()
    from .deep import deeply
    from .summarizing import summarize

    machine = Workshop(settings).interpreter(os.getcwd())
    return deeply(lambda: summarize(machine, target, input_shapes))


def check(
    paths: Sequence[str],
    settings: Settings,
    stdin: tuple[str, str] | None = None,
    on_progress: Progress | None = None,
) -> Report:
    """Lint files and folders, or the text of standard input."""
    if stdin is not None:
        return _report([Linter(settings).text(Source(*stdin))], [])
    from .files import find

    found = find(paths, settings.exclude, settings.root)
    lints = _lint_all(
        list(dict.fromkeys([*found.files, *_settings_files(paths, settings)])), settings, on_progress
    )
    return _report(lints, [unreadable(error) for error in found.problems])


def _settings_files(paths: Sequence[str], settings: Settings) -> list[str]:
    """The file of the settings, if it keeps counts and is under the paths, or a file with their models is."""
    if not (settings.counts or settings.recorded):
        return []
    from .keeping import target_files

    roots = [os.path.realpath(path) for path in paths]
    files = [os.path.realpath(file) for file in (settings.file, *target_files(settings))]
    covered = any(file == root or file.startswith(os.path.join(root, "")) for file in files for root in roots)
    return [shown_path(settings.file)] if covered else []


def _lint_all(names: list[str], settings: Settings, on_progress: Progress | None) -> list[Lint]:
    """Results for files, kept ones first; the rest is shared out among processes if there is much of it."""
    if not settings.cache:
        return list(_progressing(_fresh(names, settings), 0, len(names), on_progress))
    from .cache import Cache

    cache = Cache(settings)
    kept = {name: lint for name in names if (lint := cache.get(name)) is not None}
    rest = [name for name in names if name not in kept]
    lints = list(kept.values())
    for name, lint in zip(
        rest, _progressing(_fresh(rest, settings), len(kept), len(names), on_progress), strict=True
    ):
        cache.keep(name, lint)
        lints.append(lint)
    cache.save()
    return lints


def _fresh(names: list[str], settings: Settings) -> Iterator[Lint]:
    jobs = settings.jobs or (os.cpu_count() or 1)
    if jobs > 1 and len(names) > FEW:
        yield from _in_processes(names, settings, jobs)
        return
    _collect_rarely()
    linter = Linter(settings)
    for name in names:
        yield linter.file(name)


def _in_processes(names: list[str], settings: Settings, jobs: int) -> Iterator[Lint]:
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(jobs, initializer=_begin, initargs=(settings,)) as pool:
        yield from pool.map(_lint_in_process, names, chunksize=max(1, len(names) // (jobs * 8)))


_LINTERS: list[Linter] = []


def _collect_rarely() -> None:
    """Let Python look for garbage rarely: an evaluation makes many objects, and most of them stay until it ends.

    What is left when the process ends goes with it.
    """
    gc.freeze()
    gc.set_threshold(500_000, 20, 50)
    atexit.register(gc.freeze)


def _begin(settings: Settings) -> None:
    _collect_rarely()
    _LINTERS[:] = [Linter(settings)]


def _lint_in_process(name: str) -> Lint:
    return _LINTERS[0].file(name)


def _progressing(
    lints: Iterator[Lint], done: int, total: int, on_progress: Progress | None
) -> Iterator[Lint]:
    for index, lint in enumerate(lints, done + 1):
        if on_progress is not None:
            on_progress(index, total)
        yield lint


def _report(lints: list[Lint], problems: list[Problem]) -> Report:
    problems = [*problems, *(lint.problem for lint in lints if lint.problem is not None)]
    return Report(
        findings=tuple(sorted((each for lint in lints for each in lint.findings), key=_finding_order)),
        verdicts=tuple(sorted((each for lint in lints for each in lint.verdicts), key=_verdict_order)),
        problems=tuple(sorted(problems, key=_problem_order)),
        files=len(lints),
    )


def _finding_order(finding: Finding) -> tuple[object, ...]:
    return finding.filename, finding.cell or 0, finding.location, finding.code, finding.message


def _verdict_order(verdict: Verdict) -> tuple[object, ...]:
    place = verdict.filename, verdict.cell or 0, verdict.location, verdict.end_location
    return *place, verdict.code, verdict.subject or ""


def _problem_order(problem: Problem) -> tuple[object, ...]:
    return problem.filename, problem.location or Location(0, 0), problem.message
