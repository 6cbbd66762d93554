from torch import nn


class Skip(nn.Module):
    def __init__(self, outer, inner, sub=None, outermost=False):
        super().__init__()
        down = nn.Conv2d(outer, inner, 4, 2, 1, bias=False)
        if sub is None:
            parts = [down, nn.ConvTranspose2d(inner, outer, 4, 2, 1, bias=False)]
        else:
            parts = [down] + [sub] + [nn.ConvTranspose2d(inner * 2, outer, 4, 2, 1, bias=outermost)]
        self.model = nn.Sequential(*parts)


def make():
    block = Skip(8, 8)
    for outer, inner in ((4, 8), (2, 4)):
        block = Skip(outer, inner, sub=block)
    return Skip(1, 2, block, outermost=True)


EXPECTED = (4065, 4065, 0)
