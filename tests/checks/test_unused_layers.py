"""A layer that a base class in another file uses is used."""

from cnnlint.lint import Linter
from cnnlint.settings import Settings

BASE = """
import torch.nn as nn

class Base(nn.Module):
    def run(self, x):
        return {}
"""
SUB = """
import torch.nn as nn
from base import Base

class Sub(Base):
    def __init__(self):
        super().__init__()
        self.head = nn.Conv2d(8, 8, 3)
        self.spare = nn.Conv2d(8, 8, 3)

    def forward(self, x):
        return self.run(x)
"""


def unused(folder, used):
    (folder / "base.py").write_text(BASE.format(used))
    (folder / "sub.py").write_text(SUB)
    linted = Linter(Settings(cache=False, select=("CNN502",))).file(str(folder / "sub.py"))
    assert linted.problem is None
    return [each.message.split()[0] for each in linted.findings]


def test_what_a_base_class_uses_is_silent(tmp_path):
    assert unused(tmp_path, "self.spare(self.head(x))") == []


def test_what_nothing_uses_is_found(tmp_path):
    assert unused(tmp_path, "self.head(x)") == ["spare"]


def test_a_base_class_that_goes_through_all_layers_is_silent(tmp_path):
    assert unused(tmp_path, "[layer(x) for layer in self.children()]") == []
