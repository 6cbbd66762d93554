"""Arguments without values, branches on unknowns: polynomials, alternatives or unknown, never a wrong number."""

import pytest
from evaluating import counted, reason, total, totals, value_of

from cnnlint.size import Size
from cnnlint.unknown import Unknown

HEAD = "import somelib\nimport torch\nfrom torch import nn\n"
N, K = Size.named("n"), Size.named("k")


def net(body, arguments="n"):
    lines = "\n        ".join(body.splitlines())
    return f"{HEAD}class Net(nn.Module):\n    def __init__(self, {arguments}):\n        super().__init__()\n        {lines}\n"


def test_arguments_without_values_are_named_sizes():
    assert total(net("self.a = nn.Linear(n, 2 * n)"), "Net") == 2 * N * N + 2 * N
    assert total(net("self.a = nn.Conv2d(n, k, 3, bias=False)", "n, k"), "Net") == 9 * N * K
    assert total(net("self.a = nn.BatchNorm2d(n)\nself.b = nn.Linear(n, 10)"), "Net") == 12 * N + 10
    assert total(net("self.a = nn.Linear(n, n // 2)"), "Net(8)") == 36
    assert str(total(net("self.a = nn.Linear(n, n // 2, bias=False)"), "Net")) == "n·(n // 2)"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("if somelib.flag:\n    self.a = nn.Linear(1, 1)\nelse:\n    self.a = nn.Linear(2, 2)", {2, 6}),
        ("self.a = nn.Linear(1, 1) if somelib.flag else nn.Linear(2, 2)", {2, 6}),
        ("if somelib.flag:\n    self.a = nn.Linear(1, 1)", {2, 0}),
        ("self.a = nn.Linear(3, 1, bias=somelib.flag)", {3, 4}),
        (
            "width = 4 if somelib.flag else 5\nself.a = nn.Linear(width, 1)\nself.b = nn.Linear(width, 1)",
            {10, 12},
        ),
        ("f = somelib.flag\nself.a = nn.Linear(1 if f else 2, 1)\nself.b = nn.Linear(2 if f else 1, 1)", {5}),
        (
            "f = somelib.flag\nif f:\n    self.a = nn.Linear(1, 1)\nif not f:\n    self.b = nn.Linear(1, 1)",
            {2},
        ),
        ("for n in range(2):\n    if somelib.flag:\n        break\nself.a = nn.Linear(1, 1)", {2}),
        ("if somelib.flag:\n    raise ValueError('no')\nself.a = nn.Linear(1, 1)", {2}),
        ("assert somelib.check()\nself.a = nn.Linear(1, 1)", {2}),
        ("self.a = nn.Linear(1, 1)\nif somelib.flag:\n    print('x')", {2}),
        ("x = {'a': somelib.x, 'b': 2}\nself.a = nn.Linear(x['b'], 1)", {3}),
        ("x = [somelib.x, 3]\nself.a = nn.Linear(len(x), x[1])", {9}),
    ],
)
def test_branches_on_unknowns(body, expected):
    assert totals(net(body, "n=1"), "Net") == expected


@pytest.mark.parametrize(
    "body",
    [
        "self.a = nn.Linear(somelib.width, 1)",
        "self.a = somelib.Layer(3)",
        "self.a = somelib.build()",
        "for _ in range(somelib.depth):\n    self.add_module(str(_), nn.Linear(1, 1))",
        "self.a = nn.ModuleList([nn.Linear(1, 1) for _ in somelib.items])",
        "somelib.change(self)",
        "setattr(self, somelib.name, nn.Linear(1, 1))",
        "self.a = nn.Sequential(*somelib.layers)",
        "self.a = nn.Linear(1, 1)\nself.a.weight = somelib.tensor()\nself.a = somelib.wrap(self.a)",
        "while somelib.more():\n    self.a = nn.Linear(1, 1)\n    self.b = nn.Linear(2, 2)",
        "self.a = nn.ModuleList()\nself.a.extend(somelib.layers())",
        "self.a = nn.Linear(*somelib.sizes)",
        "self.register_parameter('w', somelib.parameter)",
        "class Inner(somelib.Base):\n    pass\nself.a = Inner()",
        "self.a = nn.Linear(1, 1)\nfor m in somelib.walk(self):\n    m.weight = None",
    ],
)
def test_what_cannot_be_told_is_unknown(body):
    code = net(body, "n=1")
    assert counted(code, "Net")[0] is None, totals(code, "Net")
    assert reason(code, "Net")


def test_an_unknown_base_class_makes_the_count_unknown():
    code = f"{HEAD}class Net(somelib.Base):\n    def __init__(self):\n        super().__init__()\n        self.a = nn.Linear(1, 1)\n"
    assert isinstance(total(code, "Net"), Unknown)


def test_a_metaclass_says_what_calling_its_classes_makes():
    code = f"{HEAD}class Meta(type):\n    def __call__(cls, *a):\n        return nn.Linear(9, 9)\nclass Net(nn.Module, metaclass=Meta):\n    pass\n"
    assert total(code, "Net") == 90


def test_a_metaclass_that_makes_classes_makes_the_count_unknown():
    code = f"{HEAD}class Meta(type):\n    def __new__(mcs, *a):\n        return type.__new__(mcs, *a)\nclass Net(nn.Module, metaclass=Meta):\n    pass\n"
    assert isinstance(total(code, "Net"), Unknown)


def test_undecided_freezing_spoils_only_what_is_trainable():
    body = "self.a = nn.Linear(3, 4)\nfor p in self.parameters():\n    p.requires_grad = somelib.flag"
    found = counted(net(body, "n=1"), "Net")
    assert (found[0], found[1]) == (16, None)


def test_more_than_eight_ways_are_unknown():
    body = "\n".join(
        f"self.a{i} = nn.Linear(1, 1) if somelib.f{i} else nn.Linear({i + 2}, 1)" for i in range(4)
    )
    assert "8 ways" in reason(net(body, "n=1"), "Net")


def test_code_that_raises_says_so():
    assert "raises ValueError: wrong" in reason(net("raise ValueError('wrong')", "n=1"), "Net")
    assert "ZeroDivisionError" in reason(net("self.a = nn.Linear(1 // 0, 1)", "n=1"), "Net")
    assert "TypeError" in reason(net("self.a = nn.Linear()", "n=1"), "Net")


def test_a_library_is_known_to_have_what_is_described_and_may_have_anything_else():
    head = f"{HEAD}import torch.nn.functional as F\n"
    assert total(f"{head}def make():\n    return nn.Linear(1, 2 if 'silu' in dir(F) else 3)") == 4
    assert total(f"{head}def make():\n    return nn.Linear(1, 2 if 'silu' not in dir(F) else 3)") == 6
    for sign in ("in", "not in"):
        code = f"{head}def make():\n    return nn.Linear(1, 2 if 'nope' {sign} dir(F) else 3)"
        assert totals(code) == {4, 6}
    assert isinstance(total(f"{head}def make():\n    return nn.Linear(1, len(dir(F)))"), Unknown)


def test_all_ways_together_have_one_budget():
    loops = "\n".join(
        f"self.a{i} = nn.Linear(1, 1) if somelib.f{i} else nn.Linear({i + 2}, 1)\nif somelib.f{i}:\n"
        f"    for _ in range(100_000): pass"
        for i in range(3)
    )
    assert "steps" in reason(net(loops, "n=1"), "Net")


def test_what_a_module_leaves_open_is_not_the_condition_itself():
    code = (
        "import platform\n\n\nclass Kept:\n    def __init__(self, value):\n        self.value = value\n\n\n"
        "def made():\n    if platform.system() == 'Windows':\n        Kept(1)\n    return Kept(2)\n\n\nFOUND = made()\n"
        "OTHER = FOUND.value\nresult = 3 if OTHER is True else 4\n"
    )
    assert value_of(code) != 3
