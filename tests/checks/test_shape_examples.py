"""Shapes that sessions of the interpreter show in docstrings."""

import pytest
from linting import findings, lint, rows

HEAD = '''import torch
import torch.nn as nn


class Net(nn.Module):
    """Halves an image.

'''
TAIL = '''
    """

    def __init__(self, width=8):
        super().__init__()
        self.layers = nn.Sequential(nn.Conv2d(3, width, 5), nn.MaxPool2d(2))

    def forward(self, x):
        return self.layers(x)
'''
SILENT = {
    "right": ">>> Net()(torch.randn(4, 3, 32, 32)).shape\n    torch.Size([4, 8, 14, 14])",
    "a tuple": ">>> tuple(Net()(torch.randn(4, 3, 32, 32)).shape)\n    (4, 8, 14, 14)",
    "its size": ">>> Net(5)(torch.randn(4, 3, 32, 32)).size()\n    torch.Size([4, 5, 14, 14])",
    "unknown": ">>> from elsewhere import load_it\n    >>> load_it()(torch.randn(4, 3, 32, 32)).shape\n    torch.Size([4, 8, 14, 15])",
    "unknown input": ">>> Net()(images).shape\n    torch.Size([4, 8, 14, 15])",
    "skipped": ">>> Net()(torch.randn(4, 3, 32, 32)).shape  # doctest: +SKIP\n    torch.Size([4, 8, 14, 15])",
    "a session that is broken": ">>> net(\n    >>> Net()(torch.randn(4, 3, 32, 32)).shape\n    torch.Size([4, 8, 1, 1])",
    "no shape": ">>> torch.tensor([3, 4])\n    tensor([3, 5])",
    "asked for by size": """>>> up = nn.ConvTranspose2d(4, 3, 3, stride=2, padding=1)
    >>> up(torch.randn(1, 4, 8, 8)).shape
    torch.Size([1, 3, 15, 15])
    >>> up(torch.randn(1, 4, 8, 8), output_size=(16, 15)).shape
    torch.Size([1, 3, 16, 15])""",
    "random": """>>> import random
    >>> Net(random.choice([4, 8]))(torch.randn(4, 3, 32, 32)).shape
    torch.Size([4, 8, 14, 14])""",
}
LOUD = {
    "one size": (">>> Net()(torch.randn(4, 3, 32, 32)).shape\n    torch.Size([4, 8, 14, 15])", 9),
    "several steps": (
        ">>> net = Net(width=6)\n    >>> y = net(torch.randn(4, 3, 32, 32))\n    >>> y.shape\n    torch.Size([4, 8, 14, 14])",
        11,
    ),
    "another rank": (">>> Net()(torch.randn(4, 3, 32, 32)).flatten(1).shape\n    (4, 8, 14, 14)", 9),
}


@pytest.mark.parametrize("session", SILENT.values(), ids=SILENT)
def test_what_is_right_or_unknown_is_silent(session):
    assert not findings(f"{HEAD}    {session}{TAIL}")


@pytest.mark.parametrize(("session", "row"), LOUD.values(), ids=LOUD)
def test_another_shape_is_found_where_it_stands(session, row):
    assert rows(findings(f"{HEAD}    {session}{TAIL}")) == [(row, "CNN202")]


def test_each_shape_has_a_verdict():
    verdicts = lint(f"{HEAD}    {SILENT['right']}\n    {SILENT['unknown']}{TAIL}").verdicts
    assert [each.verdict for each in verdicts if each.code == "CNN202"] == ["agrees", "undecided"]
