"""The fix of a wrong count: written as the number was, and nothing is found there any more."""

import pytest
from linting import findings, is_notebook, is_project

from cnnlint.checks import all_checks
from cnnlint.claims.respelling import respelled

SAMPLES = [
    pytest.param(sample, id=f"{check.name}-{number}")
    for check in all_checks()
    if check.code in ("CNN101", "CNN102", "CNN103", "CNN104", "CNN105")
    for number, sample in enumerate(check.loud, 1)
    if not (is_notebook(sample) or is_project(sample))
]


@pytest.mark.parametrize(
    ("written", "value", "expected"),
    [
        ("1,291", 1_290, "1,290"),
        ("1291", 1_290, "1290"),
        ("1_291", 1_290, "1_290"),
        ("1 291", 12_901_290, "12 901 290"),
        ("1'291", 1_290, "1'290"),
        ("1.291.000", 1_290_123, "1.290.123"),
        ("44,000", 44_426, "44,426"),
        ("896", 1_234, "1234"),
        ("11.2M", 11_689_512, "11.7M"),
        ("11 M", 25_557_032, "26 M"),
        ("0.27M", 460_000, "0.46M"),
        ("2.7 K", 2_580, "2.6 K"),
        ("12k", 421_642, "422k"),
    ],
)
def test_spelled_as_the_number_was(written, value, expected):
    assert respelled(written, value) == expected


@pytest.mark.parametrize("written", ["1.29e3", "no", "18.496", "1.5", "0x10", "12 apples", "", "1,291 K"])
def test_other_spellings_are_left_alone(written):
    assert respelled(written, 1_290) is None


def test_a_value_that_the_digits_cannot_tell_is_left_alone():
    assert respelled("3M", 1_290) is None


def mended(text, found):
    lines = text.split("\n")
    for each in sorted(found, key=lambda each: each.location, reverse=True):
        for edit in each.fix.edits:
            row = edit.location.row - 1
            assert edit.end_location.row == edit.location.row
            line = lines[row]
            lines[row] = (
                line[: edit.location.column - 1] + edit.content + line[edit.end_location.column - 1 :]
            )
    return "\n".join(lines)


@pytest.mark.parametrize("sample", SAMPLES)
def test_a_mended_text_is_silent(sample):
    found = [each for each in findings(sample) if each.fix is not None]
    left = findings(mended(sample, found))
    assert len(left) == len(findings(sample)) - len(found)


def test_most_findings_can_be_mended():
    found = [each for sample in SAMPLES for each in findings(sample.values[0])]
    assert sum(each.fix is not None for each in found) >= len(found) // 2


def test_arithmetic_that_would_no_longer_fit_is_left_alone():
    text = "import torch.nn as nn\nnn.Conv2d(3, 32, 3)  # params: 3*3*3*32 = 864\n"
    (found,) = findings(text)
    assert found.fix is None
