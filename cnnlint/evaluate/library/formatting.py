"""Text of values: `str`, `repr`, `format`."""

from __future__ import annotations

import re

from ...size import Size
from ...unknown import Unknown
from ...values.objects import MISSING, Class, Function, Instance, Value
from ..items import Items

_WIDE = re.compile(r"\d{4,}")


def plain_text(machine: Items, value: Value, conversion: str) -> str | Unknown:
    """`str(value)`, or `repr(value)` where the conversion is "r" or "a"."""
    if isinstance(value, Unknown):
        return value
    if isinstance(value, str):
        return repr(value) if conversion in ("r", "a") else value
    if isinstance(value, Size):
        return Unknown(f"the text of {value}")
    if isinstance(value, Instance):
        return _object_text(machine, value, conversion)
    if isinstance(value, Class):
        return class_text(value)
    if isinstance(value, Function):
        return repr(value)
    if isinstance(value, (list, tuple, set, dict)):
        return _collection_text(machine, value)
    return str(value)


def class_text(cls: Class) -> str:
    """A class as Python shows it."""
    return f"<class '{cls.name if cls.module in ('', 'builtins') else f'{cls.module}.{cls.name}'}'>"


def _object_text(machine: Items, value: Instance, conversion: str) -> str | Unknown:
    for name in ("__repr__", "__str__") if conversion in ("r", "a") else ("__str__", "__repr__"):
        method = value.cls.find(name)
        if method is not MISSING:
            text = machine.call(method, [value], {}, None)
            return text if isinstance(text, str) else Unknown(f"the text of a {value.cls.name}")
    if value.native is not MISSING:
        return plain_text(machine, value.native, conversion)
    return Unknown(f"the text of a {value.cls.name}")


def _collection_text(machine: Items, value: Value) -> str | Unknown:
    if machine.spoilt(value):
        return Unknown("the text of an unknown collection")
    flat = [*value, *value.values()] if isinstance(value, dict) else list(value)
    if all(isinstance(item, (int, float, str, type(None))) for item in flat):
        return str(value)
    if isinstance(value, tuple) and value and all(isinstance(item, Class) for item in flat):
        texts = [class_text(item) for item in flat]
        return f"({', '.join(texts)})" if len(texts) > 1 else f"({texts[0]},)"
    return Unknown("the text of a collection of objects")


def format_value(machine: Items, value: Value, spec: Value, conversion: str = "") -> str | Unknown:
    """`format(value, spec)` after a conversion."""
    if isinstance(spec, Unknown):
        return spec
    if conversion or not spec or not isinstance(value, (int, float, str)):
        value = plain_text(machine, value, conversion)
    if isinstance(value, Unknown):
        return value
    if _WIDE.search(spec):
        return Unknown("text of a width not worth holding")
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        value = float(value) if isinstance(value, float) else int(value)
    try:
        return format(value, spec) if spec else str(value)
    except ValueError:
        return Unknown(f"the format {spec!r} does not fit its value")
