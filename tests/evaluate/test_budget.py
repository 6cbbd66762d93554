"""Code that would run for ever or fill the memory ends soon, with an Unknown that says why."""

import time

import pytest
from evaluating import counted, reason, value_of

from cnnlint.unknown import Unknown

PATIENCE = 2.0
"""Seconds of processor time that any of these may take."""

NET = """\
import itertools
import torch
from torch import nn

class Net(nn.Module):
    def __init__(self, **options):
        super().__init__()
        {body}

def make():
    return Net()
"""

ENDLESS = {
    "while true": "while True: pass",
    "while true with work": "n = 0\n        while True: n += 1",
    "growing list": "items = [1]\n        for item in items: items.append(item)",
    "long range": "for _ in range(10**12): self.a = nn.Linear(1, 1)",
    "long comprehension": "self.a = nn.Linear(len([n for n in range(10**12)]), 1)",
    "nested loops": "for a in range(10**4):\n            for b in range(10**4): pass",
    "nested comprehension": "self.a = [a * b for a in range(10**5) for b in range(10**5)]",
    "huge power": "self.a = nn.Linear(10**10**10, 1)",
    "tower of powers": "self.a = nn.Linear(9**9**9**9, 1)",
    "long list": "self.a = nn.ModuleList([nn.Linear(1, 1)] * 10**10)",
    "list of lists": "x = [0] * 10**6\n        for _ in range(100): x = x + x\n        self.a = nn.Linear(len(x), 1)",
    "doubling list": "x = [0]\n        for _ in range(60): x += x\n        self.a = nn.Linear(len(x), 1)",
    "doubling text": "x = 'ab'\n        for _ in range(60): x += x\n        self.a = nn.Linear(len(x), 1)",
    "wide text": "self.a = nn.Linear(len('%1000000000d' % 3), 1)",
    "wide format": "self.a = nn.Linear(len(f'{3:1000000000}'), 1)",
    "padded text": "self.a = nn.Linear(len('x'.ljust(10**10)), 1)",
    "joined text": "self.a = nn.Linear(len(('x' * 10**6).join('y' * 10**6)), 1)",
    "replaced text": "self.a = nn.Linear(len(('x' * 10**6).replace('x', 'y' * 10**6)), 1)",
    "shift": "self.a = nn.Linear(1 << 10**12, 1)",
    "squaring": "n = 3\n        for _ in range(100): n = n * n\n        self.a = nn.Linear(n, 1)",
    "endless iterator": "self.a = nn.ModuleList([nn.Linear(n, 1) for n in itertools.count(1)])",
    "endless repetition": "self.a = nn.ModuleList(list(itertools.repeat(nn.Linear(1, 1))))",
    "long repetition": "self.a = nn.ModuleList(list(itertools.repeat(nn.Linear(1, 1), 10**12)))",
    "large product": "self.a = nn.Linear(len(list(itertools.product(range(1000), repeat=10))), 1)",
    "many permutations": "self.a = nn.Linear(len(list(itertools.permutations(range(50)))), 1)",
    "endless generator": "def g():\n            while True: yield 1\n        self.a = nn.ModuleList([nn.Linear(n, 1) for n in g()])",
    "sum of a long range": "self.a = nn.Linear(sum(range(10**12)), 1)",
    "list of a long range": "self.a = nn.Linear(len(list(range(10**10))), 1)",
    "factorial": "import math\n        self.a = nn.Linear(math.factorial(10**9), 1)",
    "recursion": "def f(n): return f(n + 1)\n        self.a = nn.Linear(f(0), 1)",
    "mutual recursion": "f = lambda n: g(n)\n        g = lambda n: f(n)\n        self.a = nn.Linear(f(0), 1)",
    "recursion that branches": "def f(n): return f(n + 1) + f(n + 2)\n        self.a = nn.Linear(f(0), 1)",
    "fibonacci": "def f(n): return n if n < 2 else f(n - 1) + f(n - 2)\n        self.a = nn.Linear(f(90), 1)",
    "a constructor that builds itself": "self.a = Net()",
    "two of itself": "self.a = Net()\n        self.b = Net()",
    "a property that asks itself": "type(self).p = property(lambda s: s.p)\n        self.a = nn.Linear(self.p, 1)",
    "many tensors": "for n in range(10**7): self.register_buffer(f'b{n}', torch.zeros(1))",
    "range with a huge step": "self.a = nn.Linear(len(range(10**30)), 1)",
    "islice of the endless": "self.a = nn.Linear(len(list(itertools.islice(itertools.count(), 10**12))), 1)",
    "cycle": "for n in itertools.cycle([1, 2]): self.a = nn.Linear(n, n)",
    "nested copies": "import copy\n        x = []\n        for _ in range(40): x = [x, x]\n        y = copy.deepcopy(x)\n        z = str(x)\n        self.a = nn.Linear(len(y) if y == x else 1, 10**10**10)",
    "zip of the endless": "self.a = nn.ModuleList([nn.Linear(a, b) for a, b in zip(itertools.count(1), itertools.count(1))])",
    "dict of a long range": "self.a = nn.Linear(len({n: n for n in range(10**11)}), 1)",
    "set of a long range": "self.a = nn.Linear(len(set(range(10**11))), 1)",
    "tuple of a long range": "self.a = nn.Linear(len(tuple(range(10**11))), 1)",
    "unpacked range": "self.a = nn.Sequential(*range(10**11))",
    "membership": "self.a = nn.Linear(1 if 'x' in range(10**11) else 10**10**10, 1)",
    "extended by a range": "x = []\n        x.extend(range(10**11))\n        self.a = nn.Linear(len(x), 1)",
    "sorted range": "self.a = nn.Linear(sorted(range(10**11))[-1], 1)",
    "reversed range": "self.a = nn.Linear(list(reversed(range(10**11)))[0], 1)",
    "a long tensor range": "self.a = nn.Linear(len(list(torch.arange(10**11))), 1)",
    "linspace": "self.a = nn.Linear(len([x.item() for x in torch.linspace(0, 1, 10**11)]), 1)",
    "lists in a list": "x = [[0] * 10**5 for _ in range(10**5)]\n        self.a = nn.Linear(len(x), 1)",
    "a dict of many made classes": "y = {n: type('C', (), {}) for n in range(10**6)}",
}


LONG = {
    "copied": "[x.copy() for _ in range(10**5)]",
    "sliced": "[x[:] for _ in range(10**5)]",
    "listed": "[list(x) for _ in range(10**5)]",
    "summed": "[sum(x) for _ in range(10**5)]",
    "sorted": "[sorted(x) for _ in range(10**5)]",
    "greatest": "[max(x) for _ in range(10**5)]",
    "compared": "[x == [0] * 900_000 for _ in range(10**5)]",
    "spread": "[[*x, 1] for _ in range(10**5)]",
    "numbered": "[list(enumerate(x)) for _ in range(10**5)]",
    "zipped": "[list(zip(x, x)) for _ in range(10**5)]",
    "counted": "[x.count(1) for _ in range(10**5)]",
    "put first": "[x.insert(0, 1) for _ in range(10**5)]",
    "given": "[(lambda *a: 1)(*x) for _ in range(10**5)]",
    "made a set": "[set(range(900_000)) | {1} for _ in range(10**5)]",
    "made a dict": "[dict(d) for _ in range(10**5)]",
    "spread keys": "[{**d} for _ in range(10**5)]",
    "joined to text": "[t + 'b' for _ in range(10**5)]",
    "formatted": "[f'{t}{t}' for _ in range(10**5)]",
    "by percent": "['%s' % t for _ in range(10**5)]",
    "replaced": "[t.replace('a', 'c') for _ in range(10**5)]",
    "split": "[t.split('a') for _ in range(10**5)]",
    "permuted": "[list(itertools.permutations(range(8))) for _ in range(10**5)]",
    "parsed": "[int('9' * 4000) for _ in range(10**5)]",
}
"""What is done with a long list, dict or text again and again."""

DATA = "x = [0] * 900_000\n        d = {n: n for n in range(20_000)}\n        t = 'ab' * 400_000\n        "


@pytest.mark.parametrize("body", ENDLESS.values(), ids=list(ENDLESS))
def test_it_ends_soon(body):
    started = time.process_time()
    why = reason(NET.format(body=body))
    assert time.process_time() - started < PATIENCE
    assert why


@pytest.mark.parametrize("work", LONG.values(), ids=list(LONG))
def test_going_through_much_takes_steps(work):
    started = time.process_time()
    why = reason(NET.format(body=f"{DATA}self.a = nn.Linear(len({work}), 1)"))
    assert time.process_time() - started < 2 * PATIENCE
    assert "steps of evaluation" in why or "digits" in why


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("while True: pass", "steps of evaluation"),
        ("for n in range(10**12): self.add_module(str(n), nn.Linear(1, 1))", "rounds"),
        ("self.a = nn.Linear(10**10**10, 1)", "bits"),
        ("self.a = nn.ModuleList([0] * 10**10)", "sequence"),
        ("def f(n): return f(n)\n        f(1)", "deep"),
        ("self.a = Net()", "deep"),
    ],
)
def test_the_reason_says_so(body, said):
    assert said in reason(NET.format(body=body))


def test_module_level_loops_end_too():
    started = time.process_time()
    assert isinstance(value_of("n = 0\nwhile True:\n    n += 1\nresult = n\n"), Unknown)
    assert isinstance(value_of("table = [n for n in range(10**12)]\nresult = len(table)\n"), Unknown)
    assert isinstance(value_of("def f(): return f()\nresult = f()\n"), Unknown)
    assert time.process_time() - started < 3 * PATIENCE


def test_what_came_before_is_not_lost():
    code = "LIMIT = 4\nfor n in range(10**12):\n    pass\nresult = LIMIT\n"
    assert value_of(code) == 4


def test_work_within_reason_is_done():
    code = NET.format(body="self.a = nn.ModuleList(nn.Linear(n + 1, 1) for n in range(500))")
    assert counted(code)[0] == sum(n + 2 for n in range(500))
    code = NET.format(body="self.a = nn.Linear(sum(n % 7 for n in range(20000)), 1)")
    assert counted(code)[0] == sum(n % 7 for n in range(20000)) + 1


def test_each_evaluation_has_its_own_budget():
    code = NET.format(body="for n in range(3 * 10**4): n += 1\n        self.a = nn.Linear(1, 1)")
    for _ in range(3):
        assert counted(code) == (2, 2, 0)


def test_deep_nesting_of_layers_and_text():
    deep = "nn.Sequential(" * 60 + "nn.Linear(2, 2)" + ")" * 60
    assert counted(NET.format(body=f"self.a = {deep}"))[0] == 6
    code = NET.format(
        body="x = nn.Linear(2, 2)\n        for _ in range(100): x = nn.Sequential(x)\n        self.a = x"
    )
    assert counted(code)[0] == 6
