"""Random Keras code: modules whose `make()` builds a model, written from a seed.

A program is drawn as a seed and written from it, so that a failing one is named by one number.
"""

from __future__ import annotations

import random

HEAD = '''\
import keras
from keras import layers
from keras import ops
from keras.models import Model, Sequential


class Scaled(layers.Layer):
    """A dense layer of its own making."""

    def __init__(self, units={units}, use_bias=True, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.use_bias = use_bias

    def build(self, input_shape):
        self.kernel = self.add_weight(shape=(input_shape[-1], self.units), name="kernel")
        self.factor = self.add_weight(shape=(self.units,), trainable=False, initializer="ones")
        if self.use_bias:
            self.bias = self.add_weight((self.units,), "zeros", name="bias")
        super().build(input_shape)

    def call(self, inputs):
        outputs = ops.matmul(inputs, self.kernel) * self.factor
        return outputs + self.bias if self.use_bias else outputs


class Block(layers.Layer):
    """Layers in a list, with a shortcut."""

    def __init__(self, depth={depth}, width={width}, **kwargs):
        super().__init__(**kwargs)
        self.steps = [layers.Dense(width, activation="relu") for _ in range(depth)]
        self.norm = layers.LayerNormalization()
        self.parts = {{"out": layers.Dense(width), "drop": layers.Dropout(0.1)}}

    def call(self, x, training=None):
        for step in self.steps:
            x = step(x)
        y = self.parts["drop"](self.parts["out"](x), training=training)
        return self.norm(x + y)
'''


class Writer:
    """Writes one program."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.lines: list[str] = []
        self.fresh = 0

    def pick(self, *options: str) -> str:
        return self.chance.choice(options)

    def maybe(self, share: float = 0.5) -> bool:
        return self.chance.random() < share

    def small(self) -> int:
        return self.chance.randint(1, 6)

    def name(self) -> str:
        self.fresh += 1
        return f"v{self.fresh}"

    # --- layers, by the number of dimensions that they take --------------------------------------

    def image_layer(self) -> str:
        a, k = self.small(), self.chance.randint(1, 3)
        pad = self.pick("valid", "same")
        return self.pick(
            f"layers.Conv2D({a}, {k}, padding={pad!r}, use_bias={self.maybe()})",
            f"layers.Conv2D({a}, ({k}, 1), strides={self.chance.randint(1, 2)}, activation='relu')",
            f"layers.Conv2D(filters={2 * a}, kernel_size={k}, groups=1, dilation_rate={self.chance.randint(1, 2)})",
            f"layers.SeparableConv2D({a}, {k}, depth_multiplier=2, padding={pad!r})",
            f"layers.DepthwiseConv2D({k}, padding={pad!r})",
            f"layers.Conv2DTranspose({a}, {k}, strides=2, padding={pad!r})",
            f"layers.MaxPooling2D({self.chance.randint(1, 2)}, padding={pad!r})",
            "layers.AveragePooling2D(2)",
            f"layers.BatchNormalization(scale={self.maybe()})",
            "layers.BatchNormalization(trainable=False)",
            "layers.ReLU()",
            "layers.PReLU(shared_axes=[1, 2])",
            "layers.ZeroPadding2D(((1, 0), (0, 1)))",
            "layers.Cropping2D(1)",
            "layers.UpSampling2D(2)",
            "layers.SpatialDropout2D(0.2)",
            "layers.Activation('relu')",
            f"layers.Dense({a})",
            f"layers.TimeDistributed(layers.Dense({a}))",
            "layers.Lambda(lambda x: x[:, ::2])",
            f"Scaled({a})",
            "layers.GroupNormalization(1)",
        )

    def to_vector(self) -> str:
        return self.pick(
            "layers.Flatten()",
            "layers.GlobalAveragePooling2D()",
            "layers.GlobalMaxPool2D()",
            "layers.Reshape((-1,))",
        )

    def sequence_layer(self) -> str:
        a = self.small()
        state = self.pick("True", "False")
        return self.pick(
            f"layers.LSTM({a}, return_sequences=True, use_bias={state})",
            f"layers.GRU({a}, return_sequences=True, reset_after={state})",
            f"layers.SimpleRNN({a}, return_sequences=True)",
            f"layers.Bidirectional(layers.LSTM({a}, return_sequences=True), merge_mode={self.pick('concat', 'sum')!r})",
            f"layers.RNN([layers.LSTMCell({a}), layers.GRUCell({a})], return_sequences=True)",
            f"layers.Conv1D({a}, 2, padding={self.pick('same', 'causal', 'valid')!r})",
            f"layers.TimeDistributed(layers.Dense({a}))",
            "layers.MaxPooling1D(2, padding='same')",
            f"layers.EinsumDense('abc,cd->abd', output_shape=(None, {a}), bias_axes='d')",
            f"Block({self.small() % 3}, {a})",
            f"layers.Dense({a})",
            "layers.LayerNormalization()",
        )

    def from_sequence(self) -> str:
        return self.pick(
            f"layers.LSTM({self.small()})",
            "layers.GlobalAveragePooling1D()",
            "layers.Flatten()",
            "layers.GRU(3, name='last')",
        )

    def vector_layer(self) -> str:
        a = self.small()
        return self.pick(
            f"layers.Dense({a})",
            f"layers.Dense({2 * a}, 'relu', False)",
            f"layers.Dense(units={a}, trainable={self.maybe()})",
            f"layers.Dense({a}, activation=layers.LeakyReLU())",
            "layers.Dropout(0.5)",
            "layers.BatchNormalization()",
            "layers.LayerNormalization(center=False)",
            f"Scaled({a}, use_bias={self.maybe()})",
            f"Block({self.small() % 3}, {a})",
            f"Sequential([layers.Dense({a}), layers.ReLU()])",
            "layers.Identity()",
            "layers.Softmax()",
        )

    def chain(self) -> tuple[str, list[str]]:
        """An input shape, and layers that fit one after the other."""
        kind = self.chance.randint(0, 2)
        count = self.chance.randint(0, 3)
        if kind == 0:
            size = self.chance.randint(6, 9)
            body = [self.image_layer() for _ in range(count)] + [self.to_vector()]
            shape = f"({size}, {size + 1}, {self.small()})"
        elif kind == 1:
            body = [self.sequence_layer() for _ in range(count)] + [self.from_sequence()]
            shape = f"({self.chance.randint(3, 6)}, {self.small()})"
        else:
            body, shape = [], f"({self.small() + 1},)"
        return shape, body + [self.vector_layer() for _ in range(self.chance.randint(1, 3))]

    # --- models ----------------------------------------------------------------------------------

    def line(self, text: str) -> None:
        self.lines.append("    " + text)

    def sequential(self) -> None:
        shape, body = self.chain()
        if self.maybe():
            self.line(f"model = Sequential([keras.Input({shape}), {', '.join(body)}])")
            return
        self.line("model = keras.Sequential(name='stack')")
        late = self.maybe(0.3)
        if not late:
            self.line(f"model.add(keras.Input(shape={shape}))")
        for each in body:
            self.line(f"model.add({each})")
        if self.maybe(0.2) and len(body) > 2:
            self.line("model.pop()")
        if late:
            self.line(f"model.build((None, *{shape}))")

    def functional(self) -> None:
        shape, body = self.chain()
        self.line(f"inputs = keras.Input({shape}, name='data')")
        self.line("x = inputs")
        for each in body:
            self.line(f"x = {each}(x)")
        outputs = ["x"]
        for _ in range(self.chance.randint(0, 3)):
            outputs.append(self.branch())
        inputs = "inputs"
        if self.maybe(0.3):
            self.line("other = layers.Input((3,))")
            self.line(f"x = layers.Concatenate()([x, layers.Dense({self.small()})(other)])")
            inputs = "[inputs, other]"
        ends = self.pick("x", f"[{', '.join(outputs)}]") if len(outputs) > 1 else "x"
        self.line(f"model = {self.pick('Model', 'keras.Model')}({inputs}, {ends})")
        if self.maybe(0.3) and inputs == "inputs" and ends == "x":
            self.line(f"outer = keras.Input({shape})")
            self.line(f"model = Model(outer, layers.Dense({self.small()})(model(outer)))")

    def branch(self) -> str:
        """A value beside `x`, joined to it or left as an output."""
        name, a = self.name(), self.small()
        self.line(f"{name} = layers.Dense({a})(x)")
        self.line(
            self.pick(
                f"x = layers.concatenate([x, {name}])",
                f"shared = layers.Dense({a}, name='{name}'); x = shared(shared({name}))",
                f"x = layers.Dense({a})(x) + {name}",
                f"x = ops.concatenate([x, {name} * 2.0], axis=-1)",
                f"x = layers.add([layers.Dense({a}, use_bias=False)(x), {name}])",
                f"x = ops.relu(x - ops.mean({name}, axis=-1, keepdims=True))",
                f"x = layers.Dense({a})(ops.reshape({name}, (-1, {a}, 1))[:, 0])",
                f"x = layers.Multiply()([layers.Dense(1)(x), {name}])",
            )
        )
        return name

    def subclass(self) -> None:
        shape, body = self.chain()
        cls = [
            "class Net(keras.Model):",
            "    def __init__(self, **kwargs):",
            "        super().__init__(**kwargs)",
        ]
        calls = []
        for index, each in enumerate(body):
            if self.maybe(0.7):
                cls.append(f"        self.step{index} = {each}")
                calls.append(f"        x = self.step{index}(x)")
            else:
                cls.append(f"        self.steps{index} = [{each}]")
                calls.append(f"        for step in self.steps{index}:\n            x = step(x)")
        cls += ["", "    def call(self, x, training=False):", *calls, "        return x", "", ""]
        self.before = cls
        self.line("model = Net()")
        if self.maybe():
            self.line(f"model(keras.Input({shape}))")
        else:
            self.line(f"outer = keras.Input({shape})")
            self.line("model = Model(outer, model(outer))")

    def freeze(self) -> None:
        self.line(
            self.pick(
                "pass",
                "pass",
                "model.trainable = False",
                "model.layers[0].trainable = False",
                "for layer in model.layers[:-1]:\n        layer.trainable = False",
                "for layer in model.layers:\n        layer.trainable = isinstance(layer, layers.Dense)",
                "model.trainable = False\n    model.layers[-1].trainable = True",
                "model.trainable = False\n    model.trainable = True",
            )
        )

    def program(self) -> str:
        """The module's source."""
        self.before: list[str] = []
        self.chance.choice((self.sequential, self.functional, self.functional, self.subclass))()
        self.freeze()
        self.line("return model")
        head = HEAD.format(units=self.small(), depth=self.small() % 3, width=self.small())
        return "\n".join([head, "", *self.before, "def make():", *self.lines, ""])


def program(seed: int) -> str:
    """The program of a seed."""
    return Writer(seed).program()
