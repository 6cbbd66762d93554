from torch import nn


class Builder:
    made = 0

    def __new__(cls, *args):
        self = super().__new__(cls)
        cls.made += 1
        return self

    def __init__(self, width):
        self.width = width

    def __call__(self, outputs=1):
        return nn.Linear(self.width, outputs * Builder.made)

    def __add__(self, other):
        return Builder(self.width + other.width)


def make():
    Builder.made = 0
    a, b = Builder(2), Builder(3)
    return nn.Sequential(a(), b(4), (a + b)(2))


EXPECTED = (74, 74, 0)
