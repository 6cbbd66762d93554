"""A claim: what one remark states about the size of a model."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple


class Quantity(str, Enum):
    """What is counted, in elements of tensors but for the last."""

    PARAMETERS = "parameters"
    TRAINABLE = "trainable"
    NON_TRAINABLE = "non-trainable"
    WEIGHTS = "weights"
    BIASES = "biases"
    BUFFERS = "buffers"
    TENSORS = "tensors"


class Interval(NamedTuple):
    """The whole numbers that a wording and its rounding allow, ends included; None is no bound.

    `binary` is a second range: what an abbreviation such as `11.1M` allows in powers of 1024.
    """

    low: int | None
    high: int | None
    binary: tuple[int, int] | None = None

    def __contains__(self, number: object) -> bool:
        if not isinstance(number, int):
            return False
        if self.binary is not None and self.binary[0] <= number <= self.binary[1]:
            return True
        return (self.low is None or self.low <= number) and (self.high is None or number <= self.high)


class Formula(NamedTuple):
    """Arithmetic that stands beside a number: `(3*3*32 + 1) * 64`, its place in the text and its value.

    `operands` are the numbers in it, in order.
    """

    start: int
    end: int
    value: int
    operands: tuple[int, ...]


class Parts(NamedTuple):
    """The numbers that a total stands under, and what their sum may be where some are rounded."""

    addends: tuple[int, ...]
    sum: Interval


class SummaryRow(NamedTuple):
    """A row of a pasted model summary: `conv2d_1 (Conv2D)`, `Conv2d-1`, `├─Conv2d (conv1): 1-1`.

    `shape` are the sizes of the output, None where one is not written; `depth` tells how deep it is nested;
    `stated` is None where the row states no count.
    """

    name: str | None
    kind: str | None
    depth: int
    shape: tuple[int | None, ...] | None
    stated: int | None


class Summary(NamedTuple):
    """A pasted model summary of a style ("keras", "torchsummary" or "torchinfo"), its rows in order.

    `complete` tells that every row between the head and the totals could be read; `total` is stated below them.
    """

    style: str
    rows: tuple[SummaryRow, ...]
    complete: bool
    total: int | None


class Listed(NamedTuple):
    """The place of a number in a pasted summary: the index of its row, None in a total."""

    summary: Summary
    row: int | None


class Given(NamedTuple):
    """The argument that a count is stated for: its name and value."""

    name: str
    value: str | int | bool


class Claim(NamedTuple):
    """One stated number.

    `quantities` holds every reading that the wording allows ("weights" may mean the kernel alone or
    everything); a claim is contradicted only if each of them is. `start` and `end` are offsets of the
    number in the text that was read; `text` is the number as written. `stated` is its plain value.
    `word` tells whether a counting word (params, weights, …) made it a claim; where it is False only
    the formula did. `name` is what the text itself says it speaks of, if it does ("conv1", "ResNet-18").
    `parts` are the numbers that a total stands under; `listed` tells its place in a pasted summary;
    `given` is the argument that the text states the count for.
    """

    quantities: tuple[Quantity, ...]
    interval: Interval
    stated: int
    start: int
    end: int
    text: str
    formula: Formula | None = None
    word: bool = True
    name: str | None = None
    parts: Parts | None = None
    listed: Listed | None = None
    given: Given | None = None
