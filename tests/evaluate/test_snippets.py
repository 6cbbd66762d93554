"""Model code in many styles, each with the counts that torch gives: snippets/*.py hold `make` and `EXPECTED`."""

import importlib.util
import re
from pathlib import Path

import pytest
from evaluating import counts_of, interpreter_of

from cnnlint.deep import deeply
from cnnlint.evaluate.target import Target, evaluate_target

SNIPPETS = sorted((Path(__file__).parent / "snippets").glob("*.py"))
RECORDED = re.compile(r"^EXPECTED = \((\d+), (\d+), (\d+)\)$", re.MULTILINE)


def recorded(path):
    return tuple(map(int, RECORDED.search(path.read_text("utf-8")).groups()))


@pytest.mark.parametrize("path", SNIPPETS, ids=lambda path: path.stem)
def test_counts_are_those_recorded(path):
    outcome = deeply(lambda: evaluate_target(interpreter_of({}), Target(str(path), "make()")))
    assert counts_of(outcome) == recorded(path), outcome.unknown and outcome.unknown.reason


def test_there_are_many():
    assert len(SNIPPETS) >= 80


@pytest.mark.torch
@pytest.mark.skipif(importlib.util.find_spec("torch") is None, reason="torch is not installed")
@pytest.mark.parametrize("path", SNIPPETS, ids=lambda path: path.stem)
def test_the_record_is_what_torch_counts(path):
    torch = importlib.import_module("torch")
    spec = importlib.util.spec_from_file_location(f"snippet_{path.stem}", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    # Code that reads the values of tensors needs real ones.
    device = "cpu" if ".item()" in path.read_text("utf-8") else "meta"
    with torch.device(device):
        network = module.make()
    parameters = list(network.parameters())
    assert recorded(path) == (
        sum(each.numel() for each in parameters),
        sum(each.numel() for each in parameters if each.requires_grad),
        sum(each.numel() for each in network.buffers()),
    )
