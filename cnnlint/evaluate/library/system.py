"""`sys`, `os` and `platform`: what a program asks of the machine it runs on."""

from __future__ import annotations

import sys
from collections.abc import Callable

from ...unknown import Unknown
from ...values.objects import MISSING, Arguments, Builtin, Class, Condition, Either, Instance, Keywords, Value
from ...values.operators import negate
from ..items import Items

Native = Callable[[Items, Arguments, Keywords], Value]


def _loaded(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    """`sys.modules[name]`."""
    name = given[1]
    if not isinstance(name, str):
        return name if isinstance(name, Unknown) else Unknown("a module of unknown name")
    found = machine.loaded_module(name)
    return Unknown(f"whether the module {name} is loaded") if found is MISSING else found


def _nothing(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    return None


_MODULES = Instance(
    Class(
        "modules",
        [],
        {
            "__getitem__": Builtin("sys.modules[]", _loaded),
            "get": Builtin("sys.modules.get", _loaded),
            "__contains__": Builtin(
                "in sys.modules", lambda machine, given, keywords: _is_loaded(_loaded(machine, given, {}))
            ),
            "__setitem__": Builtin("sys.modules[]=", _nothing),
        },
        "sys",
    )
)


def _is_loaded(module: Value) -> Value:
    return module if isinstance(module, Unknown) else True


def _find_spec(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    """`importlib.util.find_spec(name)`: None where the module is absent."""
    name = given[0]
    if not isinstance(name, str):
        return name if isinstance(name, Unknown) else Unknown("a module of unknown name")
    first = name.partition(".")[0]
    spec = Instance(_SPEC)
    if first in sys.stdlib_module_names or machine.described(first):
        return spec
    key = ("installed", first)
    return Either(Condition(f"whether {first} is installed", None, key), key, spec, None)


def _import_module(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    """`importlib.import_module(name, package)`: a module of the project, or a library's name."""
    name = given[0] if given else keywords.get("name")
    package = given[1] if len(given) > 1 else keywords.get("package")
    if not isinstance(name, str):
        return name if isinstance(name, Unknown) else Unknown("a module of unknown name")
    level = len(name) - len(name.lstrip("."))
    if not level:
        return machine.module_named(name)
    if not isinstance(package, str):
        return package if isinstance(package, Unknown) else Unknown("a module of an unknown package")
    parts = package.split(".")
    return machine.module_named(".".join([*parts[: len(parts) - level + 1], name[level:]]).rstrip("."))


_SPEC = Class("ModuleSpec", [], {}, "importlib.machinery")


def _variable(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    """`os.getenv`: counts are those of an empty environment."""
    return given[1] if len(given) > 1 else keywords.get("default")


def _at_least(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    """`sys.version_info >= (3, n)`: true of every Python that is still kept up, else unknown."""
    wanted = given[1]
    plain = isinstance(wanted, tuple) and all(type(part) is int for part in wanted)
    if plain and len(wanted) <= 2 and wanted <= OLDEST_PYTHON:
        return True
    return Unknown("the version of Python")


def _below(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    """`sys.version_info < (3, n)`."""
    return negate(_at_least(machine, given, keywords))


OLDEST_PYTHON = (3, 10)
_VERSION = Instance(
    Class(
        "version_info",
        [],
        {
            "major": 3,
            "minor": Unknown("the version of Python"),
            "__ge__": Builtin("sys.version_info>=", _at_least),
            "__gt__": Builtin("sys.version_info>", _at_least),
            "__lt__": Builtin("sys.version_info<", _below),
            "__getitem__": Builtin(
                "sys.version_info[]",
                lambda machine, given, keywords: 3 if given[1] == 0 else Unknown("the version of Python"),
            ),
        },
        "sys",
    )
)

NAMES: dict[str, Value] = {
    "importlib.import_module": Builtin("importlib.import_module", _import_module),
    "importlib.util.find_spec": Builtin("importlib.util.find_spec", _find_spec),
    "sys.modules": _MODULES,
    "sys.version_info": _VERSION,
    "os.environ": {},
    "os.getenv": Builtin("os.getenv", _variable),
}
