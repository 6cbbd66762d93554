"""`inspect.Signature`: which arguments a call would give to which parameters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ...layers.binding import BadArguments, bind
from ...program import nodes
from ...values.objects import MISSING, Arguments, Builtin, Class, Instance, Keywords, Value
from ..items import Items

BOUND = Class("BoundArguments", [], {}, "inspect")


def binders(declared: Sequence[nodes.Parameter], defaults: Mapping[str, Value]) -> dict[str, Value]:
    """`bind` and `bind_partial` of a signature with these parameters."""

    def binder(name: str, partial: bool) -> Builtin:
        def call(machine: Items, given: Arguments, keywords: Keywords) -> Value:
            def absent(parameter: nodes.Parameter) -> Value:
                if parameter.default is None and not partial:
                    raise BadArguments(f"missing a required argument: '{parameter.name}'")
                return MISSING

            try:
                bound = bind(tuple(declared), given, keywords, absent, name)
            except BadArguments as error:
                raise machine.error("TypeError", str(error)) from None
            return _bound(declared, defaults, bound)

        return Builtin(f"inspect.Signature.{name}", call)

    return {"bind": binder("bind", False), "bind_partial": binder("bind_partial", True)}


def _bound(
    declared: Sequence[nodes.Parameter], defaults: Mapping[str, Value], bound: dict[str, Value]
) -> Instance:
    """What `bind` gives: `arguments` holds what the call gave, `apply_defaults` adds the rest."""
    kinds = {parameter.name: parameter.kind for parameter in declared}
    given = {
        name: value
        for name, value in bound.items()
        if value is not MISSING and not (kinds[name] in ("star", "double") and not value)
    }
    instance = Instance(BOUND)

    def fill(machine: Items, arguments: Arguments, keywords: Keywords) -> Value:
        full = {
            name: given.get(name, defaults.get(name) if value is MISSING else value)
            for name, value in bound.items()
            if value is not MISSING or name in defaults
        }
        machine.change(instance.attrs)
        instance.attrs.update(_views(kinds, full))
        return None

    instance.attrs.update(_views(kinds, given))
    instance.attrs["apply_defaults"] = Builtin("inspect.BoundArguments.apply_defaults", fill)
    return instance


def _views(kinds: Mapping[str, str], values: dict[str, Value]) -> dict[str, Value]:
    """`arguments`, and the same as `args` and `kwargs`."""
    positional: list[Value] = []
    named: dict[str, Value] = {}
    for name, value in values.items():
        if kinds[name] == "star":
            positional.extend(value)
        elif kinds[name] == "double":
            named.update(value)
        elif kinds[name] == "keyword":
            named[name] = value
        else:
            positional.append(value)
    return {"arguments": dict(values), "args": tuple(positional), "kwargs": named}
