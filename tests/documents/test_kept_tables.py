"""What is kept of a document with a table of models holds only while its names mean the same definitions."""

from __future__ import annotations

from pathlib import Path

import pytest

from cnnlint.run import check
from cnnlint.settings import Settings

ZOO = """import torch.nn as nn
def tiny(): return nn.Linear(128, 10)
def small(): return nn.Linear(256, 10)
def medium(): return nn.Linear(512, 10)
def large(): return nn.Linear(1024, 10)
"""
TABLE = """| Model | Params |
| --- | --- |
| tiny | 1,290 |
| small | 2,570 |
| medium | 5,130 |
| large | 10,520 |
"""


@pytest.fixture
def found(tmp_path, monkeypatch):
    (tmp_path / "project").mkdir()
    monkeypatch.chdir(tmp_path / "project")
    monkeypatch.setenv("CNNLINT_CACHE_DIR", str(tmp_path / "cache"))
    Path("zoo.py").write_text(ZOO)
    Path("README.md").write_text(TABLE)
    return lambda: [(each.location.row, each.code) for each in check(["README.md"], Settings()).findings]


def test_a_second_definition_of_the_name_silences_the_row(found):
    assert found() == [(6, "CNN108")]
    Path("other.py").write_text("def large(): ...\n")
    assert found() == []


def test_a_definition_that_comes_later_is_found(found):
    Path("zoo.py").write_text(ZOO.rpartition("def large")[0])
    assert found() == []
    Path("other.py").write_text("import torch.nn as nn\ndef large(): return nn.Linear(1024, 10)\n")
    assert found() == [(6, "CNN108")]


def test_a_file_that_defines_something_else_changes_nothing(found):
    assert found() == [(6, "CNN108")]
    Path("other.py").write_text("def huge(): ...\n")
    assert found() == [(6, "CNN108")]
