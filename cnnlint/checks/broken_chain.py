"""CNN301: a layer is declared for another size than what arrives."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..evaluate.observe import called_name
from ..layers.record import SIZE_OF_AXIS
from ..source import Span
from ..values.objects import Class, Function
from .arrival import Arrival, arrival, number, shown, with_batch
from .check import Check
from .declared import argument_of, call_at, is_number, numbers_in
from .finding import Edit, Finding, Fix
from .inspection import Inspection
from .models import Certain
from .naming import titled
from .trials import Refused, Step

# A layer of Keras is told by the first call what all others are to give.
_TAKES = {False: "takes", True: "was built for"}
_CHANNELS = re.compile(r"channel|num_features|num_parameters")


def _inspect(inspection: Inspection) -> Iterator[Finding]:
    for certain in inspection.refused:
        size = SIZE_OF_AXIS.search(certain.refused.requirement)
        if size is not None and certain.refused.given:
            finding = _finding(inspection, certain, int(size["axis"]), size["name"])
            if finding is not None:
                yield finding
    text = inspection.module.source.text
    if any(word in text for word in _INPUT_WORDS) and len(_SAYS_INPUT.findall(text)) > 1:
        yield from _declared_otherwise(inspection)


# What tells a layer of Keras its input: where there are two in a file, one may stand behind others.
_INPUT_WORDS = ("Input(", "input_dim", "input_shape", "batch_shape")
_SAYS_INPUT = re.compile(r"\b(?:Input\(|(?:input_dim|(?:batch_)?input_shape|batch_shape)\s*=)")


def _declared_otherwise(inspection: Inspection) -> Iterator[Finding]:
    """Layers of Keras behind others that say they take what does not arrive; Keras itself passes over it."""
    found: dict[Span, set[Finding | None]] = {}
    for step in inspection.built:
        if step.declared is not None and step.made is not None and step.made.path == inspection.path:
            found.setdefault(step.made, set()).add(_unlike(inspection, step))
    for findings in found.values():
        first = next(iter(findings))
        if len(findings) == 1 and first is not None:
            yield first


def _unlike(inspection: Inspection, step: Step) -> Finding | None:
    declared, given = step.declared, step.given[0] if len(step.given) == 1 else None
    if not isinstance(declared, tuple) or not isinstance(given, tuple) or len(declared) != len(given):
        return None
    axes = [
        axis
        for axis, (said, size) in enumerate(zip(declared, given, strict=True))
        if axis and isinstance(said, int) and isinstance(size, int) and said != size
    ]
    call = call_at(inspection.module, step.made)
    said = (
        next((each for each in call.arguments if each.keyword in _SAYING), None) if call is not None else None
    )
    if not axes or said is None:
        return None
    steps = [*inspection.built]
    arrived = arrival(steps[: steps.index(step)], given, axes[-1])
    span = inspection.module.source.span(said.value.start, said.value.end)
    return CHECK.at(
        inspection.module.source,
        span,
        f"{step.label} says that it takes {shown(declared)}, but {arrived.words}",
        subject=step.label,
        stated=shown(declared),
        computed=shown(given),
        breakdown=f"it is given {shown(given)}, and Keras passes over what is said here",
    )


_SAYING = ("input_dim", "input_shape", "batch_input_shape", "batch_shape")


def _finding(inspection: Inspection, certain: Certain, axis: int, name: str) -> Finding | None:
    refused = certain.refused
    shape = refused.given[0] if refused.given else ()
    declared = refused.values.get(name)
    if not isinstance(shape, tuple) or not -len(shape) <= axis < len(shape):
        return None
    arrived = arrival(certain.steps, shape, axis)
    if not isinstance(declared, int) or not isinstance(arrived.size, int):
        return None
    place = _place(inspection, refused, name, declared)
    if place is None:
        return None
    source = inspection.module.source
    written = source.text[place.start : place.end]
    what = ("channel" if _CHANNELS.search(name) else "feature") + "s" * (declared != 1)
    title = titled(refused.name, refused.label)
    return CHECK.at(
        source,
        place,
        f"{title} {_TAKES[name.startswith('built_')]} {_as_written(written, declared)} {what}, but {arrived.words}",
        subject=title,
        stated=declared,
        computed=arrived.size,
        breakdown=_proof(inspection, certain, arrived, what),
        fix=_fix(inspection, place, written, arrived.size),
    )


def _as_written(written: str, declared: int) -> str:
    if written.replace("_", "").isdigit():
        return written
    return f"{written} = {number(declared)}" if written[:1].isdigit() else number(declared)


def _place(inspection: Inspection, refused: Refused, name: str, declared: int) -> Span | None:
    """The number that declares the size: in the layer's own call, or in that of a layer around it."""
    module = inspection.module
    own = call_at(module, refused.made)
    value = None
    if own is not None and called_name(own) == refused.kind:
        value = argument_of(own, _parameters(inspection, refused.record), name)
    if value is not None and is_number(value):
        return module.source.span(value.start, value.end)
    for span in refused.around:
        call = call_at(module, span)
        literals = [each for each in numbers_in(call) if each.value == declared] if call is not None else []
        if len(literals) == 1:
            return module.source.span(literals[0].start, literals[0].end)
    if value is not None:
        return module.source.span(value.start, value.end)
    if own is not None:
        return module.source.span(own.start, own.end)
    called = refused.called
    return called if called is not None and called.path == module.path else None


def _parameters(inspection: Inspection, record: str) -> list[str]:
    """Names of the parameters of a layer, of a record or of stub code."""
    leaf = inspection.machine.book.leaf(record)
    if leaf is not None:
        return [each.name for each in leaf.parameters]
    cls = inspection.machine.library(record)
    maker = cls.find("__init__") if isinstance(cls, Class) else None
    return [each.name for each in maker.node.parameters[1:]] if isinstance(maker, Function) else []


def _proof(inspection: Inspection, certain: Certain, arrived: Arrival, what: str) -> str:
    """The two rows: where the size comes from, and where another is declared."""
    refused = certain.refused
    parts = []
    if arrived.maker is not None:
        row = inspection.row(arrived.maker.called) or inspection.row(arrived.maker.made)
        at = f"row {row}: " if row else ""
        result = with_batch(arrived.maker.result[0])
        parts.append(f"{at}{arrived.maker.label} gives {result}")
    row = inspection.row(refused.made)
    at = f"row {row}: " if row else ""
    parts.append(f"{at}{refused.label} is given {number(arrived.size)} {what}")
    return "; ".join(parts)


def _fix(inspection: Inspection, place: Span, written: str, size: int) -> Fix | None:
    if not written.replace("_", "").isdigit():
        return None
    source = inspection.module.source
    edit = Edit(source.location(place.start), source.location(place.end), str(size))
    return Fix("unsafe", (edit,))


CHECK = Check(
    code="CNN301",
    name="broken-chain",
    summary="A layer is declared for another number of channels or features than what arrives.",
    explanation="""
## What it finds
A layer whose declared input channels or features contradict what the layers before it give, in
`Sequential` models of any nesting and in `forward`.

## Why it is a mistake
The first call of such a model fails. It stays unseen where nobody runs the model, or where a number was
changed in one place of two.

## How it is proved
The model is built and called on shapes, never on data. Where no input is known, the first layer says how
many channels it takes, and height and width stay open: then only what holds for every size is reported.

## How to mend it
Declare the size that arrives, or change the layer that makes it.
""",
    inspect=_inspect,
    silent=(
        """
import torch.nn as nn

class Characters(nn.Module):
    def __init__(self):
        super().__init__()
        self.embedding = nn.Embedding(64, 16)
        self.head = nn.Linear(128, 10)

    def forward(self, words):
        return self.head(self.embedding(words).flatten(2))
""",
        """
import torch.nn as nn

class Labelled(nn.Module):
    def __init__(self):
        super().__init__()
        self.embedding = nn.Embedding(10, 32)
        self.head = nn.Linear(32, 10)

    def forward(self, label):
        return self.head(self.embedding(label))
""",
        """
import torch.nn as nn
import torch.nn.functional as F

class Fusion(nn.Module):
    def __init__(self, low, high):
        super().__init__()
        self.low = nn.Conv2d(low, 128, 3, padding=1)
        self.high = nn.Conv2d(high, 128, 1)

    def forward(self, low, high):
        low = F.interpolate(low, size=high.size()[2:], mode="bilinear")
        return self.low(low) + self.high(high)

class Head(nn.Module):
    def __init__(self):
        super().__init__()
        self.coarse = Fusion(2048, 512)
        self.fine = Fusion(128, 64)

    def forward(self, first, second, last):
        return self.fine(self.coarse(last, second), first)
""",
        """
import torch.nn as nn

model = nn.Sequential(
    nn.Conv2d(3, 32, 3),
    nn.BatchNorm2d(32),
    nn.Conv2d(32, 64, 3),
    nn.Flatten(),
    nn.Linear(1024, 10),
)
""",
        """
import torch.nn as nn

class Head(nn.Module):
    def __init__(self, inputs, hidden=64):
        super().__init__()
        self.first = nn.Linear(inputs, hidden)
        self.last = nn.Linear(32, 10)

    def forward(self, x):
        return self.last(self.first(x))
""",
    ),
    loud=(
        """
import torch.nn as nn

class Classifier(nn.Module):
    def __init__(self, words=5000):
        super().__init__()
        self.embedding = nn.Embedding(words, 32)
        self.lstm = nn.LSTM(32, 64, bidirectional=True, batch_first=True)
        self.head = nn.Linear(64, 5)  # expect: CNN301

    def forward(self, words):
        steps, _ = self.lstm(self.embedding(words))
        return self.head(steps[:, -1])
""",
        """
import torch.nn as nn

class Tagger(nn.Module):
    def __init__(self, words=5000):
        super().__init__()
        self.embedding = nn.Embedding(words, 48)
        self.gru = nn.GRU(32, 64)  # expect: CNN301

    def forward(self, words):
        return self.gru(self.embedding(words))[0]
""",
        """
import torch.nn as nn

class Block(nn.Module):
    def __init__(self, width=32):
        super().__init__()
        self.body = nn.Sequential(
            nn.Conv2d(3, width, 3),
            nn.ReLU(),
            nn.Conv2d(width, 2 * width, 3),
            nn.BatchNorm2d(width),  # expect: CNN301
        )

    def forward(self, x):
        return self.body(x)
""",
        """
import torch.nn as nn

model = nn.Sequential(
    nn.Conv2d(3, 32, 3),
    nn.Conv2d(64, 64, 3),  # expect: CNN301
)
""",
        """
import torch.nn as nn

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 32, 3)
        self.pool = nn.AdaptiveAvgPool2d((2, 2))
        self.fc = nn.Linear(256, 10)  # expect: CNN301

    def forward(self, x):
        return self.fc(self.pool(self.conv(x)).flatten(1))
""",
    ),
)
