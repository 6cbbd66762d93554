from torch import nn


def activation(name):
    match name:
        case "relu" | "leaky":
            return nn.ReLU()
        case ("prelu", count):
            return nn.PReLU(count)
        case {"glu": width}:
            return nn.Sequential(nn.Linear(width, 2 * width), nn.GLU())
        case None:
            return nn.Identity()
        case _:
            raise ValueError(name)


def make():
    return nn.Sequential(*[activation(n) for n in ("relu", ("prelu", 6), {"glu": 3}, None)])


EXPECTED = (30, 30, 0)
