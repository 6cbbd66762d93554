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
