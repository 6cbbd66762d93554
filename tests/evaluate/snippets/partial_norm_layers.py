from functools import partial

from torch import nn

NORMS = {"bn": nn.BatchNorm2d, "ln": partial(nn.GroupNorm, 1), "none": lambda channels: nn.Identity()}


class Block(nn.Module):
    def __init__(self, channels, norm_layer=None, act=partial(nn.LeakyReLU, 0.1)):
        super().__init__()
        norm_layer = norm_layer or nn.BatchNorm2d
        self.norm = norm_layer(channels)
        self.act = act()


def make():
    return nn.Sequential(*[Block(c, NORMS.get(n)) for c, n in [(3, "bn"), (4, "ln"), (5, "none"), (6, "missing")]])


EXPECTED = (26, 26, 20)
