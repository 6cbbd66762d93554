from enum import Enum
from typing import NamedTuple

from torch import nn


class Kind(Enum):
    CONV = "conv"
    LINEAR = "linear"


class Row(NamedTuple):
    kind: Kind
    inputs: int
    outputs: int
    repeat: int = 1


TABLE = [Row(Kind.CONV, 3, 4), Row(Kind.LINEAR, 4, 4, repeat=3), Row(Kind("conv"), 4, 2)]


def build(row):
    if row.kind is Kind.CONV:
        return nn.Conv2d(row.inputs, row.outputs, 3)
    return nn.Sequential(*(nn.Linear(row.inputs, row.outputs) for _ in range(row.repeat)))


def make():
    return nn.Sequential(*map(build, TABLE))


EXPECTED = (246, 246, 0)
