from torch import nn


def freeze_norm(module):
    if isinstance(module, (nn.BatchNorm2d, nn.GroupNorm)):
        module.weight.requires_grad = False
        module.bias.requires_grad = False


def make():
    net = nn.Sequential(nn.Conv2d(1, 2, 1), nn.BatchNorm2d(2), nn.Sequential(nn.GroupNorm(1, 2), nn.Linear(2, 2)))
    net.apply(freeze_norm)
    return net


EXPECTED = (18, 10, 5)
