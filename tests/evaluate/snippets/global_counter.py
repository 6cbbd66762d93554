from torch import nn

made = 0


def numbered():
    global made
    made += 1
    return nn.Linear(made, made)


def make():
    global made
    made = 0
    return nn.Sequential(*[numbered() for _ in range(4)], nn.Linear(made, 1))


EXPECTED = (45, 45, 0)
