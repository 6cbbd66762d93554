"""What is kept of repeated calls never shows: evaluations in one interpreter give what each gives alone."""

from __future__ import annotations

import pytest
from evaluating import BOOK, TextFiles, interpreter_of

from cnnlint.deep import deeply
from cnnlint.evaluate.interpreter import Interpreter
from cnnlint.evaluate.observe import Observer
from cnnlint.evaluate.project import Project
from cnnlint.evaluate.target import Target, evaluate_target

BLOCK = """\
import os
import torch
from torch import nn

SIZES = [1, 2]
TABLE = dict(a=[3])
COUNT = 0
UNKNOWN = os.environ.get("WIDTH")

class Block(nn.Module):
    made = 0
    def __init__(self, size):
        super().__init__()
        {body}

class Net(nn.Module):
    def __init__(self, size=4):
        super().__init__()
        {before}
        self.a = Block(size)
        self.b = Block(size)
        self.c = Block(size)
        {after}

def make():
    return Net()

def single():
    return Block(4)
"""

# The body of the block, what the net does before it makes its blocks, and what it does after.
PROGRAMS = {
    "plain": ("self.fc = nn.Linear(size, size)", "pass", "pass"),
    "class counter": ("Block.made += 1\n        self.fc = nn.Linear(size, Block.made)", "pass", "pass"),
    "counter of self": ("type(self).made += 1\n        self.fc = nn.Linear(size, self.made)", "pass", "pass"),
    "counter raised before": ("self.fc = nn.Linear(size, Block.made + 1)", "Block.made = 7", "pass"),
    "counter raised after": ("self.fc = nn.Linear(size, Block.made + 1)", "pass", "Block.made = 7"),
    "global counter": (
        "global COUNT\n        COUNT += 1\n        self.fc = nn.Linear(size, COUNT)",
        "pass",
        "pass",
    ),
    "list grown before": ("self.fc = nn.Linear(size, sum(SIZES))", "SIZES.append(size)", "pass"),
    "list grown after": ("self.fc = nn.Linear(size, sum(SIZES))", "pass", "SIZES.append(size)"),
    "list grown inside": ("SIZES.append(size)\n        self.fc = nn.Linear(size, len(SIZES))", "pass", "pass"),
    "nested list grown before": ("self.fc = nn.Linear(size, len(TABLE['a']))", "TABLE['a'].append(1)", "pass"),
    "nested list grown after": ("self.fc = nn.Linear(size, len(TABLE['a']))", "pass", "TABLE['a'].append(1)"),
    "list given up before": ("self.fc = nn.Linear(size, len(SIZES))", "SIZES.extend(UNKNOWN)", "pass"),
    "list given up after": ("self.fc = nn.Linear(size, len(SIZES))", "pass", "SIZES.extend(UNKNOWN)"),
    "either way": (
        "if UNKNOWN:\n            self.fc = nn.Linear(size, 1)\n        else:\n            self.fc = nn.Conv2d(size, 2, 3)",
        "pass",
        "pass",
    ),
    "a width of two": ("self.fc = nn.Linear(size, 1 if UNKNOWN else 2)", "pass", "pass"),
    "a list of unknown length": (
        "self.fc = nn.ModuleList()\n        for _ in UNKNOWN: self.fc.append(nn.Linear(1, 1))",
        "pass",
        "pass",
    ),
    "default that grows": (
        "self.fc = nn.Linear(size, self.grow())\n    def grow(self, seen=[]):\n        seen.append(1)\n"
        "        return len(seen)",
        "pass",
        "pass",
    ),
    "frozen after": ("self.fc = nn.Linear(size, size)", "pass", "self.a.requires_grad_(False)"),
    "replaced after": ("self.fc = nn.Linear(size, size)", "pass", "self.b.fc = nn.Linear(1, 1)"),
    "tied after": ("self.fc = nn.Linear(size, size)", "pass", "self.b.fc.weight = self.c.fc.weight"),
    "method replaced": (
        "self.fc = nn.Linear(size, self.width())\n    def width(self): return 3",
        "Block.width = lambda self: 5",
        "pass",
    ),
    "class defined in place": (
        "class Inner(nn.Module):\n            def __init__(self, n):\n                super().__init__()\n"
        "                self.fc = nn.Linear(n, Block.made + 2)\n        self.x, self.y = Inner(size), Inner(size)",
        "pass",
        "Block.made = 3",
    ),
}  # fmt: skip
TARGETS = ("make()", "single()", "Net(5)", "single()", "Block(4)", "make()", "single()")


def counted(machine: Interpreter, expression: str) -> list[object]:
    outcome = deeply(lambda: evaluate_target(machine, Target("model.py", expression)))
    counts = [outcome.tallied(lambda each, name=name: getattr(each, name)) for name in ("total", "trainable")]
    return [(set(count.alternatives), count.unknown and count.unknown.reason) for count in counts]


@pytest.mark.parametrize("name", PROGRAMS)
def test_each_evaluation_gives_what_it_gives_alone(name: str) -> None:
    body, before, after = PROGRAMS[name]
    texts = {"model.py": BLOCK.format(body=body, before=before, after=after)}
    alone = {target: counted(interpreter_of(texts), target) for target in TARGETS}
    machine = Observer(Project(TextFiles(texts)), BOOK)
    for target in TARGETS * 2:
        assert counted(machine, target) == alone[target], target


def test_blocks_of_an_earlier_evaluation_are_not_run_again() -> None:
    body, before, after = PROGRAMS["plain"]
    machine = interpreter_of({"model.py": BLOCK.format(body=body, before=before, after=after)})
    steps = []
    for _ in range(4):
        counted(machine, "make()")
        steps.append(machine.budget.steps)
    assert steps[-1] < steps[0] / 3


@pytest.mark.parametrize("limit", [1, 10, 40])
def test_what_is_too_large_to_keep_is_made_again(limit: int, monkeypatch: pytest.MonkeyPatch) -> None:
    body, before, after = PROGRAMS["plain"]
    texts = {"model.py": BLOCK.format(body=body, before=before, after=after)}
    alone = {target: counted(interpreter_of(texts), target) for target in TARGETS}
    monkeypatch.setattr("cnnlint.evaluate.mould.MOST_STORES", limit)
    monkeypatch.setattr("cnnlint.evaluate.repeats.MOST_KEPT", limit)
    machine = interpreter_of(texts)
    assert [counted(machine, target) for target in TARGETS * 2] == [alone[target] for target in TARGETS * 2]
