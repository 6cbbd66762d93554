import torch
from torch import nn


def make():
    net = nn.Module()
    net.weight = nn.Parameter(torch.zeros(3, 4))
    net.child = nn.Module()
    net.child.register_buffer("state", torch.ones(2, 2))
    net.add_module("lin", nn.Linear(1, 2))
    net.register_module("lin2", nn.Linear(2, 2))
    return net


EXPECTED = (22, 22, 4)
