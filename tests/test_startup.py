"""What a run imports: as little as it can do with."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
HEAVY = (
    "libcst",
    "rich",
    "tomli",
    "pathspec",
    "hypothesis",
    "asyncio",
    "multiprocessing",
    "concurrent.futures",
)

PLAIN = "def add(a, b):\n    return a + b\n"
RIGHT = "import torch.nn as nn\n\nlayer = nn.Linear(128, 10)  # 1,290 params\n"
NEARLY = (
    'def load(path, params=None):\n    """Reads 25 rows; 3 parameters may be given."""\n'
    "    assert params is None\n    return path  # 10 classes\n"
)
SCRIPT = """
import sys
from cnnlint.cli import main

code = main(sys.argv[2:])
print(code, *(name for name in sys.argv[1].split() if name in sys.modules))
"""


@pytest.fixture
def imported(tmp_path, monkeypatch):
    """Heavy modules that a command imports in a process of its own, after its exit code."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments):
        done = subprocess.run(
            [sys.executable, "-c", SCRIPT, " ".join(HEAVY), *arguments],
            env={**os.environ, "PYTHONPATH": str(ROOT), "CNNLINT_CACHE_DIR": str(tmp_path / "cache")},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert done.stderr == ""
        code, *names = done.stdout.splitlines()[-1].split()
        return int(code), names

    return run


def test_the_package_imports_nothing(imported):
    assert imported("--version") == (0, [])


@pytest.mark.parametrize("text", ["", PLAIN], ids=["empty", "plain"])
def test_a_file_without_a_possible_claim(imported, tmp_path, text):
    (tmp_path / "plain.py").write_text(text)
    assert imported("check", "--no-cache", "plain.py") == (0, [])
    assert imported("check", "--no-cache", ".") == (0, [])


def test_numbers_that_are_no_claims(imported, tmp_path):
    (tmp_path / "nearly.py").write_text(NEARLY)
    code, names = imported("check", "--no-cache", "nearly.py")
    assert (code, "rich" in names) == (0, False)


def test_a_pyproject_of_other_tools_is_not_parsed(imported, tmp_path):
    (tmp_path / "pyproject.toml").write_text("[tool.other]\nline-length = 110\n")
    (tmp_path / "plain.py").write_text(PLAIN)
    assert imported("check", "--no-cache", "plain.py") == (0, [])


def test_only_settings_need_tomli_and_only_patterns_pathspec(imported, tmp_path):
    (tmp_path / "pyproject.toml").write_text("[tool.cnnlint]\nignore = ['CNN101']\n")
    (tmp_path / "plain.py").write_text(PLAIN)
    assert imported("check", "--no-cache", "plain.py") == (0, ["tomli"])
    (tmp_path / "pyproject.toml").write_text("[tool.cnnlint]\nexclude = ['old/']\n")
    assert imported("check", "--no-cache", ".") == (0, ["tomli", "pathspec"])


def test_a_claim_needs_the_parser_and_no_colours(imported, tmp_path):
    (tmp_path / "right.py").write_text(RIGHT)
    code, names = imported("check", "--no-cache", "right.py")
    assert (code, names[:1]) == (0, ["libcst"])
    assert "rich" not in names


@pytest.mark.parametrize("command", ["count", "summary"])
def test_what_is_only_followed_needs_no_other_parser(imported, tmp_path, command):
    (tmp_path / "parts.py").write_text(
        "from torch import nn\n\n\ndef head(size):\n    return nn.Linear(size, 10)\n"
    )
    (tmp_path / "net.py").write_text(
        "from torch import nn\n\nfrom parts import head\n\n\nclass Net(nn.Module):\n    def __init__(self):\n"
        "        super().__init__()\n        self.fc = nn.Sequential(nn.Linear(3, 128), head(128))  # 1,290 params\n"
    )
    code, names = imported(command, "--no-cache", "net.py::Net(*[])")
    assert (code, {"libcst", "rich"} & set(names)) == (0, set())


def test_the_cache_saves_the_parser(imported, tmp_path):
    (tmp_path / "right.py").write_text(RIGHT)
    imported("check", "right.py")
    code, names = imported("check", "right.py")
    assert (code, "libcst" in names) == (0, False)


@pytest.mark.parametrize("arguments", [("--help",), ("check", "--help"), ("rule",), ("rule", "CNN101")])
def test_help_is_light(imported, arguments):
    code, names = imported(*arguments)
    assert (code, {"libcst", "rich", "tomli", "pathspec"} & set(names)) == (0, set())
