"""The fixtures say at each line what is to be found there, and the project's own code is clean."""

import json
import re
from pathlib import Path

import pytest
from linting import expected, findings, rows

from cnnlint.cli import main

ROOT = Path(__file__).parent.parent
FIXTURES = sorted((ROOT / "fixtures").rglob("*.py"))
TEXTS = {path.relative_to(ROOT).as_posix(): path.read_text("utf-8") for path in FIXTURES}
NUMBER = re.compile(r"\d")


@pytest.fixture(autouse=True)
def own_folder(monkeypatch, tmp_path):
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("CNNLINT_CACHE_DIR", str(tmp_path))


def test_there_are_fixtures():
    assert len(TEXTS) > 10


@pytest.mark.parametrize("name", TEXTS)
def test_found_is_what_is_expected(name):
    assert rows(findings(TEXTS[name])) == expected(TEXTS[name])


def test_a_finding_stands_at_its_number():
    """What a finding points at is the number, or the calculation, that is wrong."""
    for text in TEXTS.values():
        lines = text.splitlines()
        for each in findings(text):
            assert each.location.row == each.end_location.row
            shown = lines[each.location.row - 1][each.location.column - 1 : each.end_location.column - 1]
            assert NUMBER.search(shown) or shown == "no"
            assert shown in each.message


def test_the_project_itself_is_clean(capsys):
    """Settings leave the fixtures out of a search from above, for their mistakes are meant."""
    assert main(["check", "--no-cache", "-q", "."]) == 0
    assert capsys.readouterr() == ("", "")


def test_a_folder_that_is_named_is_searched_whatever_the_settings_leave_out(capsys):
    assert main(["check", "--no-cache", "--output-format", "json", "fixtures"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert {each["filename"] for each in found} == {name for name, text in TEXTS.items() if expected(text)}
    assert len(found) == sum(len(expected(text)) for text in TEXTS.values())


def test_so_is_a_file(capsys):
    assert main(["check", "--no-cache", "-q", "fixtures/example.py"]) == 1
    assert capsys.readouterr().out.count("CNN") >= 3
