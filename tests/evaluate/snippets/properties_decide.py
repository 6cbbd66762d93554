from torch import nn


class Net(nn.Module):
    def __init__(self, width):
        super().__init__()
        self._width = width
        self.fc = nn.Linear(self.width, self.classes)
        self.width = 7
        self.extra = nn.Linear(self.width, 1)

    @property
    def width(self):
        return self._width * 2

    @width.setter
    def width(self, value):
        self._width = value

    @property
    def classes(self):
        return len(self.names)

    names = ("a", "b", "c")


def make():
    return Net(3)


EXPECTED = (36, 36, 0)
