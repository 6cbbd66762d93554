"""The gate: closed on ordinary code, open on whatever may hold a count."""

from __future__ import annotations

import time

import pytest

from cnnlint.claims.gate import may_claim

CLOSED = [
    "",
    "import torch\n",
    "x = 5\n",
    "self.conv = nn.Conv2d(3, 64, kernel_size=3, stride=1, padding=1, bias=False)\n",
    "self.weight = nn.Parameter(torch.zeros(64, 3))\n",
    "nn.init.constant_(m.bias, 0)\n",
    "for name, param in model.named_parameters():\n    param.requires_grad = False\n",
    "optimizer = SGD(model.parameters(), lr=0.1, momentum=0.9)\n",
    "if x % 2 == 0:\n    y = 64\n",
    "# 10 classes, 3 channels\n",
    "# 3x3 conv, 64 filters\n",
    "# load the pretrained weights\n",
    "def f(a: tuple[int, int] = (224, 224), b=512):\n    return a\n",
    "assert x.ndim == 4\n",
    '"""A network.\n\n    Args:\n        width: how wide it is.\n    """\n',
]

OPEN = [
    "def test_size():\n    assert count(Net()) == 61706\n",
    "assert 61706 == count(Net())\n",
    "assert count(Net()) < 500_000\n",
    "assert count(Net()) == pytest.approx(1.2e6, rel=0.01)\n",
    "self.assertEqual(count(Net()), 896)\n",
    "self.assertEqual(\n    count(Net(1, 2)),\n    61_706,\n)\n",
    "n = sum(p.numel() for p in m.parameters())\nassert n == expected\n",
    "meta = dict(num_params=25557032)\n",
    'meta = {"num_params": 25_557_032}\n',
    'EXPECTED_PARAMS = {\n    "small": 11_689_512,\n}\n',
    "nn.Linear(64, 10)  # 650\n",
    "nn.Linear(64, 10)  # 64*10 + 10 = 650\n",
    "# conv1 -> 18,496\n",
    '"""Parameter counts:\n\n    first: 896\n    """\n',
    "# The network has about\n# 61,706 parameters.\n",
    "# The number of parameters is\n# 61,706.\n",
]


@pytest.mark.parametrize("text", CLOSED)
def test_closed(text: str) -> None:
    assert not may_claim(text)
    assert not may_claim(text.encode())


@pytest.mark.parametrize("text", OPEN)
def test_open(text: str) -> None:
    assert may_claim(text)
    assert may_claim(text.upper() if "def " not in text else text)


def test_broken_bytes_do_not_matter() -> None:
    assert not may_claim(b"\xff\xfe\x00")
    assert not may_claim("\ud800")


@pytest.mark.parametrize(
    "piece", ["= ", "( ", "9 ", "param", "param ", "weights (", "# ", "a.b(c, d)\n", "]=", "equal("]
)
def test_time_is_linear(piece: str) -> None:
    text = (piece * (200_000 // len(piece))).encode()
    started = time.process_time()
    may_claim(text)
    assert time.process_time() - started < 2
