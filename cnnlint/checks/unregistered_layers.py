"""CNN501: layers in a plain list, tuple or dict are hidden from the optimizer."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .check import Check
from .finding import Finding
from .inspection import Inspection


def _inspect(inspection: Inspection) -> Iterator[Finding]:
    source = inspection.module.source
    seen = set()
    for loose in (each for trial in inspection.trials for each in trial.owned.loose):
        if loose.made.path != source.path or (loose.owner, loose.name) in seen:
            continue
        seen.add((loose.owner, loose.name))
        if len(re.findall(rf"\bself\.{re.escape(loose.name)}\b", source.text)) < 2:
            continue
        yield CHECK.at(
            source,
            loose.made,
            f"{loose.name} of {loose.owner} is a plain {loose.kind}: the optimizer never sees its layers",
            subject=f"{loose.owner}.{loose.name}",
            hint="use nn.ModuleList or nn.ModuleDict",
        )


CHECK = Check(
    code="CNN501",
    name="unregistered-layers",
    summary="Layers in a plain list, tuple or dict are hidden from the optimizer.",
    explanation="""
## What it finds
A list, tuple or dict of layers that is an attribute of a model and is used, while the layers are registered
nowhere in the model.

## Why it is a mistake
`parameters()` leaves such layers out: the optimizer never changes them, `to()` does not move them, and no
checkpoint holds them. It may be meant, as for a frozen teacher; the check is off by default.

## How it is proved
The model is built, and the layers of the list are none of its `modules()`.

## How to mend it
Use `nn.ModuleList` or `nn.ModuleDict`.
""",
    inspect=_inspect,
    default=False,
    silent=(
        """
import torch.nn as nn

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(8, 8) for _ in range(3)])
        self.order = list(self.layers)

    def forward(self, x):
        for layer in self.order:
            x = layer(x)
        return x
""",
    ),
    loud=(
        """
import torch.nn as nn

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = [nn.Linear(8, 8) for _ in range(3)]  # expect: CNN501

    def forward(self, x):
        for layer in self.layers:
            x = layer(x)
        return x
""",
    ),
)
