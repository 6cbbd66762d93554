"""Cases of claims, reformatted: whichever way rows are broken, the same is found."""

import importlib.util
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from linting import lint

FOLDER = Path(__file__).parent.parent / "fixtures" / "claims"
CASES = [
    text
    for name in ("bindings", "configurations", "tongues")
    for text in re.findall(
        r"(?ms)^=== [^\n]+\n(.*?)(?=^=== |\Z)", (FOLDER / f"{name}.txt").read_text("utf-8")
    )
]


def said(text):
    found = lint(text)
    return (
        sorted((each.code, each.stated, str(each.computed)) for each in found.findings),
        sorted((each.stated, each.verdict) for each in found.verdicts),
    )


def differing(folder):
    return [
        text
        for number, text in enumerate(CASES)
        if said((folder / f"case_{number}.py").read_text("utf-8")) != said(text)
    ]


@pytest.fixture
def folder(tmp_path):
    for number, text in enumerate(CASES):
        (tmp_path / f"case_{number}.py").write_text(text, "utf-8")
    return tmp_path


@pytest.mark.skipif(shutil.which("ruff") is None, reason="ruff is not installed")
def test_by_ruff(folder):
    command = ["ruff", "format", "--isolated", "--line-length", "60", str(folder)]
    subprocess.run(command, check=True, capture_output=True)
    assert differing(folder) == []


@pytest.mark.skipif(importlib.util.find_spec("black") is None, reason="black is not installed")
def test_by_black(folder):
    black = importlib.import_module("black")
    for path in folder.glob("*.py"):
        path.write_text(black.format_str(path.read_text("utf-8"), mode=black.Mode()), "utf-8")
    assert differing(folder) == []
