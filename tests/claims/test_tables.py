"""Tables in a remark: which of them count parameters, and what each row says."""

import pytest

from cnnlint.claims.gate import may_claim
from cnnlint.claims.grammar import read

SILENT = {
    "no column of parameters": "| name | layers |\n| a | 61,706 |",
    "a column of costs": "| name | params | FLOPs |\n|---|---|---|\n| a | - | 1.8G |",
    "two columns of parameters": "| name | params (paper) | params |\n| a | 1.2M | 1.3M |",
    "one name at several sizes": "| net | width | params |\n| a | 0.5 | 1.2M |\n| a | 1.0 | 4.2M |",
    "a row of its own width": "| name | params |\n| a | 1.2M | 3 |",
    "arguments": "| params | meaning |\n| width | 128 |",
    "percent": "| name | params |\n| a | 61.7% |",
    "a sum of models": "| name | params |\n| total | 61,706 |",
    "the paper's": "| name | params |\n| LeNet (original paper) | 61,706 |",
    "alternatives": "a | b | 12,345",
}

LOUD = {
    "plain": ("name | params\nLeNet | 61,706", [("LeNet", "61,706", (61_706, 61_706))]),
    "ruled": ("| name | # params |\n|:--|--:|\n| LeNet | 61706 |", [("LeNet", "61706", (61_706, 61_706))]),
    "abbreviated": ("net | layers | params\nr20 | 20 | 0.27M", [("r20", "0.27M", (260_001, 279_999))]),
    "unit in the head": ("| net | Params (M) |\n| r20 | 0.27 |", [("r20", "0.27", (260_001, 279_999))]),
    "marked": ("| net | params |\n| `LeNet` | ~61,706 |", [("LeNet", "61,706", (60_472, 62_940))]),
    "several": (
        "| net | params |\n| a1 | 1,290 |\n| b1 | 18,496 |",
        [("a1", "1,290", (1_290, 1_290)), ("b1", "18,496", (18_496, 18_496))],
    ),
}


def docstring(table: str) -> str:
    return f'"""Models.\n\n{table}\n"""'


def comment(table: str) -> str:
    return "\n".join(f"# {row}" for row in table.split("\n"))


@pytest.mark.parametrize("table", SILENT.values(), ids=SILENT)
def test_says_nothing(table):
    assert read(docstring(table), "docstring") == ()
    assert read(comment(table), "comment") == ()


@pytest.mark.parametrize(("table", "expected"), LOUD.values(), ids=LOUD)
def test_says(table, expected):
    for text, kind in ((docstring(table), "docstring"), (comment(table), "comment")):
        claims = read(text, kind)
        assert [(claim.name, claim.text, claim.interval[:2]) for claim in claims] == expected
        assert all(text[claim.start : claim.end] == claim.text for claim in claims)


@pytest.mark.parametrize("table", [table for table, _ in LOUD.values()], ids=LOUD)
def test_the_gate_lets_it_pass(table):
    assert may_claim(docstring(table))
    assert may_claim(comment(table) + "\n")
