import torch
from torch import nn


class Gated(nn.Module):
    def __init__(self, layer):
        super().__init__()
        weight = layer.weight
        del layer._parameters["weight"]
        self.layer = layer
        self.direction = nn.Parameter(weight.data)
        self.magnitude = nn.Parameter(torch.norm(weight.data, dim=1, keepdim=True))


def make():
    return Gated(nn.Linear(5, 3))


EXPECTED = (21, 21, 0)
