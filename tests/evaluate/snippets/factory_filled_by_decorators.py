import inspect

from torch import nn


class Factory:
    def __init__(self):
        self.makers = {}

    def makes(self, name):
        def add(function):
            self.makers[name.upper()] = function
            return function

        return add

    def __getitem__(self, key):
        name, *rest = key if isinstance(key, tuple) else (key,)
        return self.makers[name.upper()](*rest)

    def __getattr__(self, name):
        if name in self.makers:
            return name
        return super().__getattribute__(name)


Norm = Factory()


@Norm.makes("batch")
def batch(axes):
    return (nn.BatchNorm1d, nn.BatchNorm2d)[axes - 1]


@Norm.makes("group")
def group(axes):
    return nn.GroupNorm


def norm(name, axes, channels):
    kind = Norm[name, axes]
    names = inspect.signature(kind).parameters
    given = {"num_groups": 4} if "num_groups" in names else {}
    for name in ("num_features", "num_channels"):
        if name in names:
            given[name] = channels
    return kind(**given)


def make():
    return nn.Sequential(norm(Norm.BATCH, 2, 8), norm("group", 2, 12), norm("batch", 1, 16))


EXPECTED = (72, 72, 50)
