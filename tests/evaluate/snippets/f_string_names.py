from torch import nn


class Net(nn.Module):
    def __init__(self, depth=3):
        super().__init__()
        for i in range(depth):
            self.add_module(f"block{i:02d}", nn.Linear(i + 1, 2))
            self.register_module("norm_%s" % i, nn.LayerNorm(2))
        self.block01 = nn.Linear(50, 1)
        self.alias = getattr(self, f"block{depth - 1:02d}")


def make():
    return Net()


EXPECTED = (75, 75, 0)
