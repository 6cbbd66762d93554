from torch import nn


def pair(value):
    return value if isinstance(value, tuple) else (value, value)


def make():
    kernels = [3, (1, 5), pair(2)]
    return nn.ModuleList([nn.Conv2d(2, 3, kernel_size=k, padding=tuple(n // 2 for n in pair(k))) for k in kernels])


EXPECTED = (117, 117, 0)
