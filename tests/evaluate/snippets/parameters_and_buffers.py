import torch
from torch import nn


class Raw(nn.Module):
    def __init__(self, dim=6):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(dim))
        self.shift = nn.Parameter(torch.zeros(1, dim, 1), requires_grad=False)
        self.register_parameter("gamma", nn.Parameter(torch.full((2, dim), 1e-6)))
        self.register_parameter("nothing", None)
        self.register_buffer("mean", torch.zeros(dim))
        self.register_buffer("step", torch.tensor(0), persistent=False)
        self.register_buffer("absent", None)
        self.plain = torch.ones(100)


def make():
    return Raw()


EXPECTED = (24, 18, 7)
