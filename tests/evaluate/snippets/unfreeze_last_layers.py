from torch import nn


def make():
    net = nn.Sequential(*[nn.Linear(3, 3) for _ in range(5)])
    for p in net.parameters():
        p.requires_grad = False
    for layer in list(net.children())[-2:]:
        layer.requires_grad_(True)
    for index, p in enumerate(net.parameters()):
        if index >= 9:
            p.requires_grad = False
    return net


EXPECTED = (60, 21, 0)
