import copy

from torch import nn


def clones(module, count):
    return nn.ModuleList([copy.deepcopy(module) for _ in range(count)])


def make():
    layer = nn.Sequential(nn.Linear(3, 3), nn.LayerNorm(3))
    layer[0].bias.requires_grad = False
    shared = nn.ModuleList([layer, layer])
    return nn.ModuleList([clones(layer, 3), shared, copy.deepcopy(shared), copy.copy(layer)])


EXPECTED = (90, 75, 0)
