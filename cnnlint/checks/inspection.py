"""What checks of structure look at: one file's models and their trials, each made when it is asked for."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cached_property

from ..claims.chain_gate import may_divide
from ..claims.shape_gate import may_annotate_shape, may_document_shape, may_state_shape
from ..evaluate.project import SourceModule
from ..evaluate.witness import Witness
from ..source import Span
from .annotations import annotated, annotated_variables
from .doc_places import Documented, documented
from .finding import Verdict
from .models import Certain, Models
from .shape_asserts import ShapeAssert, may_assert_shape, shape_asserts
from .shape_examples import ShownShape, shown_shapes
from .shape_places import Placed, placed
from .trials import Step, Trial
from .uses import Use, Uses, may_use

# A file without models of its own runs those of others: that takes long, and tells little of this file.
_MODELS = re.compile(r"\bdef (?:forward|call)\(|\bSequential\(|\bModel\(|\bInput\(")
# A library whose models remember what flowed through them.
_DEFERRED = re.compile(r"^[ \t]*(?:from|import)[ \t]+(?:keras|tensorflow|tf_keras)\b", re.MULTILINE)


class Inspection:
    """One file at work: its module, its models, and the runs of its scripts and tests.

    `fresh` gives an interpreter that nothing has run in; `machines` are those that were asked for.
    """

    def __init__(self, fresh: Callable[[], Witness], path: str) -> None:
        self._fresh = fresh
        self.path = path
        self.machines: list[Witness] = []
        # What became of stated shapes, as their checks judge them.
        self.verdicts: list[Verdict] = []
        self._opened: dict[int, list[Step]] = {}
        self.machine = self._interpreter()
        self.module: SourceModule = self.machine.project.module(path)
        self.models = Models(self.machine, self.module)

    def _interpreter(self) -> Witness:
        self.machines.append(self._fresh())
        return self.machines[-1]

    @cached_property
    def documented(self) -> list[Documented]:
        """The shapes that annotations and docstrings of models state, those of annotations first."""
        text = self.module.source.text
        told = list(documented(self.module)) if may_document_shape(text, self.module.outline) else []
        return [*(annotated(self.module) if may_annotate_shape(text) else ()), *told]

    @cached_property
    def shapes_stated(self) -> list[Placed]:
        """The shapes that comments and docstrings state, with the code that each may speak of."""
        found = list(placed(self.module)) if may_state_shape(self.module.source.text) else []
        found.extend(each.placed() for each in self.documented if each.shape.role == "out")
        found.extend(annotated_variables(self.module) if may_annotate_shape(self.module.source.text) else ())
        found.sort(key=lambda each: each.claim.start)
        self.machine.state(*_noted(self.path, found))
        return found

    def open_steps(self, chunk: int) -> list[Step]:
        """The calls in the models of a top-level statement, on an input of an open side."""
        if chunk not in self._opened:
            self._opened[chunk] = self.models.open_steps(chunk)
        return self._opened[chunk]

    @cached_property
    def built(self) -> list[Step]:
        """The calls in models that were made of tensors whose shapes the code gives."""
        return self.models.built_steps() if _DEFERRED.search(self.module.source.text) else []

    @cached_property
    def asserts(self) -> list[ShapeAssert]:
        """The asserts on shapes in the file."""
        return list(shape_asserts(self.module)) if may_assert_shape(self.module.source.text) else []

    @cached_property
    def shown(self) -> list[ShownShape]:
        """The shapes that sessions in docstrings show."""
        return list(shown_shapes(self._interpreter, self.path, self.module.source.text))

    @cached_property
    def runs(self) -> list[list[Use]]:
        """The ways of each script and test that calls a model on written sizes."""
        text = self.module.source.text
        used = may_use(text) and (self.asserts or self.shapes_stated or _MODELS.search(text))
        if not used and not may_divide(text):
            return []
        # What a script leaves behind must not show in a trial.
        machine = self._interpreter()
        machine.weigh = frozenset(each.span for each in self.asserts)
        # Assertions that are calls are met only where calls are watched.
        machine.watched.update((span.path, span.start) for span in machine.weigh)
        machine.state(*_noted(self.path, self.shapes_stated))
        return Uses(machine, machine.project.module(self.path)).runs()

    @cached_property
    def refused(self) -> list[Certain]:
        """The layers that their framework refuses for certain, each once."""
        found: dict[tuple[object, object], Certain] = {}
        for each in self.models.refused():
            found.setdefault((each.refused.made, each.refused.requirement), each)
        for ways in self.runs:
            refusals = [use.refused for use in ways]
            first = refusals[0] if refusals else None
            if first is None or first.made is None:
                continue
            if all(each is not None and each.made == first.made for each in refusals):
                certain = Certain(first, ways[0].steps, ())
                found.setdefault((first.made, first.requirement), certain)
        return list(found.values())

    @cached_property
    def trials(self) -> list[Trial]:
        """The trials of all models of the file, in all ways."""
        return self.models.trials()

    def row(self, span: Span | None) -> int | None:
        """The row of a place in this file."""
        if span is None or span.path != self.module.path:
            return None
        return self.module.source.row(span.start)


def _noted(path: str, stated: list[Placed]) -> tuple[set[Span], set[Span]]:
    """The calls beside which shapes are stated, and what else is worked out there."""
    whole = [each for one in stated for each in one.ranges if each.whole]
    calls, values = (
        {Span(path, each.start, each.end) for each in whole if each.call is kind} for kind in (True, False)
    )
    return calls, values
