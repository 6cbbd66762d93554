"""What a run yields, before anyone has decided how to show it."""

from __future__ import annotations

from typing import TypeAlias, Union

import msgspec

from ..checks.finding import Finding, Verdict
from ..source import Location

# A whole number, a formula in named sizes, or None for what cannot be told.
Number: TypeAlias = Union[int, str, None]


class Problem(msgspec.Struct, frozen=True):
    """A file, or a part of one, that could not be checked, and why."""

    filename: str
    location: Location | None
    message: str


class Report(msgspec.Struct, frozen=True):
    """The outcome of a run: `files` is the number of files that were looked at."""

    findings: tuple[Finding, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    problems: tuple[Problem, ...] = ()
    files: int = 0


class CountRow(msgspec.Struct, frozen=True, kw_only=True):
    """The counts of one target; `unknown` says why and where a number cannot be told.

    `resolved` is False where the target itself could not be found or read.
    """

    target: str
    framework: str | None = None
    total: Number = None
    trainable: Number = None
    non_trainable: Number = None
    buffers: Number = None
    unknown: str | None = None
    resolved: bool = True


class SummaryRow(msgspec.Struct, frozen=True, kw_only=True):
    """One module in a layer table: the model itself comes first, at depth 0, with the totals.

    `parameters` and `trainable` are those of the module with all it holds; `share` is its part of the
    whole model, from 0 to 1; `shared` marks one that stands further up already. Where the model was called,
    `calls` tells how often the module was, `mult_adds` the multiply-adds of all its calls, one for each
    use of a weight, and `parameter_bytes` and `activation_bytes` what its parameters and the outputs of
    all layers in it take, four bytes to a number.
    """

    name: str
    type: str
    output_shape: str | None = None
    parameters: Number = None
    trainable: Number = None
    depth: int = 0
    share: float | None = None
    shared: bool = False
    calls: int | None = None
    mult_adds: Number = None
    parameter_bytes: Number = None
    activation_bytes: Number = None


class TargetError(Exception):
    """A target that names nothing; the text says why."""


class InternalError(Exception):
    """A defect of cnnlint, met in one file; raised from the error that showed it."""

    def __init__(self, filename: str) -> None:
        super().__init__(filename)
        self.filename = filename
