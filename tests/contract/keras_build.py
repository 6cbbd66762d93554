"""Builds layers of real Keras in a process of its own: rows of JSON on standard input, answers on standard output.

A row is the source of a layer and that of its input shapes; the answer tells weights and output shapes, or None where Keras
refuses.
"""

import json
import os
import sys
import warnings

os.environ["KERAS_BACKEND"] = "jax"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["JAX_PLATFORMS"] = "cpu"

import keras
import numpy as np
from keras import layers

warnings.simplefilter("ignore")
NAMES = {"keras": keras, "layers": layers}


def empty(variable, initializer):
    """First values are of no interest, and would have to be compiled for each shape."""
    variable._initialize(np.zeros(variable._shape, variable._dtype))


keras.Variable._initialize_with_initializer = empty


def tensors(shape):
    if isinstance(shape, list):
        return [keras.KerasTensor(each) for each in shape]
    return keras.KerasTensor(shape)


def shapes(output):
    if isinstance(output, (list, tuple)):
        return [shapes(each) for each in output]
    return list(output.shape)


def answer(call, given):
    try:
        layer = eval(call, NAMES)
        inputs = tensors(eval(given, {}))
        two = type(layer).__name__ in ("MultiHeadAttention", "GroupedQueryAttention")
        output = layer(*inputs) if two else layer(inputs)
    except Exception as error:
        return {"refused": f"{type(error).__name__}: {error}"[:300]}
    weights = [[each.name, list(each.shape), bool(each.trainable)] for each in layer.weights]
    return {"weights": weights, "output": shapes(output)}


if __name__ == "__main__":
    rows = json.load(sys.stdin)
    json.dump([answer(*row) for row in rows], sys.stdout)
