"""Asserts on shapes in Keras: right ones are silent, wrong ones are found, open sizes prove nothing."""

import pytest
from linting import findings, rows

HEAD = """
import unittest
import numpy as np
import tensorflow as tf
import {package} as keras
from {package} import layers
from {package} import backend as K


def make():
    return keras.Sequential([
        keras.Input((28, 28, 1)),
        layers.Conv2D(32, 3),
        layers.Conv2D(64, 3),
        layers.MaxPooling2D(2),
        layers.Flatten(),
        layers.Dense(128),
        layers.Dense(10),
    ])


class ShapeTest(unittest.TestCase):
    def test_shapes(self):
        model = make()
        x = keras.Input((28, 28, 1))
        y = layers.Conv2D(8, 5)(x)
        {assertion}
"""
RIGHT_AND_WRONG = {
    "assert model.output_shape == (None, {})": (10, 11),
    "assert model.input_shape == (None, 28, {}, 1)": (28, 27),
    "assert model(np.zeros((1, 28, 28, 1))).shape == (1, {})": (10, 11),
    "assert model.predict(np.zeros((1, 28, 28, 1))).shape == (1, {})": (10, 11),
    "assert model(np.random.rand({}, 28, 28, 1)).shape == (1, 10)": (1, 2),
    "assert model(tf.zeros((1, 28, 28, 1))).shape == ({}, 10)": (1, 2),
    "assert y.shape == (None, 24, 24, {})": (8, 9),
    "assert tuple(y.shape) == (None, 24, {}, 8)": (24, 25),
    "assert y.shape[1:] == (24, {}, 8)": (24, 25),
    "assert y.shape[-1] == {}": (8, 9),
    "assert keras.ops.shape(y) == (None, 24, {}, 8)": (24, 25),
    "assert K.int_shape(y) == (None, {}, 24, 8)": (24, 25),
    "assert model.layers[3].output.shape == (None, {})": (9216, 1024),
    "self.assertEqual(y.shape, (None, 24, 24, {}))": (8, 9),
    "self.assertEqual(tuple(model.output_shape), (None, {}))": (10, 11),
    "self.assertTrue(y.shape == (None, 24, 24, {}))": (8, 9),
    "assert y.shape == ({}, 24, 24, 8)": ("None", "5, 1"),
}


@pytest.mark.parametrize("package", ["keras", "tensorflow.keras"])
@pytest.mark.parametrize("assertion", RIGHT_AND_WRONG)
def test_right_asserts_are_silent_and_wrong_ones_found(assertion, package):
    right, wrong = RIGHT_AND_WRONG[assertion]
    head = HEAD.replace("{package}", package)
    text = head.replace("{assertion}", assertion)
    assert rows(findings(text.replace("{}", str(right)))) == []
    found = findings(text.replace("{}", str(wrong)))
    assert rows(found) == [(head[: head.index("{assertion}")].count("\n") + 1, "CNN202")]


@pytest.mark.parametrize(
    "assertion",
    [
        "assert y.shape == (1, 24, 24, 8)",
        "assert y.shape[0] == 32",
        "assert model.predict(UNTOLD).shape == (1, 11)",
        "assert model.layers[0].name == 'conv'",
        "assert tf.shape(y)[0] == 4",
        "tf.own.set_image_data_format('channels_first'); z = keras.ops.image.resize(np.zeros((3, 60, 50)), (25, 25)); "
        "assert z.shape == (3, 25, 25)",
    ],
)
def test_what_is_open_proves_nothing(assertion):
    text = HEAD.replace("{package}", "keras").replace("{assertion}", assertion)
    assert rows(findings(text)) == []
