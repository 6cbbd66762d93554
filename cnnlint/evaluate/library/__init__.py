"""What the evaluator knows natively, by dotted name: Python's builtins, its standard library, tensors."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module

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
_LATER = {
    **dict.fromkeys(("keras", "tensorflow"), "keras_natives"),
    **dict.fromkeys(("csv", "json", "yaml"), "data_texts"),
}
PACKAGES = frozenset(name.partition(".")[0] for name in NATIVE if "." in name) | _LATER.keys()


def later(dotted: str) -> Mapping[str, Value]:
    """Natives among which a name may be that is not in NATIVE."""
    module = _LATER.get(dotted.partition(".")[0])
    found: Mapping[str, Value] = import_module(f".{module}", __package__).NAMES if module else {}
    return found
