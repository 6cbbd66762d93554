from torch import nn


class Registered(nn.Module):
    known = {}

    def __init_subclass__(cls, key=None, **rest):
        super().__init_subclass__(**rest)
        Registered.known[key or cls.__name__.lower()] = cls


class Alpha(Registered):
    def __init__(self):
        super().__init__()
        self.a = nn.Linear(2, 2)


class Beta(Registered, key="second"):
    def __init__(self, width=3):
        super().__init__()
        self.b = nn.Linear(width, width)


def make():
    return nn.ModuleList([Registered.known["alpha"](), Registered.known["second"](4)])


EXPECTED = (26, 26, 0)
