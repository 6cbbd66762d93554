from torch import nn


def make():
    bag = nn.EmbeddingBag(11, 3, mode="sum")
    return nn.ModuleList([nn.Embedding(10, 4, padding_idx=0), bag, nn.Bilinear(2, 3, 4, bias=False), nn.PReLU(5), nn.LocalResponseNorm(2)])


EXPECTED = (102, 102, 0)
