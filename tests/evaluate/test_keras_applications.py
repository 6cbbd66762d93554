"""Models of `keras.applications` under new heads, read where Keras is installed: counts are those of Keras 3.15.1."""

import importlib.util
from pathlib import Path

import pytest

from cnnlint.evaluate.interpreter import Interpreter
from cnnlint.evaluate.project import Files, Project
from cnnlint.evaluate.target import Target, evaluate_target
from cnnlint.layers.book import Book
from cnnlint.reading import read
from cnnlint.source import Source

BOOK = Book(Path(__file__).parents[2] / "rules")
FOUND = importlib.util.find_spec("keras")
PACKAGES = [str(Path(place).parent) for place in FOUND.submodule_search_locations] if FOUND else []
HEAD = """
import keras
from keras import layers

def vgg(**options):
    return keras.applications.VGG16(include_top=False, weights=None, input_shape=(64, 64, 3), **options)

def make():
"""
CASES = {
    "the first layers frozen": (
        """
    base = keras.applications.MobileNetV2(input_shape=(96, 96, 3), include_top=False, weights=None)
    for layer in base.layers[:-20]:
        layer.trainable = False
    x = layers.GlobalAveragePooling2D()(base.output)
    return keras.Model(base.input, layers.Dense(7)(layers.Dropout(0.2)(x)))
""",
        (2266951, 1215047),
    ),
    "a frozen model inside": (
        """
    base = keras.applications.ResNet50(include_top=False, weights=None, pooling="avg", input_shape=(64, 64, 3))
    base.trainable = False
    images = keras.Input((64, 64, 3))
    x = base(keras.applications.resnet50.preprocess_input(images), training=False)
    return keras.Model(images, layers.Dense(3)(x))
""",
        (23593859, 6147),
    ),
    "cut off at a layer": (
        """
    base = vgg()
    cut = keras.Model(base.input, base.get_layer("block3_pool").output)
    cut.trainable = False
    return keras.Sequential([cut, layers.Flatten(), layers.Dense(10)])
""",
        (1899338, 163850),
    ),
    "trained from a layer on": (
        """
    base, trained = vgg(), False
    for layer in base.layers:
        if layer.name == "block5_conv1":
            trained = True
        layer.trainable = trained
    return keras.Sequential([base, layers.GlobalAveragePooling2D(), layers.Dense(4)])
""",
        (14716740, 7081476),
    ),
    "trained by name": (
        """
    base = vgg()
    for layer in base.layers:
        layer.trainable = layer.name.startswith("block5")
    return base
""",
        (14714688, 7079424),
    ),
    "trained by a part of the name": (
        """
    base = vgg()
    for layer in base.layers:
        if "block5" in layer.name:
            layer.trainable = False
    return base
""",
        (14714688, 7635264),
    ),
    "a clone": (
        """
    base = keras.applications.MobileNet(include_top=False, weights=None, input_shape=(64, 64, 3), alpha=0.25)
    base.trainable = False
    return keras.models.clone_model(base)
""",
        (218544, 0),
    ),
    "on a tensor of another model": (
        """
    x = layers.Conv2D(3, 1)(keras.Input((64, 64, 1)))
    base = keras.applications.VGG16(include_top=False, weights=None, input_tensor=x)
    base.trainable = False
    return base
""",
        (14714694, 0),
    ),
    "outputs of two levels": (
        """
    base = keras.applications.DenseNet121(include_top=False, weights=None, input_shape=(64, 64, 3))
    levels = [base.get_layer(name).output for name in ("conv2_block6_concat", "conv3_block12_concat")]
    pooled = [layers.GlobalAveragePooling2D()(level) for level in levels]
    return keras.Model(base.input, layers.Dense(6)(layers.Concatenate()(pooled)))
""",
        (1316422, 1302150),
    ),
}


def counted(body, packages):
    source = Source("model.py", HEAD + body)
    files = Files(lambda path: source if path == source.path else read(path))
    machine = Interpreter(Project(files, packages=packages), BOOK)
    found = evaluate_target(machine, Target(source.path, "make()"))
    total, trainable = (
        found.tallied(lambda tally, key=key: getattr(tally, key)) for key in ("total", "trainable")
    )
    unknown = total.unknown or trainable.unknown
    return unknown.reason if unknown else (total.exact, trainable.exact)


def test_without_an_installed_keras_they_are_unknown():
    assert counted("\n    return vgg()\n", []) == "keras.applications.VGG16 is not described"


@pytest.mark.keras
@pytest.mark.skipif(not PACKAGES, reason="keras is not installed")
@pytest.mark.parametrize(("body", "expected"), CASES.values(), ids=CASES)
def test_they_are_counted_as_by_keras(body, expected):
    assert counted(body, PACKAGES) == expected
