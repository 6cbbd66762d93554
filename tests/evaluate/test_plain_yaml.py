"""YAML as configurations are written: read as PyYAML reads it, or refused."""

import pytest

from cnnlint.evaluate.library.plain_yaml import NotPlain, read_yaml

REFUSED = (
    "a: &x 1\nb: *x",
    "a: !!int '1'",
    "<<: {a: 1}",
    "a: |\n  text",
    "a: one\n  two",
    "a: 2001-01-01",
    "a: 1:30",
    "a: 0o17\nb: 017",
    "--- \n---\na: 1",
    "a:\t1",
    "a: b: c",
    "[1, 2",
    "a: 'x\n  y'",
    "- 1\nb: 2",
    "a: 1\n b: 2",
    "? a\n: 1",
    "[a: 1",
    "{a:1}",
    "a: @b",
    "{'a':1}x",
    "[" * 100 + "]" * 100,
)
READ = (
    ("", None),
    ("# nothing\n", None),
    ("a: 1\nb:\n  c: [1, 2.5, 'x']\n  d: {e: null, f: ~}\n", {"a": 1, "b": {"c": [1, 2.5, "x"], "d": {"e": None, "f": None}}}),
    ("- [-1, 1, Conv, [64, 3, 2]] # 0\n- [-1, 3, C2f, [128, True]]", [[-1, 1, "Conv", [64, 3, 2]], [-1, 3, "C2f", [128, True]]]),
    ("a:\n- 1\n- b: 2\n  c: 3\n-\n  - 4\nd: x", {"a": [1, {"b": 2, "c": 3}, [4]], "d": "x"}),
    ("- - 1\n  - 2\n- - 3", [[1, 2], [3]]),
    ("a: yes\nb: No\nc: on\nd: 'yes'", {"a": True, "b": False, "c": True, "d": "yes"}),
    ("a: 1e3\nb: 1.0e+3\nc: .5\nd: 1_000\ne: -.inf\nf: 1.", {"a": "1e3", "b": 1000.0, "c": 0.5, "d": 1000, "e": -float("inf"), "f": 1.0}),
    ("1: one\n2.5: x\nfalse: y", {1: "one", 2.5: "x", False: "y"}),
    ("a: it's # here\nb: x#y\nc: \"q\\n\\u0041\"", {"a": "it's", "b": "x#y", "c": "q\nA"}),
    ("a: 'it''s'\n'b c': http://x/y", {"a": "it's", "b c": "http://x/y"}),
    ("a: [1,\n  # between\n  2, # two\n  {b: 3}]\nc: 4", {"a": [1, 2, {"b": 3}], "c": 4}),
    ("---\na:\n\n  b:\nc: d e f", {"a": {"b": None}, "c": "d e f"}),
    ("a: 1\na: 2", {"a": 2}),
    ("plain text", "plain text"),
    ("[]", []),
)  # fmt: skip


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_refused(text):
    with pytest.raises(NotPlain):
        read_yaml(text)


@pytest.mark.parametrize(("text", "value"), READ)
def test_what_is_read(text, value):
    assert read_yaml(text) == value


@pytest.mark.parametrize("text", [text for text, _ in READ] + list(REFUSED))
def test_what_is_read_is_what_the_usual_reader_reads(text):
    yaml = pytest.importorskip("yaml")
    try:
        found = read_yaml(text)
    except NotPlain:
        return
    assert repr(found) == repr(yaml.safe_load(text))
