"""`cnnlint lock`, the counts that it keeps, and those that data files keep."""

import json
import os
import stat

import pytest

from cnnlint.atomic import Changed, replace_text
from cnnlint.cli import main
from cnnlint.locking import CannotWrite, with_counts

MODELS = """
import torch.nn as nn

def small(classes=10):
    return nn.Linear(128, classes)

def large():
    return nn.Sequential(nn.Linear(256, 128), nn.ReLU(), nn.Linear(128, 10))

def hidden(size):
    return nn.Linear(size, 10)
"""
SMALL, LARGE = 1_290, 34_186


@pytest.fixture
def folder(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CNNLINT_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setenv("CNNLINT_TRACEBACK", "1")
    (tmp_path / "pkg").mkdir()
    (tmp_path / "pkg" / "models.py").write_text(MODELS)
    (tmp_path / "pyproject.toml").write_text("# mine\n[tool.other]\nx = 1  # kept\n")
    return tmp_path


def text(folder, name="pyproject.toml"):
    return (folder / name).read_bytes().decode()


def findings(capsys, *arguments):
    code = main(["check", "--output-format", "json", *(arguments or (".",))])
    out, err = capsys.readouterr()
    assert err == ""
    return code, json.loads(out)


def test_nothing_to_keep_changes_nothing(folder, capsys):
    before = text(folder)
    assert main(["lock"]) == 0
    assert text(folder) == before
    assert capsys.readouterr().out == "pyproject.toml: 0 counts changed, 0 counts looked at.\n"


def test_counts_are_written_below_what_stands_there(folder, capsys):
    before = text(folder)
    assert main(["lock", "pkg/models.py::small", "pkg/models.py::large()"]) == 0
    rows = f'"pkg/models.py::small" = {SMALL}\n"pkg/models.py::large()" = {LARGE}\n'
    assert text(folder) == f"{before}\n[tool.cnnlint.counts]\n{rows}"
    assert findings(capsys.readouterr() and capsys) == (0, [])


def test_a_second_time_changes_nothing(folder, capsys):
    main(["lock", "pkg/models.py::small"])
    before = text(folder)
    assert main(["lock"]) == 0
    assert main(["lock", "./pkg/../pkg/models.py::small"]) == 0
    assert text(folder) == before


def test_a_changed_model_is_found_at_the_number(folder, capsys):
    main(["lock", "pkg/models.py::small", "pkg/models.py::large"])
    capsys.readouterr()
    (folder / "pkg" / "models.py").write_text(MODELS.replace("128, classes", "129, classes"))
    code, (found,) = findings(capsys)
    assert code == 1
    assert (found["code"], found["name"], found["filename"]) == ("CNN107", "count-changed", "pyproject.toml")
    assert (found["stated"], found["computed"], found["subject"]) == (1290, 1300, "pkg/models.py::small")
    row, column = found["location"]["row"], found["location"]["column"]
    assert text(folder).splitlines()[row - 1][column - 1 : found["end_location"]["column"] - 1] == "1290"
    assert main(["lock"]) == 0
    assert '"pkg/models.py::small" = 1300\n' in text(folder)
    assert findings(capsys.readouterr() and capsys) == (0, [])


def test_it_is_found_from_the_file_of_the_model_but_not_from_another(folder, capsys):
    main(["lock", "pkg/models.py::small"])
    capsys.readouterr()
    (folder / "other.py").write_text("x = 1\n")
    (folder / "pkg" / "models.py").write_text(MODELS.replace("128, classes", "129, classes"))
    assert findings(capsys, "pkg/models.py")[0] == 1
    assert findings(capsys, "pyproject.toml")[0] == 1
    assert findings(capsys, "other.py")[0] == 0


def test_results_are_kept_until_a_model_changes(folder, capsys):
    main(["lock", "pkg/models.py::small"])
    capsys.readouterr()
    for _ in range(2):
        assert findings(capsys)[0] == 0
    (folder / "pkg" / "models.py").write_text(MODELS.replace("128, classes", "129, classes"))
    for _ in range(2):
        assert findings(capsys)[0] == 1


def test_a_count_that_cannot_be_told_is_not_kept(folder, capsys):
    assert main(["lock", "pkg/models.py::hidden", "pkg/models.py::small"]) == 2
    assert "hidden" in capsys.readouterr().err
    assert "hidden" not in text(folder)
    assert "small" in text(folder)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", '[tool.cnnlint.counts]\n"a.py::A" = 5\n'),
        ("x = 1", 'x = 1\n\n[tool.cnnlint.counts]\n"a.py::A" = 5\n'),
        ("x = 1\r\n", 'x = 1\r\n\r\n[tool.cnnlint.counts]\r\n"a.py::A" = 5\r\n'),
        ('[tool.cnnlint.counts]\n"a.py::A" = 4 # why', '[tool.cnnlint.counts]\n"a.py::A" = 5 # why'),
        (
            "[tool.cnnlint.counts] # c\n'b.py::B' = 1_000\n\n\n[z]\ny = 2\n",
            "[tool.cnnlint.counts] # c\n'b.py::B' = 1_000\n\"a.py::A\" = 5\n\n\n[z]\ny = 2\n",
        ),
        ('[tool.cnnlint]\ncounts = { "a.py::A" = 4 }\n', '[tool.cnnlint]\ncounts = { "a.py::A" = 5 }\n'),
        (
            '[tool.cnnlint]\ncounts."a.py::A" = 0_4\n'.replace("0_", ""),
            '[tool.cnnlint]\ncounts."a.py::A" = 5\n',
        ),
    ],
)
def test_every_other_byte_stays(before, after):
    assert with_counts(before, {"a.py::A": 5}) == after
    assert with_counts(after, {"a.py::A": 5}) == after


def test_a_form_that_cannot_be_added_to_is_refused():
    with pytest.raises(CannotWrite):
        with_counts('[tool.cnnlint]\ncounts = { "b.py::B" = 4 }\n', {"a.py::A": 5})


def test_a_name_with_quotes():
    assert '"a.py::f(\\"x\\")" = 5' in with_counts("", {'a.py::f("x")': 5})


def test_a_file_that_changed_meanwhile_is_left_alone(tmp_path):
    path = tmp_path / "x"
    path.write_bytes(b"new")
    with pytest.raises(Changed):
        replace_text(str(path), b"old", b"mine")
    assert path.read_bytes() == b"new"
    assert os.listdir(tmp_path) == ["x"]


def test_the_mode_is_kept(tmp_path):
    path = tmp_path / "x"
    path.write_bytes(b"old")
    path.chmod(0o640)
    replace_text(str(path), b"old", b"new")
    assert (path.read_bytes(), stat.S_IMODE(path.stat().st_mode)) == (b"new", 0o640)


# --- data files ---------------------------------------------------------------------------------------

DATA = {
    "zoo.yaml": "models:\n  small:\n    params: {small}\n  large:\n    params: {large}  # all of it\n",
    "zoo.json": '{{"models": {{"small": {{"params": {small}}}, "large": {{"params": "{large}"}}}}}}\n',
    "zoo.toml": "[models.small]\nparams = {small}\n[models.large]\nparams = {large}\n",
}


@pytest.mark.parametrize("name", DATA)
def test_a_recorded_count(folder, capsys, name):
    (folder / "pyproject.toml").write_text(
        f'[tool.cnnlint.recorded]\n"{name}::models.*.params" = "pkg/models.py::{{}}"\n'
    )
    (folder / name).write_text(DATA[name].format(small=SMALL, large="34.2K"))
    assert findings(capsys) == (0, [])
    (folder / name).write_text(DATA[name].format(small=SMALL, large="34_168".replace("_", "")))
    code, (found,) = findings(capsys)
    assert (code, found["code"], found["filename"]) == (1, "CNN107", name)
    assert (found["stated"], found["computed"]) == (34168, LARGE)


def test_a_place_without_a_number_is_told(folder, capsys):
    (folder / "pyproject.toml").write_text(
        '[tool.cnnlint.recorded]\n"zoo.yaml::small" = "pkg/models.py::small"\n'
    )
    (folder / "zoo.yaml").write_text("large: 3\n")
    assert main(["check", "."]) == 2
    assert "zoo.yaml: error: holds no number at small" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ('counts = {"a.py::A" = "x"}', 'counts "a.py::A" must be a whole number, not a text'),
        ("counts = {A = 3}", 'counts: "A" must have the form path/to/file.py::Name'),
        ('recorded = {"a.yaml" = "a.py::A"}', 'recorded "a.yaml" must be a file and the keys of a number'),
        ('recorded = {"a.yaml::x" = "A"}', 'recorded "a.yaml::x": "A" must have the form'),
    ],
)
def test_settings_that_cannot_be_followed(folder, capsys, table, message):
    (folder / "pyproject.toml").write_text(f"[tool.cnnlint]\n{table}\n")
    assert main(["check", "."]) == 2
    assert message in capsys.readouterr().err
