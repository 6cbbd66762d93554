"""Inspecting one file: what the checks of structure find."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from ..evaluate.witness import Witness
from . import all_checks
from .check import Check
from .finding import Finding, Verdict
from .inspection import Inspection


class Inspected(NamedTuple):
    """The findings in one file, the verdicts on shapes, the other files that were read, and what was looked for."""

    findings: tuple[Finding, ...]
    verdicts: tuple[Verdict, ...]
    read: tuple[str, ...]
    sought: dict[str, bool]


def inspect(fresh: Callable[[], Witness], path: str, wanted: Callable[[Check, str], bool]) -> Inspected:
    """What the checks that are wanted find, in no particular order."""
    inspection = Inspection(fresh, path)
    checks = [check for check in all_checks() if check.inspect is not None and wanted(check, path)]
    found = [each for check in checks if check.inspect is not None for each in check.inspect(inspection)]
    projects = [machine.project for machine in inspection.machines]
    read = dict.fromkeys(path for project in projects for path in project.read())
    read.pop(path, None)
    sought = {place: there for project in projects for place, there in project.sought.items()}
    return Inspected(tuple(found), tuple(inspection.verdicts), tuple(read), sought)
