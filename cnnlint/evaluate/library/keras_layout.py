"""Where an image's channels are when a Keras layer is not told."""

from __future__ import annotations

import re
from typing import Any

from ...unknown import Unknown
from ...values.objects import Arguments, Builtin, Keywords, Value

LAYOUT = "data_format"
_CHANGED = re.compile(r"^[ \t]*[\w.]+\.set_image_d\w+\(", re.MULTILINE)


def default_layout(machine: Any) -> Value:
    """Last, unless a setting was changed; code that may change it by another name makes it unknown."""
    chosen = machine.library_state.get(LAYOUT)
    if chosen is not None:
        return chosen
    for module in machine.project.modules():
        if "set_image_d" in module.source.text and _CHANGED.search(module.source.text):
            return Unknown(f"{module.path} chooses where an image's channels are")
    return "channels_last"


def asks_configuration(machine: Any) -> bool:
    """Whether code that was read asks for what a user's configuration of Keras decides: shapes may be others there."""
    return any(
        word in module.source.text for module in machine.project.modules() for word in _DECIDED_ELSEWHERE
    )


_DECIDED_ELSEWHERE = ("image_data_format", "image_dim_ordering", "backend.backend(", "K.backend(")


def _get(machine: Any, given: Arguments, keywords: Keywords) -> Value:
    return default_layout(machine)


def _set(machine: Any, given: Arguments, keywords: Keywords) -> Value:
    machine.change(machine.library_state)
    machine.library_state[LAYOUT] = given[0] if given else Unknown("an order of axes")


def _set_in_old_words(machine: Any, given: Arguments, keywords: Keywords) -> Value:
    return _set(machine, [], {})


_GETTERS = ("backend.image_data_format", "config.image_data_format", "backend.image_dim_ordering")
_SETTERS = ("backend.set_image_data_format", "config.set_image_data_format")

NAMES: dict[str, Value] = {
    **{f"keras.{name}": Builtin(f"keras.{name}", _get) for name in _GETTERS},
    **{f"keras.{name}": Builtin(f"keras.{name}", _set) for name in _SETTERS},
    "keras.backend.set_image_dim_ordering": Builtin("set_image_dim_ordering", _set_in_old_words),
}
