from torch import nn


class Hidden(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = [nn.Linear(10, 10) for _ in range(3)]
        self.table = {"a": nn.Linear(4, 4)}
        self.pair = (nn.Linear(2, 2), nn.Linear(3, 3))
        self.shown = self.pair[1]


def make():
    return Hidden()


EXPECTED = (12, 12, 0)
