from torch import nn


def make():
    flags = [True, False, 1, 0, None, "", "yes", [], [0]]
    return nn.ModuleList([nn.Linear(i + 1, 2, bias=bool(flag)) for i, flag in enumerate(flags)])


EXPECTED = (98, 98, 0)
