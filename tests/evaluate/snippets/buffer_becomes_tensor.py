import torch
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.register_buffer("grid", torch.zeros(2))
        self.grid = torch.zeros(3, 3)
        self.register_buffer("gone", torch.zeros(50))
        self.gone = None
        self.norm = nn.BatchNorm2d(4)
        self.norm.running_mean = None
        self.weight = nn.Parameter(torch.zeros(4))
        self.weight = None


def make():
    return Net()


EXPECTED = (8, 8, 14)
