"""Feature maps of textbook chains: stated rightly they are silent in all spellings, one off by one is one finding."""

import pytest
from linting import findings, lint, rows

SPELLINGS = {
    "channels first": lambda c, h, w: f"{c}x{h}x{w}",
    "channels last": lambda c, h, w: f"{h}x{w}x{c}",
    "spaced": lambda c, h, w: f"{c} x {h} x {w}",
    "signs": lambda c, h, w: f"{h}×{w}×{c}",
    "starred": lambda c, h, w: f"{h}*{w}*{c}",
    "maps": lambda c, h, w: f"{c} @ {h}x{w}",
    "batch": lambda c, h, w: f"(B, {c}, {h}, {w})",
    "batch in brackets": lambda c, h, w: f"[N, {c}, {h}, {w}]",
    "batch unknown": lambda c, h, w: f"(None, {h}, {w}, {c})",
    "batch crossed": lambda c, h, w: f"N x {c} x {h} x {w}",
    "arrow": lambda c, h, w: f"-> {c}x{h}x{w}",
    "said": lambda c, h, w: f"output: {c}x{h}x{w}",
    "torch": lambda c, h, w: f"torch.Size([1, {c}, {h}, {w}])",
}

HEAD = "import torch\nfrom torch import nn\nimport torch.nn.functional as F\n"
FIVE = """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 8, 5)  # {0}
        self.conv2 = nn.Conv2d(8, 16, 5)  # {2}
        self.fc1 = nn.Linear(400, 120)
        self.fc2 = nn.Linear(120, 84)
        self.fc3 = nn.Linear(84, 10)

    def forward(self, x):
        x = F.relu(self.conv1(x))
        x = F.max_pool2d(x, 2)  # {1}
        x = F.max_pool2d(F.relu(self.conv2(x)), 2)  # {3}
        x = torch.flatten(x, 1)
        return self.fc3(F.relu(self.fc2(F.relu(self.fc1(x)))))
"""
THREE = """
model = nn.Sequential(
    nn.Conv2d(1, 32, 3),  # {0}
    nn.ReLU(),
    nn.Conv2d(32, 64, 3),  # {1}
    nn.MaxPool2d(2),  # {2}
    nn.Flatten(),
    nn.Linear(9216, 128),
    nn.Linear(128, 10),
)
"""
CHAINS = {
    "five by five": (FIVE, [(8, 28, 28), (8, 14, 14), (16, 10, 10), (16, 5, 5)], "Net()", (1, 3, 32, 32)),
    "three by three": (THREE, [(32, 26, 26), (64, 24, 24), (64, 12, 12)], "model", (1, 1, 28, 28)),
}


def code(chain, spelling, changed=None, axis=0, called=True):
    """The chain's code, with one size of one feature map off by one."""
    text, maps, model, shape = CHAINS[chain]
    shown = []
    for index, sizes in enumerate(maps):
        if index == changed:
            sizes = tuple(size + (place == axis) for place, size in enumerate(sizes))
        shown.append(SPELLINGS[spelling](*sizes))
    use = f"\nnet = {model}\ny = net(torch.randn{shape})\n" if called else ""
    return HEAD + text.format(*shown) + use


def row_of(chain, changed):
    """The row of a feature map's comment."""
    before = CHAINS[chain][0].partition(f"{{{changed}}}")[0]
    return (HEAD + before).count("\n") + 1


@pytest.mark.parametrize("called", [True, False], ids=["called", "open"])
@pytest.mark.parametrize("spelling", SPELLINGS)
@pytest.mark.parametrize("chain", CHAINS)
def test_right_maps_are_silent(chain, spelling, called):
    assert rows(findings(code(chain, spelling, called=called))) == []


@pytest.mark.parametrize("called", [True, False], ids=["called", "open"])
@pytest.mark.parametrize("spelling", SPELLINGS)
@pytest.mark.parametrize("chain", CHAINS)
def test_each_map_off_by_one_is_one_finding(chain, spelling, called):
    for changed in range(len(CHAINS[chain][1])):
        for axis in range(3):
            found = findings(code(chain, spelling, changed, axis, called))
            assert rows(found) == [(row_of(chain, changed), "CNN201")]


SILENT = {
    "kernels": """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 8, 5)  # 5x5x3 kernels
        self.conv2 = nn.Conv2d(8, 16, 5)  # 5x5x8
        self.conv3 = nn.Conv2d(16, 16, 3)  # 16x3x3

    def forward(self, x):
        return self.conv3(self.conv2(self.conv1(x)))

y = Net()(torch.randn(1, 3, 32, 32))
""",
    "inputs and images": """
model = nn.Sequential(
    nn.Conv2d(3, 8, 5),  # input: 64x64x3
    nn.Conv2d(8, 16, 5),  # 28x28x8
    nn.MaxPool2d(2),  # 224x224x3 images
)
y = model(torch.randn(1, 3, 32, 32))
""",
    "another size of input": """
model = nn.Sequential(
    nn.Conv2d(3, 8, 5),  # 8x28x28
    nn.MaxPool2d(2),  # 8x14x14
    nn.Conv2d(8, 16, 5),  # 16x10x10
)
y = model(torch.randn(1, 3, 224, 224))
""",
    "letters": """
model = nn.Sequential(
    nn.Conv2d(3, 8, 5),  # (B, C, H, W)
    nn.Conv2d(8, 16, 5),  # (B, 16, H, W)
    nn.Conv2d(16, 16, 5),  # (B, 16, H/2, W/2)
)
y = model(torch.randn(1, 3, 32, 32))
""",
    "flattened": """
model = nn.Sequential(
    nn.Conv2d(3, 8, 5),  # 8x28x28
    nn.Flatten(),  # 8*28*28
    nn.Linear(6272, 10),  # 8x28x28
)
y = model(torch.randn(1, 3, 32, 32))
""",
    "one alone": """
model = nn.Sequential(nn.Conv2d(3, 8, 5), nn.ReLU())  # 8x30x30
""",
    "receptive fields": """
model = nn.Sequential(
    nn.Conv2d(3, 8, 5),  # 28x28x8
    nn.Conv2d(8, 8, 5),  # 24x24x8
    nn.Conv2d(8, 8, 5),  # 20x20x8 | RF: 13x13x1
)
y = model(torch.randn(1, 3, 32, 32))
""",
}


@pytest.mark.parametrize("name", SILENT)
def test_what_may_speak_of_something_else_is_silent(name):
    assert rows(findings(HEAD + SILENT[name])) == []


def test_an_arrow_leads_from_what_is_given():
    text = HEAD + "layer = nn.Sequential(\n    nn.Conv2d(3, 8, 5),  # 32x32x3 -> {}\n    nn.ReLU(),\n)\n"
    assert rows(findings(text.format("28x28x8"))) == []
    assert rows(findings(text.format("27x27x8"))) == [(5, "CNN201")]
    assert rows(findings(text.format("30x30x8"))) == [(5, "CNN201")]


NET = """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Conv2d(3, 8, 5)  # 8x28x28
        self.b = nn.Conv2d(8, 16, 5)  # {}
        self.c = nn.MaxPool2d(2)  # 16x12x12

    def forward(self, x{}):
        return self.c(self.b(self.a(x)))

"""
SOURCES = {
    "torchsummary": ("", "from torchsummary import summary\nsummary(Net(), (3, 32, 32))\n"),
    "torchsummary by name": (
        "",
        "import torchsummary\ntorchsummary.summary(Net(), input_size=(3, 32, 32))\n",
    ),
    "torchinfo": ("", "from torchinfo import summary\nsummary(Net(), input_size=(2, 3, 32, 32))\n"),
    "annotation": (': Float[torch.Tensor, "b 3 32 32"]', ""),
}


@pytest.mark.parametrize("source", SOURCES)
def test_what_tells_the_input_is_followed(source):
    annotation, use = SOURCES[source]
    text = HEAD + "from jaxtyping import Float\n" + NET + use
    assert rows(findings(text.format("16x24x24", annotation))) == []
    assert rows(findings(text.format("16x25x24", annotation))) == [(10, "CNN201")]
    assert rows(findings(text.replace("32", "64").format("16x24x24", annotation))) == []


def test_a_width_that_an_argument_decides_proves_nothing_against_one_size():
    text = HEAD + (
        "class Net(nn.Module):\n"
        "    def __init__(self, classes=1000):\n"
        "        super().__init__()\n"
        "        self.a = nn.Conv2d(3, 8, 5)  # 8x28x28\n"
        "        self.b = nn.Conv2d(8, 16, 5)  # 16x24x24\n"
        "        self.c = nn.Flatten()\n"
        "        self.d = nn.Linear(9216, {})  # (N, 5)\n\n"
        "    def forward(self, x):\n"
        "        return self.d(self.c(self.b(self.a(x))))\n\n"
        "y = Net()(torch.randn(1, 3, 32, 32))\n"
    )
    assert rows(findings(text.format("classes"))) == []
    assert rows(findings(text.format("6"))) == [(10, "CNN201")]


def test_stated_shapes_are_listed_with_a_verdict():
    text = HEAD + (
        "model = nn.Sequential(\n"
        "    nn.Conv2d(3, 8, 5),  # 8x28x28\n"
        "    nn.Conv2d(8, 8, 5),  # 8x25x24\n"
        "    nn.Conv2d(8, 8, 5),  # 8x20x20\n"
        ")\n"
        "y = model(torch.randn(1, 3, 32, 32))\n"
        "assert y.shape == (1, 8, 20, 20)\n"
        "z = anything(y)  # 8x20x20\n"
    )
    told = [(each.location.row, each.verdict, each.computed, each.code) for each in lint(text).verdicts]
    assert told == [
        (5, "agrees", "8×28×28", "CNN201"),
        (6, "contradicts", "8×24×24", "CNN201"),
        (7, "agrees", "8×20×20", "CNN201"),
        (11, "undecided", None, "CNN201"),
        (10, "agrees", "(1, 8, 20, 20)", "CNN202"),
    ]
    assert all(bool(each.reason) == (each.verdict == "undecided") for each in lint(text).verdicts)
