"""`json`, `yaml` and `csv`: data that is written out as text, read as data."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from typing import Any

from ...unknown import Unknown
from ...values.objects import Arguments, Builtin, Instance, Keywords, Stream, Value
from ..items import Items
from .plain_yaml import NotPlain, read_yaml

# The longest text by what reads it: the other readers are as fast as C.
LONGEST = 1_000_000
LONGEST_YAML = 200_000
LETTERS_OF_A_STEP = 10

Reader = Callable[[str], Any]


def text_of(machine: Items, source: Value) -> Value:
    """The text of a text, of bytes, or of an open file."""
    if isinstance(source, Instance):
        source = machine.call(machine.attribute(source, "read", None), [], {}, None)
    if isinstance(source, bytes):
        return machine.native(None, source.decode, "utf-8")
    return source


def _read(machine: Items, name: str, reader: Reader, source: Value) -> Value:
    """The data of a text that is known; the user's ValueError where it is none."""
    text = text_of(machine, source)
    if not isinstance(text, str):
        return text if isinstance(text, Unknown) else Unknown(f"{name} of what is no text")
    yaml = reader is read_yaml
    if len(text) > (LONGEST_YAML if yaml else LONGEST):
        return Unknown(f"{name} of more than {LONGEST_YAML if yaml else LONGEST} characters")
    machine.budget.step(machine.calling, len(text) // (1 if yaml else LETTERS_OF_A_STEP))
    try:
        return reader(text)
    except NotPlain as refused:
        return Unknown(f"{name} of YAML that is not read: {refused}")
    except RecursionError:
        return Unknown("data that is nested too deeply")
    except (csv.Error, ValueError) as error:
        raise machine.error("ValueError", str(error)) from None


def _json(name: str) -> Builtin:
    """`json.load(file)` and `json.loads(text)`, with nothing that changes what is read."""

    def call(machine: Items, given: Arguments, keywords: Keywords) -> Value:
        sources = [*given, *(keywords[key] for key in ("s", "fp") if key in keywords)]
        if len(sources) != 1 or keywords.keys() - {"s", "fp", "encoding"}:
            return Unknown(f"{name} with options")
        return _read(machine, name, json.loads, sources[0])

    return Builtin(name, call)


def _yaml(name: str) -> Builtin:
    """Loaders of PyYAML: what is read here means the same to all of them."""

    def call(machine: Items, given: Arguments, keywords: Keywords) -> Value:
        source = given[0] if given else keywords.get("stream")
        return _read(machine, name, read_yaml, source)

    return Builtin(name, call)


def _rows(machine: Items, source: Value, keywords: Keywords) -> list[Any] | Unknown:
    """The rows of a table with commas, or with the `delimiter` that is given."""
    delimiter = keywords.get("delimiter", ",")
    if not isinstance(delimiter, str) or keywords.keys() - {"delimiter"}:
        return Unknown("csv with options")

    def rows(text: str) -> list[Any]:
        return list(csv.reader(text.splitlines(keepends=True), delimiter=delimiter))

    found = _read(machine, "csv.reader", rows, source)
    return found if isinstance(found, (list, Unknown)) else Unknown("the rows of a table")


def _table(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    """`csv.reader(file)`."""
    if len(given) != 1 or not isinstance(given[0], Instance):
        return Unknown("csv.reader of what is no file")
    rows = _rows(machine, given[0], keywords)
    return rows if isinstance(rows, Unknown) else Stream.of(rows)


def _records(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    """`csv.DictReader(file)`: the first row names the columns."""
    if len(given) != 1 or not isinstance(given[0], Instance):
        return Unknown("csv.DictReader of what is no file")
    rows = _rows(machine, given[0], keywords)
    if isinstance(rows, Unknown):
        return rows
    filled = [row for row in rows if row]
    if any(len(row) != len(filled[0]) for row in filled):
        return Unknown("a table whose rows are not of one length")
    return Stream.of([dict(zip(filled[0], row, strict=True)) for row in filled[1:]])


NAMES: dict[str, Value] = {
    "json.loads": _json("json.loads"),
    "json.load": _json("json.load"),
    "csv.reader": Builtin("csv.reader", _table),
    "csv.DictReader": Builtin("csv.DictReader", _records),
    **{f"yaml.{name}": _yaml(f"yaml.{name}") for name in ("safe_load", "full_load", "unsafe_load", "load")},
}
