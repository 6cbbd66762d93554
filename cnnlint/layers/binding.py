"""Matching the arguments of a call with the parameters of a signature."""

from __future__ import annotations

from collections.abc import Callable

from ..program import nodes
from ..values.objects import Arguments, Keywords, Value


class BadArguments(TypeError):
    """A call whose arguments do not fit the signature; Python would raise a TypeError."""


def bind(
    parameters: tuple[nodes.Parameter, ...],
    arguments: Arguments,
    keywords: Keywords,
    default: Callable[[nodes.Parameter], Value],
    name: str,
) -> dict[str, Value]:
    """Values by parameter name; `default` gives the value of a parameter that the call leaves out."""
    bound: dict[str, Value] = {}
    left = dict(keywords)
    position = 0
    for parameter in parameters:
        kind = parameter.kind
        if kind == "star":
            bound[parameter.name] = tuple(arguments[position:])
            position = max(position, len(arguments))
        elif kind == "double":
            bound[parameter.name], left = left, {}
        elif kind != "keyword" and position < len(arguments):
            if parameter.name in left and kind == "either":
                raise BadArguments(f"{name}() got multiple values for argument '{parameter.name}'")
            bound[parameter.name] = arguments[position]
            position += 1
        elif kind != "positional" and parameter.name in left:
            bound[parameter.name] = left.pop(parameter.name)
        else:
            bound[parameter.name] = default(parameter)
    if position < len(arguments):
        raise BadArguments(f"{name}() takes {position} positional arguments but {len(arguments)} were given")
    if left:
        raise BadArguments(f"{name}() got an unexpected keyword argument '{next(iter(left))}'")
    return bound
