"""`sys._getframe` and `inspect.currentframe`: which modules the calls under way belong to.

The calls of a program are calls of the evaluator's own functions, so its own stack tells them.
"""

from __future__ import annotations

import inspect

from ...unknown import Unknown
from ...values.objects import Arguments, Builtin, Class, Instance, Keywords, Module, Value
from ..calls import Calls
from ..globals import Globals
from ..items import Items

FRAME = Class("frame", [], {}, "types")
NAMES_OF_FRAME = Class("frame_globals", [], {}, "types")


def _modules(machine: Items) -> list[Module]:
    """The modules of the calls under way, the innermost first."""
    found: list[Module] = []
    frame = inspect.currentframe()
    while frame is not None:
        if frame.f_code is Calls.run_bound.__code__:
            module = frame.f_locals["function"].module
            if not machine.is_described(module):
                found.append(module)
        elif frame.f_code is Globals._run.__code__:
            found.append(frame.f_locals["module"])
        frame = frame.f_back
    return found


def _frame(machine: Items, modules: list[Module]) -> Value:
    if not modules:
        return Unknown("a frame outside of the project")
    made = Instance(FRAME)
    made.attrs["module"] = modules[0]
    made.attrs["f_globals"] = Instance(NAMES_OF_FRAME)
    made.attrs["f_globals"].attrs["module"] = modules[0]
    made.attrs["f_back"] = _frame(machine, modules[1:]) if len(modules) > 1 else None
    for name in ("f_locals", "f_code", "f_lineno"):
        made.attrs[name] = Unknown(f"a frame's {name}")
    return made


MOST_FRAMES = 8


def _under_way(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    """`sys._getframe(depth)`."""
    depth = given[0] if given else 0
    if not isinstance(depth, int) or not 0 <= depth < MOST_FRAMES:
        return depth if isinstance(depth, Unknown) else Unknown("a frame far out")
    machine.pass_by()
    return _frame(machine, _modules(machine)[depth : depth + MOST_FRAMES])


def _global(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    """`frame.f_globals[name]`."""
    owner, name, *_ = given
    if not isinstance(name, str):
        return name if isinstance(name, Unknown) else Unknown("a name that is no text")
    return machine.attribute(owner.attrs["module"], name, None)


NAMES_OF_FRAME.attrs["__getitem__"] = Builtin("frame.f_globals[]", _global)
NAMES_OF_FRAME.attrs["get"] = Builtin("frame.f_globals.get", _global)

NAMES: dict[str, Value] = {
    "sys._getframe": Builtin("sys._getframe", _under_way),
    "inspect.currentframe": Builtin(
        "inspect.currentframe", lambda machine, given, keywords: _under_way(machine, [], {})
    ),
}
