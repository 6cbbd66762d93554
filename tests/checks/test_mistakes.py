"""The likely mistake: true where it is told, and told for the slips that people make."""

import pytest
from judged import findings

# No single slip explains these: a guess must not be told.
SILENT = [
    "nn.Conv2d(3, 32, 3)  # 901 params",
    "nn.Linear(10, 10)  # 123 params",
    "nn.Embedding(100, 16)  # 1,700 params",
    "nn.ConvTranspose2d(64, 32, 2)  # 288 params",
    "nn.Sequential(nn.Linear(3, 2), nn.Linear(2, 2))  # 20 params",
]

TOLD = [
    ("nn.Conv2d(64, 128, 3)  # 73,728 params", "weights alone"),
    ("nn.Conv2d(64, 128, 3)  # 73,729 params", "one bias for the whole layer"),
    ("nn.Conv2d(64, 128, 3, bias=False)  # 73,856 params", "has no bias"),
    ("nn.Conv2d(64, 128, 3)  # 1,280 params", "depth of the input"),
    ("nn.Conv2d(16, 32, 3)  # 1,568 params", "one side of the kernel"),
    ("nn.Conv2d(32, 32, 3, groups=32)  # 9,248 params", "groups are forgotten"),
    ("nn.Conv2d(64, 128, 3)  # 73,865 params", "digits are swapped"),
    ("nn.BatchNorm2d(64)  # 256 params", "running statistics"),
    ("nn.LSTM(10, 20)  # 2,480 params", "second bias"),
    ("nn.Linear(10, 10)  # 440 params", "bytes"),
    ("nn.Linear(400, 120)  # 48.1M params", "unit is too large"),
    ("nn.Sequential(nn.Linear(10, 10), nn.Linear(10, 3))  # 33 params", "count of 1 alone"),
    ("nn.Sequential(nn.Linear(9, 9), nn.Linear(9, 3), nn.Linear(3, 3))  # 102 params", "leaves out 1"),
    ("nn.Sequential(nn.Flatten(), nn.Linear(100, 10))  # 10,100 params", "100 outputs instead of 10"),
]


def hint(row: str) -> str | None:
    (finding,) = findings(f"layer = {row}\n")
    return finding.hint


@pytest.mark.parametrize("row", SILENT)
def test_nothing_is_guessed(row):
    assert hint(row) is None


@pytest.mark.parametrize(("row", "words"), TOLD)
def test_the_slip_is_told(row, words):
    told = hint(row)
    assert told is not None
    assert words in told


def test_a_layer_that_is_kept_twice():
    code = "fc = nn.Linear(10, 10)\nnet = nn.Sequential(fc, nn.ReLU(), fc)  # 220 params\n"
    (finding,) = findings(code)
    assert "kept more than once" in (finding.hint or "")
