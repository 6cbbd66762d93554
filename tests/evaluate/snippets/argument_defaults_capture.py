from torch import nn

DEFAULT = 4


def head(width=DEFAULT, layers=(), activation=nn.ReLU, *, bias=DEFAULT > 3):
    return nn.Sequential(nn.Linear(width, 1, bias=bias), activation(), *layers)


DEFAULT = 9


def make():
    return nn.ModuleList([head(), head(DEFAULT, [nn.Linear(1, 1)], bias=False), head(layers=(nn.PReLU(),), activation=nn.Tanh)])


EXPECTED = (22, 22, 0)
