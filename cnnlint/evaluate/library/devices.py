"""`torch.device`. A program that sets none runs on the processor."""

from __future__ import annotations

from ...unknown import Unknown
from ...values.objects import Arguments, Builtin, Class, Instance, Keywords, Value
from ..items import Items

_MADE: dict[tuple[str, int | None], Instance] = {}


def _device(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    named = [*given[1:], *(keywords[name] for name in ("device", "type", "index") if name in keywords)]
    kind = named[0] if named else None
    if isinstance(kind, Instance) and kind.cls is _DEVICE:
        return kind
    index = named[1] if len(named) > 1 else None
    if isinstance(kind, str) and index is None and ":" in kind:
        kind, _, number = kind.partition(":")
        index = int(number) if number.isdigit() else Unknown("the number of a device")
    if not isinstance(kind, str) or not isinstance(index, (int, type(None))):
        return next((each for each in named if isinstance(each, Unknown)), Unknown("a device"))
    return device(kind, index)


def device(kind: str, index: int | None = None) -> Instance:
    """The device of this type and number."""
    if (kind, index) not in _MADE:
        made = _MADE[kind, index] = Instance(_DEVICE)
        made.attrs.update({"type": kind, "index": index})
    return _MADE[kind, index]


def _text(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    kind, index = given[0].attrs["type"], given[0].attrs["index"]
    return kind if index is None else f"{kind}:{index}"


def _equals(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    left, right = given
    if isinstance(right, Instance) and right.cls is _DEVICE:
        return all(left.attrs[name] == right.attrs[name] for name in ("type", "index"))
    return Unknown("whether something is a device") if isinstance(right, Unknown) else False


_DEVICE = Class(
    "device",
    [],
    {
        "__new__": Builtin("torch.device", _device),
        "__str__": Builtin("device.__str__", _text),
        "__eq__": Builtin("device.__eq__", _equals),
        "__enter__": Builtin("device.__enter__", lambda machine, given, keywords: given[0]),
        "__exit__": Builtin("device.__exit__", lambda machine, given, keywords: None),
    },
    "torch",
)
CPU = device("cpu")


def _always(name: str, truth: bool) -> Builtin:
    return Builtin(name, lambda machine, given, keywords: truth)


NAMES: dict[str, Value] = {
    # Models are those of a process on its own.
    "torch.distributed.is_available": _always("torch.distributed.is_available", True),
    "torch.distributed.is_initialized": _always("torch.distributed.is_initialized", False),
    "torch.device": _DEVICE,
    "torch.get_default_device": Builtin("torch.get_default_device", lambda machine, given, keywords: CPU),
}
