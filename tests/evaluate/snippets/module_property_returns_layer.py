from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.stem = nn.Conv2d(3, 4, 3)

    @property
    def first(self):
        return self.stem


class Outer(nn.Module):
    def __init__(self, inner):
        super().__init__()
        self.inner = inner
        self.again = inner.first
        self.head = nn.Linear(inner.first.out_channels, 2)


def make():
    return Outer(Net())


EXPECTED = (122, 122, 0)
