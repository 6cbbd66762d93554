import torch
from torch import nn


class Net(nn.Module):
    """An initializer hands back its tensor; what is picked along an axis has names."""

    def __init__(self):
        super().__init__()
        self.scale = nn.Parameter(nn.init.uniform_(torch.empty(3)))
        self.weight = nn.Parameter(nn.init.xavier_uniform_(torch.empty(3, 4)))
        best = torch.ones(4, 6).max(dim=0)
        self.register_buffer("best", best.values)
        self.register_buffer("order", torch.zeros(7, 2).sort(dim=0).indices)
        self.register_buffer("window", torch.fft.rfft(torch.zeros(9)).real)
        self.register_buffer("inverse", torch.linalg.inv(torch.eye(3)))


def make():
    return Net()


EXPECTED = (15, 15, 34)
