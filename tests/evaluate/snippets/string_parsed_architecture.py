from torch import nn

ARCH = "c3-8,b8,r,p2,c8-16,r,l16-10"


def parse(text):
    for token in text.split(","):
        kind, rest = token[0], token[1:]
        if kind == "c":
            a, b = map(int, rest.split("-"))
            yield nn.Conv2d(a, b, 3)
        elif kind == "b":
            yield nn.BatchNorm2d(int(rest))
        elif kind == "r":
            yield nn.ReLU()
        elif kind == "p":
            yield nn.MaxPool2d(int(rest))
        else:
            yield nn.Linear(*[int(part) for part in rest.split("-")])


def make():
    return nn.Sequential(*parse(ARCH))


EXPECTED = (1578, 1578, 17)
