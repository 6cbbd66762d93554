from torch import nn


class Net(nn.Module):
    def __init__(self, depth):
        super().__init__()
        for i in range(depth):
            setattr(self, "conv%d" % (i + 1), nn.Conv2d(2 ** i, 2 ** (i + 1), 3))
        self.names = [f"conv{i + 1}" for i in range(depth)]
        self.total = sum(getattr(self, name).out_channels for name in self.names)
        self.fc = nn.Linear(self.total, 2)


def make():
    return Net(4)


EXPECTED = (1622, 1622, 0)
