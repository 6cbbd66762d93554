"""Inspecting one file: what the checks of structure find."""

from __future__ import annotations

from collections.abc import Callable

from ..evaluate.observe import Observer
from . import all_checks
from .check import Check
from .finding import Finding
from .inspection import Inspection


def inspect(machine: Observer, path: str, wanted: Callable[[Check, str], bool]) -> tuple[Finding, ...]:
    """Findings of the checks that are wanted, in no particular order."""
    inspection = Inspection(machine, path)
    checks = [check for check in all_checks() if check.inspect is not None and wanted(check, path)]
    return tuple(
        finding for check in checks if check.inspect is not None for finding in check.inspect(inspection)
    )
