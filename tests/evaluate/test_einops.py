"""Shapes that patterns make; what einops gives was asked of einops 0.8.1 itself."""

import pytest
from evaluating import total, value_of

SHAPES = {
    "rearrange(x, 'b c (h p) (w q) -> b (h w) (p q c)', p=4, q=4)": (2, 64, 48),
    "rearrange(x, 'b ... -> b (...)')": (2, 3072),
    "rearrange(x, '... h w -> ... (h w)')": (2, 3, 1024),
    "rearrange(x, 'b c h w -> b h w c')": (2, 32, 32, 3),
    "rearrange([x, x], 'n b c h w -> b (n c) h w')": (2, 6, 32, 32),
    "rearrange(x, 'b c h w -> (b c h w)')": (6144,),
    "rearrange(x, 'b (two c) ... -> two b c ...', two=3)": (3, 2, 1, 32, 32),
    "reduce(x, 'b c h w -> b c', 'mean')": (2, 3),
    "reduce(x, 'b c (h 2) (w 2) -> b c h w', 'max')": (2, 3, 16, 16),
    "reduce(x, 'b c h w -> b c 1 1', 'mean')": (2, 3, 1, 1),
    "repeat(x[:1, :1], '1 1 h w -> b 1 h w', b=5)": (5, 1, 32, 32),
    "repeat(x[0, 0], 'h w -> h w c', c=3)": (32, 32, 3),
    "repeat(x[0, 0], 'h w -> (h 2) (w 2)')": (64, 64),
    "Rearrange('b c h w -> b (h w) c')(x)": (2, 1024, 3),
    "Reduce('b c h w -> b c', 'sum')(x)": (2, 3),
}
HEAD = """
import torch
from einops import rearrange, reduce, repeat
from einops.layers.torch import EinMix, Rearrange, Reduce
"""


@pytest.mark.parametrize(("call", "shape"), SHAPES.items(), ids=SHAPES)
def test_shapes(call, shape):
    assert value_of(f"{HEAD}\nx = torch.zeros(2, 3, 32, 32)\nresult = tuple({call}.shape)\n") == shape


def test_layers_own_what_they_own():
    code = f"""{HEAD}
from torch import nn

def make():
    mix = EinMix("b (h c) -> b h d", weight_shape="h c d", bias_shape="h d", h=4, c=8, d=16)
    return nn.Sequential(Rearrange("b c h w -> b (c h w)"), mix)
"""
    assert total(code) == 4 * 8 * 16 + 4 * 16
