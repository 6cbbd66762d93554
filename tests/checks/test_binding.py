"""What a stated count is held against. Each sample states one number."""

import pytest
from judged import verdicts
from linting import lint

NET = """
class Net(nn.Module):{doc}
    def __init__(self):
        super().__init__()
        {first}
        self.conv1 = nn.Conv2d(1, 6, 5){row}
        {below}

        {middle}

        self.fc1 = nn.Linear(10, 10)
        {last}

    def forward(self, x):
        {forward}
        return self.fc1(x)
"""


def net(**places: str) -> str:
    filled = dict.fromkeys(("doc", "first", "row", "below", "middle", "last"), "") | {
        "forward": "x = self.conv1(x)"
    }
    return NET.format(**(filled | places))


# Another thing may be meant: a wrong number must not be reported.
UNDECIDED = {
    "another layer's name": net(row="  # conv2: 157 params"),
    "a part's heading": net(first="# Encoder: 157 params"),
    "the model's name above a layer": net(first="# ResNet-50: 25.6M params"),
    "a total before the last layer": net(middle="# Total params: 157"),
    "a total above the first layer": net(first="# Total params: 157"),
    "two layers on a row": "x, y = nn.Linear(10, 10), nn.Linear(10, 10)  # 220 params\n",
    "another model's name": 'def vgg11():\n    """VGG16: 138M parameters."""\n    return nn.Linear(3, 3)\n',
    "one of several sizes": "class ResNet(nn.Module):\n"
    '    """ResNet-18: 11.7M parameters."""\n\n'
    "    def __init__(self, depth=3):\n        super().__init__()\n        self.fc = nn.Linear(depth, 3)\n",
    "several calls in forward": net(forward="x = self.fc1(self.conv1(x))  # 157 params"),
    "an argument without default": "def f(n):\n    return nn.Linear(n, 2)  # 157 params\n",
    "a docstring of two models": '"""A model with 157 parameters."""\nimport torch.nn as nn\n\n\nclass A(nn.Module):\n    pass\n\n\nclass B(nn.Module):\n    pass\n',
}

AGREES = {
    "a describing word beside a part of that name": (
        net(
            doc='\n    """A classifier with 466 parameters."""\n', middle="self.classifier = nn.Linear(99, 2)"
        ),
        "Net",
    ),
    "a part whose name describes the whole": (
        net(
            doc='\n    """A classifier with 200 parameters."""\n', middle="self.classifier = nn.Linear(99, 2)"
        ),
        "classifier = Linear(99, 2)",
    ),
    "a total before the last layer": (net(middle="# Total params: 266"), "Net"),
    "a total at the end": (net(last="# Total params: 266"), "Net"),
    "a list of layers": (
        net(doc='\n    """Layers.\n\n    fc1: 110 params\n    """\n'),
        "fc1 = Linear(10, 10)",
    ),
    "a layer in forward": (net(forward="x = self.conv1(x)  # 156 params"), "conv1 = Conv2d(1, 6, 5)"),
    "a layer inside others in forward": (
        net(forward="x = torch.relu(self.conv1(x))  # 156 params"),
        "conv1 = Conv2d(1, 6, 5)",
    ),
    "a function's own name": (
        'def svt_tiny():\n    """SVT-Tiny: 110 parameters."""\n    return nn.Linear(10, 10)\n',
        "svt_tiny",
    ),
    "a name that leads to a function": (
        "# resnet18: 110 params\nx = 3\n\n\ndef resnet18():\n    return nn.Linear(10, 10)\n",
        "resnet18",
    ),
    "a printed count": (
        "net = nn.Linear(10, 10)\nprint(sum(p.numel() for p in net.parameters()))  # 110 parameters\n",
        "sum(p.numel() for p in net.parameters())",
    ),
    "a parameter": ("pos = nn.Parameter(torch.zeros(1, 10, 4))  # 40 params\n", None),
}

CONTRADICTS = {
    "behind a layer": (net(row="  # 157 params"), "Conv2d(1, 6, 5)"),
    "above a layer": (net(first="# 157 params"), "Conv2d(1, 6, 5)"),
    "its own name": (net(row="  # conv1: 157 params"), "Conv2d(1, 6, 5)"),
    "its kind": (net(row="  # Conv: 157 params"), "Conv2d(1, 6, 5)"),
    "a list of layers": (
        net(doc='\n    """Layers.\n\n    fc1: 111 params\n    """\n'),
        "fc1 = Linear(10, 10)",
    ),
    "a layer in forward": (net(forward="x = self.conv1(x)  # 157 params"), "conv1 = Conv2d(1, 6, 5)"),
    "a describing word": (net(doc='\n    """A small classifier with 267 parameters."""\n'), "Net"),
    "the class": (net(doc='\n    """A net with 267 parameters."""\n'), "Net"),
    "at the end": (net(last="# Total params: 267"), "Net"),
}


@pytest.mark.parametrize("code", UNDECIDED.values(), ids=UNDECIDED)
def test_undecided(code):
    assert [verdict.verdict for verdict in verdicts(code)] in ([], ["undecided"])


@pytest.mark.parametrize(("code", "subject"), AGREES.values(), ids=AGREES)
def test_agrees(code, subject):
    (verdict,) = verdicts(code)
    assert verdict.verdict == "agrees"
    assert subject in (None, verdict.subject)


@pytest.mark.parametrize(("code", "subject"), CONTRADICTS.values(), ids=CONTRADICTS)
def test_contradicts(code, subject):
    (verdict,) = verdicts(code)
    assert (verdict.verdict, verdict.subject) == ("contradicts", subject)


TABLE = '''"""Models.

name     | layers | params
-------- | ------ | ------
small    | 1      | 110
large    | 2      | 0.23K
missing  | 3      | 1.2M
"""
import torch.nn as nn


def small():
    return nn.Linear(10, 10)


def large():
    return nn.Sequential(small(), small())
'''


def test_rows_of_a_table_speak_of_what_they_name():
    found = verdicts(TABLE)
    assert [verdict.verdict for verdict in found] == ["agrees", "contradicts", "undecided"]
    assert [verdict.subject for verdict in found] == ["small", "large", "missing"]


def test_computed_numbers_are_plain_whole_numbers():
    text = (
        "import torch.nn as nn\n\n"
        "net = nn.Linear(31, 40)\n"
        "total = sum(p.numel() for p in net.parameters())\n"
        "print(total)  # 1280 params\n"
        "assert total == 1280\n"
        "net.weight.numel()  # 1240 params\n"
    )
    found = lint(text).verdicts
    assert len(found) > 1
    assert all(type(each.computed) is int and type(each.stated) is int for each in found)
