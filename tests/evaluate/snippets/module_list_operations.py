from torch import nn


class Many(nn.Module):
    def __init__(self):
        super().__init__()
        self.items = nn.ModuleList(nn.Conv1d(2, 2, k) for k in (1, 3, 5))
        self.items.extend([nn.Conv1d(2, 4, 1)] * 2)
        self.items += [nn.Linear(1, 1)]
        self.items.insert(1, nn.Bilinear(2, 3, 4))
        self.items[0] = nn.Embedding(10, 3)
        self.rest = self.items[2:]
        self.count = len(self.items)
        self.last = nn.Linear(self.count, 1)


def make():
    return Many()


EXPECTED = (116, 116, 0)
