import torch
from torch import nn


class P(nn.Module):
    def __init__(self):
        super().__init__()
        self.items = nn.ParameterList([nn.Parameter(torch.zeros(n, 2)) for n in range(1, 4)])
        self.items.append(nn.Parameter(torch.zeros(9)))
        self.named = nn.ParameterDict({"left": nn.Parameter(torch.zeros(5)), "right": nn.Parameter(torch.zeros(6))})
        self.named["third"] = nn.Parameter(torch.zeros(1, 1))


def make():
    return P()


EXPECTED = (33, 33, 0)
