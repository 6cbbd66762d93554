import torch
from torch import nn


class Same(nn.Conv2d):
    def __init__(self, inputs, outputs, size=3, gain=False, **options):
        super().__init__(inputs, outputs, size, padding=size // 2, **options)
        if gain:
            self.gain = nn.Parameter(torch.ones(self.out_channels, 1, 1, 1))
        else:
            self.gain = None


class Pointwise(Same):
    def __init__(self, inputs, outputs):
        Same.__init__(self, inputs, outputs, 1, gain=True, bias=False)


def make():
    return nn.Sequential(Same(3, 4), Pointwise(4, 8), Same(8, 8, groups=8, gain=True))


EXPECTED = (240, 240, 0)
