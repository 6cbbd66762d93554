"""`packaging.version` and `importlib.metadata.version`: plain numbers of releases are compared as Python compares tuples.

The version of an installed library is unknown, and the same unknown thing wherever it is asked for.
"""

from __future__ import annotations

import re

from ...unknown import Unknown
from ...values.objects import Arguments, Builtin, Class, Instance, Keywords, Value
from ..items import Items

_RELEASE = re.compile(r"v?(\d{1,9}(?:\.\d{1,9}){0,5})")
_ANY = Unknown("the version of an installed library")


def _parsed(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    text = given[-1] if given else keywords.get("version")
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
    return machine.derive(_ANY, f" {name}", None) if isinstance(name, str) else _ANY


def _text(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    return given[0].attrs["base_version"]


_VERSION = Class(
    "Version",
    [],
    {"__new__": Builtin("Version.__new__", _parsed), "__str__": Builtin("Version.__str__", _text)},
    "packaging.version",
)

NAMES: dict[str, Value] = {
    "packaging.version.Version": _VERSION,
    "packaging.version.parse": Builtin("packaging.version.parse", _parsed),
    "importlib.metadata.version": Builtin("importlib.metadata.version", _installed),
    "importlib_metadata.version": Builtin("importlib.metadata.version", _installed),
}
