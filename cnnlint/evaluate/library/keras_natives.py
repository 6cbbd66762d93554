"""All that is known natively of Keras and TensorFlow."""

from __future__ import annotations

from ...values.objects import Value
from . import keras_cloning, keras_inputs, keras_models, keras_ops, keras_sequential, keras_versions

NAMES: dict[str, Value] = {
    **keras_ops.NAMES,
    **keras_models.NAMES,
    **keras_inputs.NAMES,
    **keras_cloning.NAMES,
    **keras_sequential.NAMES,
    **keras_versions.NAMES,
}
