import torch
from torch import nn


def init(self, width):
    nn.Module.__init__(self)
    self.fc = nn.Linear(width, width)


Made = type("Made", (nn.Module,), {"__init__": init, "scale": 3})


def make():
    net = Made(Made.scale)
    net.more = nn.Parameter(torch.zeros(net.scale))
    return net


EXPECTED = (15, 15, 0)
