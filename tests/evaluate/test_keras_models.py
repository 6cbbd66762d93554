"""Models of Keras: what is unknown and why, before what is counted."""

import json
from pathlib import Path

import pytest
from evaluating import total

from cnnlint.cli import main
from cnnlint.evaluate.interpreter import Interpreter
from cnnlint.evaluate.project import Files, Project
from cnnlint.evaluate.target import Target, evaluate_target
from cnnlint.layers.book import Book
from cnnlint.reading import read
from cnnlint.source import Source

BOOK = Book(Path(__file__).parents[2] / "rules")
HEAD = """
import keras
import tensorflow as tf
from keras import layers
"""


def counted(body, expression="make()"):
    """Total and trainable weights, or the reason why they are unknown."""
    source = Source("model.py", HEAD + body)
    machine = Interpreter(Project(Files(lambda path: source if path == source.path else read(path))), BOOK)
    found = evaluate_target(machine, Target(source.path, expression))
    total, trainable = (
        found.tallied(lambda tally, key=key: getattr(tally, key)) for key in ("total", "trainable")
    )
    unknown = total.unknown or trainable.unknown
    return unknown.reason if unknown else (total.exact, trainable.exact)


UNKNOWN = {
    "a model that is never called": (
        """
class Net(keras.Model):
    def __init__(self):
        super().__init__()
        self.fc = layers.Dense(10)

    def call(self, x):
        return self.fc(x)

def make():
    return Net()
""",
        "Dense fc is never built",
    ),
    "a stack without an input": (
        "def make():\n    return keras.Sequential([layers.Dense(3)])\n",
        "is never built",
    ),
    "a function that nothing is known of": (
        """
import strange

class Net(keras.Model):
    def __init__(self):
        super().__init__()
        self.first, self.second = layers.Dense(4), layers.Dense(2)

    def call(self, x):
        return self.second(strange.mix(self.first(x)))

def make():
    model = Net()
    model(keras.Input((3,)))
    return model
""",
        "strange.mix is not described",
    ),
    "a model of a library that is not at hand": (
        "def make():\n    return keras.applications.ResNet50(weights=None)\n",
        "keras.applications.ResNet50 is not described",
    ),
    "another order of axes, set where the module is imported": (
        """
keras.backend.set_image_data_format("channels_first")

def make():
    return keras.Sequential([keras.Input((3, 8, 8)), layers.Conv2D(4, 3)])
""",
        "chooses where an image's channels are",
    ),
    "an output that comes from elsewhere": (
        """
def make():
    return keras.Model(keras.Input((3,)), layers.Dense(2)(keras.Input((3,))))
""",
        "not among the model's inputs",
    ),
    "an input that does not fit": (
        "def make():\n    return keras.Sequential([keras.Input((4,)), layers.Conv2D(3, 3)])\n",
        "Conv2D",
    ),
}


@pytest.mark.parametrize("case", UNKNOWN)
def test_unknown(case):
    body, reason = UNKNOWN[case]
    found = counted(body)
    assert isinstance(found, str)
    assert reason in found


BASE = """
def base():
    inputs = keras.Input((8, 8, 3))
    x = layers.Conv2D(4, 3, name="conv")(inputs)
    x = layers.BatchNormalization(name="norm")(x)
    x = layers.Conv2D(5, 3, name="features")(x)
    outputs = layers.Dense(2, name="top")(layers.Flatten(name="flat")(x))
    return keras.Model(inputs, outputs)

"""
# conv 3·3·3·4 + 4 = 112, norm 8 + 8, features 3·3·4·5 + 5 = 185, top 4·4·5·2 + 2 = 162
KNOWN = {
    "whole": ("def make():\n    return base()\n", (475, 467)),
    "frozen as a whole": (
        "def make():\n    model = base()\n    model.trainable = False\n    return model\n",
        (475, 0),
    ),
    "the last layer stays": (
        "def make():\n    m = base()\n    for l in m.layers[:-1]:\n        l.trainable = False\n    return m\n",
        (475, 162),
    ),
    "frozen by kind": (
        "def make():\n    m = base()\n    for l in m.layers:\n        if isinstance(l, layers.BatchNormalization):\n"
        "            l.trainable = False\n    return m\n",
        (475, 459),
    ),
    "a new head": (
        "def make():\n    m = base()\n    m.trainable = False\n    x = m.get_layer('features').output\n"
        "    x = layers.GlobalAveragePooling2D()(x)\n    return keras.Model(m.input, layers.Dense(3)(x))\n",
        (331, 18),
    ),
    "a model within a model": (
        "def make():\n    m = base()\n    m.trainable = False\n    i = keras.Input((8, 8, 3))\n"
        "    return keras.Model(i, layers.Dense(4)(m(i, training=False)))\n",
        (487, 12),
    ),
    "the end of a model": (
        "def make():\n    m = base()\n    return keras.Model(m.get_layer('norm').output, m.output)\n",
        (347, 347),
    ),
    "a layer that is called twice": (
        "def make():\n    i = keras.Input((4,))\n    d = layers.Dense(4)\n    return keras.Model(i, d(d(i)))\n",
        (20, 20),
    ),
    "frozen before it is built": (
        "def make():\n    d = layers.Dense(3)\n    d.trainable = False\n"
        "    return keras.Sequential([keras.Input((2,)), d, layers.Dense(1)])\n",
        (13, 4),
    ),
    "weights of TensorFlow": (
        """
class Net(tf.Module if False else keras.layers.Layer):
    def __init__(self):
        super().__init__()
        self.w = tf.Variable(tf.zeros((3, 4)))
        self.b = tf.Variable(tf.zeros((4,)), trainable=False)

def make():
    return Net()
""",
        (16, 12),
    ),
    "several inputs by name": (
        """
def make():
    a, b = keras.Input((3,), name="a"), keras.Input((2,), name="b")
    x = layers.concatenate([layers.Dense(4)(a), b])
    return keras.Model(inputs={"a": a, "b": b}, outputs=[layers.Dense(1)(x), layers.Dense(2)(x)])
""",
        (37, 37),
    ),
    "a functional model as a class": (
        """
class Net(keras.Model):
    def __init__(self, width):
        inputs = keras.Input((3,))
        super().__init__(inputs=inputs, outputs=layers.Dense(width)(inputs), name="net")

def make():
    return Net(5)
""",
        (20, 20),
    ),
}


@pytest.mark.parametrize("case", KNOWN)
def test_known(case):
    body, counts = KNOWN[case]
    assert counted(BASE + body) == counts


def test_count_names_the_framework(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    Path("model.py").write_text(HEAD + BASE, "utf-8")
    assert main(["count", "--no-cache", "--output-format", "json", "model.py::base()"]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    expected = {"framework": "keras", "total": 475, "trainable": 467, "non_trainable": 8, "buffers": 0}
    assert {key: row[key] for key in expected} == expected


def test_records_of_keras_are_shown(capsys):
    assert main(["layers", "Dense"]) == 0
    assert "keras.layers.Dense(units" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("head", "known"),
    [
        ("from keras.layers import GRU\n", True),
        ("from tensorflow.keras.layers import GRU\n", True),
        ("from keras.layers.recurrent import GRU\n", False),
        ("from keras.layers import GRU\nfrom keras.utils.np_utils import to_categorical\n", False),
    ],
)
def test_a_gru_of_old_keras_has_an_unknown_number_of_biases(head, known):
    code = (
        head
        + "import keras\n\ndef make():\n    x = keras.Input((10, 32))\n    return keras.Model(x, GRU(64)(x))\n"
    )
    assert isinstance(total(code), int) is known
