"""The files of the linted project: finding what an import names, reading each file once."""

from __future__ import annotations

import os
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property

from ..frontend.followed import follow, follow_body
from ..frontend.lower import lower, lower_body
from ..frontend.outline import Chunk, Outline
from ..frontend.problem import FrontendError
from ..frontend.scan import scan
from ..program import nodes
from ..program.deferred import Block
from ..reading import Unreadable
from ..source import Source
from ..values.objects import Module
from .data_files import DataFiles

Read = Callable[[str], Source]
# What is told of a body that cannot be parsed.
OnFailure = Callable[[Source, FrontendError], None]

MOST_PARENTS = 8
# Where a module stands to the package that holds it, among the levels of relative imports.
_INSIDE = -1
_GLOBAL = re.compile(r"global[ \t]+([^#\r\n;]+)")
_BEFORE_GLOBAL = re.compile(r"[ \t]+(?:.*[:;][ \t]*)?")
_REPLACED = re.compile(r"^[ \t]*sys\.modules\[__name__\] *=", re.MULTILINE)
_DELETED = re.compile(r"^del[ \t]+([\w, \t]+)", re.MULTILINE)
_NAME = re.compile(r"\w+")
# What can bind a name that stands nowhere in a module.
_BINDING_ANY = (
    "import *",
    "import*",
    "__getattr__",
    "globals(",
    "locals(",
    "vars(",
    "setattr(",
    "exec(",
    "sys.modules",
)
# All that a module exports, as one literal.
_EXPORTS = re.compile(r"^__all__[ \t]*=[ \t]*[\[(]([^\[\]()#]*)[\])][ \t]*(?:#.*)?$", re.MULTILINE)
# What begins a statement that holds others.
COMPOUND = re.compile(r"(?:if|for|while|with|try|match|async)\b")
_ROOT_MARKS = ("pyproject.toml", "setup.py", "setup.cfg", ".git")


class SourceFile:
    """One file: its source, its outline, and its top-level statements, each lowered on its first use."""

    def __init__(
        self,
        source: Source,
        on_failure: OnFailure,
        outline: Outline | None = None,
    ) -> None:
        self.source = source
        self._on_failure = on_failure
        self._scanned = outline
        # Offsets of the remarks that state something: what holds one is walked, the rest is only followed.
        self._stated: list[int] = []
        # By the index of a statement, or by the offset of a body below zero.
        self._lowered: dict[int, Block] = {}
        self._reached: dict[int, frozenset[str]] = {}

    @cached_property
    def outline(self) -> Outline:
        """The file's outline, scanned when it is first asked for."""
        return self._scanned or scan(self.source)

    def may_export(self, name: str) -> bool:
        """Whether a star import may bring a name; False is certain, and costs no scan."""
        text = self.source.text
        if text.count("__all__") == 1 and (exports := _EXPORTS.search(text)):
            return f'"{name}"' in exports[1] or f"'{name}'" in exports[1]
        return name in text or any(mark in text for mark in _BINDING_ANY)

    @cached_property
    def binders(self) -> dict[str, list[int]]:
        """For each name the top-level statements that may bind it; functions where they alone do."""
        binders: dict[str, list[int]] = {}
        for index, chunk in enumerate(self.outline.chunks):
            for name in chunk.binds:
                binders.setdefault(name, []).append(index)
        for name, index in self.rebound.items():
            if index >= 0:
                binders.setdefault(name, [index])
        return binders

    @cached_property
    def deleted(self) -> frozenset[str]:
        """Names that `del` takes from the module."""
        found = _DELETED.findall(self.source.text) if "\ndel " in self.source.text else ()
        return frozenset(name for names in found for name in _NAME.findall(names))

    @cached_property
    def altered(self) -> frozenset[str]:
        """Names whose objects some top-level statement may change."""
        return frozenset(name for chunk in self.outline.chunks for name in chunk.alters)

    @cached_property
    def rebound(self) -> dict[str, int]:
        """Names that functions declare `global`, with the statement that holds the first of them."""
        found: dict[str, int] = {}
        text = self.source.text
        for match in _GLOBAL.finditer(text):
            if not _BEFORE_GLOBAL.fullmatch(text, text.rfind("\n", 0, match.start()) + 1, match.start()):
                continue
            index = bisect_right(self.outline.chunks, match.start(), key=lambda chunk: chunk.start) - 1
            for name in _NAME.findall(match[1]):
                found.setdefault(name, index)
        return found

    @cached_property
    def told(self) -> tuple[nodes.ImportFrom, ...]:
        """What a module that puts another object in its own place imports where types are checked."""
        text = self.source.text
        if "sys.modules[__name__]" not in text or not _REPLACED.search(text):
            return ()
        found: list[nodes.ImportFrom] = []
        for index, chunk in enumerate(self.outline.chunks):
            if chunk.kind == "statement" and "TYPE_CHECKING" in chunk.mentions:
                for node in self.statements(index):
                    if isinstance(node, nodes.If):
                        found += _imports(node.body)
        return tuple(found)

    @cached_property
    def linked(self) -> dict[str, set[str]]:
        """For each name those that may hold the same object, for one statement binds one and reads the other."""
        links: dict[str, set[str]] = {}
        for chunk in self.outline.chunks:
            if chunk.kind != "statement":
                continue
            for name in chunk.binds:
                for other in {*chunk.binds, *chunk.mentions} - {name}:
                    if any(
                        self.outline.chunks[index].kind == "statement"
                        for index in self.binders.get(other, ())
                    ):
                        links.setdefault(name, set()).add(other)
                        links.setdefault(other, set()).add(name)
        return links

    @cached_property
    def siblings(self) -> dict[str, set[str]]:
        """For each name those that one simple statement binds with it: functions among them may share what they change."""
        found: dict[str, set[str]] = {}
        for chunk in self.outline.chunks:
            compound = COMPOUND.match(self.source.text, chunk.start)
            if chunk.kind == "statement" and len(chunk.binds) > 1 and compound is None:
                for name in chunk.binds:
                    found.setdefault(name, set()).update(set(chunk.binds) - {name})
        return found

    def reached(self, index: int) -> frozenset[str]:
        """Names that a top-level statement uses by way of the functions and classes that it mentions."""
        found = self._reached.get(index)
        if found is None:
            found = self._reached[index] = self._reach(set(self.outline.chunks[index].mentions))
        return found

    def _reach(self, called: set[str]) -> frozenset[str]:
        seen, used = set(called), set[str]()
        while called:
            for index in self.binders.get(called.pop(), ()):
                definition = self.outline.chunks[index]
                if definition.kind in ("def", "class"):
                    used.update(definition.deferred, definition.mentions)
                    called |= definition.deferred - seen
                    seen |= definition.deferred
        return frozenset(used)

    def statements(self, index: int) -> Block:
        """A top-level statement; FrontendError where it cannot be parsed."""
        if index not in self._lowered:
            chunk = self.outline.chunks[index]
            read = lower if self._states(*self._around(index)) else follow
            self._lowered[index] = read(self.source, chunk, self._body)
        return self._lowered[index]

    def _body(self, start: int, end: int) -> Block:
        """A body that was left out; where it cannot be parsed, running it fails."""
        key = -1 - start
        if key not in self._lowered:
            try:
                read = lower_body if self._states(start, self._row_end(end)) else follow_body
                self._lowered[key] = read(self.source, start, end)
            except FrontendError as error:
                self._on_failure(self.source, error)
                return (nodes.Raise(start, end, nodes.UnsupportedExpression(start, end, error.message)),)
        return self._lowered[key]

    def state(self, offsets: Iterable[int]) -> None:
        """Remarks at these offsets state something: the code around them is read with care for each token."""
        self._stated = sorted({*self._stated, *offsets})

    def _states(self, start: int, end: int) -> bool:
        place = bisect_left(self._stated, start)
        return place < len(self._stated) and self._stated[place] < end

    def _around(self, index: int) -> tuple[int, int]:
        """A top-level statement and what stands between it and its neighbours."""
        chunks = self.outline.chunks
        start = chunks[index - 1].end if index else 0
        return start, chunks[index + 1].start if index + 1 < len(chunks) else len(self.source.text)

    def _row_end(self, offset: int) -> int:
        found = self.source.text.find("\n", offset)
        return len(self.source.text) if found < 0 else found

    def lowered(self, chunk: Chunk) -> Block:
        """The same for a chunk of the outline."""
        return self.statements(self.outline.chunks.index(chunk))


def _imports(body: tuple[nodes.Statement, ...]) -> list[nodes.ImportFrom]:
    """All that a block imports, whatever its conditions say."""
    found: list[nodes.ImportFrom] = []
    for node in body:
        if isinstance(node, nodes.ImportFrom):
            found.append(node)
        elif isinstance(node, nodes.If):
            found += _imports((*node.body, *node.orelse))
        elif isinstance(node, nodes.Try):
            handled = [each for handler in node.handlers for each in handler.body]
            found += _imports((*node.body, *node.orelse, *handled))
    return found


class Files:
    """Files read so far; what is known of them does not depend on who asks."""

    def __init__(self, read: Read) -> None:
        self._read = read
        self._files: dict[str, SourceFile] = {}
        self._failures: dict[str, FrontendError] = {}
        self._bench: Source | None = None
        self._existing: dict[str, bool] = {}
        self._real: dict[str, str] = {}

    def real(self, path: str) -> str:
        """Where a path leads, links followed; asked once."""
        if path not in self._real:
            self._real[path] = os.path.realpath(path)
        return self._real[path]

    def exists(self, path: str) -> bool:
        """Whether something is at a path; asked once."""
        if path not in self._existing:
            self._existing[path] = os.path.exists(path)
        return self._existing[path]

    def file(self, path: str) -> SourceFile:
        """The file at a path; whatever the reader raises where it cannot be read."""
        key = self.real(path)
        if key not in self._files:
            self._files[key] = SourceFile(self._read(path), self._failed)
        return self._files[key]

    def add(self, source: Source, outline: Outline | None = None, anew: bool = False) -> SourceFile:
        """Hold a source that was read already, such as standard input, at its path; `anew` in place of another."""
        key = self.real(source.path)
        if anew or key not in self._files:
            self._files[key] = SourceFile(source, self._failed, outline)
        self._failures.clear()
        self._bench = source
        return self._files[key]

    def _failed(self, source: Source, error: FrontendError) -> None:
        self._failures.setdefault(source.path, error)

    def check(self, source: Source) -> None:
        """Raises the error of a function that was looked at in vain, if this is the source that was last added."""
        if source is self._bench and source.path in self._failures:
            raise self._failures[source.path]


class SourceModule(Module):
    """A file as a module of one evaluation: which of its top-level statements have run.

    `running` is the statement that runs now; `settled` tells for a name up to which statement all that
    bears on it has run, `entered` whether a name of the module was asked for,
    `absent` the names that none of its star imports brings, `final` those of which all is known.
    """

    __slots__ = ("absent", "begun", "entered", "file", "final", "package", "running", "settled")

    def __init__(self, name: str, file: SourceFile, package: bool) -> None:
        super().__init__(name, file.source.path)
        self.file = file
        self.package = package
        self.begun: set[int] = set()
        self.entered = False
        self.final: set[str] = set()
        self.absent: set[str] = set()
        self.running: int | None = None
        self.settled: dict[str, int] = {}

    @property
    def source(self) -> Source:
        """The file's text."""
        return self.file.source

    @property
    def outline(self) -> Outline:
        """The file's outline."""
        return self.file.outline

    @property
    def binders(self) -> dict[str, list[int]]:
        """For each name the top-level statements that may bind it."""
        return self.file.binders

    def statements(self, index: int) -> Block:
        """A top-level statement."""
        return self.file.statements(index)


class Project:
    """Finds the modules that files import from one another.

    `roots` are folders of sources, `packages` those of installed packages, which come last. `sought` tells for each path that was looked for whether something is there.
    `data` are the files that programs read; `folder` is where they are taken to run, where that is certain.
    """

    def __init__(
        self, files: Files, roots: Sequence[str] = (), packages: Sequence[str] = (), folder: str | None = None
    ) -> None:
        self.files = files
        self._roots = [os.path.abspath(root) for root in roots]
        self._packages = [os.path.abspath(folder) for folder in packages]
        self._modules: dict[str, SourceModule] = {}
        # By paths as they were asked for, and by where an import stands, its level and name: it may run often.
        self._opened: dict[str, SourceModule] = {}
        self._found: dict[tuple[str, int, str], SourceModule | None] = {}
        self.sought: dict[str, bool] = {}
        self.data = DataFiles(self._data_roots, self.sought, folder)
        self._homes: dict[str, tuple[str, ...]] = {}

    def module(self, path: str, name: str | None = None) -> SourceModule:
        """The module of a file; whatever the reader raises where it cannot be read."""
        found = self._opened.get(path)
        if found is not None:
            return found
        key = self.files.real(path)
        if key not in self._modules:
            dotted = name or self.dotted_name(path)
            package = os.path.basename(path) == "__init__.py"
            self._modules[key] = SourceModule(dotted, self.files.file(path), package)
        self._opened[path] = self._modules[key]
        return self._modules[key]

    def modules(self) -> list[SourceModule]:
        """The modules that were read so far."""
        return list(self._modules.values())

    def read(self) -> list[str]:
        """The paths of all files that were read so far, modules first."""
        return [*(module.path for module in self.modules()), *self.data.read]

    def _data_roots(self) -> Iterator[str]:
        """The folders that a program's data may lie in: those of its packages, and of the project around."""
        yield from self._roots
        for folder in {os.path.dirname(os.path.abspath(module.path)): None for module in self.modules()}:
            if folder not in self._homes:
                self._homes[folder] = tuple(self._home(folder))
            yield from self._homes[folder]

    def _home(self, folder: str) -> Iterator[str]:
        """The package that a folder of sources belongs to, and the folder around that is marked as a project."""
        while self._exists(os.path.join(os.path.dirname(folder), "__init__.py")):
            folder = os.path.dirname(folder)
        yield folder
        for _ in range(MOST_PARENTS):
            if any(self._exists(os.path.join(folder, mark)) for mark in _ROOT_MARKS):
                yield folder
                return
            folder = os.path.dirname(folder)

    def named(self, dotted: str) -> SourceModule | None:
        """The module that was read under this dotted name."""
        return next((each for each in self._modules.values() if each.name == dotted), None)

    def dotted_name(self, path: str) -> str:
        """A file's dotted name below the first folder that is no package."""
        folder, file = os.path.split(os.path.abspath(path))
        parts = [] if file == "__init__.py" else [os.path.splitext(file)[0]]
        while self._exists(os.path.join(folder, "__init__.py")):
            folder, name = os.path.split(folder)
            parts.insert(0, name)
        return ".".join(parts) or os.path.basename(folder)

    def find(self, dotted: str, importer: SourceModule) -> SourceModule | None:
        """The project's module of an absolute name, as seen from another."""
        key = os.path.dirname(importer.path), 0, dotted
        if key not in self._found:
            self._found[key] = self._find(dotted, importer.path)
        return self._found[key]

    def _find(self, dotted: str, path: str) -> SourceModule | None:
        parts = dotted.split(".")
        for root in self._search_path(path):
            file = self._file_of(os.path.join(root, *parts))
            if file:
                return self._readable(_shown(file), dotted)
        return None

    def relative(self, module: str, level: int, importer: SourceModule) -> SourceModule | None:
        """The module that `from ..module import` names."""
        key = os.path.dirname(importer.path), level, module
        if key not in self._found:
            folder = os.path.dirname(os.path.abspath(importer.path))
            for _ in range(level - 1):
                folder = os.path.dirname(folder)
            path = self._file_of(os.path.join(folder, *module.split(".")) if module else folder)
            self._found[key] = self._readable(_shown(path)) if path else None
        return self._found[key]

    def submodule(self, package: SourceModule, name: str) -> SourceModule | None:
        """A module inside a package."""
        if not package.package:
            return None
        key = package.path, _INSIDE, name
        if key not in self._found:
            path = self._file_of(os.path.join(os.path.dirname(os.path.abspath(package.path)), name))
            self._found[key] = self._readable(_shown(path), f"{package.name}.{name}") if path else None
        return self._found[key]

    def _readable(self, path: str, name: str | None = None) -> SourceModule | None:
        """The module of a file that was found; None where it cannot be read, as if it were not there."""
        try:
            return self.module(path, name)
        except Unreadable:
            return None

    def _search_path(self, path: str) -> list[str]:
        folder = os.path.dirname(os.path.abspath(path))
        while self._exists(os.path.join(folder, "__init__.py")):
            folder = os.path.dirname(folder)
        found = [folder, *self._roots]
        for _ in range(MOST_PARENTS):
            found.append(os.path.join(folder, "src"))
            if any(self._exists(os.path.join(folder, mark)) for mark in _ROOT_MARKS):
                break
            folder = os.path.dirname(folder)
            found.append(folder)
        return found + self._packages

    def _exists(self, path: str) -> bool:
        found = self.sought.get(path)
        if found is None:
            found = self.sought[path] = self.files.exists(path)
        return found

    def _file_of(self, stem: str) -> str | None:
        for path in (os.path.join(stem, "__init__.py"), stem + ".py"):
            if self._exists(path):
                return path
        return None


def _shown(path: str) -> str:
    """A path as a user would write it: relative to the working folder where it lies below."""
    relative = os.path.relpath(path)
    return path if relative.startswith("..") else relative
