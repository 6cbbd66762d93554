from torch import nn


def make():
    net = nn.Sequential(nn.Linear(3, 4), nn.Linear(4, 2))
    total = sum(p.numel() for p in net.parameters())
    trainable = sum(p.numel() for p in net.parameters() if p.requires_grad)
    return nn.ModuleList([net, nn.Linear(total, 1), nn.Linear(trainable % 7, len(list(net.parameters())))])


EXPECTED = (77, 77, 0)
