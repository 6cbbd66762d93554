from torch import nn


class Tree(nn.Module):
    def __init__(self, level, width):
        super().__init__()
        self.root = nn.Linear(width * 2, width)
        if level == 0:
            self.left = self.right = nn.Linear(width, width)
        else:
            self.left = Tree(level - 1, width)
            self.right = Tree(level - 1, width + 1)


def make():
    return Tree(3, 2)


EXPECTED = (497, 497, 0)
