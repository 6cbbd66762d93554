"""How far tests are followed that state no count themselves."""

import pytest

from cnnlint.checks import jobs
from cnnlint.lint import Linter
from cnnlint.settings import Settings
from cnnlint.source import Source

TEXT = """
from torch import nn

def count(model):
    return sum(p.numel() for p in model.parameters())

def test_depths():
    expected = 1290
    for depth in range(200):
        net = nn.Linear(128, 10)
    assert count(net) == expected
    assert WORD count(net) == NUMBER
"""


def verdicts(text: str) -> list[tuple[str, object]]:
    lint = Linter(Settings(cache=False)).text(Source("test_x.py", text))
    return [(each.verdict, each.reason) for each in lint.verdicts]


@pytest.mark.parametrize("number", ["1290", "1_291"])
def test_what_states_a_count_is_followed(monkeypatch, number):
    monkeypatch.setattr(jobs, "MOST_PERHAPS", 100)
    found = [verdict for verdict, _ in verdicts(TEXT.replace("WORD ", "").replace("NUMBER", number))]
    assert ("agrees" if number == "1290" else "contradicts") in found


def test_what_states_none_is_followed_within_the_allowance(monkeypatch):
    text = TEXT.replace("    assert WORD count(net) == NUMBER\n", "").replace("count", "numbers")
    assert "agrees" in [verdict for verdict, _ in verdicts(text)]
    monkeypatch.setattr(jobs, "MOST_PERHAPS", 100)
    assert "agrees" not in [verdict for verdict, _ in verdicts(text)]


@pytest.mark.parametrize("start", ["deep(1000)", "forever()", "[deep(1000) for _ in range(3)][0]"])
def test_a_script_that_takes_too_much_ends_in_silence(start):
    code = f"""
import keras
from keras import layers

def deep(n):
    return deep(n - 1) + 1 if n else 4

def forever():
    while True:
        pass

units = {start}
model = keras.Sequential([keras.Input((8,)), layers.Dense(units)])  # (None, 4)
other = layers.Dense(units)(model.output)  # 20 params
assert model.count_params() == 36
"""
    lint = Linter(Settings(cache=False)).text(Source("train.py", code))
    assert lint.problem is None
    assert not lint.findings
