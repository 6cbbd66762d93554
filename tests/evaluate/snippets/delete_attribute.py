from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Linear(2, 2)
        self.b = nn.Linear(3, 3)
        self.c = nn.Linear(4, 4)


def make():
    net = Net()
    del net.a
    net.b = None
    net.c.bias = None
    delattr(net.c, "bias")
    return net


EXPECTED = (16, 16, 0)
