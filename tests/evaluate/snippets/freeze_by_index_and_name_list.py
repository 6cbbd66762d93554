from torch import nn

FROZEN = ["0", "2"]


def make():
    net = nn.Sequential(nn.Linear(2, 2), nn.Linear(2, 3), nn.Linear(3, 4), nn.Linear(4, 5))
    for name, child in net.named_children():
        if name in FROZEN:
            for parameter in child.parameters():
                parameter.requires_grad_(False)
    list(net.parameters())[-1].requires_grad = False
    return net


EXPECTED = (56, 29, 0)
