"""The fixtures say at each line what is to be found there, and the project's own code is clean."""

import json
import re
from pathlib import Path

import pytest
from linting import expected, findings, lint, rows

from cnnlint.cli import main

ROOT = Path(__file__).parent.parent
FIXTURES = sorted((ROOT / "fixtures").rglob("*.py"))
TEXTS = {path.relative_to(ROOT).as_posix(): path.read_text("utf-8") for path in FIXTURES}
DIGIT = re.compile(r"\d")
NUMBER = re.compile(r"[\d_]{2,}")
LOOSE = re.compile(r"approx|delta|Less|Greater|abs\(|[<>]| or | in ")


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
            assert DIGIT.search(shown) or shown == "no"
            assert shown in each.message


def agreeing(text):
    """Exact numbers of asserts and records that agree, by their places."""
    lines = text.splitlines()
    return [
        each
        for each in lint(text).verdicts
        if each.verdict == "agrees" and each.code in ("CNN103", "CNN105") and each.computed == each.stated
        if not LOOSE.search(lines[each.location.row - 1]) and NUMBER.fullmatch(each.text)
    ]


@pytest.mark.parametrize(
    "name", [name for name in TEXTS if name.startswith(("fixtures/asserts", "fixtures/records"))]
)
def test_another_digit_is_found_at_its_number(name):
    text = TEXTS[name]
    usual = rows(findings(text))
    for each in agreeing(text):
        lines = text.splitlines(keepends=True)
        row, place = each.location.row - 1, each.end_location.column - 2
        digit = "7" if lines[row][place] != "7" else "4"
        lines[row] = lines[row][:place] + digit + lines[row][place + 1 :]
        found = findings("".join(lines))
        assert rows(found) == sorted([*usual, (row + 1, each.code)])
        assert each.location in [finding.location for finding in found]


def test_the_project_itself_is_clean(capsys):
    """Settings leave the fixtures out of a search from above, for their mistakes are meant."""
    assert main(["check", "--no-cache", "-q", "."]) == 0
    assert capsys.readouterr() == ("", "")


def test_a_folder_that_is_named_is_searched_whatever_the_settings_leave_out(capsys):
    assert main(["check", "--no-cache", "--output-format", "json", "fixtures"]) == 1
    everything = json.loads(capsys.readouterr().out)
    found = [each for each in everything if each["filename"].endswith(".py")]
    assert len(found) < len(everything)
    assert {each["filename"] for each in found} == {name for name, text in TEXTS.items() if expected(text)}
    assert len(found) == sum(len(expected(text)) for text in TEXTS.values())


def test_so_is_a_file(capsys):
    assert main(["check", "--no-cache", "-q", "fixtures/example.py"]) == 1
    assert capsys.readouterr().out.count("CNN") >= 3
