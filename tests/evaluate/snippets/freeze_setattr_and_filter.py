from torch import nn


def make():
    net = nn.Sequential(nn.Linear(5, 4), nn.Linear(4, 3), nn.Linear(3, 2))
    for p in filter(lambda p: p.ndim == 1, net.parameters()):
        p.requires_grad = False
    net[1].weight.requires_grad = not True
    return net


EXPECTED = (47, 26, 0)
