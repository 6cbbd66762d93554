"""The kinds of things that a remark may speak of."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple, TypeAlias

from ..program import nodes as ir
from .blocks import Definition
from .owned_calls import made_by

Scope: TypeAlias = tuple[str, ...]


class CallOwner(NamedTuple):
    """A call; `chunk` is the index of its top-level statement, `scope` the names of definitions around it."""

    call: ir.Call
    chunk: int
    scope: Scope


class RowOwner(NamedTuple):
    """Several calls side by side, all of which a remark may mean."""

    calls: tuple[CallOwner, ...]


class ClassOwner(NamedTuple):
    """A class, by the names that lead to it."""

    path: Scope


class FunctionOwner(NamedTuple):
    """A function or method, by the names that lead to it."""

    path: Scope


class StatementOwner(NamedTuple):
    """A statement that is none of the others."""

    statement: ir.Statement
    chunk: int
    scope: Scope


class EntryOwner(NamedTuple):
    """An entry of a dict display."""

    entry: ir.DictItem
    chunk: int
    scope: Scope


class ModuleOwner(NamedTuple):
    """The module as a whole."""


Owner: TypeAlias = (
    CallOwner | RowOwner | ClassOwner | FunctionOwner | StatementOwner | EntryOwner | ModuleOwner
)


def path(definitions: Iterable[Definition]) -> Scope:
    """Names of definitions, outermost first."""
    return tuple(definition.name for definition in definitions)


def enclosing(definitions: tuple[Definition, ...]) -> Owner:
    """The class around a method, else the innermost function, class or module itself."""
    if not definitions:
        return ModuleOwner()
    if isinstance(definitions[-1], ir.ClassDef):
        return ClassOwner(path(definitions))
    if len(definitions) > 1 and isinstance(definitions[-2], ir.ClassDef):
        return ClassOwner(path(definitions[:-1]))
    return FunctionOwner(path(definitions))


def definition_owner(definitions: tuple[Definition, ...]) -> Owner:
    """The innermost definition itself; its class where it is the initializer."""
    if not definitions:
        return ModuleOwner()
    last = definitions[-1]
    if isinstance(last, ir.FunctionDef) and last.name != "__init__":
        return FunctionOwner(path(definitions))
    return enclosing(definitions)


def calls_owner(calls: Iterable[ir.Call], chunk: int, scope: Scope) -> Owner:
    """One call, or several on a row, seen through to the calls that make something."""
    made = [inner for call in calls for inner in made_by(call)]
    owned = tuple(CallOwner(call, chunk, scope) for call in made)
    return owned[0] if len(owned) == 1 else RowOwner(owned)
