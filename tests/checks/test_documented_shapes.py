"""What docstrings and annotations of a model state of its output: right it is silent, another number is one finding."""

import pytest
from linting import findings, rows

HEAD = "import torch\nfrom torch import Tensor, nn\nfrom jaxtyping import Float\n"
NET = (
    HEAD
    + '''
class Net(nn.Module):
    """A net.
{of_class}
    """

    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 8, 3, stride=2, padding=1)
        self.last = nn.Conv2d(8, 16, 3, stride=2, padding=1)

    def forward(self, x{given}){returned}:
        """Forward.
{of_forward}
        """
        y{kept} = self.conv(x)
        return self.last(y)
'''
)
EMPTY = dict.fromkeys(("of_class", "given", "returned", "of_forward", "kept"), "")

RIGHT = {
    "section": {"of_class": "    Shape:\n        - Input: (N, 3, H, W)\n        - Output: (N, 16, H/4, W/4)"},
    "numbers": {"of_class": "    Input: (N, 3, 32, 32)\n    Output: (N, 16, 8, 8)"},
    "unbatched": {"of_class": "    Input: 32x32x3\n    Output: (N, 16, 8, 8)"},
    "channels last": {"of_class": "    Input: 32x32x3\n    Output: (8, 8, 16)"},
    "google": {
        "of_forward": "        Args:\n            x: images of shape (B, 3, 64, 64)\n\n"
        "        Returns:\n            Tensor of shape (B, 16, 16, 16)"
    },
    "both": {"of_class": "    Input: (N, 3, 32, 32)", "of_forward": "        Returns: (N, 16, 8, 8)"},
    "annotations": {"given": ': Float[Tensor, "b 3 h w"]', "returned": ' -> Float[Tensor, "b 16 h//4 w//4"]'},
    "annotated numbers": {
        "given": ': Float[Tensor, "n 3 32 32"]',
        "returned": ' -> Float[Tensor, "n 16 8 8"]',
    },
    "variable": {
        "given": ': Float[Tensor, "*n 3 32 32"]',
        "returned": ' -> Float[Tensor, "*n 16 _ _"]',
        "kept": ': Float[Tensor, "n 8 16 16"]',
    },
}
WRONG = {
    "section": ("(N, 16, H/4, W/4)", "(N, 16, H/2, W/2)"),
    "numbers": ("(N, 16, 8, 8)", "(N, 16, 8, 7)"),
    "unbatched": ("(N, 16, 8, 8)", "(N, 15, 8, 8)"),
    "channels last": ("(8, 8, 16)", "(8, 9, 16)"),
    "google": ("(B, 16, 16, 16)", "(B, 16, 32, 16)"),
    "both": ("(N, 16, 8, 8)", "(N, 16, 7, 8)"),
    "annotations": ("b 16 h//4 w//4", "b 16 h w"),
    "annotated numbers": ("n 16 8 8", "n 16 8 4"),
    "variable": ("n 8 16 16", "n 8 15 16"),
}


@pytest.mark.parametrize("name", RIGHT)
def test_right_statements_are_silent(name):
    assert findings(NET.format(**EMPTY | RIGHT[name])) == ()


@pytest.mark.parametrize("name", RIGHT)
def test_another_number_is_one_finding(name):
    right, wrong = WRONG[name]
    text = NET.format(**EMPTY | RIGHT[name]).replace(right, wrong)
    row = text[: text.index(wrong)].count("\n") + 1
    assert rows(findings(text)) == [(row, "CNN201")]


SILENT = {
    "another input": {"of_class": "    Input: (N, 1, 32, 32)\n    Output: (N, 32, 8, 8)"},
    "channels by letter": {"of_class": "    Input: (N, C, H, W)\n    Output: (N, C, H/4, W/4)"},
    "letters of the output": {"of_class": "    Input: (N, C, H, W)\n    Output: (N, C_out, H_out, W_out)"},
    "no input": {"of_class": "    Output: (N, 20, 8, 8)"},
    "two ways": {"of_class": "    Input: (N, 3, 32, 32)\n    Output: (N, 10) or (N, 16, 7, 7)"},
    "open rank": {"given": ': Float[Tensor, "..."]', "returned": ' -> Float[Tensor, "b 17"]'},
}


@pytest.mark.parametrize("name", SILENT)
def test_what_may_mean_another_input_is_silent(name):
    assert findings(NET.format(**EMPTY | SILENT[name])) == ()


def test_letters_of_a_model_with_arguments_are_silent():
    text = (
        NET.format(**EMPTY | RIGHT["section"])
        .replace("H/4", "H/2")
        .replace("__init__(self)", "__init__(self, n=2)")
    )
    assert findings(text) == ()


OPERANDS = """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = nn.Linear(64, 64)

    def forward(self, x):
        q = self.first(x)  # (2, 10, 64)
        a = q @ q.transpose(-2, -1)  # (2, 10, 64) x (2, 64, 10)
        b = a.softmax(-1) @ x  # (2, 10, {})
        return b[:, 1:]  # (2, {}, 64)

y = Net()(torch.randn(2, 10, 64))
z = y @ torch.randn(2, 64, 5)  # (2, 9, 64) @ (2, 64, 5)
w = torch.randint(2, 100, (2, 12))  # (2, 100)
"""


def test_what_a_row_works_out_may_be_an_operand_or_the_result():
    assert findings(HEAD + OPERANDS.format(64, 9)) == ()
    assert rows(findings(HEAD + OPERANDS.format(65, 9))) == [(13, "CNN201")]
    assert rows(findings(HEAD + OPERANDS.format(64, 8))) == [(14, "CNN201")]


def test_a_number_that_an_argument_decides_is_silent():
    text = HEAD + (
        "class Net(nn.Module):\n"
        '    """A net.\n\n    Input: (N, 8)\n    Output: (N, 5)\n    """\n\n'
        "    def __init__(self, classes=1000):\n"
        "        super().__init__()\n"
        "        self.last = nn.Linear(8, {})\n\n"
        "    def forward(self, x):\n"
        "        return self.last(x)\n"
    )
    assert findings(text.format("classes")) == ()
    assert rows(findings(text.format(6))) == [(8, "CNN201")]
