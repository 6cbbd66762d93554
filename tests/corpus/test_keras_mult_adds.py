"""Multiply-adds of layers of Keras that are built of others: by formula, and as torch's own layer has them."""

import json

import pytest

from cnnlint.cli import main

CODE = """
import keras
import torch
from keras import layers
from torch import nn


def of(layer, *shape):
    given = keras.Input(shape)
    return keras.Model(given, layer(given))


def lstm(): return of(layers.LSTM(5), 7, 8)
def gru(): return of(layers.GRU(5, return_sequences=True), 7, 8)
def plain(): return of(layers.SimpleRNN(5), 7, 8)
def both(): return of(layers.Bidirectional(layers.LSTM(5)), 7, 8)
def einsum(): return of(layers.EinsumDense("abc,cde->abde", output_shape=(None, 4, 6)), 7, 8)
def dotted(): return of(layers.EinsumDense("...x,xy->...y", output_shape=6), 3, 7, 8)
def separable(): return of(layers.SeparableConv2D(16, 3), 10, 12, 8)
def transposed(): return of(layers.Conv2DTranspose(16, 3, strides=2), 10, 12, 8)
def upwards(): return of(layers.Conv1DTranspose(4, 3), 12, 6)
def deep(): return of(layers.Conv3DTranspose(4, 3), 4, 4, 4, 6)
def apart(): return of(layers.DepthwiseConv2D(3, depth_multiplier=2), 12, 12, 6)
def films(): return of(layers.ConvLSTM1D(4, 3, return_sequences=True), 5, 12, 3)
def strided(): return of(layers.ConvLSTM2D(4, 3, padding="same", strides=2), 5, 12, 10, 3)
def solid(): return of(layers.ConvLSTM3D(4, 3), 2, 6, 6, 6, 3)
def there_and_back(): return of(layers.Bidirectional(layers.ConvLSTM1D(4, 3)), 5, 12, 3)
def cells(): return of(layers.RNN([layers.LSTMCell(4), layers.GRUCell(3)]), 5, 12)
def timed(): return of(layers.TimeDistributed(layers.Conv2D(4, 3)), 5, 12, 12, 3)
def twice_timed(): return of(layers.TimeDistributed(layers.TimeDistributed(layers.Dense(4))), 5, 6, 3)
def timed_model():
    frame = [keras.Input((12, 12, 3)), layers.Conv2D(4, 3), layers.GlobalMaxPooling2D(), layers.Dense(7)]
    return of(layers.TimeDistributed(keras.Sequential(frame)), 5, 12, 12, 3)
def kept_small(): return of(layers.SpectralNormalization(layers.Dense(4)), 12)
def shared():
    dense, given = layers.Dense(16), keras.Input((16,))
    return keras.Model(given, dense(dense(given)))
def of_two(make):
    one, other = keras.Input((10, 16)), keras.Input((7, 16))
    return keras.Model([one, other], make([one, other]))
def product(): return of_two(layers.Dot(axes=2))
def looked_up(): return of_two(layers.Attention())
def added(): return of_two(layers.AdditiveAttention())
def function(): return of_two(lambda pair: keras.ops.matmul(pair[0], keras.ops.transpose(pair[1], (0, 2, 1))))
class Line(layers.Layer):
    def build(self, shape):
        self.kernel = self.add_weight(shape=(shape[-1], 5))
    def call(self, x):
        return keras.ops.matmul(x, self.kernel)
def own(): return of(Line(), 10, 16)
def scores():
    words, given = layers.ReversibleEmbedding(20, 4), keras.Input((10,))
    return keras.Model(given, words(words(given), reverse=True))
class Cell(layers.Layer):
    state_size = 3
    def call(self, x, states):
        return states[0], states
def unknown(): return of(layers.RNN(Cell()), 5, 12)
def attention():
    given = keras.Input((10, 64))
    return keras.Model(given, layers.MultiHeadAttention(4, 16)(given, given))
def across():
    query, value = keras.Input((10, 64)), keras.Input((20, 32))
    return keras.Model([query, value], layers.MultiHeadAttention(4, 16, value_dim=8)(query, value))


class Attention(nn.Module):
    def __init__(self):
        super().__init__()
        self.inner = nn.MultiheadAttention(64, 4, batch_first=True)

    def forward(self, x):
        return self.inner(x, x, x)[0]


class Recurrent(nn.Module):
    def __init__(self):
        super().__init__()
        self.inner = nn.LSTM(8, 5, batch_first=True)

    def forward(self, x):
        return self.inner(x)[0]
"""

FORMULAS = {
    "lstm": 7 * 4 * (8 * 5 + 5 * 5),
    "gru": 7 * 3 * (8 * 5 + 5 * 5),
    "plain": 7 * (8 * 5 + 5 * 5),
    "both": 2 * 7 * 4 * (8 * 5 + 5 * 5),
    "einsum": 7 * 8 * 4 * 6,
    "dotted": 3 * 7 * 8 * 6,
    "separable": 8 * 10 * (8 * 9 + 8 * 16),
    "transposed": 10 * 12 * 8 * 16 * 9,
    "upwards": 12 * 6 * 4 * 3,
    "deep": 4**3 * 6 * 4 * 3**3,
    "apart": 10 * 10 * 12 * 9,
    "films": 5 * 10 * 3 * (3 + 4) * 16,
    "strided": 5 * 6 * 5 * 9 * (3 + 4) * 16,
    "solid": 2 * 4**3 * 27 * (3 + 4) * 16,
    "there_and_back": 2 * 5 * 10 * 3 * (3 + 4) * 16,
    "cells": 5 * (4 * (12 * 4 + 4 * 4) + 3 * (4 * 3 + 3 * 3)),
    "timed": 5 * 10 * 10 * 9 * 3 * 4,
    "twice_timed": 5 * 6 * 3 * 4,
    "timed_model": 5 * (10 * 10 * 9 * 3 * 4 + 4 * 7),
    "kept_small": 12 * 4,
    "shared": 2 * 16 * 16,
    "product": 10 * 7 * 16,
    "looked_up": 2 * 10 * 7 * 16,
    "added": 2 * 10 * 7 * 16,
    "function": 10 * 7 * 16,
    "own": 10 * 16 * 5,
    "scores": 10 * 4 * 20,
    "unknown": None,
    "attention": 4 * 10 * 64 * 64 + 2 * 10 * 10 * 64,
    "across": 10 * (64 * 64 + 32 * 64) + 20 * (32 * 64 + 32 * 32) + 10 * 20 * 4 * (16 + 8),
}


@pytest.fixture
def work(monkeypatch, tmp_path, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "net.py").write_text(CODE)

    def read(*arguments):
        assert main(["summary", *arguments, "--output-format", "json", "--isolated"]) == 0
        return json.loads(capsys.readouterr().out)[0]["mult_adds"]

    return read


@pytest.mark.parametrize("name", FORMULAS)
def test_work_is_that_of_the_formula(work, name):
    assert work(f"net.py::{name}()") == FORMULAS[name]


def test_work_is_that_of_torch(work):
    assert work("net.py::Recurrent", "--input-shape", "1,7,8") == FORMULAS["lstm"]
    assert work("net.py::Attention", "--input-shape", "1,10,64") == FORMULAS["attention"]
