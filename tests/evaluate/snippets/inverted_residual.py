from functools import partial

from torch import nn


def divisible(value, by=8):
    rounded = max(by, int(value + by / 2) // by * by)
    return rounded + by if rounded < 0.9 * value else rounded


class SqueezeExcite(nn.Module):
    def __init__(self, channels, ratio=0.25, gate=nn.Hardsigmoid):
        super().__init__()
        reduced = divisible(channels * ratio, 4)
        self.reduce = nn.Conv2d(channels, reduced, 1)
        self.expand = nn.Conv2d(reduced, channels, 1)
        self.gate = gate()


class Block(nn.Module):
    def __init__(self, inputs, outputs, expand, kernel, stride, se=None, norm=nn.BatchNorm2d):
        super().__init__()
        hidden = divisible(inputs * expand)
        layers = []
        if expand != 1:
            layers += [nn.Conv2d(inputs, hidden, 1, bias=False), norm(hidden), nn.Hardswish()]
        layers += [nn.Conv2d(hidden, hidden, kernel, stride, kernel // 2, groups=hidden, bias=False), norm(hidden)]
        if se is not None:
            layers.append(se(hidden))
        layers += [nn.Conv2d(hidden, outputs, 1, bias=False), norm(outputs)]
        self.body = nn.Sequential(*layers)
        self.skip = stride == 1 and inputs == outputs


def make():
    norm = partial(nn.BatchNorm2d, eps=1e-3, momentum=0.01)
    rows = [(16, 16, 1, 3, 2, None), (16, 24, 4.5, 3, 2, SqueezeExcite), (24, 24, 88 / 24, 5, 1, partial(SqueezeExcite, ratio=0.5))]
    return nn.Sequential(*(Block(*row[:5], se=row[5], norm=norm) for row in rows))


EXPECTED = (22000, 22000, 808)
