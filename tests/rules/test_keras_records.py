"""The rules for Keras: the form of the records, their examples, and which of Keras's names they describe."""

import ast
import importlib.util
import json
import subprocess
import sys
from math import prod
from pathlib import Path

import pytest

from cnnlint.evaluate.interpreter import Interpreter
from cnnlint.evaluate.project import Files, Project
from cnnlint.layers.book import Book
from cnnlint.reading import read
from cnnlint.values.objects import Class, External

BOOK = Book(Path(__file__).parents[2] / "rules")
RECORDS = [record for record in BOOK.records().values() if record.framework == "keras"]
EXAMPLES = [(record, example) for record in RECORDS for example in record.examples]
WITHOUT_EXAMPLE = {
    *("AugMix", "CutMix", "MixUp", "RandAugment", "MaxNumBoundingBoxes", "HashedCrossing", "Hashing"),
    *("IntegerLookup", "StringLookup", "TextVectorization", "SimpleRNNCell", "LSTMCell", "GRUCell"),
}


def machine():
    return Interpreter(Project(Files(read)), BOOK)


@pytest.mark.parametrize("record", RECORDS, ids=[record.short_name for record in RECORDS])
def test_every_expression_can_be_read(record):
    leaf = BOOK.leaf(record.name)
    leaf.verify()
    assert record.examples or record.short_name in WITHOUT_EXAMPLE


@pytest.mark.parametrize(("record", "example"), EXAMPLES, ids=[example.call for _, example in EXAMPLES])
def test_examples_are_what_the_record_says(record, example):
    leaf = BOOK.leaf(record.name)
    call = ast.parse(example.call, mode="eval").body
    given = {each.arg: ast.literal_eval(each.value) for each in call.keywords}
    names = leaf.bind([], given)
    if names.get("data_format", "") is None:
        names["data_format"] = "channels_last"
    names.update({name: leaf.value(text, names) for name, text in record.attributes.items()})
    names["x"] = ast.literal_eval(example.input)
    shapes = {rule: leaf.shape(rule, names, bool) for rule in record.params}
    made = {rule: shape for rule, shape in shapes.items() if shape is not None}
    assert sum(prod(shape) for shape in made.values()) == example.count
    trained = sum(prod(shape) for rule, shape in made.items() if not leaf.frozen(rule, names, bool))
    assert trained == (example.count if example.trainable is None else example.trainable)
    assert list(leaf.value(record.output, names)) == ast.literal_eval(example.output)


@pytest.mark.keras
@pytest.mark.skipif(importlib.util.find_spec("keras") is None, reason="keras is not installed")
def test_every_layer_is_described():
    script = (
        "import inspect, json, os; os.environ['KERAS_BACKEND'] = 'jax'; from keras import layers;"
        "print(json.dumps([n for n in dir(layers) if inspect.isclass(getattr(layers, n))]))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    interpreter = machine()
    missing = {
        name
        for name in json.loads(done.stdout.splitlines()[-1])
        if not isinstance(interpreter.library(f"keras.layers.{name}"), Class)
    }
    assert missing == set()


@pytest.mark.parametrize(
    "dotted",
    [
        "keras.layers.Conv2D",
        "keras.layers.Convolution2D",
        "keras.layers.convolutional.Conv2D",
        "tensorflow.keras.layers.Conv2D",
        "tensorflow.python.keras.layers.Conv2D",
        "tf_keras.layers.Conv2D",
        "keras.src.layers.Conv2D",
        "keras.src.layers.convolutional.conv2d.Conv2D",
    ],
)
def test_other_names_of_a_layer(dotted):
    interpreter = machine()
    assert interpreter.library(dotted) is interpreter.library("keras.layers.Conv2D")


def test_what_is_not_described_stays_unknown():
    interpreter = machine()
    assert isinstance(interpreter.library("keras.applications.ResNet50"), External)
    assert isinstance(interpreter.library("keras.layers.NoSuchLayer"), External)
