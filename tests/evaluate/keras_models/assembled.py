"""Models of Keras in many styles; what real Keras makes of them stands in truth.json."""

import keras
import numpy as np
from keras import Model, layers, ops


def ticket_router():
    title = keras.Input((None,), dtype="int32", name="title")
    body = keras.Input((None,), dtype="int32", name="body")
    tags = keras.Input((12,), name="tags")
    words = layers.Embedding(500, 16, mask_zero=True, name="words")
    reader = layers.Bidirectional(layers.LSTM(8), name="reader")
    t = reader(words(title))
    b = layers.LSTM(20, name="body_lstm")(words(body))
    x = layers.concatenate([t, b, tags])
    priority = layers.Dense(1, activation="sigmoid", name="priority")(x)
    department = layers.Dense(4, name="department")(x)
    return keras.Model(
        {"title": title, "body": body, "tags": tags}, {"priority": priority, "department": department}
    )


def siamese():
    tower = keras.Sequential(
        [
            layers.Input((28, 28, 1)),
            layers.Conv2D(8, 3, activation="relu"),
            layers.BatchNormalization(),
            layers.MaxPooling2D(),
            layers.SeparableConv2D(16, 3, padding="same"),
            layers.GlobalAveragePooling2D(),
            layers.Dense(12),
        ],
        name="tower",
    )
    a, b = keras.Input((28, 28, 1)), keras.Input((28, 28, 1))
    d = layers.Lambda(lambda p: ops.abs(p[0] - p[1]))([tower(a), tower(b)])
    return keras.Model([a, b], layers.Dense(1)(d))


class LowRank(layers.Layer):
    def __init__(self, units, rank=2, use_bias=True, **kw):
        super().__init__(**kw)
        self.units, self.rank, self.use_bias = units, rank, use_bias

    def build(self, input_shape):
        self.u = self.add_weight(shape=(input_shape[-1], self.rank), initializer="glorot_uniform", name="u")
        self.v = self.add_weight(shape=(self.rank, self.units), name="v")
        if self.use_bias:
            self.bias = self.add_weight(shape=(self.units,), initializer="zeros", name="bias")
        self.seen = self.add_weight(shape=(), trainable=False, initializer="zeros", name="seen")
        super().build(input_shape)

    def call(self, x):
        y = ops.matmul(ops.matmul(x, self.u), self.v)
        return y + self.bias if self.use_bias else y


class LowRankNet(keras.Model):
    def __init__(self, widths=(32, 16), classes=5):
        super().__init__()
        self.blocks = [LowRank(w, rank=3) for w in widths]
        self.norms = [layers.LayerNormalization() for _ in widths]
        self.drop = layers.Dropout(0.1)
        self.head = LowRank(classes, use_bias=False)

    def call(self, x, training=False):
        for block, norm in zip(self.blocks, self.norms, strict=False):
            x = self.drop(norm(ops.relu(block(x))), training=training)
        return self.head(x)


class MinimalCell(layers.Layer):
    def __init__(self, units, **kw):
        super().__init__(**kw)
        self.units = units
        self.state_size = units

    def build(self, input_shape):
        self.kernel = self.add_weight(shape=(input_shape[-1], self.units), name="kernel")
        self.recurrent = self.add_weight(shape=(self.units, self.units), name="recurrent")
        self.built = True

    def call(self, x, states):
        h = ops.tanh(ops.matmul(x, self.kernel) + ops.matmul(states[0], self.recurrent))
        return h, [h]


def cells():
    x = keras.Input((10, 6))
    y = layers.RNN(MinimalCell(7), return_sequences=True)(x)
    y = layers.RNN(
        [layers.GRUCell(5), layers.LSTMCell(4), layers.SimpleRNNCell(3, use_bias=False)],
        return_sequences=True,
    )(y)
    y = layers.RNN(layers.StackedRNNCells([layers.LSTMCell(4), layers.LSTMCell(6)]))(y)
    return keras.Model(x, layers.Dense(2)(y))


def wrappers():
    clip = keras.Input((8, 32, 32, 3))
    frame = keras.Sequential([layers.Conv2D(6, 3, strides=2), layers.ReLU(), layers.GlobalMaxPooling2D()])
    x = layers.TimeDistributed(frame)(clip)
    x = layers.TimeDistributed(layers.Dense(10))(x)
    x = layers.Bidirectional(layers.GRU(5, return_sequences=True, reset_after=False), merge_mode="sum")(x)
    x = layers.Bidirectional(layers.LSTM(4), backward_layer=layers.LSTM(4, go_backwards=True, use_bias=True))(
        x
    )
    x = layers.SpectralNormalization(layers.Dense(9))(x)
    return keras.Model(clip, x)


def frozen_before():
    inner = keras.Sequential(
        [keras.Input((16,)), layers.Dense(8), layers.BatchNormalization(), layers.Dense(4)]
    )
    inner.trainable = False
    x = keras.Input((16,))
    m = keras.Model(x, layers.Dense(3)(inner(x)))
    return m


def frozen_after():
    m = frozen_before()
    m.layers[1].trainable = True
    for layer in m.layers[1].layers[:1]:
        layer.trainable = False
    return m


def frozen_bn():
    m = siamese()
    for layer in m.get_layer("tower").layers:
        if isinstance(layer, layers.BatchNormalization):
            layer.trainable = False
    return m


def refrozen():
    m = frozen_before()
    m.trainable = False
    m.trainable = True
    return m


def frozen_layer_kw():
    return keras.Sequential(
        [keras.Input((5,)), layers.Dense(4, trainable=False), layers.Dense(3), LowRank(2, trainable=False)]
    )


class Experts(layers.Layer):
    def __init__(self, n=3, d=6):
        super().__init__()
        self.experts = {f"e{i}": layers.Dense(d, name=f"e{i}") for i in range(n)}
        self.gate = layers.Dense(n, use_bias=False)
        self.pairs = [(layers.Dense(d), layers.LayerNormalization(center=False)) for _ in range(2)]
        self.temperature = keras.Variable(1.0, trainable=False)
        self.bank = [self.add_weight(shape=(2, d), name=f"bank{i}") for i in range(2)]

    def call(self, x):
        g = ops.softmax(self.gate(x) / self.temperature)
        y = sum(g[:, i : i + 1] * e(x) for i, e in enumerate(self.experts.values()))
        for dense, norm in self.pairs:
            y = y + norm(dense(y))
        return y


def experts():
    x = keras.Input((6,))
    return keras.Model(x, Experts()(x))


def patches():
    img = keras.Input((32, 32, 3))
    p = ops.reshape(img, (-1, 4, 8, 4, 8, 3))
    p = ops.transpose(p, (0, 1, 3, 2, 4, 5))
    p = ops.reshape(p, (-1, 16, 192))
    x = layers.Dense(24)(p)
    pos = layers.Embedding(16, 24)(ops.arange(16))
    x = x + pos
    y = layers.MultiHeadAttention(3, 8, dropout=0.1)(x, x)
    x = layers.LayerNormalization(epsilon=1e-6)(layers.Add()([x, y]))
    x = layers.MultiHeadAttention(2, 6, value_dim=5, output_shape=24, use_bias=False)(x, x, x)
    x = ops.mean(x, axis=1)
    return keras.Model(img, layers.Dense(10)(x))


class GAN(keras.Model):
    def __init__(self, generator, discriminator, latent=16):
        super().__init__()
        self.generator = generator
        self.discriminator = discriminator
        self.latent = latent
        self.g_loss = keras.metrics.Mean(name="g_loss")

    def call(self, z):
        return self.discriminator(self.generator(z))


def make_generator(latent=16):
    return keras.Sequential(
        [
            keras.Input((latent,)),
            layers.Dense(7 * 7 * 8, use_bias=False),
            layers.BatchNormalization(),
            layers.LeakyReLU(),
            layers.Reshape((7, 7, 8)),
            layers.Conv2DTranspose(8, 5, strides=2, padding="same", use_bias=False),
            layers.BatchNormalization(momentum=0.8),
            layers.Conv2DTranspose(1, 4, strides=2, padding="same", activation="tanh"),
        ],
        name="generator",
    )


def make_discriminator():
    m = keras.Sequential(name="discriminator")
    m.add(keras.Input(shape=(28, 28, 1)))
    m.add(layers.Conv2D(8, 5, strides=2, padding="same"))
    m.add(layers.LeakyReLU(negative_slope=0.2))
    m.add(layers.Dropout(0.3))
    m.add(layers.Flatten())
    m.add(layers.Dense(1))
    return m


def gan():
    d = make_discriminator()
    d.trainable = False
    return GAN(make_generator(), d)


def stacked_gan():
    g, d = make_generator(), make_discriminator()
    d.trainable = False
    z = keras.Input((16,))
    return keras.Model(z, d(g(z)))


def preprocess():
    num = keras.Input((5,), name="num")
    cat = keras.Input((1,), dtype="int32", name="cat")
    norm = layers.Normalization(axis=-1)
    norm.adapt(np.zeros((20, 5)))
    x = norm(num)
    y = layers.CategoryEncoding(num_tokens=7, output_mode="one_hot")(cat)
    z = layers.Rescaling(1 / 255.0)(num)
    return keras.Model([num, cat], layers.Dense(3)(layers.Concatenate()([x, y, z])))


def augment():
    return keras.Sequential(
        [
            keras.Input((40, 40, 3)),
            layers.RandomFlip("horizontal"),
            layers.RandomRotation(0.1),
            layers.Rescaling(1.0 / 127.5, offset=-1),
            layers.Normalization(mean=[0.5, 0.5, 0.5], variance=[0.1, 0.1, 0.1]),
            layers.Resizing(32, 32),
            layers.DepthwiseConv2D(3, depth_multiplier=2),
            layers.PReLU(shared_axes=[1, 2]),
            layers.Conv2D(4, (1, 3), groups=2),
            layers.GroupNormalization(groups=2),
            layers.Flatten(),
            layers.Dense(5),
        ]
    )


def popped():
    m = keras.Sequential(
        [keras.Input((9,)), layers.Dense(6), layers.BatchNormalization(), layers.Dense(4), layers.Dense(2)]
    )
    m.pop()
    m.pop()
    m.add(layers.Dense(11))
    return m


def popped_layers():
    m = make_discriminator()
    y = layers.Dense(5)(m.layers[-2].output)
    return keras.Model(m.inputs, y)


def conv_block(x, f):
    for _ in range(2):
        x = layers.Conv2D(f, 3, padding="same", use_bias=False, kernel_initializer="he_normal")(x)
        x = layers.BatchNormalization()(x)
        x = layers.Activation("relu")(x)
    return x


def attention_unet(base=8, depth=3):
    i = keras.Input((48, 64, 3))
    x, skips = i, []
    for d in range(depth):
        x = conv_block(x, base * 2**d)
        skips.append(x)
        x = layers.MaxPool2D()(x)
    x = conv_block(x, base * 2**depth)
    h, w, c = x.shape[1:]
    t = layers.Reshape((h * w, c))(x)
    t = layers.MultiHeadAttention(num_heads=2, key_dim=c // 2)(t, t) + t
    x = layers.Reshape((h, w, c))(t)
    for d, s in zip(range(depth)[::-1], skips[::-1], strict=False):
        x = layers.UpSampling2D(interpolation="bilinear")(x)
        g = layers.Conv2D(1, 1, activation="sigmoid")(layers.Concatenate()([x, s]))
        x = layers.Concatenate()([x, layers.Multiply()([s, g])])
        x = conv_block(x, base * 2**d)
    return keras.Model(i, layers.Conv2D(2, 1)(x), name="attention_unet")


def video():
    i = layers.Input(shape=(None, 20, 20, 1))
    x = layers.ConvLSTM2D(4, 3, padding="same", return_sequences=True)(i)
    x = layers.BatchNormalization()(x)
    x = layers.ConvLSTM2D(6, (1, 1), return_sequences=True, use_bias=False)(x)
    x = layers.Conv3D(1, 3, padding="same")(x)
    return Model(i, x)


class Mlp(keras.Sequential):
    def __init__(self, *sizes):
        super().__init__()
        for s in sizes:
            self.add(layers.Dense(s, activation="gelu"))
        self.add(layers.Dense(1))


def mlp():
    m = Mlp(5, 4)
    m.build((None, 3))
    return m


class Ranker(keras.Model):
    def __init__(self, users, items, dim=8):
        u = keras.Input((), dtype="int32")
        v = keras.Input((), dtype="int32")
        eu = layers.Embedding(users, dim)(u)
        ev = layers.Embedding(items, dim)(v)
        bu = layers.Flatten()(layers.Embedding(users, 1)(u))
        y = layers.Dot(axes=1)([eu, ev]) + bu
        super().__init__([u, v], y)


def ranker():
    return Ranker(50, 30)


class Sampling(layers.Layer):
    def __init__(self, **kw):
        super().__init__(**kw)
        self.seed_generator = keras.random.SeedGenerator(1)

    def call(self, inputs):
        mean, log_var = inputs
        eps = keras.random.normal(ops.shape(mean), seed=self.seed_generator)
        return mean + ops.exp(0.5 * log_var) * eps


class VAE(keras.Model):
    def __init__(self):
        super().__init__()
        i = keras.Input((28, 28, 1))
        x = layers.Conv2D(4, 3, 2, padding="same")(i)
        x = layers.Flatten()(x)
        m, v = layers.Dense(2, name="m")(x), layers.Dense(2, name="v")(x)
        self.encoder = keras.Model(i, [m, v, Sampling()([m, v])])
        z = keras.Input((2,))
        self.decoder = keras.Model(z, layers.Reshape((28, 28, 1))(layers.Dense(784)(z)))

    def call(self, x):
        return self.decoder(self.encoder(x)[2])


def vae():
    return VAE()


def tied():
    dense = layers.Dense(4)
    i = keras.Input((4,))
    x = i
    for _ in range(5):
        x = dense(x)
    (layers.ReversibleEmbedding(11, 4) if hasattr(layers, "ReversibleEmbedding") else layers.Embedding(11, 4))
    return keras.Model(i, layers.EinsumDense("bc,cde->bde", output_shape=(3, 5), bias_axes="de")(x))


def transformer(vocab=100, dim=16, heads=2, n=2, length=12):
    i = keras.Input((length,), dtype="int32")
    emb = layers.ReversibleEmbedding(vocab, dim, tie_weights=True)
    x = emb(i)
    for k in range(n):
        h = layers.RMSNormalization(name=f"n{k}")(x)
        h = layers.GroupQueryAttention(4, 4, 2)(h, h, use_causal_mask=True)
        x = layers.add([x, h])
        h = layers.Dense(4 * dim, activation="silu")(x)
        x = x + layers.Dense(dim)(h)
    return keras.Model(i, emb(x, reverse=True))


def vae_functional():
    i = keras.Input((28, 28, 1))
    x = layers.Flatten()(layers.Conv2D(4, 3, 2, padding="same")(i))
    m, v = layers.Dense(2)(x), layers.Dense(2)(x)
    z = Sampling()([m, v])
    return keras.Model(i, layers.Dense(784)(z))


def adapted():
    norm = layers.Normalization()
    norm.adapt(np.zeros((20, 5)))
    return keras.Sequential([keras.Input((5,)), norm, layers.Dense(3)])


def adapted_axis_none():
    norm = layers.Normalization(axis=None)
    norm.adapt(np.zeros((20,)))
    return keras.Sequential([keras.Input((1,)), norm, layers.Dense(3)])


class Distiller(keras.Model):
    def __init__(self, student, teacher):
        super().__init__()
        self.student, self.teacher = student, teacher
        self.teacher.trainable = False

    def call(self, x):
        return self.student(x)


def distiller():
    t = keras.Sequential([keras.Input((8,)), layers.Dense(32, activation="relu"), layers.Dense(4)])
    s = keras.Sequential([keras.Input((8,)), layers.Dense(4)])
    d = Distiller(s, t)
    d.compile(optimizer="adam", loss="mse")
    return d


class Highway(layers.Layer):
    def __init__(self, depth=2, **kw):
        super().__init__(**kw)
        self.depth = depth

    def build(self, shape):
        d = shape[-1]
        self.parts = {"gate": [], "carry": []}
        for _k in range(self.depth):
            self.parts["gate"].append(
                layers.Dense(d, activation="sigmoid", bias_initializer=keras.initializers.Constant(-1.0))
            )
            self.parts["carry"].append(layers.Dense(d))
            self.parts["gate"][-1].build(shape)
            self.parts["carry"][-1].build(shape)

    def call(self, x):
        for g, c in zip(self.parts["gate"], self.parts["carry"], strict=False):
            t = g(x)
            x = t * c(x) + (1 - t) * x
        return x

    def compute_output_shape(self, s):
        return s


def highway():
    i = keras.Input((None, 6))
    x = Highway(3)(i)
    x = layers.Conv1D(4, 3, padding="causal", dilation_rate=2)(x)
    x = layers.GlobalMaxPool1D()(x)
    return Model(i, x)


def squeeze_excite(x, ratio=4):
    c = x.shape[-1]
    s = layers.GlobalAveragePooling2D(keepdims=True)(x)
    s = layers.Conv2D(c // ratio, 1, activation="relu")(s)
    s = layers.Conv2D(c, 1, activation="hard_sigmoid")(s)
    return layers.multiply([x, s])


def mobile_block(x, filters, stride, expand):
    inp = x
    c = x.shape[-1]
    if expand != 1:
        x = layers.Conv2D(int(c * expand), 1, use_bias=False)(x)
        x = layers.BatchNormalization()(x)
        x = layers.ReLU(6.0)(x)
    if stride == 2:
        x = layers.ZeroPadding2D(((0, 1), (0, 1)))(x)
    x = layers.DepthwiseConv2D(3, strides=stride, padding="same" if stride == 1 else "valid", use_bias=False)(
        x
    )
    x = layers.BatchNormalization(scale=False)(x)
    x = squeeze_excite(x)
    x = layers.Conv2D(filters, 1, use_bias=False)(x)
    x = layers.BatchNormalization(center=False)(x)
    return layers.add([x, inp]) if stride == 1 and c == filters else x


def mobile():
    i = keras.Input((32, 32, 3))
    x = layers.Conv2D(8, 3, 2, "same", use_bias=False)(i)
    for f, s, e in [(8, 1, 1), (12, 2, 3), (12, 1, 3), (16, 2, 4.5)]:
        x = mobile_block(x, f, s, e)
    x = layers.GlobalAveragePooling2D()(x)
    return Model(inputs=[i], outputs=[layers.Dense(5)(x)])


def seq2seq(src=40, tgt=50, d=12):
    s = keras.Input((None,))
    t = keras.Input((None,))
    e = layers.Embedding(src, d, mask_zero=True)(s)
    _, h, c = layers.LSTM(d, return_state=True)(e)
    td = layers.Embedding(tgt, d)(t)
    y = layers.LSTM(d, return_sequences=True)(td, initial_state=[h, c])
    a = layers.Attention(use_scale=True)([y, e])
    y = layers.Concatenate()([y, a])
    return Model([s, t], layers.Dense(tgt, activation="softmax")(y))


def bidir_states():
    i = keras.Input((7, 5))
    y, fh, _fc, bh, _bc = layers.Bidirectional(layers.LSTM(4, return_sequences=True, return_state=True))(i)
    h = layers.Concatenate()([fh, bh])
    g = layers.GRU(8, return_sequences=True)(y, initial_state=h)
    return Model(i, [g, h])


class Pyramid(keras.Model):
    def __init__(self, widths):
        super().__init__(name="pyramid")
        self.stages = []
        for i, w in enumerate(widths):
            self.stages.append(
                keras.Sequential(
                    [
                        layers.Conv2D(w, 3, padding="same"),
                        layers.BatchNormalization(),
                        layers.ReLU(),
                        layers.MaxPool2D(),
                    ],
                    name=f"s{i}",
                )
            )
        self.lateral = [layers.Conv2D(4, 1) for _ in widths]
        self.up = layers.UpSampling2D()
        self.unused = layers.Dense(3)

    def call(self, x):
        outs = []
        for s in self.stages:
            x = s(x)
            outs.append(x)
        p = self.lateral[-1](outs[-1])
        res = [p]
        for o, side in zip(reversed(outs[:-1]), reversed(self.lateral[:-1]), strict=False):
            p = self.up(p) + side(o)
            res.append(p)
        return res


def pyramid():
    m = Pyramid([4, 6, 8])
    m(np.zeros((1, 32, 32, 3), "float32"))
    return m


def pyramid_functional():
    i = keras.Input((32, 32, 3))
    return Model(i, Pyramid([4, 6, 8])(i))


def quantile_dropout():
    m = keras.Sequential(name="q")
    for k in range(3):
        m.add(
            layers.Dense(2 ** (3 - k), kernel_constraint="max_norm")
            if k
            else layers.Dense(8, input_shape=(5,))
        )
        m.add(layers.GaussianNoise(0.1))
        m.add(layers.AlphaDropout(0.1))
    m.build()
    return m


def multi_head_pool():
    i = keras.Input((9, 10))
    q = layers.Embedding(3, 10)(ops.expand_dims(ops.arange(3), 0))
    q = ops.broadcast_to(q, (1, 3, 10))
    y = layers.MultiHeadAttention(2, 4, attention_axes=1)(i, i)
    y2 = layers.AdditiveAttention()([i, y])
    return Model(i, layers.Flatten()(ops.stack([y, y2], axis=1)))


def conv_lstm_stack():
    i = keras.Input((5, 12, 3))
    x = layers.ConvLSTM1D(4, 3, return_sequences=True)(i)
    x = layers.TimeDistributed(layers.SeparableConv1D(6, 3, depth_multiplier=2))(x)
    x = layers.Bidirectional(layers.ConvLSTM1D(2, 2, padding="same"), merge_mode="mul")(x)
    return Model(i, x)


def rnn_state_cells():
    cell = layers.StackedRNNCells([layers.GRUCell(5), layers.GRUCell(6, reset_after=False)])
    i = keras.Input((4, 3))
    out = layers.RNN(cell, return_state=True)(i)
    return Model(i, out)


def weight_shared_variable():
    class Tied(layers.Layer):
        def __init__(self, dense):
            super().__init__()
            self.dense = dense

        def build(self, s):
            self.bias = self.add_weight(shape=(6,))

        def call(self, x):
            return ops.matmul(x, ops.transpose(self.dense.kernel)) + self.bias

    enc = layers.Dense(3)
    i = keras.Input((6,))
    return Model(i, Tied(enc)(enc(i)))


def dict_inputs():
    i = {"a": keras.Input((3,), name="a"), "b": keras.Input((4,), name="b")}
    x = layers.Concatenate()(list(i.values()))
    return Model(i, {"y": layers.Dense(2)(x), "z": layers.Dense(1)(i["b"])})


def normalisers():
    i = keras.Input((6, 6, 8))
    x = layers.GroupNormalization(4)(i)
    x = layers.LayerNormalization(axis=[1, 2, 3], rms_scaling=False)(x)
    x = layers.UnitNormalization()(x)
    x = layers.BatchNormalization(axis=1)(x)
    x = layers.SpectralNormalization(layers.Conv2D(4, 2))(x)
    x = layers.RMSNormalization()(x)
    return Model(i, x)


def permuting():
    i = keras.Input((6, 4, 2))
    x = layers.Permute((3, 1, 2))(i)
    x = layers.Reshape((2, -1))(x)
    x = layers.RepeatVector(3)(layers.Flatten()(x))
    x = layers.Cropping1D((1, 0))(x)
    x = layers.ZeroPadding1D(2)(x)
    x = layers.AveragePooling1D(2, padding="same")(x)
    x = layers.Dot(axes=(1, 1))([x, x])
    return Model(i, layers.Dense(1)(x))
