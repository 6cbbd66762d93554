"""`einops.layers.torch`: the same as layers. Parsed and never imported."""

import einops
import torch
from torch.nn import Module, Parameter


class Rearrange(Module):
    def __init__(self, pattern, **axes_lengths):
        super().__init__()
        self.pattern = pattern
        self.axes_lengths = axes_lengths

    def forward(self, input):
        return einops.rearrange(input, self.pattern, **self.axes_lengths)


class Reduce(Module):
    def __init__(self, pattern, reduction, **axes_lengths):
        super().__init__()
        self.pattern = pattern
        self.reduction = reduction
        self.axes_lengths = axes_lengths

    def forward(self, input):
        return einops.reduce(input, self.pattern, self.reduction, **self.axes_lengths)


class EinMix(Module):
    """A linear layer over the axes that a pattern names."""

    def __init__(self, pattern, weight_shape, bias_shape=None, **axes_lengths):
        super().__init__()
        self.weight = Parameter(torch.empty([axes_lengths[name] for name in weight_shape.split()]))
        self.bias = None
        if bias_shape:
            self.bias = Parameter(torch.empty([axes_lengths[name] for name in bias_shape.split()]))
