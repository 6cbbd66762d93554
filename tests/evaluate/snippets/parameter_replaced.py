import torch
from torch import nn


def make():
    layer = nn.Linear(4, 4)
    layer.weight = nn.Parameter(torch.zeros(2, 4))
    layer.bias = nn.Parameter(layer.bias[:2].clone(), requires_grad=False)
    other = nn.Conv2d(1, 1, 1)
    other.weight = nn.Parameter(torch.cat([other.weight, other.weight], dim=1))
    return nn.Sequential(layer, other)


EXPECTED = (13, 11, 0)
