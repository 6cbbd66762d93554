"""A claim: what one remark states about the size of a model."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple


class Quantity(str, Enum):
    """What is counted, in elements of tensors."""

    PARAMETERS = "parameters"
    TRAINABLE = "trainable"
    NON_TRAINABLE = "non-trainable"
    WEIGHTS = "weights"
    BIASES = "biases"
    BUFFERS = "buffers"


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


class Claim(NamedTuple):
    """One stated number.

    `quantities` holds every reading that the wording allows ("weights" may mean the kernel alone or
    everything); a claim is contradicted only if each of them is. `start` and `end` are offsets of the
    number in the text that was read; `text` is the number as written. `stated` is its plain value.
    `word` tells whether a counting word (params, weights, …) made it a claim; where it is False only
    the formula did. `name` is what the text itself says it speaks of, if it does ("conv1", "ResNet-18").
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
