"""A row of a pasted summary means the layer of its name, else that of its place."""

import pytest
from linting import lint

_KERAS = '''"""
Layer (type)                 Output Shape              Param #
=================================================================
dense_a (Dense)              (None, 4)                 {a}
_________________________________________________________________
pool_a (MaxPooling1D)        (None, 2)                 {b}
_________________________________________________________________
dense_b (Dense)              (None, 4)                 {c}
_________________________________________________________________
pool_b (MaxPooling1D)        (None, 1)                 {d}
=================================================================
"""
from keras import layers, models

model = models.Sequential([
    layers.Dense(4, name="dense_a", input_shape=(4, 4)),
    layers.MaxPooling1D(name="pool_a"),
    layers.Dense(4, name="dense_b"),
    layers.MaxPooling1D(name="pool_b"),
])
'''

_TORCH = '''"""
        Layer (type)               Output Shape         Param #
================================================================
            Conv2d-1             [-1, 4, 26, 26]             {a}
       BatchNorm2d-2             [-1, 4, 26, 26]               {b}
            Conv2d-3             [-1, 4, 24, 24]             {c}
       BatchNorm2d-4             [-1, 4, 24, 24]               {d}
================================================================
"""
import torch.nn as nn

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = nn.Sequential(nn.Conv2d(4, 4, 3), nn.BatchNorm2d(4))
        self.second = nn.Sequential(nn.Conv2d(4, 4, 3), nn.BatchNorm2d(4))
'''
_TOTAL = "Total params: {total}\nTrainable params: {total}\nNon-trainable params: 0\n"
_KERAS, _TORCH = (text.replace('=\n"""\n', "=\n" + _TOTAL + '"""\n') for text in (_KERAS, _TORCH))
RIGHT = {_KERAS: {"a": 20, "b": 0, "c": 20, "d": 0}, _TORCH: {"a": 148, "b": 8, "c": 148, "d": 8}}
SUBJECTS = {
    _KERAS: {"a": "dense_a", "b": "pool_a", "c": "dense_b", "d": "pool_b"},
    _TORCH: {"a": "first.0", "b": "first.1", "c": "second.0", "d": "second.1"},
}
CASES = [
    pytest.param(text, row, id=f"{name}-{row}")
    for name, text in (("keras", _KERAS), ("torch", _TORCH))
    for row in "abcd"
]


@pytest.mark.parametrize("text", [_KERAS, _TORCH], ids=["keras", "torch"])
def test_a_right_summary_is_silent(text):
    assert not lint(text.format(**RIGHT[text], total=sum(RIGHT[text].values()))).findings


@pytest.mark.parametrize(("text", "row"), CASES)
def test_a_wrong_row_is_that_of_its_own_layer(text, row):
    numbers = RIGHT[text] | {row: RIGHT[text][row] + 3}
    found = lint(text.format(**numbers, total=sum(RIGHT[text].values()))).findings
    assert [each.code for each in found] == ["CNN104"]
    assert found[0].subject.startswith(SUBJECTS[text][row] + " = ")
