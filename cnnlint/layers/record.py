"""A record: one framework layer described as data."""

from __future__ import annotations

import re
from typing import Any

import msgspec

# A requirement of records on the size of one axis.
SIZE_OF_AXIS = re.compile(r"\bx\[(?P<axis>-?\d)\] == (?P<name>[a-z_]\w*)\b")


class TensorRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A parameter or buffer: its name, its shape as an expression, when it exists and when it is trained."""

    name: str
    shape: str
    when: str | None = None
    trainable: str | None = None


class Example(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A call of the layer with the numbers that the framework gives for it."""

    call: str
    count: int | None = None
    trainable: int | None = None
    buffers: int | None = None
    input: str | None = None
    output: str | None = None


class Record(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One leaf layer: every text but the names is a single Python expression.

    The expressions speak of the signature's names and of the input's shape, `x`. `attributes` are
    those of the object that differ from the argument of the same name; `requires` must hold, else the
    framework refuses the call. `mult_adds` counts the multiply-adds of a call, one for each use of a
    weight; it may also speak of the output's shape, `y`.
    """

    name: str
    framework: str
    signature: str
    params: tuple[TensorRule, ...] = ()
    buffers: tuple[TensorRule, ...] = ()
    attributes: dict[str, str] = {}
    output: str | None = None
    mult_adds: str | None = None
    requires: tuple[str, ...] = ()
    examples: tuple[Example, ...] = ()

    @property
    def short_name(self) -> str:
        """The name without its module: `Conv2d`."""
        return self.name.rpartition(".")[2]


class BadRecord(ValueError):
    """A record that is not in the form that records have."""


def read_record(name: str, framework: str, table: Any) -> Record:
    """The record of a TOML table; BadRecord where its form is wrong."""
    if not isinstance(table, dict):
        raise BadRecord(f"{name}: a record is a table")
    try:
        return msgspec.convert({**table, "name": name, "framework": framework}, Record)
    except msgspec.ValidationError as error:
        raise BadRecord(f"{name}: {error}") from error
