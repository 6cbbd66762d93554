from torch import nn


def make():
    inner = nn.Sequential(nn.Linear(3, 3), nn.Sequential(nn.Linear(3, 5), nn.Linear(5, 5)))
    outer = nn.Sequential(inner, nn.Dropout(0.1), nn.Linear(5, 2))
    outer.pop(1)
    inner[1].pop(-1)
    return outer


EXPECTED = (44, 44, 0)
