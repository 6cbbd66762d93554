"""What the evaluator knows natively, by dotted name: Python's builtins, its standard library, tensors."""

from __future__ import annotations

from collections.abc import Mapping

from ...values.objects import Value
from . import (
    arithmetic,
    builtin_functions,
    builtin_types,
    collection_types,
    data_files,
    data_methods,
    dataclass_fields,
    declarations,
    devices,
    errors,
    frames,
    functional,
    functions,
    inspection,
    modules,
    numeric_arrays,
    numeric_python,
    patterns,
    requirements,
    running,
    system,
    tensors,
    testing,
    versions,
)

NATIVE: dict[str, Value] = {
    **builtin_types.NAMES,
    **builtin_functions.NAMES,
    **data_files.NAMES,
    **data_methods.NAMES,
    **errors.NAMES,
    **arithmetic.NAMES,
    **frames.NAMES,
    **functional.NAMES,
    **functions.NAMES,
    **inspection.NAMES,
    **collection_types.NAMES,
    **declarations.NAMES,
    **dataclass_fields.NAMES,
    **running.NAMES,
    **system.NAMES,
    **patterns.NAMES,
    **requirements.NAMES,
    **tensors.NAMES,
    **devices.NAMES,
    **numeric_arrays.NAMES,
    **numeric_python.NAMES,
    **modules.NAMES,
    **testing.NAMES,
    **versions.NAMES,
}
# Natives of these packages are loaded when code first asks for one, as most code asks for none.
_KERAS = frozenset({"keras", "tensorflow"})
_TEXTS = frozenset({"csv", "json", "yaml"})
PACKAGES = frozenset(name.partition(".")[0] for name in NATIVE if "." in name) | _KERAS | _TEXTS


def later(dotted: str) -> Mapping[str, Value]:
    """Natives among which a name may be that is not in NATIVE."""
    package = dotted.partition(".")[0]
    if package in _KERAS:
        from . import keras_natives

        return keras_natives.NAMES
    if package in _TEXTS:
        from . import data_texts

        return data_texts.NAMES
    return {}
