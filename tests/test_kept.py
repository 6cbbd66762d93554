"""Lowered statements that were kept are those that lowering gives; what cannot be read is lowered anew."""

from __future__ import annotations

from pathlib import Path

import pytest

from cnnlint.evaluate.project import Files, SourceFile
from cnnlint.frontend.lower import parse_expression
from cnnlint.frontend.problem import FrontendError
from cnnlint.kept import FOLDER, KeptStatements
from cnnlint.program.walk import walk
from cnnlint.source import Source

TEXT = """import torch.nn as nn

class Net(nn.Module):
    def __init__(self, width=2**80, *sizes: int, **options):
        super().__init__()
        self.name = f"{width!r:>10}" "\u00fc"
        for index, (size, _) in enumerate(sizes):
            setattr(self, f"layer{index}", nn.Linear(width, size) if size else None)
        match sizes:
            case [first, *rest] if first: pass
            case {"a": 1, **others} | Net(width=3): pass

WIDTH = 1e400
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CNNLINT_CACHE_DIR", str(tmp_path / "kept"))
    return tmp_path / "kept" / FOLDER


def lowered(text: str, keeper: KeptStatements | None) -> list[object]:
    """Statements of a source by way of files that keep what they lower."""
    files = Files(lambda path: Source(path, text), keeper)
    file: SourceFile = files.file("net.py")
    found = [file.statements(index) for index in range(len(file.outline.chunks))]
    for each in found:
        list(walk(each))  # bodies are lowered as they are walked over
    files.keep()
    return list(found)


def refuse(*given: object) -> None:
    raise AssertionError("lowered again")


def test_what_was_lowered_once_is_read_back(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = lowered(TEXT, None)
    assert not folder.exists()
    assert lowered(TEXT, KeptStatements()) == expected
    monkeypatch.setattr("cnnlint.evaluate.project.follow", refuse)
    monkeypatch.setattr("cnnlint.evaluate.project.follow_body", refuse)
    assert lowered(TEXT, KeptStatements()) == expected


def test_another_text_is_lowered(folder: Path) -> None:
    lowered(TEXT, KeptStatements())
    other = TEXT.replace("2**80", "64")
    assert lowered(other, KeptStatements()) == lowered(other, None)


@pytest.mark.parametrize("damage", [b"", b"\xc1", b"\x81\x00\xa1x", b"\x82\x00\x90\x02\x91\xa4Name"])
def test_damaged_files_are_only_slower(folder: Path, damage: bytes) -> None:
    expected = lowered(TEXT, KeptStatements())
    for path in folder.iterdir():
        path.write_bytes(damage)
    assert lowered(TEXT, KeptStatements())[1] == expected[1]


def test_parts_that_are_needed_later_are_added(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for index in (2, 0, 1):
        files = Files(lambda path: Source(path, TEXT), KeptStatements())
        files.file("net.py").statements(index)
        files.keep()
    monkeypatch.setattr("cnnlint.evaluate.project.follow", refuse)
    assert len(lowered(TEXT, KeptStatements())) == 3


def test_errors_are_told_each_time(folder: Path) -> None:
    for _ in range(2):
        with pytest.raises(FrontendError):
            lowered("x = = 1\n", KeptStatements())


def test_expressions_of_the_rules(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = ["[out, size // groups, *spread(kernel, 2)]", "lambda a, b=(1, 'x'), *, c: 0", "bias"]
    first = KeptStatements()
    assert [first.expression(text) for text in texts] == [parse_expression(text) for text in texts]
    first.keep_expressions()
    expected = [parse_expression(text) for text in texts]
    monkeypatch.setattr("cnnlint.kept.follow_expression", refuse)
    assert [KeptStatements().expression(text) for text in texts] == expected


def test_a_folder_that_cannot_be_used_is_done_without(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mine").write_text("not a folder")
    monkeypatch.setenv("CNNLINT_CACHE_DIR", str(tmp_path / "mine"))
    assert lowered(TEXT, KeptStatements()) == lowered(TEXT, None)
