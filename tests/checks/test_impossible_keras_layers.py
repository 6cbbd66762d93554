"""Layers of Keras that cannot be made or called: certain ones are found, what another version or size allows is silent."""

import importlib.util
import json
import subprocess
import sys
import textwrap

import pytest
from linting import findings, rows

HEAD = "import keras\nfrom keras import layers\nfrom keras.layers import Convolution2D\n\n\n"
LOUD = {
    "kernel": """
def build():
    model = keras.Sequential()
    model.add(layers.Conv2D(32, 3, input_shape=(6, 6, 3)))
    model.add(layers.MaxPooling2D(2))
    model.add(layers.Conv2D(32, 3))  # here
    return model
""",
    "concatenate": """
def build():
    inputs = keras.Input((32, 32, 3))
    a = layers.Conv2D(8, 3)(inputs)
    b = layers.Conv2D(8, 5)(inputs)
    return keras.Model(inputs, layers.Concatenate()([a, b]))  # here
""",
    "add": """
def build():
    inputs = keras.Input((32, 32, 3))
    a = layers.Conv2D(8, 3)(inputs)
    b = layers.Conv2D(16, 3)(inputs)
    x = layers.add([a, b])  # here
    return keras.Model(inputs, x)
""",
    "reshape": """
def build():
    return keras.Sequential([
        keras.Input((12, 12, 64)),
        layers.Reshape((32, 32)),  # here
        layers.Dense(10),
        layers.Dense(10),
    ])
""",
    "dense": """
def build():
    inputs = keras.Input((None, None, 3))
    x = layers.Conv2D(8, 3)(inputs)
    x = layers.Flatten()(x)
    x = layers.Dense(10)(x)  # here
    return keras.Model(inputs, x)
""",
    "groups": """
def build():
    inputs = keras.Input((32, 32, 3))
    x = layers.Conv2D(8, 3)(inputs)
    x = layers.Conv2D(9, 3, groups=2)(x)  # here
    return keras.Model(inputs, x)
""",
    "channels": """
def build():
    inputs = keras.Input((32, 32, 3))
    x = layers.Conv2D(9, 3)(inputs)
    x = layers.Conv2D(8, 3, groups=2)(x)  # here
    return keras.Model(inputs, x)
""",
    "rank": """
def build():
    inputs = keras.Input((32, 32, 3))
    x = layers.Conv2D(8, 3)(inputs)
    x = layers.Flatten()(x)
    x = layers.Conv2D(16, 3)(x)  # here
    return keras.Model(inputs, x)
""",
    "script": """
model = keras.Sequential([
    keras.Input((12, 12, 64)),
    layers.Conv2D(8, 13),  # here
    layers.Dense(10),
])
""",
    "subclassed": """
class Net(keras.Model):
    def __init__(self):
        super().__init__()
        self.first = layers.Conv2D(8, 3, padding="same")
        self.pool = layers.GlobalAveragePooling2D()
        self.second = layers.Conv2D(16, 3)  # here

    def call(self, x):
        return self.second(self.pool(self.first(x)))


net = Net()
net(keras.ops.zeros((1, 32, 32, 3)))
""",
}
SILENT = {
    "all is well": """
def build():
    inputs = keras.Input((32, 32, 3))
    a = layers.Conv2D(8, 3, padding="same")(inputs)
    b = layers.Conv2D(8, 5, padding="same")(inputs)
    x = layers.Concatenate()([a, b])
    return keras.Model(inputs, layers.Dense(10)(layers.Flatten()(x)))
""",
    "an argument decides": """
def build(size=6):
    inputs = keras.Input((size, size, 3))
    x = layers.Conv2D(32, 5)(inputs)
    x = layers.Conv2D(32, 5)(x)
    return keras.Model(inputs, x)
""",
    "Keras 1": """
def build():
    model = keras.Sequential()
    model.add(Convolution2D(32, 3, 3, input_shape=(28, 28, 1)))
    model.add(Convolution2D(32, 3, 3))
    model.add(Convolution2D(32, 3, 3))
    model.add(Convolution2D(32, 3, 3))
    model.add(layers.Flatten())
    model.add(layers.Dense(128))
    return model
""",
    "old words": """
def build():
    model = keras.Sequential()
    model.add(layers.Conv2D(32, 3, 3, border_mode="valid", input_shape=(28, 28, 1)))
    model.add(layers.Conv2D(32, 3, 3))
    model.add(layers.Conv2D(32, 3, 3))
    model.add(layers.Conv2D(32, 3, 3))
    return model
""",
    "caught": """
def build():
    inputs = keras.Input((4, 4, 3))
    try:
        x = layers.Conv2D(32, 5)(inputs)
    except ValueError:
        x = layers.Conv2D(32, 3)(inputs)
    return keras.Model(inputs, x)
""",
    "open sizes": """
def build():
    inputs = keras.Input((None, None, 3))
    x = layers.Conv2D(32, 5)(inputs)
    y = layers.Conv2D(32, 3)(inputs)
    return keras.Model(inputs, layers.Concatenate()([x, y]))
""",
    "noise of another version": """
def build():
    inputs = keras.Input((28, 28, 3))
    x = layers.Conv2D(32, 5)(layers.GaussianNoise(2.0)(inputs))
    x = layers.Conv2D(32, 5)(x)
    return keras.Model(inputs, x)
""",
}


@pytest.mark.parametrize("name", SILENT)
def test_what_keras_may_take_is_silent(name):
    assert rows(findings(HEAD + SILENT[name])) == []


@pytest.mark.parametrize("name", LOUD)
def test_what_keras_refuses_is_found(name):
    text = HEAD + LOUD[name]
    assert rows(findings(text)) == [(text[: text.index("# here")].count("\n") + 1, "CNN302")]


@pytest.mark.keras
@pytest.mark.skipif(importlib.util.find_spec("keras") is None, reason="keras is not installed")
def test_keras_itself_refuses_them_all():
    code = textwrap.dedent(
        """
        import json, os, sys
        os.environ["KERAS_BACKEND"] = "jax"
        taken = []
        for name, text in json.load(sys.stdin).items():
            names = {}
            try:
                exec(text, names)
                names.get("build", int)()
            except ValueError:
                continue
            taken.append(name)
        print(taken)
        """
    )
    texts = {name: HEAD.replace(", Convolution2D", "") + text for name, text in LOUD.items()}
    texts = {name: text.replace("from keras.layers import Convolution2D", "") for name, text in texts.items()}
    ran = subprocess.run(
        [sys.executable, "-c", code], input=json.dumps(texts), capture_output=True, text=True, check=True
    )
    assert ran.stdout.split("\n")[-2] == "[]"
