"""Feature maps beside layers of Keras: right ones are silent in all styles and spellings, one off by one is one finding."""

import pytest
from linting import findings, rows

SPELLINGS = {
    "crossed": lambda h, w, c: f"{h}x{w}x{c}",
    "spaced": lambda h, w, c: f"{h} x {w} x {c}",
    "signs": lambda h, w, c: f"{h}×{w}×{c}",
    "maps": lambda h, w, c: f"{c} @ {h}x{w}",
    "batch unknown": lambda h, w, c: f"(None, {h}, {w}, {c})",
    "arrow": lambda h, w, c: f"-> ({h}, {w}, {c})",
    "said": lambda h, w, c: f"output: {h} x {w} x {c}",
    "shape of a batch": lambda h, w, c: f"shape=(batch, {h}, {w}, {c})",
    "shape": lambda h, w, c: f"shape: ({h}, {w}, {c})",
    "channels first": lambda h, w, c: f"{c}x{h}x{w}",
}

HEADS = {
    "keras": "import numpy as np\nimport keras\nfrom keras import layers\nfrom keras.models import Model, Sequential\n",
    "tf.keras": "import numpy as np\nimport tensorflow as tf\nfrom tensorflow import keras\n"
    "from tensorflow.keras import layers\nfrom tensorflow.keras.models import Model, Sequential\n",
}
FIVE = {
    "stack": """
model = Sequential([
    keras.Input(shape=(32, 32, 3)),
    layers.Conv2D(8, 5, activation="relu"),  # {0}
    layers.MaxPooling2D(2),  # {1}
    layers.Conv2D(16, 5, activation="relu"),  # {2}
    layers.MaxPooling2D(2),  # {3}
    layers.Flatten(),
    layers.Dense(120),
    layers.Dense(84),
    layers.Dense(10),
])
""",
    "added": """
def build():
    model = Sequential()
    model.add(layers.Conv2D(8, (5, 5), input_shape=(32, 32, 3)))  # {0}
    model.add(layers.MaxPooling2D((2, 2)))  # {1}
    model.add(layers.Conv2D(16, (5, 5)))  # {2}
    model.add(layers.MaxPooling2D((2, 2)))  # {3}
    model.add(layers.Flatten())
    model.add(layers.Dense(120))
    model.add(layers.Dense(10))
    return model
""",
    "functional": """
inputs = keras.Input((32, 32, 3))
x = layers.Conv2D(8, 5)(inputs)  # {0}
x = layers.MaxPooling2D()(x)  # {1}
x = layers.Conv2D(16, 5)(x)  # {2}
x = layers.MaxPooling2D()(x)  # {3}
x = layers.Flatten()(x)
x = layers.Dense(120)(x)
outputs = layers.Dense(10)(x)
model = Model(inputs, outputs)
""",
    "subclassed": """
class Net(Model):
    def __init__(self):
        super().__init__()
        self.conv1 = layers.Conv2D(8, 5)  # {0}
        self.pool = layers.MaxPooling2D(2)
        self.conv2 = layers.Conv2D(16, 5)  # {2}
        self.flatten = layers.Flatten()
        self.dense = layers.Dense(10)

    def call(self, x):
        x = self.conv1(x)
        x = self.pool(x)  # {1}
        x = self.pool(self.conv2(x))  # {3}
        return self.dense(self.flatten(x))

model = Net()
y = model(np.zeros((1, 32, 32, 3)))
""",
    "open": """
class Net(Model):
    def __init__(self):
        super().__init__()
        self.conv1 = layers.Conv2D(8, 5)  # {0}
        self.pool = layers.MaxPooling2D(2)
        self.conv2 = layers.Conv2D(16, 5)  # {2}
        self.flatten = layers.Flatten()
        self.dense = layers.Dense(10)

    def call(self, x):
        x = self.conv1(x)
        x = self.pool(x)  # {1}
        x = self.pool(self.conv2(x))  # {3}
        return self.dense(self.flatten(x))
""",
    "built": """
class Net(Model):
    def __init__(self):
        super().__init__()
        self.conv1 = layers.Conv2D(8, 5)  # {0}
        self.pool = layers.MaxPooling2D(2)
        self.conv2 = layers.Conv2D(16, 5)  # {2}

    def call(self, x):
        x = self.pool(self.conv1(x))  # {1}
        return self.pool(self.conv2(x))  # {3}

model = Net()
model.build((None, 32, 32, 3))
""",
    "first": """
inputs = keras.Input((3, 32, 32))
x = layers.Conv2D(8, 5, data_format="channels_first")(inputs)  # {0}
x = layers.MaxPooling2D(data_format="channels_first")(x)  # {1}
x = layers.Conv2D(16, 5, data_format="channels_first")(x)  # {2}
x = layers.MaxPooling2D(data_format="channels_first")(x)  # {3}
model = Model(inputs, x)
""",
}
THREE = {
    "stack of three": """
model = keras.Sequential([
    layers.Conv2D(32, 3, input_shape=(28, 28, 1)),  # {0}
    layers.Conv2D(64, 3),  # {1}
    layers.MaxPooling2D(2),  # {2}
    layers.Dropout(0.25),
    layers.Flatten(),
    layers.Dense(128),
    layers.Dense(10),
])
""",
}
FIVE_MAPS = [(28, 28, 8), (14, 14, 8), (10, 10, 16), (5, 5, 16)]
THREE_MAPS = [(26, 26, 32), (24, 24, 64), (12, 12, 64)]
CHAINS = {
    **{name: (text, FIVE_MAPS) for name, text in FIVE.items()},
    **{name: (text, THREE_MAPS) for name, text in THREE.items()},
}


def code(chain, spelling, head="keras", changed=None, axis=0):
    """The chain's code, with one size of one feature map off by one."""
    text, maps = CHAINS[chain]
    shown = []
    for index, sizes in enumerate(maps):
        if index == changed:
            sizes = tuple(size + (place == axis) for place, size in enumerate(sizes))
        shown.append(SPELLINGS[spelling](*sizes))
    return HEADS[head] + text.format(*shown)


def row_of(chain, changed, head="keras"):
    """The row of a feature map's comment."""
    return (HEADS[head] + CHAINS[chain][0].partition(f"{{{changed}}}")[0]).count("\n") + 1


# Each style in one spelling, each spelling in two styles.
CASES = [
    (chain, spelling)
    for chain in CHAINS
    for spelling in SPELLINGS
    if spelling == "crossed" or chain in ("stack", "first")
]


@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize(("chain", "spelling"), CASES)
def test_right_maps_of_keras_are_silent(chain, spelling, head):
    assert rows(findings(code(chain, spelling, head))) == []


@pytest.mark.parametrize(("chain", "spelling"), CASES)
def test_each_map_of_keras_off_by_one_is_one_finding(chain, spelling):
    for changed in range(len(CHAINS[chain][1])):
        for axis in range(3):
            found = findings(code(chain, spelling, "keras", changed, axis))
            assert rows(found) == [(row_of(chain, changed), "CNN201")], (changed, axis)


def test_the_arithmetic_is_shown():
    (found,) = findings(code("stack", "crossed", "tf.keras", 0))
    assert found.breakdown == "32×32×3 -> 28×28×8: (32 - 5) / 1 + 1 = 28"
    (found,) = findings(code("functional", "crossed", "tf.keras", 3, 1))
    assert found.breakdown == "10×10×16 -> 5×5×16: (10 - 2) / 2 + 1 = 5"


HELPERS = {
    "function": """
def block(x, width):
    x = layers.Conv2D(width, 3, padding="same")(x)
    return layers.Conv2D(width, 3, padding="same")(x)


def build():
    inputs = keras.Input((32, 32, 3))
    a = block(inputs, 8)  # 32x32x8
    b = layers.MaxPooling2D(2)(a)  # 16x16x8
    c = block(b, 16)  # {0}
    return keras.Model(inputs, c)
""",
    "method": """
class Net(Model):
    def __init__(self):
        super().__init__()
        self.conv = layers.Conv2D(16, 3, padding="same")
        self.pool = layers.MaxPooling2D(2)

    def half(self, x):
        return self.pool(x)

    def call(self, x):
        x = self.conv(x)  # 32x32x16
        x = self.half(x)  # {0}
        return self.half(x)  # 8x8x16
""",
}


@pytest.mark.parametrize("helper", HELPERS)
def test_what_a_helper_gives_is_followed(helper):
    text = HEADS["keras"] + HELPERS[helper]
    assert rows(findings(text.format("16x16x16"))) == []
    row = text[: text.index("{0}")].count("\n") + 1
    assert rows(findings(text.format("16x17x16"))) == [(row, "CNN201")]


def test_a_shape_above_a_helper_may_be_what_it_takes():
    text = HEADS["keras"] + HELPERS["method"].replace(
        "        x = self.half(x)  # {0}\n", "        # 32x32x16\n        x = self.half(x)\n"
    )
    assert rows(findings(text)) == []
