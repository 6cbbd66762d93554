from torch import nn


class LayerNorm2d(nn.LayerNorm):
    def __init__(self, channels, **kwargs):
        super().__init__(channels, eps=1e-6, **kwargs)


class Frozen(nn.BatchNorm2d):
    def __init__(self, channels):
        super().__init__(channels, affine=False)


class Free(nn.BatchNorm1d):
    pass


def make():
    return nn.Sequential(LayerNorm2d(5), LayerNorm2d(7, elementwise_affine=False), Frozen(3), Free(4, track_running_stats=False))


EXPECTED = (18, 18, 7)
