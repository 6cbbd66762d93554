import torch
from torch import nn


class Passing(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, scale):
        ctx.scale = scale
        return x.clone()

    @staticmethod
    def backward(ctx, gradient):
        return gradient * ctx.scale, None


class Model(nn.Module):
    def __init__(self):
        super().__init__()
        self.through = Passing.apply
        self.layer = nn.Linear(3, 5)

    def forward(self, x):
        return self.through(self.layer(x), 0.5)


def make():
    return Model()


EXPECTED = (20, 20, 0)
