"""Module-level names: a top-level statement runs when a name that it binds or changes is asked for.

Python runs a module from top to bottom. Running only what bears on a name gives the same value, as
long as all that may change what the name holds runs as well, in order.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable

from ..frontend.problem import FrontendError
from ..size import Size
from ..source import Span
from ..unknown import Unknown
from ..values.objects import (
    MISSING,
    Builtin,
    Class,
    ClassMethod,
    External,
    Function,
    Module,
    Raised,
    Scope,
    StaticMethod,
    Value,
)
from .branches import Undecidable
from .budget import OutOfBudget
from .definitions import Definitions
from .project import COMPOUND, Project, SourceModule

_FIXED = (int, float, str, bytes, type(None), Size, Function, Class, External, Builtin, Module)


class Globals(Definitions):
    """Looks up and runs module-level code."""

    def __init__(self, project: Project) -> None:
        super().__init__()
        self.project = project
        self._get[SourceModule] = self._of_module

    def module_attribute(self, module: Module, name: str, span: Span | None) -> Value:
        """A name of a module as seen from outside, or MISSING."""
        found = self.global_name(module, name)
        if found is MISSING and isinstance(module, SourceModule) and "__getattr__" in module.binders:
            if not name.startswith("__"):
                return self.call(self.global_name(module, "__getattr__"), [name], {}, span)
        return found

    def global_name(self, module: Module, name: str) -> Value:
        """A name of a module as its own code sees it, or MISSING."""
        found = module.attrs.get(name, MISSING)
        if not isinstance(module, SourceModule) or (name in module.final and module.running is None):
            return found
        if module.file.told and not name.startswith("__"):
            told = self.lazy_member(module, name)
            if told is not MISSING:
                module.attrs[name] = told
                if not self.loading:
                    module.final.add(name)
                return told
        if name in module.binders:
            self._settle(module, name)
            found = module.attrs.get(name, MISSING)
        if found is not MISSING:
            return found
        if name == "__dict__":
            return self.every_name(module)
        if name in _MODULE_NAMES:
            return _MODULE_NAMES[name](module)
        found = self._starred(module, name)
        if found is MISSING:
            found = self.project.submodule(module, name) or MISSING
        if found is MISSING and not self.loading and "__getattr__" not in module.binders:
            module.final.add(name)
        return found

    def lazy_member(self, module: SourceModule, name: str) -> Value:
        """A name of a package that puts another object in its own place, or MISSING."""
        raise NotImplementedError

    def _enter(self, module: SourceModule) -> None:
        """Run the bare calls of a module that is used that may change what another module holds."""
        module.entered = True
        for index, chunk in enumerate(module.outline.chunks):
            if chunk.kind != "statement" or chunk.binds:
                continue
            called = _BARE_CALL.match(module.source.text, chunk.start)
            if called and self._keeps_state(module, called[1]):
                self.run_chunk(module, index)

    def _keeps_state(self, module: SourceModule, name: str) -> bool:
        """Whether a name is an imported function that uses variables of the module it comes from."""
        chunks = module.outline.chunks
        if not all(chunks[index].kind == "import" for index in module.binders.get(name, (0,))):
            return False
        function = self.module_attribute(module, name, None)
        if not isinstance(function, Function) or not isinstance(function.module, SourceModule):
            return False
        origin = function.module
        defined = [origin.outline.chunks[index] for index in origin.binders.get(function.qualname, ())]
        used = {each for chunk in defined for each in chunk.deferred}
        places = {index for each in used for index in origin.binders.get(each, ())}
        return any(origin.outline.chunks[index].kind == "statement" for index in places)

    def _settle(self, module: SourceModule, name: str) -> None:
        if not module.entered:
            self._enter(module)
        chunks = module.outline.chunks
        limit = len(chunks) if module.running is None else module.running
        if module.settled.get(name, -1) >= limit:
            return
        module.settled[name] = limit
        if module.running is None and not self.loading:
            module.final.add(name)
        every = module.binders[name]
        binders = [index for index in every if index < limit] or every
        if len(binders) == 1:
            self.run_chunk(module, binders[0])
            value = module.attrs.get(name, MISSING)
            if isinstance(value, _FIXED) and not self._may_change(module, name, value):
                return
        for index in range(binders[0], max(limit, binders[-1] + 1)):
            if index in binders or self._bears_on(module, index, name):
                self.run_chunk(module, index)

    def _may_change(self, module: SourceModule, name: str, value: Value) -> bool:
        if name in module.file.rebound or name in module.file.deleted:
            return True
        if isinstance(value, Function) and name in module.file.siblings:
            return True
        if isinstance(value, Class) and is_hooked(value):
            return True
        return isinstance(value, (Class, Function)) and name in module.file.altered

    def _bears_on(self, module: SourceModule, index: int, name: str) -> bool:
        """Whether a statement may change what a name holds: it mentions it, itself or by what it calls."""
        chunk = module.outline.chunks[index]
        if index in module.begun or chunk.kind == "import" or is_main_guard(module, index):
            return False
        if name in chunk.mentions or name in chunk.alters:
            return (
                chunk.kind == "statement"
                or name in chunk.alters
                or (chunk.kind == "class" and is_hooked(module.attrs.get(name, MISSING)))
            )
        if not module.file.linked.get(name, frozenset()).isdisjoint((*chunk.alters, *chunk.binds)):
            return True
        if chunk.kind == "statement" and not module.file.siblings.get(name, _NONE).isdisjoint(chunk.mentions):
            return True
        return name in module.file.reached(index)

    def run_chunk(self, module: SourceModule, index: int) -> None:
        """Run a top-level statement once; what it does outlives the evaluation that asked for it."""
        if index in module.begun:
            return
        module.begun.add(index)
        frames = self.journal.detach()
        self.change(module.attrs)
        exploring, self.exploring = self.exploring, 0
        running, module.running = module.running, index
        recordings, self.recordings = self.recordings, []
        self.loading += 1
        try:
            self._run(module, index)
        finally:
            self.loading -= 1
            module.running = running
            self.recordings = recordings
            self.exploring = exploring
            self.journal.attach(frames)

    def _run(self, module: SourceModule, index: int) -> None:
        cause: Unknown
        before = {name: module.attrs.get(name, MISSING) for name in module.outline.chunks[index].binds}
        try:
            self.execute(module.statements(index), Scope(module, module.attrs))
            return
        except Raised as raised:
            cause = Unknown(f"the statement raises {self.describe_error(raised)}", raised.span)
        except Undecidable as undecidable:
            # A value of its own: the condition itself would be taken for what the names hold.
            cause = Unknown(undecidable.unknown.reason, undecidable.unknown.span)
        except FrontendError as error:
            cause = Unknown(error.message, module.source.span(error.offset, error.offset))
        except OutOfBudget as stop:
            self._break_off(module, index, before, stop.unknown)
            raise
        self._break_off(module, index, before, cause)

    def _break_off(self, module: SourceModule, index: int, before: dict[str, Value], cause: Unknown) -> None:
        """Give up what a statement that could not be run to its end was to bind or change.

        A plain value that an earlier statement bound stays where only a part of this one binds it.
        """
        chunk = module.outline.chunks[index]
        whole = chunk.kind != "statement" or COMPOUND.match(module.source.text, chunk.start) is None
        for name in chunk.binds:
            value = module.attrs.get(name, MISSING)
            if value is before[name] and (whole or not isinstance(value, _FIXED)):
                module.attrs[name] = cause
        for name in chunk.alters:
            value = module.attrs.get(name, cause)
            if name not in chunk.binds and not isinstance(value, (*_FIXED, Unknown)):
                self.spoil(value, cause)

    def every_name(self, module: Module) -> dict[str, Value]:
        """All names of a module, once all its statements so far have run."""
        if isinstance(module, SourceModule):
            chunks = module.outline.chunks
            for index in range(len(chunks) if module.running is None else module.running):
                if not is_main_guard(module, index):
                    self.run_chunk(module, index)
            for name, value_of in _MODULE_NAMES.items():
                module.attrs.setdefault(name, value_of(module))
        return module.attrs

    def describe_error(self, raised: Raised) -> str:
        """A raised exception in words: its class, and its message if that is plain text."""
        instance = raised.value
        arguments = instance.attrs.get("args", ())
        message = f": {arguments[0]}" if arguments and isinstance(arguments[0], str) and arguments[0] else ""
        return f"{instance.cls.name}{message}"

    # --- star imports ----------------------------------------------------------------------------

    def _starred(self, module: SourceModule, name: str) -> Value:
        stars = module.binders.get("*", ())
        if not stars or name in module.absent:
            return MISSING
        for index in reversed(stars):
            for origin in self.star_origins(module, index):
                found = self._exported(origin, name)
                if found is not MISSING:
                    return found
        if not self.loading:
            module.absent.add(name)
        return MISSING

    def star_origins(self, module: SourceModule, index: int) -> list[Value]:
        """The modules whose names a chunk imports with a star."""
        raise NotImplementedError

    def exports(self, package: str, name: str) -> bool:
        """Whether a star import of a described package brings this module of it."""
        raise NotImplementedError

    def _exported(self, origin: Value, name: str) -> Value:
        if isinstance(origin, External):
            found = self.library(f"{origin.name}.{name}")
            named = not isinstance(found, External) or self.exports(origin.name, name)
            return found if named else MISSING
        if not isinstance(origin, SourceModule) or not origin.file.may_export(name):
            return MISSING
        if "__all__" in origin.binders:
            names = self.module_attribute(origin, "__all__", None)
            if isinstance(names, (list, tuple)) and self.spoilt(names) is None and name not in names:
                return MISSING
        elif name.startswith("_"):
            return MISSING
        return self.module_attribute(origin, name, None)


def is_hooked(value: Value) -> bool:
    """Whether a value is a class that is told of its subclasses, or one that makes classes."""
    if not isinstance(value, Class):
        return False
    if isinstance(value.find("__init_subclass__"), ClassMethod):
        return True
    if value.metaclass is not None and is_hooked(value.metaclass):
        return True
    makes = any(isinstance(value.find(name), (Function, StaticMethod)) for name in ("__new__", "__init__"))
    return makes and any(base.name == "type" and base.module == "builtins" for base in value.mro)


def is_main_guard(module: SourceModule, index: int) -> bool:
    """Whether a statement is `if __name__ == "__main__":`, which an import does not run."""
    chunk = module.outline.chunks[index]
    return (
        chunk.kind == "statement"
        and _GUARD in module.source.text[chunk.start : chunk.start + 40]
        and "__name__" in chunk.mentions
    )


_GUARD = "__main__"
_NONE: frozenset[str] = frozenset()
_BARE_CALL = re.compile(r"([A-Za-z_]\w*)\(")
_MODULE_NAMES: dict[str, Callable[[SourceModule], Value]] = {
    "__name__": lambda module: module.name,
    "__file__": lambda module: os.path.abspath(module.path),
    "__doc__": lambda module: None,
    "__package__": lambda module: module.name if module.package else module.name.rpartition(".")[0],
}
