"""Builds layers of Keras around what PyTorch or JAX made, in a process of its own.

The backend and rows of JSON on standard input, answers on standard output: weights of the object that a program's `make`
returns, or the error.
"""

import json
import os
import sys
import warnings

backend, *texts = json.load(sys.stdin)
os.environ["KERAS_BACKEND"] = backend
os.environ["JAX_PLATFORMS"] = "cpu"
warnings.simplefilter("ignore")


def answer(text):
    names = {}
    try:
        exec(text, names)
        layer = names["make"]()
    except Exception as error:
        return {"refused": type(error).__name__}
    return {"weights": [[list(each.shape), bool(each.trainable)] for each in layer.weights]}


json.dump([answer(text) for text in texts], sys.stdout)
