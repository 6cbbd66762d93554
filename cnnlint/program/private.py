"""Private names: inside of a class, Python puts the class's name before names such as `__hidden`."""

from __future__ import annotations

import re
from typing import Any, TypeVar

import msgspec

from . import nodes

_PRIVATE = re.compile(r"__(?<!\w__)(?!\w*__\b)\w")
_NAMED = {
    nodes.Attribute: "name",
    nodes.Name: "id",
    nodes.Parameter: "name",
    nodes.FunctionDef: "name",
    nodes.ClassDef: "name",
    nodes.Argument: "keyword",
    nodes.Alias: "bound",
    nodes.Walrus: "name",
    nodes.Handler: "name",
}
Part = TypeVar("Part")


def has_private_names(text: str) -> bool:
    """Whether the text of a class may hold such names."""
    return _PRIVATE.search(text) is not None


def with_private_names(body: Part, cls: str) -> Part:
    """The body of a class of this name with its private names as Python keeps them."""
    prefix = cls.lstrip("_")
    return _renamed(body, f"_{prefix}") if prefix else body


def _renamed(part: Any, prefix: str) -> Any:
    if isinstance(part, tuple):
        return tuple([_renamed(each, prefix) for each in part])
    if isinstance(part, str):
        return part
    if not isinstance(part, nodes.Node):
        return part
    changes: dict[str, Any] = {}
    for field in part.__struct_fields__:
        value = getattr(part, field)
        if isinstance(value, (tuple, nodes.Node)):
            renamed = _renamed(value, prefix)
            if renamed != value:
                changes[field] = renamed
    field = _NAMED.get(type(part), "")
    name = getattr(part, field) if field else None
    if isinstance(name, str) and name.startswith("__") and not name.endswith("__") and "." not in name:
        changes[field] = prefix + name
    return msgspec.structs.replace(part, **changes) if changes else part
