"""CNN302: a layer that its framework refuses to make or to call."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..source import Span
from ..values.objects import Value
from .arrival import number, shown
from .check import Check
from .finding import Finding
from .inspection import Inspection
from .models import Certain
from .naming import titled
from .trials import Refused

_ARRIVING = re.compile(r"\bx\[(-?\d)\] == [a-z_]\w*\b")
_DIVIDES = re.compile(r"^(?P<whole>\w+) % (?P<part>\w+) == 0$")
_POSITIVE = re.compile(r"^(?P<name>\w+) > 0$")
_POSSIBLE = "possible: "
# What all versions of Keras refuse.
_LASTING = re.compile(
    r"^possible: (?:a kernel|inputs of|[\d×,]+ (?:= |elements))|^\w+ % groups == 0$|groups == 0$|^x\[-1\] is not None$|^filters > 0$"
)
_NAME = re.compile(r"\b[a-z_]\w*\b")


def _inspect(inspection: Inspection) -> Iterator[Finding]:
    for certain in inspection.refused:
        refused = certain.refused
        if _ARRIVING.search(refused.requirement) is None and not _varies(refused):
            finding = _finding(inspection, certain)
            if finding is not None:
                yield finding


def _varies(refused: Refused) -> bool:
    """Whether one version of a framework refuses what another takes."""
    if not refused.record.startswith("keras."):
        return False
    if refused.requirement.startswith("len(x)"):
        # A convolution takes several axes of batches in some versions.
        return not refused.given or len(refused.given) > 1 or len(_taken(refused)) > _least(refused)
    return _LASTING.search(refused.requirement) is None


def _taken(refused: Refused) -> tuple[Value, ...]:
    """The shape of the first input of a call; empty where there is none."""
    shape = refused.given[0] if refused.given else ()
    return shape if isinstance(shape, tuple) else ()


def _least(refused: Refused) -> int:
    return min(int(each) for each in re.findall(r"\d", refused.requirement))


def _finding(inspection: Inspection, certain: Certain) -> Finding | None:
    refused = certain.refused
    place = _place(inspection, refused)
    if place is None:
        return None
    source = inspection.module.source
    title = titled(refused.name, refused.label)
    return CHECK.at(
        source,
        place,
        f"{title} {'cannot be made' if refused.given is None else 'cannot be called'}: {_reason(refused)}",
        subject=title,
        breakdown=None if refused.requirement.startswith(_POSSIBLE) else f"required: {refused.requirement}",
    )


def _place(inspection: Inspection, refused: Refused) -> Span | None:
    for span in (refused.made, *refused.around, refused.called):
        if span is not None and span.path == inspection.module.path:
            return span
    return None


def _reason(refused: Refused) -> str:
    """Why the framework refuses, in the field's words where the requirement has a usual form."""
    values, requirement = refused.values, refused.requirement
    divides, positive = _DIVIDES.match(requirement), _POSITIVE.match(requirement)
    if divides is not None:
        whole, part = (_value(values.get(divides[name])) for name in ("whole", "part"))
        return f"{divides['part']} = {part} does not divide {divides['whole']} = {whole}"
    if positive is not None:
        return f"{positive['name']} is {_value(values.get(positive['name']))}"
    if requirement.startswith(_POSSIBLE):
        return requirement.removeprefix(_POSSIBLE)
    given = shown(refused.given[0]) if refused.given else ""
    if requirement == "x[-1] is not None":
        return f"the last size of its input of {given} is not known when it is built"
    if "window(" in requirement:
        return f"its kernel is larger than its padded input of {given}"
    if requirement.startswith("len(x)"):
        rank = len(refused.given[0]) if refused.given and isinstance(refused.given[0], tuple) else "?"
        return f"its input has {rank} dimensions, but {requirement} is required"
    named = [name for name in dict.fromkeys(_NAME.findall(requirement)) if name in values and name != "x"]
    told = ", ".join(f"{name} = {_value(values[name])}" for name in named[:4])
    return f"{requirement} is required" + (f", but {told}" if told else "")


def _value(value: Value) -> str:
    return number(value) if isinstance(value, int) and not isinstance(value, bool) else repr(value)


CHECK = Check(
    code="CNN302",
    name="impossible-layer",
    summary="A layer is made or called in a way that its framework refuses.",
    explanation="""
## What it finds
Groups that do not divide the channels, a kernel that
is larger than its padded input, sizes that are zero or negative, and whatever else the framework itself
refuses when the layer is made or called.

## Why it is a mistake
The code fails as soon as it comes here.

## How it is proved
The requirement is part of the layer's record, which is held against the real framework. It is reported
only where the code comes here whatever the arguments of the model are, and not where a failure is caught.

## How to mend it
Choose sizes that fit together.
""",
    inspect=_inspect,
    silent=(
        """
import torch.nn as nn

class Mixer(nn.Module):
    def __init__(self, width=48, groups=5):
        super().__init__()
        self.conv = nn.Conv2d(width, 96, 3, groups=groups)

    def forward(self, x):
        return self.conv(x)
""",
        """
import torch.nn as nn

try:
    layer = nn.Conv2d(48, 96, 3, groups=5)
except ValueError:
    layer = nn.Conv2d(48, 96, 3, groups=4)
""",
    ),
    loud=(
        """
import torch.nn as nn

conv = nn.Conv2d(48, 96, 3, groups=5)  # expect: CNN302
""",
        """
from keras import Input, layers

inputs = Input((28, 28, 12))
maps = layers.Conv2D(24, 3, groups=5)(inputs)  # expect: CNN302
""",
        """
import torch.nn as nn

class Mixer(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(48, 96, 3, groups=5)  # expect: CNN302

    def forward(self, x):
        return self.conv(x)
""",
        """
import torch.nn as nn

model = nn.Sequential(
    nn.Conv2d(3, 32, 3),
    nn.AdaptiveAvgPool2d((4, 4)),
    nn.Conv2d(32, 64, 5),  # expect: CNN302
)
""",
    ),
)
