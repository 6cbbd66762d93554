"""The gate before models are tried: closed where no written sizes can contradict each other."""

import pytest

from cnnlint.claims.chain_gate import may_contradict

CLOSED = [
    "self.conv = nn.Conv2d(3, width, 3)\n",
    "self.norm = nn.BatchNorm2d(64)\nself.heads = heads\n",
    "self.mix = Block35(scale=0.17)\nself.more = Block17(scale=0.10)\n",
    "self.norm = Norm(eps=1e-5)\nself.other = Norm(eps=1e-6)\n",
    "self.pool = nn.MaxPool2d(2)\nself.drop = nn.Dropout(1, inplace=True)\n",
    "class WindowAttention(nn.Module):\n    self.mix = nn.Conv1d(3, 1)\n    # its attention\n",
    "self.mix = nn.Conv1d(3, 1, kernel_size=1)\n# several heads, in groups\n",
]
OPEN = [
    "self.a = nn.Conv2d(3, 64, 3)\nself.b = nn.Conv2d(32, 64, 3)\n",
    "self.a = nn.Conv2d(30, 64, 3, groups=groups)\n",
    "self.a = nn.Conv2d(30, 64, 3, padding=tuple(each for each in (1, 1)), groups=4)\n",
    "self.a = nn.Conv2d(3, 10, 3)\nself.b = nn.Conv2d(width, 64, 3, groups=3)\n",
    "self.a = Attention(100, heads)\n",
    "self.a = Attention(100)\n",
    "self.a = nn.Linear(3, 100)\nself.b = nn.MultiheadAttention(width, 8)\n",
    "self.a = nn.Linear(3, 100)\nself.b = TransformerEncoderLayer(width, 8)\n",
    "self.a = nn.Conv2d(3, 30, 3)\nself.b = nn.GroupNorm(parts, 30)\n",
    "self.a = nn.Conv2d(3, 30, 3)\nself.b = nn.PixelShuffle(factor)\n",
    "self.a = Block(in_channels=64)\nself.b = Block(in_channels=32)\n",
]


@pytest.mark.parametrize("text", CLOSED)
def test_closed(text):
    assert not may_contradict(text, 0, len(text))


@pytest.mark.parametrize("text", OPEN)
def test_open(text):
    assert may_contradict(text, 0, len(text))
