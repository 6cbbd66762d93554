from torch import nn


def make_class(layer, *defaults):
    class Made(nn.Module):
        inner = layer

        def __init__(self, extra=defaults[-1]):
            super().__init__()
            self.a = layer(*defaults)
            self.b = self.inner(extra, extra)

    Made.__name__ = "Made" + layer.__name__
    return Made


def make():
    return nn.Sequential(make_class(nn.Linear, 2, 3)(), make_class(nn.Linear, 4, 5)(extra=1))


EXPECTED = (48, 48, 0)
