import torch.nn as nn


class Inception(nn.Module):
    def __init__(self, inputs, c1, c2, c3, c4, **kwargs):
        super().__init__(**kwargs)
        self.p1 = nn.Conv2d(inputs, c1, 1)
        self.p2_1, self.p2_2 = nn.Conv2d(inputs, c2[0], 1), nn.Conv2d(c2[0], c2[1], 3, padding=1)
        self.p3 = nn.Sequential(nn.Conv2d(inputs, c3[0], 1), nn.Conv2d(*c3, kernel_size=5, padding=2))
        self.p4 = nn.Sequential(nn.MaxPool2d(3, 1, 1), nn.Conv2d(inputs, c4, 1))
        self.width = c1 + c2[-1] + c3[-1] + c4


def make():
    first = Inception(6, 2, (3, 4), (1, 2), 2)
    return nn.Sequential(first, Inception(first.width, *[1, [2, 2], [2, 3], 1]))


EXPECTED = (477, 477, 0)
