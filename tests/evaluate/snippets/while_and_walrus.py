from torch import nn


def make():
    size, layers = 64, []
    while (half := size // 2) >= 4:
        layers.append(nn.Linear(size, half, bias=half > 8))
        size = half
    else:
        layers.append(nn.Linear(size, 1))
    return nn.Sequential(*layers)


EXPECTED = (2773, 2773, 0)
