"""JSON, for other programs."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from typing import Any

import msgspec

from ..checks.finding import Finding, Verdict
from ..source import Location
from .model import CountRow, SummaryRow


def findings(items: Iterable[Finding]) -> str:
    """A JSON array of findings."""
    return _array(_record(each) for each in items)


def verdicts(items: Iterable[Verdict]) -> str:
    """A JSON array of claims and what became of them."""
    return _array(_record(each) for each in items)


def counts(items: Iterable[CountRow]) -> str:
    """A JSON array of counts, in the order of the targets; a formula in named sizes is no number."""
    return _array(_record(_numeric(each), without=("resolved",)) for each in items)


def summary(items: Iterable[SummaryRow]) -> str:
    """A JSON array of the rows of a layer table."""
    return _array(_record(each) for each in items)


def _numeric(row: CountRow) -> CountRow:
    names = ("total", "trainable", "non_trainable", "buffers")
    formulas = {name: getattr(row, name) for name in names if isinstance(getattr(row, name), str)}
    if not formulas:
        return row
    first, formula = next(iter(formulas.items()))
    reason = row.unknown or f"{first} depends on named sizes: {formula}"
    return msgspec.structs.replace(row, **dict.fromkeys(formulas), unknown=reason)


def _array(records: Iterable[dict[str, Any]]) -> str:
    # Escapes keep the output valid on any terminal, and with file names that are no valid Unicode.
    rows = [json.dumps(each, ensure_ascii=True) for each in records]
    return "[\n  " + ",\n  ".join(rows) + "\n]" if rows else "[]"


def _record(item: msgspec.Struct, without: tuple[str, ...] = ()) -> dict[str, Any]:
    record = {name: _plain(getattr(item, name)) for name in item.__struct_fields__ if name not in without}
    if record.get("cell", 0) is None:
        del record["cell"]  # only notebooks have cells
    if "filename" in record:
        record["filename"] = record["filename"].replace(os.sep, "/")
    return record


def _plain(value: Any) -> Any:
    if isinstance(value, Location):
        return {"row": value.row, "column": value.column}
    if isinstance(value, msgspec.Struct):
        return _record(value)
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return value
