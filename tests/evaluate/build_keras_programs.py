"""Builds programs with real Keras in a process of its own: texts as JSON on standard input, counts on standard output."""

import json
import math
import os
import sys
import warnings

os.environ["KERAS_BACKEND"] = "jax"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["JAX_PLATFORMS"] = "cpu"

import keras
import numpy as np

warnings.simplefilter("ignore")


def empty(variable, initializer):
    """First values are of no interest, and would have to be compiled for each shape."""
    variable._initialize(np.zeros(variable._shape, variable._dtype))


keras.Variable._initialize_with_initializer = empty


def shapes(value):
    return [shapes(each) for each in value] if isinstance(value, list) else list(value)


def inside(model):
    """What each layer of a model that was made of tensors gives; None where one is called more than once."""
    try:
        return [[list(each.shape) for each in keras.tree.flatten(layer.output)] for layer in model.layers]
    except (AttributeError, ValueError):
        return None


def answer(text):
    names = {"__name__": "program"}
    try:
        exec(compile(text, "program.py", "exec"), names)
        model = names["make"]()
        counts = [sum(math.prod(w.shape) for w in some) for some in (model.weights, model.trainable_weights)]
        output = (
            shapes(model.output_shape) if isinstance(model, (keras.Sequential,)) or model.inputs else None
        )
    except AttributeError:
        output = None
    except Exception as error:
        return {"error": f"{type(error).__name__}: {error}"[:300]}
    return {"total": counts[0], "trainable": counts[1], "output": output, "layers": inside(model)}


if __name__ == "__main__":
    json.dump([answer(text) for text in json.load(sys.stdin)], sys.stdout)
