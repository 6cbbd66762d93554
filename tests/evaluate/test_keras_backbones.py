"""Functional models that are classes, as libraries of backbones write them: counts are those of Keras."""

import pytest
from evaluating import counted

HEAD = """
import keras
from keras import ops


def clone(initializer):
    if not isinstance(initializer, keras.initializers.Initializer):
        return initializer
    return initializer.__class__.from_config(initializer.get_config())


class Backbone(keras.Model):
    def __init__(self, *args, dtype=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.known = set(id(layer) for layer in self._flatten_layers())
        self._ready = True

    def __setattr__(self, name, value):
        is_property = isinstance(getattr(type(self), name, None), property)
        if keras.config.backend() == "none" and (is_property or not hasattr(self, "_ready")):
            return object.__setattr__(self, name, value)
        return super().__setattr__(name, value)

    @property
    def embedding(self):
        return getattr(self, "_embedding", None)

    @embedding.setter
    def embedding(self, value):
        self._embedding = value


class Block(keras.layers.Layer):
    def __init__(self, width, kernel_initializer="glorot_uniform", **kwargs):
        super().__init__(**kwargs)
        self.width = width
        self.kernel_initializer = keras.initializers.get(kernel_initializer)

    def build(self, shape):
        self.line = keras.layers.Dense(self.width, kernel_initializer=clone(self.kernel_initializer))
        self.line.build(shape)
        self.scale = self.add_weight(shape=(self.width,), initializer=keras.initializers.Ones())

    def call(self, x):
        return ops.nn.softmax(self.line(x) * self.scale)
"""
CASES = {
    "backbone": (
        """
class Net(Backbone):
    def __init__(self, words, width, **kwargs):
        self.embedding = keras.layers.Embedding(words, width)
        self.blocks = [Block(width, keras.initializers.TruncatedNormal(stddev=0.02)) for _ in range(2)]
        tokens = keras.Input(shape=(None,), dtype="int32")
        x = self.embedding(tokens)
        for block in self.blocks:
            x = block(x)
        super().__init__(inputs=tokens, outputs=x, **kwargs)
        self.wide = len(self._flatten_layers()) * width
        self.masks = self.embedding.supports_masking
def make(): return Net(20, 4)
""",
        128,
    ),
    "layers inside": (
        """
def make():
    x = keras.Input(shape=(4,))
    inner = keras.Model(x, keras.layers.Dense(3)(x))
    outer = keras.Model(x, keras.layers.Dense(2)(inner(x)))
    found = len(outer._flatten_layers()), len(outer._flatten_layers(include_self=False, recursive=False))
    model = keras.Sequential([keras.layers.Dense(found[0]), keras.layers.Dense(found[1])])
    model.build((None, 1))
    return model
""",
        28,
    ),
    "attention of its own": (
        """
class Own(keras.layers.MultiHeadAttention):
    def build(self, query_shape, value_shape, key_shape=None):
        self._query_dense = keras.layers.EinsumDense(
            "abc,cde->abde", output_shape=(None, self._num_heads, self._key_dim),
            bias_axes="de" if self._use_bias else None, **self._get_common_kwargs_for_sublayer(),
        )
        self._query_dense.build(query_shape)
        self._build_attention(3)
def make():
    layer = Own(num_heads=2, key_dim=3)
    layer.build((None, 5, 4), (None, 5, 4))
    return layer
""",
        30,
    ),
}


@pytest.mark.parametrize(("code", "expected"), CASES.values(), ids=CASES)
def test_counts_are_those_of_keras(code, expected):
    assert counted(HEAD + code)[0] == expected


@pytest.mark.keras
@pytest.mark.parametrize(("code", "expected"), CASES.values(), ids=CASES)
def test_keras_counts_so(code, expected):
    pytest.importorskip("keras")
    names = {"__name__": "module"}
    exec(HEAD + code, names)
    assert names["make"]().count_params() == expected
