from torch import nn


class Finishing(type):
    def __call__(cls, *args, **kwargs):
        made = type.__call__(cls, *args, **kwargs)
        made.finish()
        return made


class Finished(nn.Module, metaclass=Finishing):
    def __init__(self, width):
        super().__init__()
        self.first = nn.Linear(width, width)

    def finish(self):
        self.last = nn.Linear(self.first.out_features, 2)


class Deeper(Finished):
    def __init__(self, width):
        super().__init__(width)
        self.first = nn.Linear(width, 3 * width)


class Single(type):
    made = {}

    def __call__(cls, *args):
        if args not in cls.made:
            cls.made[args] = super().__call__(*args)
        return cls.made[args]


class Shared(nn.Module, metaclass=Single):
    def __init__(self, width):
        super().__init__()
        self.layer = nn.Linear(width, 1)


def make():
    return nn.ModuleList([Finished(3), Deeper(4), Shared(5), Shared(5), Shared(6)])


EXPECTED = (119, 119, 0)
