import torch
from torch import nn


class Attention(nn.Module):
    def __init__(self, dim, heads=4, qkv_bias=False):
        super().__init__()
        assert dim % heads == 0, "dim must be divisible by heads"
        self.heads = heads
        self.scale = (dim // heads) ** -0.5
        self.qkv = nn.Linear(dim, dim * 3, bias=qkv_bias)
        self.project = nn.Linear(dim, dim)


class Encoder(nn.Module):
    def __init__(self, dim, depth, ratio=4.0):
        super().__init__()
        self.cls = nn.Parameter(torch.zeros(1, 1, dim))
        self.position = nn.Parameter(torch.zeros(1, 17, dim))
        self.blocks = nn.Sequential(
            *[
                nn.ModuleDict(
                    dict(
                        norm1=nn.LayerNorm(dim),
                        attention=Attention(dim, qkv_bias=i % 2 == 0),
                        norm2=nn.LayerNorm(dim),
                        mlp=nn.Sequential(nn.Linear(dim, int(dim * ratio)), nn.GELU(), nn.Linear(int(dim * ratio), dim)),
                    )
                )
                for i in range(depth)
            ]
        )


def make():
    return Encoder(16, 3, ratio=2.5)


EXPECTED = (7704, 7704, 0)
