"""The rule book: all counting rules by dotted name, read when they are asked for."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from functools import cached_property
from typing import Any, NamedTuple

import msgspec

from .leaf import Leaf
from .record import BadRecord, Record, read_record

LAYERS = "layers.toml"
METADATA = "METADATA.toml"
_TABLE = re.compile(r'^\["([\w.]+)"\]$', re.MULTILINE)


class Stub(NamedTuple):
    """A file of stub code and the dotted module whose names it defines."""

    path: str
    module: str


class Shelf(msgspec.Struct, frozen=True, kw_only=True):
    """What one METADATA.toml says: which files define the names of which modules.

    `aliases` are other prefixes of the same modules. `harmless` are modules whose functions leave a
    model that they are handed as it is, though nothing else is known of them. `base` is the framework's
    own base class of layers, `bases` are the classes that records derive from where it is another.
    `deferred` tells that layers get their weights when they are first called. `packages` are other names
    of whole packages; `read` are modules of which no rule tells, read where the package is installed;
    `flat` are modules that know the names of all modules below them; a star import of those in `public`
    brings the modules below them; `names` are
    other names of single classes.
    """

    framework: str
    version: str
    modules: dict[str, list[str]]
    base: str = "builtins.object"
    deferred: bool = False
    packages: dict[str, str] = {}
    flat: list[str] = []
    read: list[str] = []
    public: list[str] = []
    names: dict[str, str] = {}
    aliases: dict[str, str] = {}
    harmless: list[str] = []
    bases: dict[str, str] = {}
    licence: str = ""


class Framework:
    """One folder of rules."""

    def __init__(self, folder: str | os.PathLike[str]) -> None:
        import tomli  # only where rules are read

        self.folder = os.fspath(folder)
        path = os.path.join(self.folder, METADATA)
        try:
            self.shelf = msgspec.convert(tomli.loads(_text(path)), Shelf)
        except (tomli.TOMLDecodeError, msgspec.ValidationError) as error:
            raise BadRecord(f"{path}: {error}") from error

    @cached_property
    def records(self) -> dict[str, str]:
        """The text of each table of layers.toml by its dotted name; reading all takes longer than finding one."""
        path = os.path.join(self.folder, LAYERS)
        if not os.path.exists(path):
            return {}
        _, *parts = _TABLE.split(_text(path))
        return dict(zip(parts[::2], parts[1::2], strict=True))

    def record(self, dotted: str) -> Record | None:
        """The record of this name, if layers.toml has it."""
        text = self.records.get(dotted)
        if text is None:
            return None
        import tomli

        try:
            return read_record(dotted, self.shelf.framework, tomli.loads(text))
        except tomli.TOMLDecodeError as error:
            raise BadRecord(f"{dotted}: {error}") from error

    def canonical(self, dotted: str) -> str:
        """The dotted name with aliases of its package and module replaced."""
        found = self._placed(self._packaged(dotted))
        return self.shelf.names.get(found, found)

    def _placed(self, dotted: str) -> str:
        module, _, name = dotted.rpartition(".")
        if module in self.shelf.aliases:
            return f"{self.shelf.aliases[module]}.{name}"
        for above in self.shelf.flat:
            if module.startswith(above + ".") and self._names(above, name):
                return f"{above}.{name}"
        return dotted

    def _packaged(self, dotted: str) -> str:
        for package, meant in self.shelf.packages.items():
            if dotted == package or dotted.startswith(package + "."):
                return meant + dotted[len(package) :]
        return dotted

    def _names(self, module: str, name: str) -> bool:
        """Whether a module has a class of this name, as far as capital letters and records tell."""
        return name[:1].isupper() and (f"{module}.{name}" in self.records or bool(self.stubs(module)))

    def describes(self, module: str) -> bool:
        """Whether the rules say what a module holds."""
        canonical = self._packaged(module)
        return canonical in self.shelf.modules or canonical in self.shelf.aliases

    def exports(self, package: str, name: str) -> bool:
        """Whether a star import of a package brings this described module of it."""
        return self._packaged(package) in self.shelf.public and self.describes(f"{package}.{name}")

    def stubs(self, module: str) -> list[Stub]:
        """Files of stub code for a module."""
        names = self.shelf.modules.get(module, ())
        return [Stub(os.path.join(self.folder, name), module) for name in names if name.endswith(".py")]


class Book:
    """All frameworks' rules, with the user's own records in front."""

    def __init__(self, folder: str | os.PathLike[str], own: Mapping[str, Any] | None = None) -> None:
        self.folder = os.fspath(folder)
        self._own = {name: read_record(name, "user", table) for name, table in (own or {}).items()}
        self._leaves: dict[str, Leaf | None] = {name: Leaf(record) for name, record in self._own.items()}
        for leaf in self._leaves.values():
            if leaf is not None:
                leaf.verify()

    @cached_property
    def frameworks(self) -> list[Framework]:
        """The folders that hold rules, by name."""
        folders = [os.path.join(self.folder, name) for name in sorted(os.listdir(self.folder))]
        return [Framework(each) for each in folders if os.path.exists(os.path.join(each, METADATA))]

    def records(self) -> dict[str, Record]:
        """Every record by dotted name."""
        found = {name: each.record(name) for each in self.frameworks for name in each.records}
        return {name: record for name, record in found.items() if record is not None} | self._own

    def leaf(self, dotted: str) -> Leaf | None:
        """The leaf layer of this name, if it is one."""
        if dotted not in self._leaves:
            record = self._own.get(dotted) or self._record(dotted)
            self._leaves[dotted] = Leaf(record) if record else None
        return self._leaves[dotted]

    def _record(self, dotted: str) -> Record | None:
        for framework in self.frameworks:
            canonical = framework.canonical(dotted)
            if LAYERS in framework.shelf.modules.get(canonical.rpartition(".")[0], ()):
                return framework.record(canonical)
        return None

    def stubs(self, module: str) -> list[Stub]:
        """Files of stub code that define names of a module."""
        found: list[Stub] = []
        for framework in self.frameworks:
            found.extend(framework.stubs(framework.shelf.aliases.get(module, module)))
        return found

    def canonical(self, dotted: str) -> str:
        """The dotted name under which rules know what may have several."""
        for framework in self.frameworks:
            name = framework.canonical(dotted)
            if name != dotted:
                return name
        return dotted

    def base(self, dotted: str) -> str | None:
        """The class that a record or an abstract class derives from, if the rules name one."""
        return next(
            (each.shelf.bases[dotted] for each in self.frameworks if dotted in each.shelf.bases), None
        )

    def shelf(self, dotted: str) -> Shelf | None:
        """The framework of a layer or abstract class; None of a user's own."""
        for framework in self.frameworks:
            if dotted in framework.records or dotted in framework.shelf.bases.values():
                return framework.shelf
        return None

    def describes(self, module: str) -> bool:
        """Whether some rules say what a module holds."""
        return any(framework.describes(module) for framework in self.frameworks)

    def exports(self, package: str, name: str) -> bool:
        """Whether a star import of a package brings this described module of it."""
        return any(framework.exports(package, name) for framework in self.frameworks)

    def is_base(self, dotted: str) -> bool:
        """Whether some record derives from a class of this name."""
        return any(dotted in each.shelf.bases.values() for each in self.frameworks)

    def reads(self, dotted: str) -> bool:
        """Whether a name is one of an installed package to be read."""
        return any(
            dotted.startswith(module + ".")
            for framework in self.frameworks
            for module in framework.shelf.read
        )

    def harmless(self, dotted: str) -> bool:
        """Whether a library's function is known to leave a model as it is."""
        return any(
            dotted == prefix or dotted.startswith(prefix + ".")
            for framework in self.frameworks
            for prefix in framework.shelf.harmless
        )


def _text(path: str) -> str:
    with open(path, encoding="utf-8") as file:
        return file.read()
