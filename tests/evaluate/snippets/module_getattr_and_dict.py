from torch import nn


class Wrapper(nn.Module):
    def __init__(self, inner):
        super().__init__()
        self.inner = inner
        self.extra = nn.Linear(self.inner.width, 1)

    def __getattr__(self, name):
        try:
            return super().__getattr__(name)
        except AttributeError:
            return getattr(self.inner, name)


class Inner(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.width = width
        self.fc = nn.Linear(width, width)


def make():
    outer = Wrapper(Inner(5))
    return nn.ModuleList([outer, nn.Linear(outer.width, outer.fc.out_features)])


EXPECTED = (66, 66, 0)
