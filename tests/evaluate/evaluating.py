"""Evaluating code in tests: files as a dict of path and text, values as Python has them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from cnnlint.deep import deeply
from cnnlint.evaluate.interpreter import Interpreter
from cnnlint.evaluate.project import Files, Project, SourceFile
from cnnlint.evaluate.target import Outcome, Target, all_ways, evaluate_target
from cnnlint.frontend.lower import parse_expression
from cnnlint.layers.book import Book
from cnnlint.layers.folder import rules_folder
from cnnlint.network import tally
from cnnlint.reading import read
from cnnlint.source import Source
from cnnlint.unknown import Unknown
from cnnlint.values.objects import MISSING, Instance, Scope

BOOK = Book(rules_folder())
RULES = Files(read)
"""Stub code of the rules, read and parsed once for all tests."""
QUANTITIES = ("total", "trainable", "buffers")


class TextFiles(Files):
    """Files of which some are texts at hand; the rules' own are shared."""

    def __init__(self, texts: dict[str, str]) -> None:
        super().__init__(lambda path: Source(path, texts[path]) if path in texts else read(path))

    def file(self, path: str) -> SourceFile:
        """The file at a path."""
        return RULES.file(path) if path.startswith(str(BOOK.folder)) else super().file(path)


def interpreter_of(texts: dict[str, str]) -> Interpreter:
    """An interpreter that reads these texts at their paths, and everything else from the disk."""
    return Interpreter(Project(TextFiles(texts)), BOOK)


def written(folder: Path, texts: dict[str, str]) -> str:
    """Write files below a folder; gives the path of the first."""
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return str(folder / next(iter(texts)))


def outcome_of(code: str, expression: str = "make()") -> Outcome:
    """The networks that an expression yields in a module of this code."""
    machine = interpreter_of({"model.py": code})
    return deeply(lambda: evaluate_target(machine, Target("model.py", expression)))


def counts_of(outcome: Outcome) -> tuple[Any, ...]:
    """Total, trainable and buffers where they are certain, each None where it is not."""
    return tuple(outcome.tallied(lambda each, name=name: getattr(each, name)).exact for name in QUANTITIES)


def counted(code: str, expression: str = "make()") -> tuple[Any, ...]:
    """Total, trainable and buffers of what an expression yields."""
    return counts_of(outcome_of(code, expression))


def total(code: str, expression: str = "make()") -> Any:
    """The one total that an expression's network has: a number, a polynomial, or an Unknown."""
    outcome = outcome_of(code, expression)
    if outcome.unknown is not None:
        return outcome.unknown
    (network,) = outcome.networks
    return tally(network).total


def totals(code: str, expression: str = "make()") -> set[Any]:
    """All totals that an expression's networks may have."""
    return set(outcome_of(code, expression).tallied(lambda each: each.total).alternatives)


def reason(code: str, expression: str = "make()") -> str:
    """Why a total is unknown, empty where it is known."""
    unknown = outcome_of(code, expression).tallied(lambda each: each.total).unknown
    return "" if unknown is None else unknown.reason


def value_at(path: str, expression: str = "result", texts: dict[str, str] | None = None) -> Any:
    """The value of an expression in a file's module, as plain data where it is data."""
    machine = interpreter_of(texts or {})
    module = machine.project.module(path)
    node = parse_expression(expression)
    ways = deeply(
        lambda: all_ways(machine, lambda: (plain(machine.evaluate(node, Scope(module, module.attrs))),))
    )
    if isinstance(ways, Unknown):
        return ways
    return ways[0][0] if len(ways) == 1 else [way[0] for way in ways]


def value_of(code: str, expression: str = "result") -> Any:
    """The same in a module of this code."""
    return value_at("module.py", expression, {"module.py": code})


def plain(value: Any) -> Any:
    """Objects that hold plain data as that data, all through lists, tuples, sets and dicts."""
    if isinstance(value, Instance) and value.native is not MISSING:
        return plain(value.native)
    if isinstance(value, (list, tuple)):
        return type(value)(plain(item) for item in value)
    if isinstance(value, dict):
        return {plain(key): plain(item) for key, item in value.items()}
    return value
