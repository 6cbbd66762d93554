"""Clones of Keras models; what real Keras makes of them stands in truth.json."""

import keras
from keras import layers, ops


def _inner():
    return keras.Sequential(
        [keras.Input((5,)), layers.Dense(4), layers.BatchNormalization(), layers.Dense(2)]
    )


def _innerf():
    i = keras.Input((5,))
    x = layers.Dense(4)(i)
    return keras.Model(i, layers.Dense(2)(x))


def _mk(n):
    x = keras.Input((5,))
    return keras.Model(x, layers.Dense(3)(n(x)))


def around_a_stack():
    return keras.models.clone_model(_mk(_inner()))


def one_layer_of_a_stack_frozen():
    n = _inner()
    n.layers[0].trainable = False
    return keras.models.clone_model(_mk(n))


def stack_frozen():
    n = _inner()
    n.trainable = False
    return keras.models.clone_model(_mk(n))


def stack_frozen_but_one_layer():
    n = _inner()
    n.trainable = False
    n.layers[0].trainable = True
    return keras.models.clone_model(_mk(n))


def frozen_whole():
    m = _mk(_inner())
    m.trainable = False
    return keras.models.clone_model(m)


def frozen_whole_but_one_layer():
    m = _mk(_inner())
    m.trainable = False
    m.layers[-1].trainable = True
    return keras.models.clone_model(m)


def around_a_graph():
    return keras.models.clone_model(_mk(_innerf()))


def one_layer_of_a_graph_frozen():
    n = _innerf()
    n.layers[1].trainable = False
    return keras.models.clone_model(_mk(n))


def graph_frozen():
    n = _innerf()
    n.trainable = False
    return keras.models.clone_model(_mk(n))


def graph_frozen_but_one_layer():
    n = _innerf()
    n.trainable = False
    n.layers[1].trainable = True
    return keras.models.clone_model(_mk(n))


def graph_itself():
    n = _innerf()
    n.trainable = False
    n.layers[1].trainable = True
    return keras.models.clone_model(n)


def graph_frozen_whole_but_one_layer():
    m = _mk(_innerf())
    m.trainable = False
    m.layers[-1].trainable = True
    return keras.models.clone_model(m)


def called_twice():
    d = layers.Dense(3)
    i = keras.Input((3,))
    m = keras.Model(i, d(d(i)))
    return keras.models.clone_model(m)


def one_weight_frozen():
    d = layers.Dense(3)
    d.build((None, 3))
    d.kernel.trainable = False
    i = keras.Input((3,))
    m = keras.Model(i, d(i))
    return keras.models.clone_model(m)


def thawed_stack():
    s = _inner()
    s.trainable = False
    k = keras.models.clone_model(s)
    k.trainable = True
    return k


def frozen_stack():
    s = _inner()
    s.trainable = False
    return keras.models.clone_model(s)


def original_stays():
    m = _mk(_inner())
    k = keras.models.clone_model(m)
    k.trainable = False
    return m


def wrapped():
    f = keras.Sequential([layers.Conv2D(4, 3), layers.Flatten(), layers.Dense(5)])
    i = keras.Input((3, 8, 8, 1))
    x = layers.TimeDistributed(f)(i)
    x = layers.Bidirectional(layers.LSTM(3))(x)
    m = keras.Model(i, x)
    m.layers[1].trainable = False
    return keras.models.clone_model(m)


class Scale(layers.Layer):
    def __init__(self, n=1, **kw):
        super().__init__(**kw)
        self.n = n

    def build(self, s):
        self.w = self.add_weight(shape=(self.n, s[-1]))

    def call(self, x):
        return x * ops.sum(self.w, 0)

    def get_config(self):
        return {**super().get_config(), "n": self.n}


def layer_of_its_own():
    i = keras.Input((4,))
    m = keras.Model(i, Scale(3)(i) + 1.0)
    return keras.models.clone_model(m)


def some_outputs():
    i = keras.Input((4,))
    j = keras.Input((3,))
    a = layers.Dense(2)(i)
    b = layers.Dense(2)(j)
    m = keras.Model([i, j], [a, b, layers.Concatenate()([a, b])])
    k = keras.models.clone_model(m)
    return keras.Model(k.inputs, k.outputs[2])
