import math

import torch
import torch.nn as nn
from torch.nn.parameter import Parameter


class Embed(nn.Module):
    def __init__(self, tokens, dim):
        super().__init__()
        self.weight = Parameter(torch.empty(tokens, dim))
        self.position = Parameter(torch.randn(1, tokens + 1, dim) * 0.02)
        self.token = Parameter(torch.zeros((1, 1, dim)))
        self.table = Parameter(torch.rand([dim, 2]).view(-1, 1))
        self.logits = Parameter(torch.tensor([1.0, 2.0, 3.0]))
        self.scalar = Parameter(torch.tensor(math.log(1 / 0.07)))
        self.like = Parameter(torch.zeros_like(self.weight))


def make():
    return Embed(5, 8)


EXPECTED = (156, 156, 0)
