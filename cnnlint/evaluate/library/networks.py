"""What the layers of all frameworks have in common: a class above them, and what each owns."""

from __future__ import annotations

import re
import sys
from typing import NamedTuple

from ...unknown import Unknown
from ...values.objects import Class, Either, Instance, Made, Tensor, Value
from ..branches import Branches

NETWORK = Class("network", [], {})
"""The class from which every framework's layers derive; user code never sees it."""


class Holding(NamedTuple):
    """What a layer owns itself, by name; `missing` where it may own more."""

    parameters: dict[str, Value]
    buffers: dict[str, Value]
    children: dict[str, Value]
    missing: Unknown | None


def is_module(value: Value) -> bool:
    """Whether a value is a layer."""
    return isinstance(value, Instance) and NETWORK in value.cls.mro


def is_deferred(module: Instance) -> bool:
    """Whether a layer makes its weights when it is first called."""
    return "_tracked" in module.attrs


def holding(machine: Branches, module: Instance) -> Holding:
    """What a layer owns."""
    own = module.attrs
    if is_deferred(module):
        inside = contents(machine, module)
        parameters = dict(own["_parameters"])
        known = set(map(id, parameters.values()))
        for tensor in inside.variables:
            if id(tensor) not in known:
                parameters[unique("variable", parameters)] = tensor
        cause = inside.missing or unbuilt(machine, module) or machine.spoilt(own["_parameters"])
        return Holding(parameters, {}, inside.layers, cause)
    if not machine.spoiled:
        return Holding(own["_parameters"], own["_buffers"], own["_modules"], None)
    cause = next(
        (found for name in ("_parameters", "_buffers", "_modules") if (found := machine.spoilt(own[name]))),
        None,
    )
    return Holding(own["_parameters"], own["_buffers"], own["_modules"], cause)


def unbuilt(machine: Branches, layer: Instance) -> Unknown | None:
    """Why a deferred layer's own weights are not known, where it makes some that it has not made yet."""
    if machine.settled(layer.attrs["built"]) is True:
        return None
    method = layer.cls.find("build")
    if getattr(method, "name", "") in (HARMLESS_BUILD, "Model.build", "Sequential.build"):
        return None
    name = layer.attrs.get("name")
    name = name if isinstance(name, str) else layer.attrs.get("_attribute", "")
    title = f"{layer.cls.name} {name}".strip()
    cause = layer.attrs.get("_cause")
    if isinstance(cause, Unknown):
        return Unknown(f"{title} is called with something unknown: {cause.reason}", cause.span)
    return Unknown(f"{title} is never built: what arrives at it is not known", layer.origin)


HARMLESS_BUILD = "a build that makes nothing"


class Contents(NamedTuple):
    """Layers and variables that a deferred layer came to know, in that order."""

    layers: dict[str, Value]
    variables: list[Tensor]
    missing: Unknown | None


def contents(machine: Branches, layer: Instance) -> Contents:
    """What stands in a deferred layer's attributes, and in the lists and dicts among them."""
    collector = _Collector(machine, layer)
    cause = machine.spoilt(layer.attrs["_tracked"])
    for value in layer.attrs["_tracked"]:
        cause = collector.collect(value) or cause
    return Contents(collector.layers, collector.variables, cause)


class _Collector:
    """One walk over the values that a layer holds."""

    def __init__(self, machine: Branches, layer: Instance) -> None:
        self.machine = machine
        self.layers: dict[str, Value] = {}
        self.variables: list[Tensor] = []
        self.seen: set[int] = {id(layer)}

    def collect(self, value: Value) -> Unknown | None:
        value = self.machine.settled(value) if isinstance(value, Either) else value
        if isinstance(value, Unknown):
            return value if may_own(value) else None
        if id(value) in self.seen:
            return None
        self.seen.add(id(value))
        if is_module(value):
            if not is_deferred(value):
                return None  # a module of PyTorch in a list is none of Keras's
            self.layers[unique(title_of(value), self.layers)] = value
        elif isinstance(value, Tensor):
            if value.kind == "variable":
                self.variables.append(value)
        elif isinstance(value, (list, tuple, dict, set)):
            cause = self.machine.spoilt(value)
            for part in value.values() if isinstance(value, dict) else value:
                cause = self.collect(part) or cause
            return cause
        return None


def title_of(layer: Instance) -> str:
    """A layer's name, or its class's where the framework makes one up."""
    name = layer.attrs.get("name")
    return name if isinstance(name, str) else layer.attrs.get("_attribute") or _snake_case(layer.cls.name)


_WORD_START = re.compile(r"(?<=.)(?=[A-Z][a-z])|(?<=[a-z])(?=[A-Z])")


def _snake_case(name: str) -> str:
    """`batch_normalization` for `BatchNormalization`, as keras/src/utils/naming.py has it."""
    return _WORD_START.sub("_", name).lower()


def unique(name: str, taken: dict[str, Value]) -> str:
    """The name, with a number where it is taken."""
    if name not in taken:
        return name
    number = 1
    while f"{name}_{number}" in taken:
        number += 1
    return f"{name}_{number}"


def may_own(unknown: Unknown) -> bool:
    """Whether what is unknown may be a layer or a parameter: what an undescribed library made may be."""
    match = _UNDESCRIBED.search(unknown.reason)
    if match is None:
        return isinstance(unknown, Made)
    first = match[1].partition(".")[0]
    return first not in sys.stdlib_module_names and first != "numpy" and not _OWNING_NOTHING.match(match[1])


_UNDESCRIBED = re.compile(r"\b([\w.]+) is not described$")
_OWNING_NOTHING = re.compile(
    r"(?:torch\.(?:(?!compile$)\w+|linalg\.\w+|fft\.\w+|cuda\.\w+|distributed\.\w+)|Tensor\.\w+"
    r"|(?:keras|tensorflow)\.(?:[a-z_]\w+|(?!layers|models|applications|saving|keras|hub)[a-z]\w*\.\w+(?:\.\w+)*))$"
)
