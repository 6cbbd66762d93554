"""The interpreter: user code, stub code and described libraries, all in one world of values."""

from __future__ import annotations

import builtins

from ..layers.book import Book, Stub
from ..layers.leaf import Leaf
from ..program import nodes
from ..source import Source, Span
from ..unknown import Unknown
from ..values.expression import Code
from ..values.objects import (
    MISSING,
    Arguments,
    Builtin,
    Class,
    External,
    Function,
    Keywords,
    Module,
    Raised,
    Scope,
    Value,
)
from .library import NATIVE, PACKAGES, later
from .library.tensor_names import TENSOR_NAMES
from .project import Project, SourceModule
from .records import layer_class
from .repeats import Repeats


class Interpreter(Repeats):
    """Evaluates a project's code with the counting rules of a book."""

    def __init__(self, project: Project, book: Book) -> None:
        super().__init__(project)
        self.book = book
        self._library: dict[str, Value] = dict(NATIVE)
        self._sought: set[str] = set()
        self._harmless: dict[str, bool] = {}
        self._stubs: dict[str, list[SourceModule]] = {}
        self.stub_paths: set[str] = set()

    def name(self, node: nodes.Name) -> Code[Scope]:
        """A name, from the innermost scope outwards to the builtins."""
        wanted, module, span = node.id, self.home, self.span(node)
        attrs = module.attrs
        final: set[str] = module.final if isinstance(module, SourceModule) else set()
        known, of_python = self._library, f"builtins.{wanted}"

        def run(scope: Scope) -> Value:
            names = scope.names
            if scope.declared is None:
                if wanted in names and names is not attrs:
                    return names[wanted]
                if scope.parent is not None:
                    return self._enclosing(wanted, module, span, scope)
            elif not scope.declared.get(wanted):
                return self._enclosing(wanted, module, span, scope)
            if wanted in final and module.running is None:  # type: ignore[attr-defined]
                if wanted in attrs:
                    found = attrs[wanted]
                    if self.recordings:
                        self.meet_shared(found)
                    return found
                found = known.get(of_python)
                if type(found) is Builtin or type(found) is Class:
                    return found
            return self._of_module_or_python(wanted, module, span)

        return run

    def _enclosing(self, wanted: str, module: Module, span: Span, names: Scope) -> Value:
        """A name that is looked for in the scopes around, then in the module."""
        scope: Scope | None = names
        enclosing = False
        while scope is not None:
            found = scope.names.get(wanted, MISSING)
            if found is not MISSING and scope.names is not module.attrs:
                if enclosing and self.recordings and scope.born <= self.recordings[-1].start:
                    self.meet_shared(found)
                return found
            enclosing = enclosing or not scope.inner
            scope = scope.parent
        return self._of_module_or_python(wanted, module, span)

    def _of_module_or_python(self, wanted: str, module: Module, span: Span) -> Value:
        """A name of the module or of Python's own."""
        if type(module) is SourceModule and wanted in module.final and module.running is None:
            found = module.attrs.get(wanted, MISSING)
        else:
            found = self.global_name(module, wanted)
        if found is MISSING:
            found = self.library(f"builtins.{wanted}")
            if isinstance(found, External):
                return self._unresolved(wanted, module, span)
        elif self.recordings:
            self.meet_shared(found)
        return found

    def _unresolved(self, name: str, module: Module, span: Span) -> Value:
        if isinstance(module, SourceModule) and "*" in module.binders:
            return Unknown(f"{name} may come from a star import", span)
        if name in _BUILTINS:
            return Unknown(f"{name}() is not described", span)
        raise self.error("NameError", f"name '{name}' is not defined", span)

    def library(self, dotted: str) -> Value:
        """What a dotted name of a library stands for: a native, a record, stub code, or nothing known."""
        found = self._looked_up(dotted)
        if type(found) is External and self.book.reads(found.name):
            return self._installed(found, dotted)
        return found

    def _looked_up(self, dotted: str) -> Value:
        found = self._library.get(dotted, MISSING)
        if found is MISSING:
            found = self._library[dotted] = self._described(dotted)
        return found

    def _installed(self, name: External, asked: str) -> Value:
        """What an installed package holds under one of two names, of which no rule tells."""
        reader = next(iter(self.project.modules()), None)
        for dotted in dict.fromkeys((asked, name.name)):
            module, _, last = dotted.rpartition(".")
            home = None if reader is None else self.project.find(module, reader)
            if home is None or dotted in self._sought:
                continue
            self._sought.add(dotted)
            try:
                found = self.module_attribute(home, last, None)
            finally:
                self._sought.discard(dotted)
            if found is not MISSING and not isinstance(found, Unknown):
                return found
        return name

    def _described(self, dotted: str) -> Value:
        native = later(dotted).get(dotted, MISSING)
        if native is not MISSING:
            return native
        canonical = self.book.canonical(dotted)
        if canonical != dotted:
            return self._looked_up(canonical)
        leaf = self.book.leaf(dotted)
        if leaf is not None or self.book.is_base(dotted):
            return self._layer_class(dotted, leaf)
        module, _, name = dotted.rpartition(".")
        for stub in self._stub_modules(module):
            value = self.module_attribute(stub, name, None)
            if value is not MISSING:
                return value
        return External(dotted)

    def _layer_class(self, dotted: str, leaf: Leaf | None) -> Class:
        shelf = self.book.shelf(dotted)
        base = self.library(self.book.base(dotted) or (shelf.base if shelf else "torch.nn.Module"))
        if shelf and shelf.deferred:
            from .deferred_records import deferred_class  # needs all that Keras's layers do

            return deferred_class(dotted, leaf, base)
        return layer_class(dotted, leaf, base)

    def _stub_modules(self, module: str) -> list[SourceModule]:
        if module not in self._stubs:
            self._stubs[module] = [self._stub_module(stub) for stub in self.book.stubs(module)]
        return self._stubs[module]

    def _stub_module(self, stub: Stub) -> SourceModule:
        self.stub_paths.add(stub.path)
        return SourceModule(stub.module, self.project.files.file(stub.path), package=False)

    def call_function(
        self, function: Function, arguments: Arguments, keywords: Keywords, span: Span | None
    ) -> Value:
        """Run a function; what goes wrong inside of stub code goes wrong where user code calls it."""
        if function.module.path not in self.stub_paths:
            return super().call_function(function, arguments, keywords, span)
        try:
            result = super().call_function(function, arguments, keywords, span)
        except Raised as raised:
            if raised.span is None or raised.span.path in self.stub_paths:
                raised.span = span
            raise
        if self.tracer is not None and function.owner is None:
            self.tracer.function(function.qualname, [*arguments, *keywords.values()], result, span)
        return result

    def described(self, dotted: str) -> bool:
        """Whether the rules or natives know a top-level module of this name."""
        first = dotted.partition(".")[0]
        if first in PACKAGES:
            return True
        return any(
            name.partition(".")[0] == first
            for each in self.book.frameworks
            for name in (*each.shelf.modules, *each.shelf.packages)
        )

    def named_by_torch(self, name: str) -> bool:
        """Whether torch gives its tensors an attribute of this name."""
        return name.startswith("__") or name in TENSOR_NAMES

    def is_described(self, module: Module) -> bool:
        """Whether a module is stub code of the rules."""
        return module.path in self.stub_paths

    def describes(self, module: str) -> bool:
        """Whether the rules say what a module holds."""
        return self.book.describes(module)

    def exports(self, package: str, name: str) -> bool:
        """Whether a star import of a described package brings this module of it."""
        return self.book.exports(package, name)

    def harmless(self, dotted: str) -> bool:
        """Whether a function of a library leaves what it is given as it is."""
        found = self._harmless.get(dotted)
        if found is None:
            found = self._harmless[dotted] = self.book.harmless(dotted)
        return found

    def source_of(self, path: str) -> Source | None:
        """The source of a file that was read."""
        stubs = [stub for stubs in self._stubs.values() for stub in stubs]
        return next((each.source for each in [*self.project.modules(), *stubs] if each.path == path), None)

    def place(self, unknown: Unknown) -> str:
        """An unknown's reason with its file, row and column."""
        span = unknown.span
        if span is None:
            return unknown.reason
        source = self.source_of(span.path)
        if source is None:
            return f"{unknown.reason} ({span.path})"
        location = source.location(span.start)
        return f"{unknown.reason} ({span.path}:{location.row}:{location.column})"

    def is_class(self, value: Value, dotted: str) -> bool:
        """Whether a value is the class of this dotted name or derives from it."""
        wanted = self.library(dotted)
        return isinstance(value, Class) and isinstance(wanted, Class) and wanted in value.mro


_BUILTINS = frozenset(dir(builtins))
