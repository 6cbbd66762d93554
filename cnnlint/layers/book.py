"""The rule book: all counting rules by dotted name, read when they are asked for."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import tomli

from .leaf import Leaf
from .record import BadRecord, Record, read_record

LAYERS = "layers.toml"
METADATA = "METADATA.toml"


class Stub(NamedTuple):
    """A file of stub code and the dotted module whose names it defines."""

    path: Path
    module: str


class Shelf(msgspec.Struct, frozen=True, kw_only=True):
    """What one METADATA.toml says: which files define the names of which modules.

    `aliases` are other prefixes of the same modules. `harmless` are modules whose functions leave a
    model that they are handed as it is, though nothing else is known of them. `bases` are the classes
    that records derive from, where it is not the framework's own base class of layers.
    """

    framework: str
    version: str
    modules: dict[str, list[str]]
    aliases: dict[str, str] = {}
    harmless: list[str] = []
    bases: dict[str, str] = {}
    licence: str = ""


class Framework:
    """One folder of rules."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        try:
            self.shelf = msgspec.convert(tomli.loads((folder / METADATA).read_text("utf-8")), Shelf)
        except (tomli.TOMLDecodeError, msgspec.ValidationError) as error:
            raise BadRecord(f"{folder / METADATA}: {error}") from error

    @cached_property
    def records(self) -> dict[str, Record]:
        """Records of layers.toml by dotted name."""
        path = self.folder / LAYERS
        if not path.exists():
            return {}
        tables = tomli.loads(path.read_text("utf-8"))
        return {name: read_record(name, self.shelf.framework, table) for name, table in tables.items()}

    def canonical(self, dotted: str) -> str:
        """The dotted name with an alias of its module replaced."""
        module, _, name = dotted.rpartition(".")
        return f"{self.shelf.aliases[module]}.{name}" if module in self.shelf.aliases else dotted

    def stubs(self, module: str) -> list[Stub]:
        """Files of stub code for a module."""
        names = self.shelf.modules.get(module, ())
        return [Stub(self.folder / name, module) for name in names if name.endswith(".py")]


class Book:
    """All frameworks' rules, with the user's own records in front."""

    def __init__(self, folder: Path, own: Mapping[str, Any] | None = None) -> None:
        self.folder = folder
        self._own = {name: read_record(name, "user", table) for name, table in (own or {}).items()}
        self._leaves: dict[str, Leaf | None] = {name: Leaf(record) for name, record in self._own.items()}
        for leaf in self._leaves.values():
            if leaf is not None:
                leaf.verify()

    @cached_property
    def frameworks(self) -> list[Framework]:
        """The folders that hold rules, by name."""
        return [Framework(path.parent) for path in sorted(self.folder.glob(f"*/{METADATA}"))]

    def records(self) -> dict[str, Record]:
        """Every record by dotted name."""
        books = {name: record for each in self.frameworks for name, record in each.records.items()}
        return {**books, **self._own}

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
                return framework.records.get(canonical)
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

    def is_base(self, dotted: str) -> bool:
        """Whether some record derives from a class of this name."""
        return any(dotted in each.shelf.bases.values() for each in self.frameworks)

    def harmless(self, dotted: str) -> bool:
        """Whether a library's function is known to leave a model as it is."""
        return any(
            dotted == prefix or dotted.startswith(prefix + ".")
            for framework in self.frameworks
            for prefix in framework.shelf.harmless
        )
