"""A function that keeps what it made gives one and the same layer."""

from functools import cache, lru_cache

from torch import nn


@lru_cache(maxsize=8)
def shared(width):
    return nn.Linear(width, width)


@cache
def activation():
    return nn.PReLU()


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.ModuleList([shared(4), shared(4), shared(2)])
        self.acts = nn.Sequential(activation(), activation())
        self.more = nn.ModuleList(shared.__wrapped__(1) for _ in range(2))


def make():
    return Net()


EXPECTED = (31, 31, 0)
