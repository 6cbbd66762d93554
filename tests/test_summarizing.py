"""The layer table on given inputs: shapes, calls, multiply-adds and bytes, by hand."""

import json

import pytest

from cnnlint.cli import main

KERAS = """
import keras
from keras import layers


def make():
    inputs = keras.Input((32, 32, 3))
    conv = layers.Conv2D(8, 5, padding="same", name="conv")
    x = layers.Conv2D(8, 5, name="first")(inputs)
    x = layers.MaxPooling2D(2, name="pool")(conv(conv(x)))
    x = layers.SeparableConv2D(16, 3, name="separable")(x)
    x = layers.Conv2DTranspose(4, 2, strides=2, name="up")(x)
    return keras.Model(inputs, layers.Dense(10, name="dense")(layers.Flatten(name="flat")(x)))


class Net(keras.Model):
    def __init__(self):
        super().__init__()
        self.dense = layers.Dense(5)

    def call(self, x):
        return self.dense(x)
"""

CODE = """
import torch
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 8, 5, bias=False)
        self.pool = nn.MaxPool2d(2)
        self.same = self.pool
        self.lstm = nn.LSTM(8, 4)
        self.fc = nn.Linear(8, 10)

    def forward(self, x):
        x = self.pool(self.pool(self.conv(x)))
        return self.fc(torch.flatten(x, 2).mean(2))


class Two(nn.Module):
    def forward(self, left, right):
        return left @ right
"""


@pytest.fixture
def table(monkeypatch, tmp_path, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "net.py").write_text(CODE)

    def read(*arguments):
        code = main(["summary", *arguments, "--output-format", "json", "--isolated"])
        out, err = capsys.readouterr()
        return code, {row["name"]: row for row in json.loads(out)} if out else {}, err

    return read


def test_shapes_and_calls(table):
    code, rows, _ = table("net.py::Net", "--input-shape", "2,3,32,32")
    assert code == 0
    assert rows["conv"]["output_shape"] == "(2, 8, 28, 28)"
    assert (rows["pool"]["output_shape"], rows["pool"]["calls"]) == ("(2, 8, 7, 7)", 2)
    assert (rows["lstm"]["output_shape"], rows["lstm"]["calls"]) == (None, 0)
    assert rows["Net"]["output_shape"] == "(2, 10)"


def test_multiply_adds_are_one_for_each_use_of_a_weight(table):
    _, rows, _ = table("net.py::Net", "--input-shape", "2,3,32,32")
    conv, fc = 2 * 28 * 28 * 8 * 3 * 5 * 5, 2 * 8 * 10
    assert rows["conv"]["mult_adds"] == conv
    assert rows["pool"]["mult_adds"] == 0
    assert rows["Net"]["mult_adds"] == conv + fc


def test_bytes_are_four_to_a_number(table):
    _, rows, _ = table("net.py::Net", "--input-shape", "2,3,32,32")
    assert rows["conv"]["parameter_bytes"] == 4 * 600
    assert rows["pool"]["activation_bytes"] == 4 * 2 * 8 * (14 * 14 + 7 * 7)


def test_several_inputs(table):
    _, rows, _ = table("net.py::Two", "--input-shape", "5,7", "--input-shape", "7,3")
    assert (rows["Two"]["output_shape"], rows["Two"]["mult_adds"]) == ("(5, 3)", 5 * 7 * 3)


def test_what_does_not_fit_is_told(table):
    code, _, err = table("net.py::Net", "--input-shape", "2,1,32,32")
    assert code == 2
    assert "cannot be called on this input" in err


def test_without_inputs_nothing_is_called(table):
    _, rows, _ = table("net.py::Net")
    assert {row["calls"] for row in rows.values()} == {None}


@pytest.fixture
def keras_table(table, tmp_path):
    (tmp_path / "net.py").write_text(KERAS)
    return table


def test_a_keras_model_tells_its_own_input(keras_table):
    code, rows, _ = keras_table("net.py::make")
    assert code == 0
    assert rows["first"]["output_shape"] == "(None, 28, 28, 8)"
    assert (rows["conv"]["calls"], rows["conv"]["output_shape"]) == (2, "(None, 28, 28, 8)")
    assert rows["input_layer"]["output_shape"] == "(None, 32, 32, 3)"
    assert rows["Functional"]["output_shape"] == "(None, 10)"


def test_multiply_adds_of_keras_are_of_one_example_where_the_batch_is_open(keras_table):
    _, rows, _ = keras_table("net.py::make")
    work = {
        "first": 28 * 28 * 8 * 75,
        "conv": 2 * 28 * 28 * 8 * 200,
        "separable": 12 * 12 * 8 * (9 + 16),
        "up": 12 * 12 * 16 * 4 * 4,
        "dense": 24 * 24 * 4 * 10,
    }
    assert {name: rows[name]["mult_adds"] for name in work} == work
    assert rows["Functional"]["mult_adds"] == sum(work.values())
    assert rows["pool"]["activation_bytes"] == 4 * 14 * 14 * 8


def test_a_keras_model_is_called_on_the_shape_that_is_given(keras_table):
    _, rows, _ = keras_table("net.py::make", "--input-shape", "2,32,32,3")
    assert rows["first"]["output_shape"] == "(2, 28, 28, 8)"
    assert rows["dense"]["mult_adds"] == 2 * 24 * 24 * 4 * 10
    _, rows, _ = keras_table("net.py::Net", "--input-shape", "3,7")
    assert (rows["Net"]["output_shape"], rows["Net"]["parameters"]) == ("(3, 5)", 40)
