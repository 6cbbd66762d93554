"""`sys`, `os` and `platform`: what a program asks of the machine it runs on."""

from __future__ import annotations

from collections.abc import Callable

from ...unknown import Unknown
from ...values.objects import MISSING, Arguments, Builtin, Class, Instance, Keywords, Value
from ..items import Items

Native = Callable[[Items, Arguments, Keywords], Value]


def _loaded(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    """`sys.modules[name]`."""
    name = given[1]
    if not isinstance(name, str):
        return name if isinstance(name, Unknown) else Unknown("a module of unknown name")
    found = machine.loaded_module(name)
    return Unknown(f"whether the module {name} is loaded") if found is MISSING else found


_MODULES = Instance(Class("modules", [], {"__getitem__": Builtin("sys.modules[]", _loaded)}, "sys"))


def _variable(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    """`os.getenv`: counts are those of an empty environment."""
    return given[1] if len(given) > 1 else keywords.get("default")


NAMES: dict[str, Value] = {
    "sys.modules": _MODULES,
    "os.environ": {},
    "os.getenv": Builtin("os.getenv", _variable),
}
