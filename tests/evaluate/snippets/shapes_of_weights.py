import torch
from torch import nn


class Mask(nn.Module):
    def __init__(self, conv):
        super().__init__()
        self.conv = conv
        self.register_buffer("mask", torch.ones_like(conv.weight))
        out, inputs, height, width = conv.weight.shape
        self.scale = nn.Parameter(torch.ones(out, inputs, 1, 1))
        self.line = nn.Parameter(conv.weight.detach().clone().flatten(1))
        self.size = nn.Parameter(torch.zeros(conv.weight.size(0), conv.weight.shape[-1]))


def make():
    return Mask(nn.Conv2d(2, 3, (3, 5)))


EXPECTED = (204, 204, 90)
