import functools

from torch import nn


def logged(function):
    @functools.wraps(function)
    def wrapper(self, *args, **kwargs):
        kwargs.setdefault("width", 3)
        function(self, *args, **kwargs)
        self.logged = nn.Linear(1, 1)

    return wrapper


class Net(nn.Module):
    @logged
    def __init__(self, width):
        super().__init__()
        self.fc = nn.Linear(width, width)


def make():
    return nn.ModuleList([Net(), Net(width=5)])


EXPECTED = (46, 46, 0)
