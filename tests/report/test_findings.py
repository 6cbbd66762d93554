"""Findings as text and as JSON."""

import json
import os

import msgspec
from report_samples import BARE, FINDING, SOURCE

from cnnlint.report import concise, full
from cnnlint.report import json as as_json
from cnnlint.report.lines import Lines
from cnnlint.report.paint import coloured, plain
from cnnlint.source import Location


def shown(finding, paint=plain) -> str:
    return "\n".join(full.render((finding,), Lines(SOURCE), paint))


def test_no_findings():
    assert list(full.render((), Lines(), plain)) == list(concise.render((), plain)) == []
    assert as_json.findings(()) == "[]"


def test_full():
    assert (
        shown(FINDING)
        == """\
model.py:3:32: CNN101 wrong-layer-count: Conv2d(32, 64, 3) has 18,496 parameters, not 18,494
  |
3 | conv = nn.Conv2d(32, 64, 3)  # 18494 params
  |                                ^^^^^
  = counted: weight 64×32×3×3 = 18,432 + bias 64 = 18,496
  = help: the last digits were swapped
"""
    )


def test_full_without_a_source_or_proof():
    assert shown(BARE) == "a/gone.py:1:1: CNN901 unreadable-file: the file cannot be parsed\n"


def test_full_of_a_file_that_has_become_shorter():
    assert "|" not in shown(msgspec.structs.replace(FINDING, location=Location(9, 1)))


def test_full_over_several_rows():
    finding = msgspec.structs.replace(FINDING, location=Location(3, 30), end_location=Location(4, 1))
    assert shown(finding).splitlines()[3] == "  |                              ^^^^^^^^^^^^^^"


def test_concise():
    assert list(concise.render((FINDING, BARE), plain)) == [
        "model.py:3:32: CNN101 wrong-layer-count: Conv2d(32, 64, 3) has 18,496 parameters, not 18,494",
        "a/gone.py:1:1: CNN901 unreadable-file: the file cannot be parsed",
    ]


def test_what_steers_a_terminal_is_defused():
    finding = msgspec.structs.replace(FINDING, message="a\x1b[2Jb\nc", filename="x\x1b.py", hint="\r\x07")
    text = shown(finding) + "".join(concise.render((finding,), plain))
    assert not set("\x1b\r\x07") & set(text)
    assert "a\\x1b[2Jb c" in text


def test_colours_add_nothing_but_escapes():
    import re

    text = shown(FINDING, coloured)
    assert "\x1b[" in text
    assert re.sub(r"\x1b\[[0-9;]*m", "", text) == shown(FINDING)


def test_json():
    (record,) = json.loads(as_json.findings((FINDING,)))
    assert record == {
        "code": "CNN101",
        "name": "wrong-layer-count",
        "message": "Conv2d(32, 64, 3) has 18,496 parameters, not 18,494",
        "filename": "model.py",
        "location": {"row": 3, "column": 32},
        "end_location": {"row": 3, "column": 37},
        "subject": "conv",
        "quantity": "parameters",
        "stated": 18494,
        "computed": 18496,
        "breakdown": "weight 64×32×3×3 = 18,432 + bias 64 = 18,496",
        "hint": "the last digits were swapped",
        "fix": {
            "applicability": "safe",
            "edits": [
                {
                    "location": {"row": 3, "column": 32},
                    "end_location": {"row": 3, "column": 37},
                    "content": "18496",
                }
            ],
        },
    }


def test_json_of_odd_names_and_huge_numbers():
    finding = msgspec.structs.replace(
        FINDING, filename=os.path.join("a", "b\udcff.py"), computed=2**100, stated="12*d**2", fix=None
    )
    text = as_json.findings((finding, BARE))
    assert text.isascii()
    first, second = json.loads(text)
    assert (first["filename"], first["computed"], first["stated"]) == ("a/b\udcff.py", 2**100, "12*d**2")
    assert (second["stated"], second["fix"]) == (None, None)
