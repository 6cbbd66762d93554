"""The names that the statements of a function bind, and what it is that they bind."""

from __future__ import annotations

from typing import NamedTuple

from ..program import nodes
from ..program.walk import walk

_BINDERS = (nodes.AnnotatedAssign, nodes.For, nodes.Clause, nodes.WithItem)
_ESCAPES = (nodes.Global, nodes.Nonlocal, nodes.ClassDef, nodes.Import, nodes.ImportFrom, nodes.Delete)


class Bindings(NamedTuple):
    """The names that statements bind, the functions among them, and what is assigned to names alone.

    `plain` tells whether all names are those of variables and of functions without decorators.
    """

    names: frozenset[str]
    inner: dict[str, nodes.FunctionDef]
    sources: dict[str, list[nodes.Expression]]
    plain: bool


def bindings(body: tuple[nodes.Statement, ...]) -> Bindings:
    """What statements bind, those in other statements included."""
    names: set[str] = set()
    lost: set[str] = set()
    inner: dict[str, nodes.FunctionDef] = {}
    sources: dict[str, list[nodes.Expression]] = {}
    plain = True
    for node, scope in walk(body):
        if isinstance(node, _ESCAPES):
            plain = False
        if scope:
            continue
        if isinstance(node, nodes.FunctionDef):
            plain = plain and node.name not in inner and not node.decorators
            inner[node.name] = node
        elif isinstance(node, nodes.Assign) and isinstance(node.targets[0], nodes.Name):
            sources.setdefault(node.targets[0].id, []).append(node.value)
            lost |= written(node.targets[1:])
        elif isinstance(node, nodes.Assign):
            lost |= written(node.targets)
        elif isinstance(node, nodes.AugmentedAssign):
            names |= written((node.target,))
        elif isinstance(node, _BINDERS):
            lost |= written((node.target,))
        elif isinstance(node, (nodes.Walrus, nodes.Handler)) and node.name:
            lost.add(node.name)
    names |= lost | sources.keys()
    sources = {name: values for name, values in sources.items() if name not in lost and name not in inner}
    return Bindings(frozenset(names), inner, sources, plain and names.isdisjoint(inner))


def written(targets: tuple[nodes.Expression | None, ...]) -> set[str]:
    """The names that targets bind; those of which an item or attribute is set stay what they are."""
    names: set[str] = set()
    for target in targets:
        if isinstance(target, nodes.Name):
            names.add(target.id)
        elif isinstance(target, (nodes.TupleDisplay, nodes.ListDisplay)):
            names |= written(target.elements)
        elif isinstance(target, nodes.Starred):
            names |= written((target.value,))
    return names
