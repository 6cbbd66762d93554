import importlib.util

import torch
from torch import nn

HAS_EXTRA = importlib.util.find_spec("a_library_that_is_absent") is not None


def hooked(method):
    if not HAS_EXTRA:
        return method

    def wrapper(self, *given):
        return method(self, *given)

    return wrapper


if torch.__version__ >= "2.1":
    Norm = nn.LayerNorm
else:
    Norm = nn.BatchNorm1d


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.norm = Norm(4)
        self.names = [cls.__name__ for cls in type(self).__mro__]
        self.head = nn.Linear(4, 2) if "network" not in self.names else nn.Linear(9, 9)

    @hooked
    def forward(self, x):
        return self.head(self.norm(x))


def make():
    return Net()


EXPECTED = (18, 18, 0)
