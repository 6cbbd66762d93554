"""`json`: data that is written out as text, read as data."""

from __future__ import annotations

import json

from ...unknown import Unknown
from ...values.objects import Arguments, Builtin, Keywords, Value
from ..items import Items

LONGEST = 200_000


def _read_json(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    """`json.loads(text)`: only of a text that is known."""
    text = given[0] if given else keywords.get("s")
    if len(given) != 1 or keywords.keys() - {"s"}:
        return Unknown("json.loads with options")
    if not isinstance(text, str):
        return text if isinstance(text, Unknown) else Unknown("json.loads of what is no text")
    if len(text) > LONGEST:
        return Unknown(f"json.loads of more than {LONGEST} characters")
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise ValueError(str(error)) from None
    except RecursionError:
        return Unknown("data that is nested too deeply")


NAMES: dict[str, Value] = {"json.loads": Builtin("json.loads", _read_json)}
