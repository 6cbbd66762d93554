from torch import nn


def make():
    net = nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 2))
    for parameter in net[0].parameters():
        parameter.requires_grad = False
    return net


EXPECTED = (58, 18, 0)
