"""Statements that only initialise are left out; all that changes a layer runs."""

from __future__ import annotations

import pytest
from evaluating import interpreter_of

from cnnlint.deep import deeply
from cnnlint.evaluate.initialising import Initialising
from cnnlint.evaluate.target import Target, evaluate_target

MODEL = """\
import math
from functools import partial
import torch
from torch import nn

SEEN = []

def named_apply(fn, module, name=""):
    for child_name, child in module.named_children():
        path = ".".join((name, child_name)) if name else child_name
        named_apply(fn, child, path)
    fn(module=module, name=name)
    return module

def each(module, name="", std=0.02):
    if isinstance(module, nn.Linear):
        nn.init.normal_(module.weight, std=std)
        if module.bias is not None:
            nn.init.zeros_(module.bias)
    elif hasattr(module, "settle"):
        module.settle()

class Block(nn.Module):
    def __init__(self, size):
        super().__init__()
        self.fc = nn.Linear(size, size)
        self.norm = nn.BatchNorm1d(size)
    {block}

class Net(nn.Module):
    def __init__(self, size=4):
        super().__init__()
        self.found = []
        self.blocks = nn.Sequential(*[Block(size) for _ in range(3)])
        self.head = nn.Linear(size, 2)
        self.extra = None
        {init}
        self.last = nn.Linear(1, 1 + len(self.found) + len(SEEN))

    def set_up(self, m):
        each(m)
    {method}
"""

# What a block defines more, what the constructor does, what the model defines more.
FOLLOWED = {
    "freezes parameters": ("", "for p in self.parameters(): p.requires_grad = False", ""),
    "freezes some": (
        "",
        "named_apply(self.freeze, self)",
        "def freeze(self, module, name):\n        if 'norm' in name: module.weight.requires_grad_(False)",
    ),
    "freezes modules": ("", "for m in self.blocks: m.requires_grad_(False)", ""),
    "puts a layer in": ("", "for m in self.blocks: m.fc = nn.Linear(1, 1)", ""),
    "adds a layer": ("", "for m in self.blocks: m.add_module('more', nn.Linear(1, 1))", ""),
    "sets an attribute by name": ("", "for m in self.blocks: setattr(m, 'fc', None)", ""),
    "takes a parameter out": (
        "",
        "self.apply(self.strip)",
        "def strip(self, m):\n        if isinstance(m, nn.Linear): m.bias = None",
    ),
    "deletes a layer": (
        "",
        "self.apply(self.strip)",
        "def strip(self, m):\n        if isinstance(m, Block): del m.norm",
    ),
    "grows a list": ("", "for m in self.modules(): self.found.append(m)", ""),
    "grows a list of the module": (
        "",
        "self.apply(self.note)",
        "def note(self, m):\n        SEEN.append(1)",
    ),
    "grows a list by a sum": (
        "",
        "self.grow(self.found)",
        "def grow(self, found):\n        found += [1]",
    ),
    "grows a list that has another name": (
        "",
        "self.grow()",
        "def grow(self):\n        found = self.found\n        found += [1, 2]",
    ),
    "sets an item": ("", "self.put(self.found)", "def put(self, found):\n        found[:] = [1, 2, 3]"),
    "a method of a layer does more": ("def settle(self): self.norm = None", "named_apply(each, self)", ""),
    "a method of a method does more": (
        "def settle(self): self.deeper()\n    def deeper(self): self.norm = None",
        "self.apply(each)",
        "",
    ),
    "a property does more": (
        "@property\n    def width(self):\n        self.norm = None\n        return 1",
        "for m in self.blocks: nn.init.constant_(m.fc.weight, m.width)",
        "",
    ),
    "a length does more": (
        "def __len__(self):\n        self.norm = None\n        return 1",
        "for m in self.blocks: nn.init.constant_(m.fc.weight, len(m))",
        "",
    ),
    "a sign does more": (
        "def __mul__(self, other):\n        self.norm = None\n        return 1",
        "for m in self.blocks: nn.init.constant_(m.fc.weight, m * 2)",
        "",
    ),
    "a layer is called by the method's name": (
        "",
        "self.settle = self.change\n        self.apply(each)",
        "def change(self): self.head = None",
    ),
    "the class is changed later": (
        "def settle(self): pass",
        "self.apply(each)\n        Block.settle = lambda self: self.__delattr__('norm')\n        self.apply(each)",
        "",
    ),
    "a function around writes": (
        "",
        "count = []\n        def note(m): count.append(m)\n        self.apply(note)\n"
        "        self.extra = nn.Linear(1, len(count))",
        "",
    ),
    "a lambda writes": ("", "self.apply(lambda m: self.found.append(m))", ""),
    "a partial writes": (
        "",
        "self.apply(partial(self.note, self.found))",
        "def note(self, found, m):\n        found.append(m)",
    ),
    "what a round binds is used": (
        "",
        "for m in self.modules(): width = 3\n        self.extra = nn.Linear(1, width)",
        "",
    ),
    "the last round is used": ("", "for m in self.blocks: pass\n        self.extra = m", ""),
    "a loop that is left": (
        "",
        "for m in self.modules():\n            if isinstance(m, Block): break\n        self.extra = m",
        "",
    ),
    "a way out of a loop": (
        "",
        "self.pick()\n        self.extra = self.pick()",
        "def pick(self):\n        for m in self.modules():\n            if isinstance(m, Block): return m",
    ),
    "counts rounds": (
        "",
        "n = 0\n        for m in self.modules(): n += 1\n        self.extra = nn.Linear(1, n)",
        "",
    ),
    "a library that nothing is known of": (
        "",
        "import magic\n        for m in self.blocks: magic.change(m)",
        "",
    ),
    "a value that is looked at later": (
        "",
        "self.n = nn.Parameter(torch.ones(1))\n        self.apply(each)\n        nn.init.constant_(self.n, 5)\n"
        "        self.extra = nn.Linear(1, int(self.n.item()))",
        "",
    ),
    "elements that are looked at later": (
        "",
        "self.register_buffer('n', torch.ones(1))\n        self.apply(self.fill)\n"
        "        self.extra = nn.Linear(1, int(self.n.sum()))",
        "def fill(self, m):\n        self.n.add_(1)",
    ),
    "elements that only another statement sets": (
        "",
        "self.register_buffer('n', torch.ones(1))\n        self.apply(each)\n"
        "        self.extra = nn.Linear(1, int(self.n.sum()))",
        "",
    ),
    "elements that are set by their registry": (
        "",
        "self.register_buffer('n', torch.ones(1))\n        self.fill()\n"
        "        self.extra = nn.Linear(1, int(self.n.sum()))",
        "def fill(self):\n        for m in self.modules():\n"
        "            for b in m.buffers(): nn.init.constant_(b, 3)",
    ),
    "a generator": (
        "",
        "list(self.walk())\n        for m in self.walk(): m.bias = None",
        "def walk(self):\n        for m in self.modules():\n            if isinstance(m, nn.Linear): yield m",
    ),
}
IDLE = {
    "walks over the layers": (
        "",
        "for m in self.modules():\n            if isinstance(m, nn.Linear): each(m)",
        "",
    ),
    "applies a method": ("", "self.apply(self.set_up)", ""),
    "applies a partial": ("", "self.apply(partial(each, std=math.sqrt(2.0)))", ""),
    "walks by its own function": ("", "named_apply(each, self)", ""),
    "calls methods of layers": (
        "def settle(self):\n        nn.init.constant_(self.norm.weight, 1 / self.fc.in_features)",
        "named_apply(each, self)",
        "",
    ),
    "changes weights in place": (
        "",
        "self.rescale()",
        "def rescale(self):\n        with torch.no_grad():\n"
        "            for i, m in enumerate(self.blocks): m.fc.weight.div_(math.sqrt(2.0 * (i + 1)))",
    ),
    "chooses the function": (
        "",
        "named_apply(self.chosen(''), self)",
        "def chosen(self, mode):\n        if mode: return partial(each, std=1)\n        return each",
    ),
    "makes numbers first": (
        "",
        "self.apply(self.fill)",
        "def fill(self, m):\n        if isinstance(m, nn.Linear):\n            index = torch.arange(4) * 2\n"
        "            index[0] = 1\n            m.weight.data.copy_(index)",
    ),
    "an attribute has the name of a tensor's method": (
        "",
        "self.flatten = True\n        self.apply(self.fill)",
        "def fill(self, m):\n        if isinstance(m, nn.Linear): m.weight.flatten().normal_()",
    ),
    "refuses some": (
        "",
        "self.apply(self.check)",
        "def check(self, m):\n        if isinstance(m, nn.RNN): raise ValueError(m)\n        each(m)",
    ),
}


def evaluated(parts: tuple[str, str, str]) -> tuple[object, int]:
    block, init, method = parts
    text = MODEL.format(block=block, init=init, method=method)
    machine = interpreter_of({"model.py": text})
    outcome = deeply(lambda: evaluate_target(machine, Target("model.py", "Net()")))
    counts = [
        outcome.tallied(lambda each, name=name: getattr(each, name))
        for name in ("total", "trainable", "buffers")
    ]
    seen = [(set(count.alternatives), count.unknown and count.unknown.reason) for count in counts]
    return seen, machine.budget.steps


@pytest.mark.parametrize("name", [*FOLLOWED, *IDLE])
def test_no_count_depends_on_what_is_left_out(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    parts = {**FOLLOWED, **IDLE}[name]
    with_law, _ = evaluated(parts)
    monkeypatch.setattr(Initialising, "_idle", lambda *arguments: False)
    without_law, _ = evaluated(parts)
    assert with_law == without_law


@pytest.mark.parametrize("name", IDLE)
def test_initialisation_is_left_out(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    _, few = evaluated(IDLE[name])
    monkeypatch.setattr(Initialising, "_idle", lambda *arguments: False)
    _, many = evaluated(IDLE[name])
    assert few < many
