"""What a constructor's arguments are when only their names are known: named sizes, until code asks for more."""

import pytest
from evaluating import reason, total

CODE = """
from torch import nn

class Net(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.layer = nn.Linear({use}, 3)
"""


def test_an_argument_used_as_a_size_is_one():
    assert str(total(CODE.format(use="config"), "Net")) == "3·config + 3"


@pytest.mark.parametrize(
    "use",
    [
        "config.hidden",
        "config['hidden']",
        "config()",
        "len(config)",
        "list(config)[0]",
        "config.get('hidden')",
    ],
)
def test_an_argument_used_as_anything_else_has_no_value(use):
    assert reason(CODE.format(use=use), "Net") == "the argument config has no value"


def test_the_same_attribute_is_the_same_unknown():
    code = (
        CODE.format(use="4 if config.deep else 5")
        + "        self.last = nn.Linear(4 if config.deep else 5, 1)\n"
    )
    assert reason(code, "Net") == ""
