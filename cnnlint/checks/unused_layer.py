"""CNN502: a layer is registered and never used."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..evaluate.target import find_in
from ..program import nodes
from ..values.objects import Class, Function
from .check import Check
from .finding import Finding
from .inspection import Inspection

# Code that may come to a layer without naming it.
_ROUNDABOUT = re.compile(
    r"\b(?:children|modules|named_children|named_modules|getattr|vars|get_submodule|locals)\s*\(|_modules\b|__dict__"
)


def _inspect(inspection: Inspection) -> Iterator[Finding]:
    module = inspection.module
    for chunk in module.outline.chunks:
        text = module.source.text
        if chunk.kind == "class" and text.find("def forward(", chunk.start, chunk.end) >= 0:
            if not _ROUNDABOUT.search(text):
                yield from _in_class(inspection, chunk.binds[0], module.outline.chunks.index(chunk))


def _in_class(inspection: Inspection, name: str, index: int) -> Iterator[Finding]:
    for node in inspection.module.statements(index):
        if isinstance(node, nodes.ClassDef) and node.name == name:
            inherited = _inherited(inspection, name)
            if any(_ROUNDABOUT.search(text) for text in inherited):
                continue
            for target, call in _layers(node):
                mentioned = _mentions(inspection.module.source.text, target.name) > 1
                mentioned = mentioned or any(_mentions(text, target.name) for text in inherited)
                if not mentioned and _is_layer(inspection, call):
                    yield _finding(inspection, name, target, call)


def _inherited(inspection: Inspection, name: str) -> list[str]:
    """The texts of other files whose methods a class inherits: they may use what it defines."""
    machine, module = inspection.machine, inspection.module
    cls = find_in(machine, module, (name,))
    own = {module.path, *machine.stub_paths}
    values = [value for each in cls.mro for value in each.attrs.values()] if isinstance(cls, Class) else []
    paths = {value.module.path for value in values if isinstance(value, Function)} - own
    return [machine.project.module(path).source.text for path in sorted(paths)]


def _layers(node: nodes.ClassDef) -> Iterator[tuple[nodes.Attribute, nodes.Call]]:
    """`self.name = Call(…)` in the initializer."""
    for method in node.body:
        if isinstance(method, nodes.FunctionDef) and method.name == "__init__":
            for statement in method.body:
                if isinstance(statement, nodes.Assign) and len(statement.targets) == 1:
                    target, value = statement.targets[0], statement.value
                    if isinstance(target, nodes.Attribute) and isinstance(value, nodes.Call):
                        if isinstance(target.value, nodes.Name) and target.value.id == "self":
                            yield target, value


def _is_layer(inspection: Inspection, call: nodes.Call) -> bool:
    """Whether a call made a layer of a model, and none that anything called."""
    span = inspection.module.source.span(call.start, call.end)
    trials = [trial for trial in inspection.trials if span in trial.owned.made]
    called = any(step.made == span for trial in trials for step in trial.steps)
    return not called and any(not trial.broke_off for trial in trials)


def _mentions(text: str, name: str) -> int:
    return len(re.findall(rf"\b{re.escape(name)}\b", text))


def _finding(inspection: Inspection, owner: str, target: nodes.Attribute, call: nodes.Call) -> Finding:
    source = inspection.module.source
    return CHECK.at(
        source,
        target,
        f"{target.name} is a layer of {owner} that nothing in this file uses",
        subject=" ".join(source.text[call.start : call.end].split()),
        hint="remove it, or call it in forward",
    )


CHECK = Check(
    code="CNN502",
    name="unused-layer",
    summary="A layer is registered in a model and never used.",
    explanation="""
## What it finds
`self.name = Layer(…)` in the initializer of a model, where nothing else in the file mentions the name.

## Why it is a mistake
The layer's parameters count, take memory and stand in every checkpoint, and learn nothing. Some trainers
refuse such models.

## How it is proved
The model is built, and the attribute is a layer of it. Nothing is reported in a file that may come to
layers without naming them, as by `children()` or `getattr`. Other files that use the layer by its name are
not looked at, which is why the check is off by default.

## How to mend it
Remove the layer, or call it.
""",
    inspect=_inspect,
    default=False,
    silent=(
        """
import torch.nn as nn

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = nn.Linear(8, 8)
        self.head = nn.Linear(8, 2)

    def forward(self, x):
        return self.head(self.body(x))
""",
    ),
    loud=(
        """
import torch.nn as nn

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = nn.Linear(8, 8)
        self.spare = nn.Linear(8, 8)  # expect: CNN502

    def forward(self, x):
        return self.body(x)
""",
    ),
)
