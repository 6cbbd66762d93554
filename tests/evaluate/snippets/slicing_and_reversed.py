from torch import nn


def make():
    widths = [2, 4, 6, 8]
    down = [nn.Linear(a, b) for a, b in zip(widths, widths[1:])]
    up = [nn.Linear(a, b) for a, b in zip(widths[::-1], widths[::-1][1:])]
    table = dict(enumerate(reversed(down)))
    return nn.ModuleList([*down, *up[:-1], table[0], nn.Linear(widths[-1], max(widths[:2]))])


EXPECTED = (216, 216, 0)
