"""`cnnlint layers`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import click

from ..nearest import did_you_mean
from ..report.table import Column, table
from ..report.text import grouped
from .options import run_options, settings_for
from .output import say_all

if TYPE_CHECKING:
    from ..layers.record import Example, Record, TensorRule


@click.command(epilog="Example: cnnlint layers Conv2d")
@click.argument("name", required=False)
@run_options
def command(name: str | None, **chosen: Any) -> int:
    """List the layers that can be counted, or show the record of one."""
    from ..layers.book import Book
    from ..layers.folder import rules_folder
    from ..layers.record import BadRecord

    settings = settings_for(".", chosen)
    try:
        records = Book(rules_folder(), settings.layers).records()
    except BadRecord as error:
        raise click.UsageError(f"a layer cannot be read: {error}") from error
    say_all(_list(records) if name is None else _shown(name, records))
    return 0


def _list(records: Mapping[str, Record]) -> Iterator[str]:
    cells = [[name, record.framework, record.signature] for name, record in sorted(records.items())]
    yield from table([Column("layer"), Column("framework"), Column("signature")], cells)


def _shown(name: str, records: Mapping[str, Record]) -> Iterator[str]:
    """The record of a dotted name, or all whose last part it is."""
    found = [each for dotted, each in records.items() if name in (dotted, each.short_name)]
    if not found:
        known = [*records, *(record.short_name for record in records.values())]
        raise click.UsageError(f'there is no record of "{name}"{did_you_mean(name, known)}')
    for number, record in enumerate(found):
        if number:
            yield ""
        yield from _record(record)


def _record(record: Record) -> Iterator[str]:
    yield f"{record.name}({record.signature})"
    yield f"  framework: {record.framework}"
    yield from _tensors("parameters", record.params)
    yield from _tensors("buffers", record.buffers)
    yield from _texts("attributes", [f"{name} = {text}" for name, text in record.attributes.items()])
    yield from _texts("output shape", [record.output] if record.output else [])
    yield from _texts("requires", record.requires)
    yield from _texts("examples", [_example(each) for each in record.examples])


def _tensors(heading: str, rules: tuple[TensorRule, ...]) -> Iterator[str]:
    yield from _texts(heading, [f"{each.name}: {each.shape}" + _condition(each.when) for each in rules])


def _condition(when: str | None) -> str:
    return f"  if {when}" if when else ""


def _texts(heading: str, texts: list[str] | tuple[str, ...]) -> Iterator[str]:
    if texts:
        yield f"  {heading}:"
        yield from (f"    {text}" for text in texts)


def _example(example: Example) -> str:
    numbers = {"parameters": example.count, "trainable": example.trainable, "buffers": example.buffers}
    told = [f"{grouped(number)} {word}" for word, number in numbers.items() if number is not None]
    if example.input and example.output:
        told.append(f"{example.input} -> {example.output}")
    return f"{example.call}: {', '.join(told)}" if told else example.call
