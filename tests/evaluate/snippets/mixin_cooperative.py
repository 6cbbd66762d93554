from torch import nn


class NormMixin:
    def __init__(self, *args, norm=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.norm = nn.LayerNorm(self.width) if norm else nn.Identity()


class Core(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.width = width
        self.linear = nn.Linear(width, width)


class Net(NormMixin, Core):
    def __init__(self, **kwargs):
        super().__init__(kwargs.pop("width", 4), **kwargs)


def make():
    return nn.ModuleList([Net(), Net(width=6, norm=True)])


EXPECTED = (74, 74, 0)
