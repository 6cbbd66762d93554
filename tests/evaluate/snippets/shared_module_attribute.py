from torch import nn


class Twins(nn.Module):
    def __init__(self):
        super().__init__()
        self.left = nn.Conv2d(3, 4, 3)
        self.right = self.left
        self.both = nn.ModuleList([self.left, self.right, nn.Conv2d(3, 4, 3)])


def make():
    return Twins()


EXPECTED = (224, 224, 0)
