from torch import nn


def make():
    net = nn.Sequential(nn.Linear(2, 3))
    net.append(nn.Linear(3, 4)).append(nn.ReLU())
    net.insert(0, nn.Linear(5, 2))
    net.extend([nn.Linear(4, 4), nn.Linear(4, 1, bias=False)])
    return net


EXPECTED = (61, 61, 0)
