"""`packaging.version` and `importlib.metadata.version`: plain numbers of releases are compared as Python compares tuples.

The version of an installed library is unknown, and the same unknown thing wherever it is asked for; torch is taken
to be one that is still kept up.
"""

from __future__ import annotations

import re

from ...unknown import Ambient, Unknown
from ...values.objects import Arguments, Builtin, Class, Instance, Keywords, Value
from ..items import Items

_RELEASE = re.compile(r"v?(\d{1,9}(?:\.\d{1,9}){0,5})")
_ANY = Ambient("the version of an installed library")


def _parsed(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    text = given[-1] if given else keywords.get("version")
    if text is _TORCH:
        return text
    if isinstance(text, Unknown):
        return machine.derive(text, " as a version", None)
    if isinstance(text, Instance) and text.cls is _VERSION:
        return text
    release = _RELEASE.fullmatch(text) if isinstance(text, str) else None
    if release is None:
        return Unknown("a version that is more than the numbers of a release")
    numbers = [int(part) for part in release[1].split(".")]
    made = Instance(_VERSION)
    padded = (*numbers, 0, 0)
    made.attrs.update(
        {
            "release": tuple(numbers),
            "major": padded[0],
            "minor": padded[1],
            "micro": padded[2],
            "base_version": release[1],
        }
    )
    while len(numbers) > 1 and not numbers[-1]:
        numbers.pop()
    made.native = tuple(numbers)
    return made


def _installed(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    name = given[0] if given else keywords.get("distribution_name")
    if name == "torch":
        return _TORCH
    return machine.derive(_ANY, f" {name}", None) if isinstance(name, str) else _ANY


def _text(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    return given[0].attrs["base_version"]


def _numbers(machine: Items, wanted: Value) -> tuple[int, ...] | None:
    """The numbers of a release, given as a version, a text or a tuple."""
    if isinstance(wanted, tuple) and all(type(part) is int for part in wanted):
        return wanted
    parsed = _parsed(machine, [wanted], {}) if isinstance(wanted, (str, Instance)) else None
    return parsed.native if isinstance(parsed, Instance) and parsed.cls is _VERSION else None


def _at_least(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    """`torch.__version__ >= wanted`: true of every torch that is still kept up, else unknown."""
    wanted = _numbers(machine, given[1])
    return True if wanted and wanted <= OLDEST_TORCH else machine.derive(_UNTOLD, f" >= {wanted}", None)


def _below(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    wanted = _numbers(machine, given[1])
    return False if wanted and wanted <= OLDEST_TORCH else machine.derive(_UNTOLD, f" < {wanted}", None)


OLDEST_TORCH = (2, 4)
_UNTOLD = Ambient("the version of torch")
_COMPARED = {"__ge__": _at_least, "__gt__": _at_least, "__lt__": _below, "__le__": _below}
_TORCH_VERSION = Class(
    "TorchVersion",
    [],
    {name: Builtin(f"TorchVersion.{name}", call) for name, call in _COMPARED.items()},
    "torch",
)
_TORCH_VERSION.opaque = _UNTOLD
_TORCH = Instance(_TORCH_VERSION)
_TORCH.attrs["base_version"] = _TORCH

_VERSION = Class(
    "Version",
    [],
    {"__new__": Builtin("Version.__new__", _parsed), "__str__": Builtin("Version.__str__", _text)},
    "packaging.version",
)

NAMES: dict[str, Value] = {
    "packaging.version.Version": _VERSION,
    "packaging.version.parse": Builtin("packaging.version.parse", _parsed),
    "torch.__version__": _TORCH,
    "importlib.metadata.version": Builtin("importlib.metadata.version", _installed),
    "importlib_metadata.version": Builtin("importlib.metadata.version", _installed),
}
