"""Multiply-adds of torchvision's models against torch's own counter.

Set CNNLINT_CORPUS to a folder with the unpacked wheel (`pip download --no-deps torchvision==0.29.2`).
"""

import json
import os
from pathlib import Path

import pytest

from cnnlint.report.model import TargetError
from cnnlint.run import summary
from cnnlint.settings import Settings

TRUTH = Path(__file__).parents[2] / "fixtures" / "truth" / "torchvision-mult-adds-0.29.2.json"
CORPUS = os.environ.get("CNNLINT_CORPUS", "")
# How many models must be exact; whatever is not exact must be unknown.
EXACT = 75

pytestmark = pytest.mark.skipif(not CORPUS, reason="CNNLINT_CORPUS names no folder with unpacked libraries")


def measured(target, size):
    try:
        rows = summary(os.path.join(CORPUS, target), Settings(cache=False), [(1, 3, size, size)])
    except TargetError:
        return None
    return rows[0].mult_adds


def test_torchvision():
    models = json.loads(TRUTH.read_text("utf-8"))["models"]
    found = {name: measured(each["target"], each["size"]) for name, each in models.items()}
    assert [name for name, count in found.items() if count not in (None, models[name]["mult_adds"])] == []
    assert sum(count is not None for count in found.values()) >= EXACT
