from torch import nn


def make():
    layer = nn.TransformerEncoderLayer(d_model=8, nhead=2, dim_feedforward=20)
    return nn.ModuleList(
        [
            nn.MultiheadAttention(12, 3, bias=False),
            nn.MultiheadAttention(12, 3, kdim=5, vdim=7),
            nn.TransformerEncoder(layer, num_layers=3),
            layer,
        ]
    )


EXPECTED = (3728, 3728, 0)
