from torch import nn

try:
    from math import prod
except ImportError:
    prod = None


def choose(value):
    try:
        return {"small": 2, "large": 5}[value]
    except KeyError:
        return 3
    finally:
        nn.ReLU()


def make():
    return nn.ModuleList([nn.Linear(choose(v), prod([2, 3])) for v in ("small", "large", "other")])


EXPECTED = (78, 78, 0)
