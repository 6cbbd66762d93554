"""What checks of structure look at: one file's models and their trials, each made when it is asked for."""

from __future__ import annotations

from functools import cached_property

from ..evaluate.observe import Observer
from ..evaluate.project import SourceModule
from ..source import Span
from .models import Certain, Models, Tried, refused_for_certain


class Inspection:
    """One file at work: its module, an interpreter of its own, and its models."""

    def __init__(self, machine: Observer, path: str) -> None:
        self.machine = machine
        self.module: SourceModule = machine.project.module(path)
        self.models = Models(machine, self.module)

    @cached_property
    def tried(self) -> list[Tried]:
        """The trials of all models of the file."""
        return self.models.tried()

    @cached_property
    def refused(self) -> list[Certain]:
        """The layers that their framework refuses for certain, each once."""
        found: dict[tuple[object, object], Certain] = {}
        for tried in self.tried:
            for each in refused_for_certain(self.machine, tried):
                found.setdefault((each.refused.made, each.refused.requirement), each)
        return list(found.values())

    def row(self, span: Span | None) -> int | None:
        """The row of a place in this file."""
        if span is None or span.path != self.module.path:
            return None
        return self.module.source.row(span.start)
