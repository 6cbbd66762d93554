import torch
from torch import nn


class Net(nn.Module):
    """Lazy layers get their weights from the first batch, also a batch of zeros in the constructor."""

    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(nn.LazyConv2d(8, 3), nn.LazyBatchNorm2d(), nn.ReLU())
        self.head = nn.LazyLinear(5)
        self(torch.zeros(2, 3, 10, 10))

    def forward(self, x):
        return self.head(self.features(x).flatten(1))


def make():
    return Net()


EXPECTED = (2805, 2805, 17)
