"""A test that the script of its file calls as well is run once, where both are sure to do the same."""

import pytest

from cnnlint.checks import jobs
from cnnlint.checks.jobs import Evaluations
from cnnlint.lint import Linter
from cnnlint.settings import Settings
from cnnlint.source import Source

HEAD = """
import sys
from torch import nn

def count(model):
    return sum(p.numel() for p in model.parameters())

def _test():
    for width in (10, 20):
        net = nn.Linear(128, width)
        assert width != 10 or count(net) == NUMBER
        assert width != 30 or count(net) == 3_870
"""
CALLED = '\nif __name__ == "__main__":\n    _test()\n'


@pytest.fixture
def asked(monkeypatch):
    """The tests that were run case by case."""
    paths = []
    cases = Evaluations.cases

    def noted(self, path, stated=True):
        paths.append(path)
        return cases(self, path, stated)

    monkeypatch.setattr(Evaluations, "cases", noted)
    return paths


def verdicts(text: str, number: int = 1_290) -> list[tuple[str, str]]:
    source = Source("net.py", text.replace("NUMBER", str(number)))
    return [(each.text, each.verdict) for each in Linter(Settings(cache=False)).text(source).verdicts]


@pytest.mark.parametrize(
    "script",
    [
        "",
        '\nif __name__ == "__main__":\n    if len(sys.argv) > 1:\n        _test()\n',
        "\ndef test_other():\n    _test()\n" + CALLED,
    ],
    ids=["no script", "only perhaps", "another test"],
)
def test_what_the_script_may_not_do_is_done_as_a_test(asked, script):
    assert ("1290", "agrees") in verdicts(HEAD + script)
    assert ("_test",) in asked


@pytest.mark.parametrize("number", [1_290, 1_291])
def test_what_the_script_did_is_not_done_again(asked, number):
    found = verdicts(HEAD + CALLED, number)
    assert not asked
    assert found == verdicts(HEAD, number)
    assert (str(number), "agrees" if number == 1_290 else "contradicts") in found


def test_arguments_may_make_a_difference(asked):
    text = (
        (HEAD + CALLED)
        .replace("def _test()", "def _test(widths=(10, 20))")
        .replace("in (10, 20)", "in widths")
    )
    assert ("1290", "agrees") in verdicts(text)
    assert ("_test",) in asked


@pytest.mark.parametrize("more", ["", "    print(1)\n"], ids=["nothing else", "something else"])
def test_a_test_that_the_script_is_lost_in_is_not_begun_again(asked, monkeypatch, more):
    monkeypatch.setattr(jobs, "MOST_STATED", 30)
    reasons = {verdict for _, verdict in verdicts(HEAD + CALLED + more)}
    assert reasons == {"undecided"}
    assert (("_test",) in asked) == bool(more)
