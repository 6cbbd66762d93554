"""Attention of torch that is given other sizes than it was made for."""

import pytest
from linting import findings, rows

HEAD = "import torch\nimport torch.nn as nn\n"
SILENT = {
    "fitting": """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.line = nn.Linear(32, 64)
        self.attention = nn.MultiheadAttention(64, 4, batch_first=True)

    def forward(self, x):
        x = self.line(x)
        return self.attention(x, x, x)[0]
""",
    "keys and values of their own": """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.query, self.key, self.value = nn.Linear(32, 64), nn.Linear(16, 40), nn.Linear(16, 24)
        self.attention = nn.MultiheadAttention(64, 4, kdim=40, vdim=24)

    def forward(self, x, y):
        return self.attention(self.query(x), self.key(y), self.value(y))[0]

Net()(torch.randn(5, 2, 32), torch.randn(7, 2, 16))
""",
    "an argument": """
class Net(nn.Module):
    def __init__(self, width=48, heads=5):
        super().__init__()
        self.line = nn.Linear(32, 64)
        self.attention = nn.MultiheadAttention(width, heads)

    def forward(self, x):
        x = self.line(x)
        return self.attention(x, x, x)[0]
""",
    "caught": """
try:
    attention = nn.MultiheadAttention(64, 5)
except AssertionError:
    attention = nn.MultiheadAttention(64, 4)
""",
}
LOUD = {
    "query": (
        """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.line = nn.Linear(32, 64)
        self.attention = nn.MultiheadAttention(48, 4, batch_first=True)

    def forward(self, x):
        x = self.line(x)
        return self.attention(x, x, x)[0]
""",
        (8, "CNN301"),
        "MultiheadAttention takes 48 features, but Linear(32, 64) gives 64",
    ),
    "key": (
        """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.query, self.key = nn.Linear(32, 64), nn.Linear(16, 40)
        self.attention = nn.MultiheadAttention(64, 4, kdim=48, vdim=40)

    def forward(self, x, y):
        return self.attention(self.query(x), self.key(y), self.key(y))[0]

Net()(torch.randn(5, 2, 32), torch.randn(7, 2, 16))
""",
        (8, "CNN301"),
        "MultiheadAttention takes 48 features, but Linear(16, 40) gives 40",
    ),
    "value": (
        """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.query, self.key = nn.Linear(32, 64), nn.Linear(16, 40)
        self.attention = nn.MultiheadAttention(64, 4, kdim=40, vdim=24)

    def forward(self, x, y):
        return self.attention(self.query(x), self.key(y), self.key(y))[0]

Net()(torch.randn(5, 2, 32), torch.randn(7, 2, 16))
""",
        (8, "CNN301"),
        "MultiheadAttention takes 24 features, but Linear(16, 40) gives 40",
    ),
    "heads": (
        """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.attention = nn.MultiheadAttention(64, 5)

    def forward(self, x):
        return self.attention(x, x, x)[0]
""",
        (7, "CNN302"),
        "num_heads = 5 does not divide embed_dim = 64",
    ),
    "encoder": (
        """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.line = nn.Linear(32, 64)
        self.encoder = nn.TransformerEncoderLayer(60, 4)

    def forward(self, x):
        return self.encoder(self.line(x))
""",
        (8, "CNN301"),
        "MultiheadAttention takes 60 features, but Linear(32, 64) gives 64",
    ),
}


@pytest.mark.parametrize("text", SILENT.values(), ids=SILENT)
def test_what_fits_is_silent(text):
    assert not findings(HEAD + text)


@pytest.mark.parametrize(("text", "place", "words"), LOUD.values(), ids=LOUD)
def test_what_does_not_fit_is_found(text, place, words):
    found = findings(HEAD + text)
    assert rows(found) == [place]
    assert words in found[0].message
