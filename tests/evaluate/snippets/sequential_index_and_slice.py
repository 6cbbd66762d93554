from torch import nn


def make():
    net = nn.Sequential(*[nn.Linear(n, n + 1) for n in range(1, 7)])
    net[0] = nn.Linear(10, 2)
    net[-1] = nn.Identity()
    del net[2]
    return nn.Sequential(net[1:3], net[-2], *net[::2])


EXPECTED = (92, 92, 0)
