from torch import nn

_to_pair = nn.modules.utils._ntuple(2)


class Patches(nn.Module):
    """The helpers of torch.nn.modules.utils, reached from torch.nn."""

    def __init__(self, size=4):
        super().__init__()
        height, width = _to_pair(size)
        self.line = nn.Conv2d(3, 8, (height, width), bias=False)


def make():
    return Patches()


EXPECTED = (384, 384, 0)
