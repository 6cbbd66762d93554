from torch import nn


def layers(widths):
    previous = None
    for width in widths:
        if previous is not None:
            yield nn.Linear(previous, width)
            yield nn.ReLU()
        previous = width
    yield from (nn.Linear(previous, 1), nn.Sigmoid())


def make():
    return nn.Sequential(*layers([4, 6, 3]))


EXPECTED = (55, 55, 0)
