"""What the evaluator knows natively, by dotted name: Python's builtins, its standard library, tensors."""

from __future__ import annotations

from ...values.objects import Value
from . import (
    arithmetic,
    builtin_functions,
    builtin_types,
    collection_types,
    data_methods,
    dataclass_fields,
    declarations,
    errors,
    functional,
    inspection,
    keras_inputs,
    keras_models,
    keras_ops,
    keras_sequential,
    modules,
    numeric_arrays,
    numeric_python,
    patterns,
    running,
    system,
    tensors,
    testing,
)

NATIVE: dict[str, Value] = {
    **builtin_types.NAMES,
    **builtin_functions.NAMES,
    **data_methods.NAMES,
    **errors.NAMES,
    **arithmetic.NAMES,
    **functional.NAMES,
    **inspection.NAMES,
    **collection_types.NAMES,
    **declarations.NAMES,
    **dataclass_fields.NAMES,
    **running.NAMES,
    **system.NAMES,
    **patterns.NAMES,
    **tensors.NAMES,
    **numeric_arrays.NAMES,
    **numeric_python.NAMES,
    **modules.NAMES,
    **testing.NAMES,
    **keras_ops.NAMES,
    **keras_models.NAMES,
    **keras_inputs.NAMES,
    **keras_sequential.NAMES,
}
