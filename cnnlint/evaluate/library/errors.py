"""Exception classes, as Python has them."""

from __future__ import annotations

import builtins

from ...values.objects import Arguments, Builtin, Class, Keywords, Value
from ..machine import Machine

# Under this name an error holds the layer that could not be made or called, its record, the requirement, what the
# names in it stand for, and the shapes that it was called on (None where it could not even be made).
REFUSED = "refused layer"


def _initialize(machine: Machine, arguments: Arguments, keywords: Keywords) -> Value:
    arguments[0].attrs["args"] = tuple(arguments[1:])


def _exceptions() -> dict[str, Class]:
    made: dict[type, Class] = {}

    def make(kind: type) -> Class:
        if kind not in made:
            bases = [make(base) for base in kind.__bases__ if base is not object]
            made[kind] = Class(kind.__name__, bases, {}, "builtins")
        return made[kind]

    for value in vars(builtins).values():
        if isinstance(value, type) and issubclass(value, BaseException):
            make(value)
    root = made[BaseException]
    root.attrs["__init__"] = Builtin("BaseException.__init__", _initialize)
    root.attrs["__traceback__"] = root.attrs["__cause__"] = None
    root.attrs["__str__"] = Builtin(
        "BaseException.__str__", lambda machine, given, _: str(given[0].attrs.get("args", ("",))[0])
    )
    return {kind.__name__: cls for kind, cls in made.items()}


NAMES: dict[str, Value] = {f"builtins.{name}": cls for name, cls in _exceptions().items()}
