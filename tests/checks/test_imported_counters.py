"""Tests whose models and counting function stand in another file; nothing in them names what is counted."""

import pytest
from linting import expected, rows

from cnnlint.lint import Linter
from cnnlint.settings import Settings

CENSUS = """
import torch.nn as nn

def count(model):
    return sum(p.numel() for p in model.parameters())

def narrow():
    return nn.Sequential(nn.Conv2d(3, 8, 3, bias=False), nn.BatchNorm2d(8), nn.ReLU(), nn.Conv2d(8, 4, 1))

def wide():
    return nn.Sequential(nn.Conv2d(3, 16, 3), nn.ReLU(), nn.Conv2d(16, 4, 1))

FACTORIES = {"narrow": narrow, "wide": wide}
"""

HEAD = """
import pytest
from census import FACTORIES, count

"""

SILENT = [
    """
EXPECTED = {"narrow": 268, "wide": 516}
@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_count(name):
    assert count(FACTORIES[name]()) == EXPECTED[name]
""",
    """
def test_length():
    model = FACTORIES["narrow"]()
    assert len(model.state_dict()) == 9 - 1
    assert len(dict(model.named_parameters())) == 5
    assert len(list(model.named_parameters())) == 5
    assert len(tuple(model.buffers())) == 3
""",
    """
def test_words(words):
    assert "words".count("o") == 1 and words.count(3) == 268
    assert len(words) == 2680
""",
]

LOUD = [
    """
EXPECTED = {"narrow": 268, "wide": 561}  # expect: CNN103
@pytest.mark.parametrize("name", EXPECTED)
def test_count(name):
    assert count(FACTORIES[name]()) == EXPECTED[name]
""",
    """
def test_length():
    model = FACTORIES["narrow"]()
    assert len(model.state_dict()) == 7  # expect: CNN103
    assert len(dict(model.named_parameters())) == 6  # expect: CNN103
    assert len(list(model.named_parameters())) == 6  # expect: CNN103
    assert len(tuple(model.buffers())) == 2  # expect: CNN103
""",
]


@pytest.mark.parametrize("text", SILENT + LOUD)
def test_counted_by_another_file(text, tmp_path):
    (tmp_path / "census.py").write_text(CENSUS)
    linted = tmp_path / "test_census.py"
    linted.write_text(HEAD + text)
    found = Linter(Settings(cache=False)).file(str(linted)).findings
    assert rows(found) == expected(HEAD + text)
