"""Every check: its form, its words, and its samples, which are its docs and its tests."""

import re
from pathlib import Path

import pytest
from linting import expected, findings, rows

import cnnlint.checks
from cnnlint.checks import all_checks
from cnnlint.cli import main

FOLDER = Path(cnnlint.checks.__file__).parent
CHECKS = all_checks()
JUDGES = [check for check in CHECKS if check.find is not None]

HEADINGS = ["What it finds", "Why it is a mistake", "How it is proved", "How to mend it"]
LONGEST_SUMMARY = 100


def named(checks):
    return pytest.mark.parametrize("check", checks, ids=lambda check: check.name)


def samples(kind):
    return [
        pytest.param(check, sample, id=f"{check.name}-{number}")
        for check in CHECKS
        for number, sample in enumerate(getattr(check, kind), 1)
    ]


def off_by_default(check):
    return "" if check.default else check.code


def files_with_a_check():
    return [
        path for path in FOLDER.glob("*.py") if re.search(r"^CHECK\b", path.read_text("utf-8"), re.MULTILINE)
    ]


def test_codes_and_names_are_unique():
    for attribute in ("code", "name", "summary"):
        values = [getattr(check, attribute) for check in CHECKS]
        assert len(set(values)) == len(values)


def test_every_file_with_a_check_is_registered_once():
    names = [check.name.replace("-", "_") for check in CHECKS]
    assert sorted(path.stem for path in files_with_a_check()) == sorted(names)


def test_a_check_is_named_in_two_places_at_most():
    """In its own file, and where all are listed."""
    listing = (FOLDER / "__init__.py").read_text("utf-8")
    for check in CHECKS:
        module = check.name.replace("-", "_")
        assert listing.count(f"{module}.CHECK") == 1
        own = [path.name for path in FOLDER.glob("*.py") if f'code="{check.code}"' in path.read_text("utf-8")]
        assert f"{module}.py" in own


@named(CHECKS)
def test_code(check):
    assert re.fullmatch(r"CNN[1-59]\d\d", check.code)


@named(CHECKS)
def test_name(check):
    """Named for the mistake, so that "ignore NAME" reads well."""
    assert check.name == "count-changed" or re.fullmatch(
        r"(wrong|unused|unreadable|dead|missing|stale|broken|impossible|unregistered|redundant)(-[a-z]+)+",
        check.name,
    )


@named(CHECKS)
def test_summary_is_one_sentence(check):
    assert check.summary[0].isupper()
    assert check.summary.endswith(".")
    assert ". " not in check.summary
    assert len(check.summary) <= LONGEST_SUMMARY


@named(CHECKS)
def test_explanation_has_the_fixed_headings(check):
    found = re.findall(r"^## (.+)$", check.explanation, re.MULTILINE)
    assert found == [heading for heading in HEADINGS if heading in found]
    assert found[0] == HEADINGS[0]
    assert found[-1] == HEADINGS[-1]
    assert found == HEADINGS or check not in JUDGES
    for section in re.split(r"^## .+$", check.explanation, flags=re.MULTILINE)[1:]:
        assert section.strip()


@named(CHECKS)
def test_module_says_code_and_mistake(check):
    first = (FOLDER / f"{check.name.replace('-', '_')}.py").read_text("utf-8").splitlines()[0]
    assert first.startswith(f'"""{check.code}: ')


@named(JUDGES)
def test_a_check_that_judges_has_silent_and_loud_samples(check):
    assert check.silent
    assert check.loud


@named(JUDGES)
def test_silent_samples_stand_first(check):
    text = (FOLDER / f"{check.name.replace('-', '_')}.py").read_text("utf-8")
    assert text.index("silent=") < text.index("loud=")


@pytest.mark.parametrize(("check", "sample"), samples("silent"))
def test_silent_sample(check, sample):
    assert rows(findings(sample, off_by_default(check))) == []


@named(JUDGES)
def test_loud_samples_expect_this_check_alone(check):
    for sample in check.loud:
        assert {code for _, code in expected(sample)} == {check.code}


@pytest.mark.parametrize(("check", "sample"), samples("loud"))
def test_loud_sample(check, sample):
    assert rows(findings(sample, off_by_default(check))) == expected(sample)


@named(CHECKS)
def test_it_can_be_printed(check, capsys):
    assert main(["rule", check.code]) == 0
    out = capsys.readouterr().out
    assert out.startswith(f"{check.code} {check.name}\n\n{check.summary}\n")
    assert check.explanation.strip() in out
    assert main(["rule", check.name]) == 0
    assert capsys.readouterr().out == out
