import torch
from torch import nn


@torch.jit.script
def double(x: torch.Tensor) -> torch.Tensor:
    return x + x


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = torch.jit.script(nn.Linear(4, 4))
        self.head = torch.compile(nn.Linear(4, 2))
        self.tail = torch.compile(dynamic=True)(nn.Linear(2, 2))

    @torch.jit.ignore
    def skipped(self):
        return double(torch.zeros(1))


def make():
    return Net()


EXPECTED = (36, 36, 0)
