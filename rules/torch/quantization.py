"""Marks of torch.ao.quantization, written for cnnlint's evaluator: parsed and never imported.

They stand where quantized numbers begin and end, and own nothing until a model is converted.
"""

from torch import cat
from torch.nn import Identity, Module


class QuantStub(Module):
    """Where a model turns its input into quantized numbers."""

    def __init__(self, qconfig=None):
        super().__init__()

    def forward(self, x):
        return x


class DeQuantStub(Module):
    """Where a model turns quantized numbers back."""

    def __init__(self, qconfig=None):
        super().__init__()

    def forward(self, x):
        return x


class FloatFunctional(Module):
    """Additions and concatenations that quantization can watch."""

    def __init__(self):
        super().__init__()
        self.activation_post_process = Identity()

    def add(self, x, y):
        return self.activation_post_process(x + y)

    def add_scalar(self, x, y):
        return self.activation_post_process(x + y)

    def mul(self, x, y):
        return self.activation_post_process(x * y)

    def mul_scalar(self, x, y):
        return self.activation_post_process(x * y)

    def add_relu(self, x, y):
        return self.activation_post_process(x + y)

    def matmul(self, x, y):
        return self.activation_post_process(x @ y)

    def cat(self, x, dim=0):
        return self.activation_post_process(cat(x, dim))
