"""Counts, layers, claims and the closing row for people."""

import json

import msgspec
from report_samples import BARE, FINDING, verdict

from cnnlint.report import json as as_json
from cnnlint.report import rows
from cnnlint.report.closing import closing, statistics
from cnnlint.report.model import CountRow, Report, SummaryRow

COUNTED = CountRow(
    target="model.py::Net",
    framework="torch",
    total=61706,
    trainable=61000,
    non_trainable=706,
    buffers=0,
)
UNTOLD = CountRow(
    target="m.py::Big(n)", framework="keras", total="12*d**2", unknown="no value for n (m.py:3)"
)


def test_nothing_to_show():
    assert list(rows.summary([])) == list(rows.claims([])) == list(statistics(Report())) == []
    assert as_json.counts([]) == as_json.verdicts([]) == as_json.summary([]) == "[]"
    assert rows.claims_closing([]) == "0 claims."


def test_counts():
    assert "\n".join(rows.counts([COUNTED, UNTOLD])) == (
        "target         framework    total  trainable  non-trainable  buffers\n"
        "-------------  ---------  -------  ---------  -------------  -------\n"
        "model.py::Net  torch       61,706     61,000            706        0\n"
        "m.py::Big(n)   keras      12*d**2          ?              ?        ?\n"
        "m.py::Big(n): unknown: no value for n (m.py:3)"
    )


def test_counts_as_json():
    first, second = json.loads(as_json.counts([COUNTED, UNTOLD]))
    assert first == {
        "target": "model.py::Net",
        "framework": "torch",
        "total": 61706,
        "trainable": 61000,
        "non_trainable": 706,
        "buffers": 0,
        "unknown": None,
    }
    assert (second["trainable"], second["unknown"]) == (None, "no value for n (m.py:3)")


def test_summary():
    layers = [
        SummaryRow(name="Net", type="Net", parameters=100, trainable=90, share=1.0),
        SummaryRow(name="head", type="Linear", output_shape="[1, 10]", parameters=90, depth=1, share=0.9),
        SummaryRow(name="tied", type="Linear", parameters=90, depth=1, shared=True),
    ]
    assert "\n".join(rows.summary(layers)) == (
        "name    type    output shape    parameters   share\n"
        "------  ------  ------------  ------------  ------\n"
        "Net     Net     ?                      100  100.0%\n"
        "  head  Linear  [1, 10]                 90   90.0%\n"
        "  tied  Linear  ?             (90, shared)\n"
        "--------------------------------------------------\n"
        "total parameters: 100\n"
        "trainable parameters: 90\n"
        "non-trainable parameters: 10"
    )


def test_claims():
    given = [verdict(), verdict("undecided", "the class count is unknown", computed=None, subject=None)]
    assert "\n".join(rows.claims(given)) == (
        "place          verdict    stated  computed  quantity    subject  reason\n"
        "-------------  ---------  ------  --------  ----------  -------  --------------------------\n"
        "model.py:3:32  agrees     18,496    18,496  parameters  conv\n"
        "model.py:3:32  undecided  18,496            parameters           the class count is unknown"
    )
    assert rows.claims_closing(given) == "2 claims: 1 agrees, 1 undecided."


LONG = verdict(
    "undecided",
    "the class count is unknown, and nothing around it tells",
    computed="9*planes**2 + 3*planes + width",
)


def test_claims_on_a_terminal():
    assert list(rows.claims([verdict()], 80)) == list(rows.claims([verdict()]))
    assert "\n".join(rows.claims([LONG, verdict()], 66)) == (
        "place          verdict    stated              computed  quantity\n"
        "  subject: reason\n"
        "------------------------------------------------------------------\n"
        "model.py:3:32  undecided  18,496  9*planes**2 + 3*pla…  parameters\n"
        "  conv: the class count is unknown, and nothing around it tells\n"
        "model.py:3:32  agrees     18,496                18,496  parameters\n"
        "  conv"
    )


def test_places_are_cut_at_their_beginning():
    far = msgspec.structs.replace(LONG, filename=f"{'deep/' * 20}model.py", computed=None)
    lines = list(rows.claims([far], 66))
    assert max(map(len, lines)) <= 66
    assert lines[3].startswith("…")
    assert "model.py:3:32  undecided" in lines[3]


def test_closing():
    assert closing(Report(files=3)) == "No mistakes found: no claims in 3 files."
    assert closing(Report(verdicts=(verdict(),))) == "No mistakes found: 1 claim agrees."
    assert closing(Report(verdicts=(verdict(), verdict(), verdict("undecided")))) == (
        "No mistakes found: 2 claims agree, 1 could not be judged (see `cnnlint claims`)."
    )
    assert closing(Report((FINDING, FINDING, BARE))) == "Found 3 mistakes in 2 files."
    assert closing(Report((FINDING,))) == "Found 1 mistake in 1 file."


def test_statistics():
    assert list(statistics(Report((BARE, FINDING, FINDING)))) == [
        "count  code    name",
        "-----  ------  -----------------",
        "    2  CNN101  wrong-layer-count",
        "    1  CNN901  unreadable-file",
    ]
