import torch
from torch import nn


class Scaled(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.scale = nn.Buffer(torch.ones(width))
        self.shift = nn.Buffer(torch.zeros(width, 2), persistent=False)
        self.shift = torch.zeros(width, 3)
        self.weight = nn.Parameter(torch.zeros(width))
        self.plain = torch.zeros(100)


def make():
    model = nn.Sequential(Scaled(4), Scaled(2))
    for buffer in model.buffers():
        assert isinstance(buffer, torch.Tensor)
        if not getattr(buffer, "_filled", False):
            buffer._filled = True
    return model


EXPECTED = (6, 6, 24)
