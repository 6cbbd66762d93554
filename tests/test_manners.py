"""Good manners whatever it is given: sorted, repeatable, never a traceback, always the other files."""

import io
import itertools
import json
import os
import random
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from linting import findings, lint, rows

from cnnlint.cli import main

ROOT = Path(__file__).parent.parent
WRONG = "import torch.nn as nn\n\nlayer = nn.Linear(128, 10)  # 1,280 params\n"
RIGHT = "import torch.nn as nn\n\nlayer = nn.Linear(128, 10)  # 1,290 params\n"
FIXTURES = sorted((ROOT / "fixtures").rglob("*.py"))

quickly = settings(deadline=None, max_examples=40, suppress_health_check=list(HealthCheck), derandomize=True)


@pytest.fixture
def folder(monkeypatch, tmp_path):
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    monkeypatch.setenv("CNNLINT_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setenv("CNNLINT_TRACEBACK", "1")
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    return work


def check(capsys, *arguments):
    """Exit code, output and complaints of a run without settings or kept results."""
    code = main(["check", "--no-cache", "--isolated", "--output-format", "json", *arguments])
    out, err = capsys.readouterr()
    assert "Traceback" not in out + err
    assert "internal error" not in out + err
    return code, out, err


# --- order ---------------------------------------------------------------------------------------------


def test_output_does_not_depend_on_the_order_of_arguments(folder, capsys):
    for name in ("b.py", "a.py", "pack/c.py", "pack/inner/d.py"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(WRONG + "other = nn.Linear(3, 4)  # 17 params\n" + WRONG)
    names = ["a.py", "b.py", "pack"]
    outcomes = {check(capsys, *order) for order in itertools.permutations(names)}
    outcomes |= {check(capsys), check(capsys, "."), check(capsys, *names, *names, "pack/c.py", "./b.py")}
    ((code, out, err),) = outcomes
    assert (code, err) == (1, "")
    places = [
        (each["filename"], each["location"]["row"], each["location"]["column"]) for each in json.loads(out)
    ]
    assert places == sorted(places)
    assert len(places) == 4 * 3


def test_rows_in_one_file_are_sorted_whatever_states_them(folder, capsys):
    (folder / "a.py").write_text(
        (ROOT / "fixtures" / "textbook" / "five_by_five_wrong.py").read_text("utf-8")
    )
    _, out, _ = check(capsys)
    found = [each["location"]["row"] for each in json.loads(out)]
    assert found == sorted(found)
    assert len(found) > 5


def test_exit_codes(folder, capsys):
    (folder / "right.py").write_text(RIGHT)
    assert check(capsys, "right.py")[0] == 0
    (folder / "wrong.py").write_text(WRONG)
    assert check(capsys, "right.py", "wrong.py")[0] == 1
    (folder / "broken.py").write_text("layer = (\n")
    assert check(capsys, "broken.py", "wrong.py")[0] == 2
    assert main(["check", "--no-such-option"]) == 2
    capsys.readouterr()


# --- files that cannot be checked ------------------------------------------------------------------------

STATED = "# 10 params\n"
BROKEN = {
    "a bracket that is not closed": (b"x = (\n" + STATED.encode(), 1),
    "a string that is not closed": (STATED.encode() + b"x = '''\n", 2),
    "a lone bracket": (STATED.encode() + b"\n\nx = )\n", 4),
    "no Python": (b"layer = nn.Linear(3, 4)  # 16 params\nlayer = = 3\n", 2),
    "undecodable bytes": (b"# 10 params\nx = '\xff'\n", 2),
    "an unknown encoding": (b"# -*- coding: klingon -*-\n# 10 params\n", 1),
    "null bytes": (b"# 10 params\nx = 1\n\x00\n", 3),
}


@pytest.mark.parametrize(("data", "row"), BROKEN.values(), ids=BROKEN)
def test_a_broken_file_is_named_with_its_row(folder, capsys, data, row):
    (folder / "broken.py").write_bytes(data)
    (folder / "other.py").write_text(WRONG)
    code, out, err = check(capsys, ".")
    if "layer = =" in data.decode("latin-1"):
        # Only what is needed is parsed: a statement that nothing speaks of may pass unread.
        assert code in (1, 2)
    else:
        assert code == 2
        assert err.startswith(f"broken.py:{row}")
        assert err.count("\n") == 1
    assert "other.py" in {each["filename"] for each in json.loads(out)}


def test_a_missing_file(folder, capsys):
    (folder / "other.py").write_text(WRONG)
    code, out, err = check(capsys, "gone.py", "other.py")
    assert code == 2
    assert err == "gone.py: error: no such file or folder\n"
    assert len(json.loads(out)) == 1


def test_a_link_to_nowhere(folder, capsys):
    (folder / "other.py").write_text(WRONG)
    (folder / "link.py").symlink_to("nowhere.py")
    code, out, err = check(capsys, ".", "link.py")
    assert (code, err.count("link.py")) == (2, 1)
    assert len(json.loads(out)) == 1


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may read everything")
def test_a_folder_without_permission(folder, capsys):
    (folder / "closed").mkdir()
    (folder / "other.py").write_text(WRONG)
    (folder / "closed").chmod(0)
    try:
        code, out, err = check(capsys, ".")
    finally:
        (folder / "closed").chmod(0o700)
    assert code == 2
    assert "closed" in err
    assert len(json.loads(out)) == 1


def test_a_folder_that_cannot_be_listed(folder, capsys, monkeypatch):
    """The same, for those who may read everything."""
    (folder / "closed").mkdir()
    (folder / "other.py").write_text(WRONG)
    scandir = os.scandir

    def refusing(path):
        if os.path.basename(path) == "closed":
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refusing)
    code, out, err = check(capsys, ".")
    assert code == 2
    assert err.startswith("closed")
    assert "permission denied" in err.lower()
    assert len(json.loads(out)) == 1


def test_a_folder_of_the_name_of_a_file(folder, capsys):
    (folder / "model.py").mkdir()
    (folder / "model.py" / "a.py").write_text(WRONG)
    code, out, _ = check(capsys, ".")
    assert (code, len(json.loads(out))) == (1, 1)


TOO_COMPLEX = {
    "nested brackets": "# 10 params\nx = " + "(" * 2_000 + "1" + ")" * 2_000 + "\n",
    "nested calls": WRONG + "def f():\n    return " + "f(" * 2_000 + ")" * 2_000 + "\n",
    "a sum of 100,000 terms": "# 10 params\nx = " + "1 + " * 99_999 + "1\n",
    "nested lists": "# 10 params\nx = " + "[" * 3_000 + "]" * 3_000 + "\n",
}


@pytest.mark.parametrize("text", TOO_COMPLEX.values(), ids=TOO_COMPLEX)
def test_a_file_that_is_too_complex(folder, capsys, text):
    """It is left alone with a finding, or read: but it is no crash, and the next file is read."""
    (folder / "a.py").write_text(text)
    (folder / "other.py").write_text(WRONG)
    code, out, err = check(capsys, ".")
    found = json.loads(out)
    assert (code, err) == (1, "")
    assert "other.py" in {each["filename"] for each in found}
    assert {each["code"] for each in found if each["filename"] == "a.py"} <= {"CNN901", "CNN101"}


def test_what_is_too_complex_and_needed_is_told(folder, capsys):
    (folder / "a.py").write_text(
        "import torch.nn as nn\nlayer = nn.Linear(" + "(" * 2_000 + "1" + ")" * 2_000 + ", 2)  # 5 params\n"
    )
    code, out, err = check(capsys, ".")
    assert (code, err) == (1, "")
    assert [each["code"] for each in json.loads(out)] == ["CNN901"]


# --- files that are odd and yet can be checked -----------------------------------------------------------

ODD = {
    "a byte order mark": b"\xef\xbb\xbf" + WRONG.encode(),
    "carriage returns": WRONG.replace("\n", "\r").encode(),
    "both line ends": WRONG.replace("\n", "\r\n").encode(),
    "no last line end": WRONG.rstrip("\n").encode(),
    "a form feed": ("\f" + WRONG).encode(),
    "another encoding": b"# -*- coding: latin-1 -*-\n# \xe9\n" + WRONG.encode(),
    "Python 2 beside it": WRONG.encode() + b"\n\ndef shout(x):\n    return x\n",
}


@pytest.mark.parametrize("data", ODD.values(), ids=ODD)
def test_an_odd_file_is_read(folder, capsys, data):
    (folder / "odd.py").write_bytes(data)
    code, out, err = check(capsys, ".")
    assert (code, err) == (1, "")
    (found,) = json.loads(out)
    rows_before = 2 if b"latin" in data else 0
    assert (found["code"], found["location"]["row"]) == ("CNN101", 3 + rows_before)


@pytest.mark.parametrize("data", [b"", b"\n", b"\xef\xbb\xbf", b"# params\n", b"\r", b"\f"])
def test_nothing_to_find(folder, capsys, data):
    (folder / "empty.py").write_bytes(data)
    assert check(capsys, "empty.py") == (0, "[]\n", "")


def test_five_million_bytes_of_comments(folder, capsys):
    (folder / "long.py").write_text("# nothing to see here, at all\n" * 170_000 + WRONG)
    code, out, err = check(capsys, ".")
    assert (code, err) == (1, "")
    assert json.loads(out)[0]["location"]["row"] == 170_003


# --- random input ------------------------------------------------------------------------------------------

WORDS = (
    "import torch.nn as nn|nn.Linear(3, 4)|class Net(nn.Module):|def f(x):|    def __init__(self):|"
    "        super().__init__()|        self.a = nn.Linear(3, 4)  # 15 params|assert|==|15|# 16 params|# 3*4 = 13 params|"
    "(|)|[|]|{|}|:|,|=|+|*|**|.|@|->|:=|lambda x:|for x in|if|else|elif|while|return|yield|await|async|with|try:|"
    'except:|finally:|"""|"|\'|f"{x}"|rb"\\x"|\\|\n|\n    |\n        |\t|;|...|0x1f|1e999|1_000|9999999999999999999999|x|'
    "sum(p.numel() for p in m.parameters())|# noqa: CNN101|# cnnlint: ignore|# cnnlint: ignore[CNN101]|"
    '{"num_params": 15, "build": f}|match x:|case [1, *_]:|type X = int|del|global x|nonlocal|not|in|is|None|'
    "ünïcödé|\u2028|\x0c|🙂|０"
).split("|")

soup = st.lists(st.sampled_from(WORDS), max_size=40)


def survives(text):
    """Linting a text ends, and says what is wrong with the text or finds what it finds."""
    result = lint(text)
    if result.problem is not None:
        assert (
            result.problem.location is None
            or 1 <= result.problem.location.row <= text.count("\n") + text.count("\r") + 1
        )
    again = lint(text)
    assert rows(again.findings) == rows(result.findings)


@quickly
@given(soup, st.sampled_from(["", " ", "\n"]))
def test_a_soup_of_tokens(words, glue):
    survives(glue.join(words))


@quickly
@given(soup)
def test_a_soup_of_tokens_below_a_model(words):
    survives(WRONG + "def soup():\n    " + " ".join(words))


@quickly
@given(st.text(max_size=200))
def test_any_text(text):
    survives(text)


@quickly
@given(st.binary(max_size=200))
def test_any_bytes_from_standard_input(data):
    stdin, out, err = sys.stdin, sys.stdout, sys.stderr
    sys.stdin, sys.stdout, sys.stderr = io.TextIOWrapper(io.BytesIO(data)), io.StringIO(), io.StringIO()
    try:
        code = main(["check", "--no-cache", "--isolated", "-"])
        said = sys.stdout.getvalue() + sys.stderr.getvalue()
    finally:
        sys.stdin, sys.stdout, sys.stderr = stdin, out, err
    assert code in (0, 1, 2)
    assert "Traceback" not in said
    assert "internal error" not in said


def mutated(text, seed):
    """A text with some rows left out, doubled, moved or cut short."""
    chance = random.Random(seed)
    lines = text.splitlines(keepends=True)
    for _ in range(chance.randint(1, 4)):
        index = chance.randrange(len(lines))
        deed = chance.choice(["drop", "double", "swap", "cut", "indent"])
        if deed == "drop" and len(lines) > 1:
            del lines[index]
        elif deed == "double":
            lines.insert(index, lines[index])
        elif deed == "swap":
            other = chance.randrange(len(lines))
            lines[index], lines[other] = lines[other], lines[index]
        elif deed == "cut":
            lines[index] = lines[index][: chance.randrange(len(lines[index]) + 1)]
        else:
            lines[index] = "    " + lines[index]
    return "".join(lines)


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_mutated_fixtures(path):
    text = path.read_text("utf-8")
    for seed in range(4):
        survives(mutated(text, f"{path.stem} {seed}"))


def test_a_file_that_imports_itself_and_the_moon():
    assert rows(findings("from . import nothing\nimport moon\nfrom text_0 import *\n" + WRONG)) == [
        (6, "CNN101")
    ]
