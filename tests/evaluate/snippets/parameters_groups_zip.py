from torch import nn


def make():
    online, target = nn.Linear(4, 3), nn.Linear(4, 3)
    for a, b in zip(online.parameters(), target.parameters()):
        b.data.copy_(a.data)
        b.requires_grad = False
    net = nn.Module()
    net.online, net.target = online, target
    return net


EXPECTED = (30, 15, 0)
