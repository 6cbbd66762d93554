"""CNN202: an assert compares a tensor's shape with one that it never has."""

from __future__ import annotations

from collections.abc import Iterator

from ..evaluate.witness import Weighed
from .check import Check
from .finding import Finding, Verdict
from .inspection import Inspection
from .shape_asserts import ShapeAssert, Stated
from .shape_examples import ShownShape

Sizes = tuple[int | None, ...]


def _inspect(inspection: Inspection) -> Iterator[Finding]:
    for each in inspection.asserts:
        actual = _never_holds(inspection, each)
        if actual is not None:
            yield _finding(inspection, each, actual)
        inspection.verdicts.append(_verdict(inspection, each, actual))
    for shown in inspection.shown:
        if shown.actual is not None and shown.actual != shown.stated:
            yield _of_example(inspection, shown)
        inspection.verdicts.append(_verdict_on_example(inspection, shown))


def _of_example(inspection: Inspection, shown: ShownShape) -> Finding:
    return CHECK.at(
        inspection.module.source,
        shown,
        f"this example shows another shape: {shown.code} gives {shown.actual}, not {shown.stated}",
        subject=shown.code,
        quantity="shape",
        stated=str(shown.stated),
        computed=str(shown.actual),
    )


def _verdict_on_example(inspection: Inspection, shown: ShownShape) -> Verdict:
    source = inspection.module.source
    unknown = shown.actual is None
    return Verdict(
        filename=source.path,
        location=source.location(shown.start),
        end_location=source.location(shown.end),
        text=source.text[shown.start : shown.end],
        quantity="shape",
        subject=shown.code,
        stated=str(shown.stated),
        computed=None if unknown else str(shown.actual),
        verdict="undecided" if unknown else "agrees" if shown.actual == shown.stated else "contradicts",
        reason="what the example shows cannot be told" if unknown else None,
        code="CNN202",
    )


def _verdict(inspection: Inspection, each: ShapeAssert, wrong: Sizes | int | None) -> Verdict:
    source = inspection.module.source
    holds = wrong is None and _always_holds(inspection, each)
    known = wrong is not None or holds
    actual = each.stated if wrong is None else wrong
    shown = actual if isinstance(actual, int) else str(actual)
    return Verdict(
        filename=source.path,
        location=source.location(each.literal.start),
        end_location=source.location(each.literal.end),
        text=source.text[each.literal.start : each.literal.end],
        quantity="shape",
        subject=" ".join(source.text[each.shape.start : each.shape.end].split()),
        stated=each.stated if isinstance(each.stated, int) else str(each.stated),
        computed=shown if known else None,
        verdict="contradicts" if wrong is not None else "agrees" if holds else "undecided",
        reason=None if known else "no run of a script or a test here tells this shape",
        code="CNN202",
    )


def _always_holds(inspection: Inspection, each: ShapeAssert) -> bool:
    """Whether every comparison that was met holds for certain, and there was one."""
    met = [weighed for ways in inspection.runs for use in ways for weighed in use.weighed.get(each.span, ())]
    return bool(met) and all(_actual(weighed, each) == each.stated for weighed in met)


def _never_holds(inspection: Inspection, each: ShapeAssert) -> Sizes | int | None:
    """The shape that some run has there for certain, where it is another than the stated one."""
    found: list[Sizes | int] = []
    for ways in inspection.runs:
        met = [use.weighed.get(each.span, []) for use in ways]
        if not any(met):
            continue
        actual = [_actual(weighed, each) for way in met for weighed in way]
        if any(size is None or not _differs(size, each.stated) for size in actual) or not all(met):
            return None
        found.extend(size for size in actual if size is not None)
    return found[0] if found else None


def _differs(actual: Sizes | int, stated: Stated) -> bool:
    """Whether sizes are certainly others: one that Keras leaves open is no proof against a number."""
    if isinstance(actual, int) or isinstance(stated, int):
        return actual != stated
    if len(actual) != len(stated):
        return True
    return any(size is not None and size != wanted for size, wanted in zip(actual, stated, strict=True))


def _actual(weighed: Weighed, each: ShapeAssert) -> Sizes | int | None:
    """The compared sizes as plain numbers, None for open ones; None where they are not all known."""
    value = weighed.left if each.on_left else weighed.right
    if isinstance(each.stated, int):
        return int(value) if isinstance(value, int) and not isinstance(value, bool) else None
    if not isinstance(value, (tuple, list)):
        return None
    if not all(size is None or isinstance(size, int) for size in value):
        return None
    return tuple(None if size is None else int(size) for size in value)


def _finding(inspection: Inspection, each: ShapeAssert, actual: Sizes | int) -> Finding:
    source = inspection.module.source
    stated = str(each.stated)
    subject = " ".join(source.text[each.shape.start : each.shape.end].split())
    return CHECK.at(
        source,
        each.literal,
        f"this assert fails: {subject} is {actual}, not {stated}",
        subject=subject,
        quantity="shape",
        stated=each.stated if isinstance(each.stated, int) else stated,
        computed=actual if isinstance(actual, int) else str(actual),
    )


CHECK = Check(
    code="CNN202",
    name="wrong-shape-assert",
    summary="An assert compares a tensor's shape with one that it never has.",
    explanation="""
## What it finds
`assert y.shape == (1, 10)`, `assertEqual(y.size(1), 10)` and their like, where the tensor comes from a
model that the code itself calls on a tensor of written sizes. Sessions in docstrings are tests as well:
`>>> net(x).shape` with another shape below than the one that is given.

## Why it is a mistake
The test fails as soon as somebody runs it.

## How it is proved
The test function or script is evaluated on shapes, never on data. It is reported only where each size that
is compared is known, and no run agrees.

## How to mend it
Write the shape that the model gives, if the model is as it should be.
""",
    inspect=_inspect,
    silent=(
        """
import torch
import torch.nn as nn

class Net(nn.Module):
    '''Halves an image.

    >>> Net()(torch.randn(1, 3, 32, 32)).shape
    torch.Size([1, 8, 14, 14])
    >>> load_it()(torch.randn(1, 3, 32, 32)).shape
    torch.Size([1, 8, 14, 15])
    '''

    def __init__(self):
        super().__init__()
        self.layers = nn.Sequential(nn.Conv2d(3, 8, 5), nn.MaxPool2d(2))

    def forward(self, x):
        return self.layers(x)
""",
        """
import torch
import torch.nn as nn

def test_shape():
    model = nn.Sequential(nn.Conv2d(3, 8, 5), nn.MaxPool2d(2))
    y = model(torch.randn(1, 3, 32, 32))
    assert y.shape == (1, 8, 14, 14)
    assert y.size(1) == 8
""",
    ),
    loud=(
        """
import torch
import torch.nn as nn

class Net(nn.Module):
    '''Halves an image.

    >>> net, images = Net(), torch.randn(1, 3, 32, 32)
    >>> net(images).shape
    torch.Size([1, 8, 16, 16])  # expect: CNN202
    '''

    def __init__(self):
        super().__init__()
        self.layers = nn.Sequential(nn.Conv2d(3, 8, 5), nn.MaxPool2d(2))

    def forward(self, x):
        return self.layers(x)
""",
        """
import torch
import torch.nn as nn

def test_shape():
    model = nn.Sequential(nn.Conv2d(3, 8, 5), nn.MaxPool2d(2))
    y = model(torch.randn(1, 3, 32, 32))
    assert y.shape == (1, 8, 15, 15)  # expect: CNN202
""",
    ),
)
