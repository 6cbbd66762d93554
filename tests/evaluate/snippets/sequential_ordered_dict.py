from collections import OrderedDict

import torch.nn as nn


def make():
    stem = OrderedDict(conv=nn.Conv2d(1, 4, 5, bias=False))
    stem["norm"] = nn.GroupNorm(2, 4)
    stem.update([("act", nn.PReLU(4))])
    return nn.Sequential(stem)


EXPECTED = (112, 112, 0)
