"""Imports: project files are read, described libraries looked up, nothing is ever imported."""

from __future__ import annotations

import sys

from ..program import nodes
from ..source import Span
from ..unknown import Unknown
from ..values.objects import MISSING, Condition, External, Module, Scope, Value
from .globals import Globals
from .machine import Run
from .project import SourceModule

MOST_READERS = 8


class Imports(Globals):
    """`import` and `from … import`."""

    def import_names(self, node: nodes.Import) -> Run:
        """`import a.b as c`."""

        def run(scope: Scope) -> None:
            for alias in node.names:
                first = alias.name.partition(".")[0]
                dotted = first if alias.bound is None else alias.name
                self.store(alias.bound or first, self._module_value(dotted, scope), scope)

        return run

    def import_from(self, node: nodes.ImportFrom) -> Run:
        """`from ..a import b as c`; a star import is looked through when a name is asked for."""

        def run(scope: Scope) -> None:
            origin = self._origin(node, scope)
            for alias in node.names:
                span = self.span_in(scope.module, alias)
                self.store(alias.bound or alias.name, self._member(origin, alias.name, span, scope), scope)

        return run

    def star_origins(self, module: SourceModule, index: int) -> list[Value]:
        """The modules whose names a chunk imports with a star."""
        scope = Scope(module, module.attrs)
        statements = module.statements(index)
        return [
            self._origin(node, scope)
            for node in statements
            if isinstance(node, nodes.ImportFrom) and not node.names
        ]

    def _origin(self, node: nodes.ImportFrom, scope: Scope) -> Value:
        module = scope.module
        if not node.level:
            return self._module_value(node.module, scope)
        if not isinstance(module, SourceModule):
            return External(node.module)
        found = self.project.relative(node.module, node.level, module)
        name = "." * node.level + node.module
        return found or Unknown(f"the module {name} was not found", self.span_in(scope.module, node))

    def _member(self, origin: Value, name: str, span: Span, scope: Scope) -> Value:
        if isinstance(origin, External):
            found = self.library(f"{origin.name}.{name}")
            own = self._own_module(origin.name, scope) if isinstance(found, External) else None
            if own is not None:
                return self._member(own, name, span, scope)
            inside = self._in_namespace(found, scope) if isinstance(found, External) else None
            return found if inside is None else inside
        if isinstance(origin, Unknown):
            return self.derive(origin, f".{name}", span)
        found = self.module_attribute(origin, name, span)
        if found is MISSING:
            return Unknown(f"the module {origin.name} has no name {name} that could be found", span)
        return found

    def _module_value(self, dotted: str, scope: Scope) -> Value:
        module = scope.module
        if not self.described(dotted) and isinstance(module, SourceModule):
            found = self._project_module(dotted, module)
            if found is not None:
                return found
        return External(dotted)

    def _own_module(self, dotted: str, scope: Scope) -> Module | None:
        """A module of the described library itself, where that library is what is read and no rule tells of it."""
        module = scope.module
        if not isinstance(module, SourceModule) or self.describes(dotted):
            return None
        if module.name.partition(".")[0] != dotted.partition(".")[0]:
            return None
        return self._project_module(dotted, module)

    def _in_namespace(self, name: External, scope: Scope) -> Module | None:
        """A module in a folder of the project that is a package without a file of its own."""
        module = scope.module
        if not isinstance(module, SourceModule) or self.described(name.name):
            return None
        return self._project_module(name.name, module)

    def _project_module(self, dotted: str, module: SourceModule) -> Module | None:
        found = self.project.find(dotted, module)
        if found is None:
            return None
        parent, _, name = dotted.rpartition(".")
        if parent:
            package = self.project.find(parent, module)
            if package is not None:
                package.attrs.setdefault(name, found)
        return found

    def module_named(self, dotted: str) -> Value:
        """The module of this absolute name, read where it belongs to the project."""
        first = dotted.partition(".")[0]
        if not self.described(dotted):
            readers = sorted(self.project.modules(), key=lambda each: each.name.partition(".")[0] != first)
            for module in readers[:MOST_READERS]:
                found = self._project_module(dotted, module)
                if found is not None:
                    return found
            if any(self._project_module(first, module) for module in readers[:1]):
                return Unknown(f"the module {dotted} was not found")
        return External(dotted)

    def lazy_member(self, module: SourceModule, name: str) -> Value:
        """A name of a package that puts another object in its own place: as it tells type checkers, or MISSING.

        Such packages import a submodule when a name of it is first asked for.
        """
        for statement in module.file.told:
            scope = Scope(module, module.attrs)
            for alias in statement.names:
                if (alias.bound or alias.name) == name:
                    origin = self._origin(statement, scope)
                    return self._member(origin, alias.name, self.span_in(module, alias), scope)
            if not statement.names and name not in module.absent:
                found = self._exported(self._origin(statement, scope), name)
                if found is not MISSING:
                    return found
        return MISSING

    def loaded_module(self, dotted: str) -> Value:
        """The module of the project that was read under this name, or MISSING."""
        return self.project.named(dotted) or MISSING

    def describes(self, module: str) -> bool:
        """Whether the rules say what a module holds."""
        raise NotImplementedError

    def missing_import(self, body: tuple[nodes.Statement, ...], scope: Scope) -> Unknown | None:
        """Whether a `try` imports a library that may be absent: the condition that it is there."""
        for node in body:
            names = [alias.name for alias in node.names] if isinstance(node, nodes.Import) else []
            if isinstance(node, nodes.ImportFrom) and not node.level:
                names = [node.module]
            for name in names:
                first = name.partition(".")[0]
                if first in sys.stdlib_module_names or self.described(first):
                    continue
                if isinstance(self._module_value(name, scope), External):
                    span = self.span_in(scope.module, node)
                    return Condition(f"whether {first} is installed", span, ("installed", first))
        return None
