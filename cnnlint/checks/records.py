"""Recorded counts as statements: numbers kept as data beside a model."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ..claims.claim import Claim, Interval, Quantity
from ..claims.data import may_record
from ..evaluate.project import SourceModule
from ..program import nodes
from ..program.walk import walk
from .jobs import Evaluations
from .statement import Statement, Subject
from .subjects import model_subject
from .variants import Entry, entry_of, variant_subjects

KEY = re.compile(
    r"(?:num|n|number_of|total|count)_?(?:of_)?(?:params?|parameters)|(?:params?|parameters?)_?(?:count|num|number|total)",
    re.IGNORECASE,
)
# Among the options of a model the plain word will do.
PLAIN = re.compile(rf"{KEY.pattern}|params|parameters", re.IGNORECASE)
LEAST = 9
_IN_TEXT = re.compile(rf"[\"']?({PLAIN.pattern})[\"']?\s*[:=]\s*[0-9]", re.IGNORECASE)


class Record(NamedTuple):
    """A recorded number, and the expression that makes the model it speaks of, or the entry that it is made of."""

    number: nodes.Constant
    model: nodes.Expression | Entry


def find_records(module: SourceModule) -> list[Record]:
    """Recorded counts of a module that belong to a model that can be told."""
    found: list[Record] = []
    if not may_record(module.source.text.lower()):
        return found
    for index, chunk in enumerate(module.outline.chunks):
        if _IN_TEXT.search(module.source.text, chunk.start, chunk.end):
            for statement in module.statements(index):
                records = list(_in_statement(module, statement))
                found.extend(records)
                known = {record.number.start for record in records}
                found.extend(
                    each for each in _in_entries(module, index, statement) if each.number.start not in known
                )
    return found


def _in_entries(module: SourceModule, chunk: int, statement: nodes.Statement) -> Iterator[Record]:
    """Counts among the options that a model is built of: `{"width": 10, "params": 1290}`."""
    value = statement.value if isinstance(statement, (nodes.Assign, nodes.AnnotatedAssign)) else None
    displays = [value, *(item.value for item in value.items)] if isinstance(value, nodes.DictDisplay) else []
    for node in displays:
        if isinstance(node, nodes.DictDisplay) and len(node.items) > 1:
            number = _recorded(node, PLAIN)
            entry = entry_of(module, chunk, number.start, is_option=True) if number is not None else None
            if number is not None and entry is not None and not _is_read(module, node, number):
                yield Record(number, entry)


def _is_read(module: SourceModule, node: nodes.DictDisplay, number: nodes.Constant) -> bool:
    """Whether an option may be an argument of the model: the code asks for its key, or takes it by name."""
    key = next(
        item.key.value for item in node.items if item.value is number and isinstance(item.key, nodes.Constant)
    )
    asked = rf"[\[(]\s*[\"']{key}[\"']\s*[\],)]|\.{key}\b|\bdef\b[^:]*\b{key}\b|^\s+{key}\s*:"
    return re.search(asked, module.source.text, re.MULTILINE) is not None


def _in_statement(module: SourceModule, statement: nodes.Statement) -> Iterator[Record]:
    if isinstance(statement, nodes.ClassDef):
        yield from _in_members(module, statement)
        yield from _of_class(module, statement)
        return
    for node, _ in walk(statement):
        if isinstance(node, nodes.DictDisplay):
            yield from _beside_builder(node)


def _recorded(node: nodes.DictDisplay, key: re.Pattern[str] = KEY) -> nodes.Constant | None:
    for entry in node.items:
        if isinstance(entry.key, nodes.Constant) and isinstance(entry.value, nodes.Constant):
            if isinstance(entry.key.value, str) and key.fullmatch(entry.key.value):
                if type(entry.value.value) is int and entry.value.value > LEAST:
                    return entry.value
    return None


def _beside_builder(node: nodes.DictDisplay) -> Iterator[Record]:
    """`{"build": small, "num_params": 1290}`: the one entry that names a class or function."""
    number = _recorded(node)
    if number is None:
        return
    named = [entry.value for entry in node.items if entry.key is not None]
    builders = [value for value in named if isinstance(value, (nodes.Name, nodes.Call))]
    if len(builders) == 1:
        yield Record(number, builders[0])


def _of_class(module: SourceModule, cls: nodes.ClassDef) -> Iterator[Record]:
    """`NUM_PARAMS = 1290` in the body of a class, which nothing in it reads."""
    text = module.source.text[cls.start : cls.end]
    for statement in cls.body:
        if isinstance(statement, nodes.Assign) and isinstance(statement.targets[0], nodes.Name):
            name, value = statement.targets[0].id, statement.value
            if name.isupper() and KEY.fullmatch(name) and len(re.findall(rf"\b{name}\b", text)) == 1:
                if isinstance(value, nodes.Constant) and type(value.value) is int and value.value > LEAST:
                    yield Record(value, nodes.Name(0, 0, cls.name))


def _in_members(module: SourceModule, cls: nodes.ClassDef) -> Iterator[Record]:
    """Members of a class: the function that takes the class as a parameter is called with the member."""
    builder = _builder_of(module, cls.name)
    if builder is None:
        return
    for statement in cls.body:
        if not isinstance(statement, nodes.Assign) or not isinstance(statement.targets[0], nodes.Name):
            continue
        for node, _ in walk(statement.value):
            number = _recorded(node) if isinstance(node, nodes.DictDisplay) else None
            if number is not None:
                yield Record(number, _call(builder, cls.name, statement.targets[0].id))


def _builder_of(module: SourceModule, cls: str) -> tuple[str, str] | None:
    """The one function with a parameter annotated by the class, and that parameter's name."""
    found: list[tuple[str, str]] = []
    for index, chunk in enumerate(module.outline.chunks):
        if chunk.kind == "def" and cls in chunk.mentions:
            for statement in module.statements(index):
                if isinstance(statement, nodes.FunctionDef):
                    found += [
                        (statement.name, each.name) for each in statement.parameters if _annotates(each, cls)
                    ]
    return found[0] if len(found) == 1 else None


def _annotates(parameter: nodes.Parameter, cls: str) -> bool:
    names = walk(parameter.annotation) if parameter.annotation is not None else ()
    return any(isinstance(node, nodes.Name) and node.id == cls for node, _ in names)


def _call(builder: tuple[str, str], cls: str, member: str) -> nodes.Expression:
    value = nodes.Attribute(0, 0, nodes.Name(0, 0, cls), member)
    return nodes.Call(0, 0, nodes.Name(0, 0, builder[0]), (nodes.Argument(0, 0, value, builder[1], ""),))


def statements_of(work: Evaluations, records: list[Record]) -> list[Statement]:
    """A statement for each recorded number."""
    made = [(record, _statement(work, record)) for record in records]
    # An option that nobody builds a model of is no count.
    return [each for record, each in made if each.subjects or not isinstance(record.model, Entry)]


def _statement(work: Evaluations, record: Record) -> Statement:
    source, number = work.module.source, record.number
    assert isinstance(number.value, int)
    claim = Claim(
        quantities=(Quantity.PARAMETERS,),
        interval=Interval(number.value, number.value),
        stated=number.value,
        start=number.start,
        end=number.end,
        text=source.text[number.start : number.end],
    )
    return Statement(source, claim, _subjects(work, record.model), "record")


def _subjects(work: Evaluations, model: nodes.Expression | Entry) -> tuple[Subject, ...]:
    if isinstance(model, Entry):
        return tuple(variant_subjects(work, model))
    return (model_subject(_title(model), work.expression(model)),)


def _title(model: nodes.Expression) -> str:
    if isinstance(model, nodes.Call):
        inner = ", ".join(
            f"{each.keyword}={_title(each.value)}" if each.keyword else _title(each.value)
            for each in model.arguments
        )
        return f"{_title(model.function)}({inner})"
    if isinstance(model, nodes.Attribute):
        return f"{_title(model.value)}.{model.name}"
    if isinstance(model, nodes.Name):
        return model.id
    return repr(model.value) if isinstance(model, nodes.Constant) else "…"
