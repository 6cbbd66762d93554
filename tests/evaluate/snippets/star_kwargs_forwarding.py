from torch import nn


def conv(*args, **kwargs):
    kwargs.setdefault("bias", False)
    size = kwargs.pop("size", 3)
    return nn.Conv2d(*args, size, **kwargs)


class Net(nn.Module):
    def __init__(self, *widths, groups=1, **rest):
        super().__init__()
        self.convs = nn.ModuleList(conv(a, b, groups=groups, **rest) for a, b in zip(widths, widths[1:]))


def make():
    return nn.Sequential(Net(4, 8, 16), Net(6, 6, groups=2, size=1, bias=True), Net(*range(1, 4)))


EXPECTED = (1536, 1536, 0)
