import torch.nn as nn


class Base(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.first = self.make_first(width)

    def make_first(self, width):
        return nn.Linear(width, width)


class Child(Base):
    def __init__(self, width):
        super().__init__(width * 2)
        self.second = nn.Linear(width, 1)

    def make_first(self, width):
        return nn.Sequential(super().make_first(width), nn.Linear(width, 2))


def make():
    return Child(3)


EXPECTED = (60, 60, 0)
