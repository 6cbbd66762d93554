import torch
from torch import nn


class Scale(nn.Module):
    def __init__(self, weight):
        super().__init__()
        self.weight = weight
        self.bias = nn.Parameter(torch.zeros(3))


def make():
    shared = nn.Parameter(torch.ones(3, 3))
    return nn.Sequential(Scale(shared), Scale(shared), Scale(nn.Parameter(torch.ones(3, 3))))


EXPECTED = (27, 27, 0)
