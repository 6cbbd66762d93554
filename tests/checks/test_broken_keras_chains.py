"""Layers of Keras that are built for one size and given another, or say that they take what does not arrive."""

import pytest
from linting import findings, rows

HEAD = "import keras\nfrom keras import layers\n"
SILENT = {
    "shared": """
def make():
    dense = layers.Dense(4)
    a, b = keras.Input((8,)), keras.Input((8,))
    return keras.Model([a, b], layers.Add()([dense(a), dense(b)]))
""",
    "other length": """
def make():
    conv = layers.Conv1D(4, 3)
    a, b = keras.Input((80, 2)), keras.Input((90, 2))
    return keras.Model([a, b], [conv(a), conv(b)])
""",
    "predicted as it is configured": """
import numpy as np
from keras import backend as K

def make():
    images = keras.Input((64, 64, 1))
    width = int(images.shape[2 if K.image_data_format() == "channels_first" else 3])
    return keras.Model(images, layers.Dense(width)(layers.Flatten()(images)))

def test():
    assert make().predict(np.zeros((1, 64, 64, 1))).shape == (1, 64)
""",
    "predicted": """
import numpy as np
images = keras.Input((64, 64, 1))
model = keras.Model(images, layers.Conv2D(3, 3)(images))
assert model.predict(np.zeros((4, 64, 64, 1)), verbose=0).shape == (4, 62, 62, 3)
assert model.predict(np.zeros((4, 80, 80, 1))).shape == (4, 78, 78, 3)
""",
    "said rightly": """
model = keras.Sequential([
    layers.Conv2D(8, 3, input_shape=(32, 32, 3)),
    layers.Flatten(),
    layers.Dense(10, input_dim=7200),
    layers.Dense(10, input_shape=(10,)),
])
""",
}
LOUD = {
    "shared": (
        """
def make():
    dense = layers.Dense(4)
    a, b = keras.Input((8,)), keras.Input((9,))
    return keras.Model([a, b], layers.Add()([dense(a), dense(b)]))
""",
        (5, "CNN301"),
        "Dense(4) was built for 8 features, but the input has 9",
    ),
    "inner model": (
        """
inner = keras.Sequential([keras.Input((28, 28, 1)), layers.Conv2D(8, 3)])
y = inner(keras.Input((32, 32, 3)))
""",
        (4, "CNN301"),
        "Conv2D(8, 3) was built for 1 channel, but the input has 3",
    ),
    "inner model of a function": (
        """
def make():
    inner = keras.Sequential([keras.Input((16, 16, 3)), layers.Conv2D(4, 3), layers.Flatten(), layers.Dense(3)])
    images = keras.Input((20, 20, 3))
    return keras.Model(images, inner(images))
""",
        (5, "CNN301"),
        "Dense(3) was built for 784 features, but the input has 1,296",
    ),
    "predicted": (
        """
import numpy as np
images = keras.Input((64, 64, 1))
model = keras.Model(images, layers.Conv2D(3, 3)(images))
model.predict(np.zeros((4, 64, 64, 3)))
""",
        (6, "CNN301"),
        "Conv2D(3, 3) was built for 1 channel, but the input has 3",
    ),
    "said wrongly": (
        """
model = keras.Sequential([
    layers.Conv2D(8, 3, input_shape=(32, 32, 3)),
    layers.Flatten(),
    layers.Dense(10, input_dim=1024),
])
""",
        (7, "CNN301"),
        "Dense(10, input_dim=1024) says that it takes 1024, but flatten of 30×30×8 = 7,200",
    ),
    "product": (
        """
def make():
    a, b = keras.Input((10, 4)), keras.Input((10, 5))
    return keras.Model([a, b], layers.Dot(axes=2)([a, b]))
""",
        (6, "CNN302"),
        "Dot(axes=2) cannot be called: inputs of shapes 10×4 and 10×5 differ in the axes 2 and 2 that are multiplied",
    ),
}


@pytest.mark.parametrize("name", SILENT)
def test_what_fits_is_silent(name):
    assert findings(HEAD + SILENT[name]) == ()


@pytest.mark.parametrize("name", LOUD)
def test_what_does_not_fit_is_found(name):
    text, row, message = LOUD[name]
    found = findings(HEAD + text)
    assert rows(found) == [row]
    assert found[0].message == message
