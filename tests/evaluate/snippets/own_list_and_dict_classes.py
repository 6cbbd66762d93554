from torch import nn


class Options(dict):
    def __getattr__(self, name):
        if name in self:
            return self[name]
        raise AttributeError(name)


class Plan(list):
    def add(self, *row):
        self.append(row)
        return self


def make():
    options = Options(width=3, bias=False)
    plan = Plan().add(1, 2).add(2, options.width)
    return nn.ModuleList([nn.Linear(a, b, bias=getattr(options, "bias", True)) for a, b in plan] + [nn.Linear(1, 1, bias=getattr(options, "none", True))])


EXPECTED = (10, 10, 0)
