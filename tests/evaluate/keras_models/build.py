"""Measure truth.json again: every model of this folder as real Keras builds it.

    python tests/evaluate/keras_models/build.py

A model's entry: total and trainable weights, what `count_params()` says or None where Keras refuses, and for each layer its
class, its number of weights and the shapes it gives, None where Keras tells none. First values are left out.
"""

import importlib
import inspect
import json
import math
import os
import sys
from pathlib import Path

HERE = Path(__file__).parent
FILES = ("assembled", "cloned")


def counted(weights):
    return sum(math.prod(each.shape) for each in weights)


def asked(question):
    """An answer, or None where Keras raises."""
    try:
        return question()
    except (ValueError, AttributeError):
        return None


def shapes(value):
    if isinstance(value, (list, tuple)):
        return [shapes(each) for each in value]
    if isinstance(value, dict):
        return [shapes(value[key]) for key in sorted(value)]
    return list(value.shape)


def entry(model):
    layers = [
        [type(layer).__name__, asked(layer.count_params), asked(lambda layer=layer: shapes(layer.output))]
        for layer in model.layers
    ]
    return {
        "total": counted(model.weights),
        "trainable": counted(model.trainable_weights),
        "counted": asked(model.count_params),
        "layers": layers,
    }


def main():
    os.environ["KERAS_BACKEND"] = "jax"
    sys.path.insert(0, str(HERE))
    keras, numpy = importlib.import_module("keras"), importlib.import_module("numpy")
    keras.Variable._initialize_with_initializer = lambda variable, initializer: variable._initialize(
        numpy.zeros(variable._shape, variable._dtype)
    )
    truth = {}
    for file in FILES:
        module = importlib.import_module(file)
        makers = {name: each for name, each in vars(module).items() if inspect.isfunction(each)}
        truth[file] = {
            name: entry(make())
            for name, make in makers.items()
            if not name.startswith("_")
            and all(each.default is not each.empty for each in inspect.signature(make).parameters.values())
        }
    (HERE / "truth.json").write_text(json.dumps(truth, indent=None).replace("}, ", "},\n") + "\n")


if __name__ == "__main__":
    main()
