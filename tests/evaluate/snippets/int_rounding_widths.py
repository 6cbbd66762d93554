import math

from torch import nn


def make():
    widths = [int(16 * r) for r in (0.75, 1.33)] + [math.ceil(10 / 3), round(2.5), 7 // 2, int("12"), -(-9 // 4), int(1e1)]
    return nn.Sequential(*[nn.Linear(w, w % 5 + 1) for w in widths])


EXPECTED = (199, 199, 0)
