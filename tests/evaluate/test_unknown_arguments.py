"""Calls whose stars are unknown: what may have been changed by them is never counted as if it had not."""

import pytest
from evaluating import counted, reason

HEAD = "import somelib\nimport torch\nfrom torch import nn\n\n"
CHANGED = {
    "constructor of a leaf": """
class Own(nn.Conv2d):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
def make(): return Own(*somelib.sizes())
""",
    "list of layers": """
def make():
    layers = [nn.Linear(2, 3)]
    layers.extend(*somelib.layers())
    return nn.Sequential(*layers)
""",
    "function inside": """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        def add(*args): self.a = nn.Linear(*args)
        add(*somelib.sizes())
def make(): return Net()
""",
    "attribute of any name": """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        setattr(self, *somelib.entry())
def make(): return Net()
""",
    "decorator that passes on": """
def checked(init):
    def run(self, **kwargs):
        return init(self, **{**kwargs, **somelib.valid(3).__dict__})
    return run
class Net(nn.Module):
    @checked
    def __init__(self, width=3):
        super().__init__()
        self.a = nn.Linear(width, 2)
def make(): return Net()
""",
    "settings that were handed out": """
def make():
    settings = {"bias": False}
    somelib.fill(settings)
    return nn.Linear(2, 3, **{**settings})
""",
    "argument behind the star": """
def change(kind, model): model.bias = None
def make():
    model = nn.Linear(2, 3)
    change(*somelib.kinds(), model)
    return model
""",
    "default that the star may give": """
class Net(nn.Module):
    def __init__(self, width=3):
        super().__init__()
        self.a = nn.Linear(width, 2)
        self.more(*somelib.sizes())
    def more(self, width=5): self.b = nn.Linear(width, 2)
def make(): return Net()
""",
}
CERTAIN = {
    "base that takes anything": (
        """
class Net(nn.Module):
    def __init__(self, **kwargs):
        super().__init__(**somelib.options())
        self.a = nn.Linear(2, 3)
def make(): return Net()
""",
        9,
    ),
    "argument before the star": (
        """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.more(4, *somelib.flags())
    def more(self, width, flag=False): self.a = nn.Linear(2, width)
def make(): return Net()
""",
        12,
    ),
    "only by keyword": (
        """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.more(*somelib.flags())
    def more(self, *flags, width=4): self.a = nn.Linear(2, width)
def make(): return Net()
""",
        12,
    ),
    "change that is known": (
        """
def change(model, *rest): model.bias = None
def make():
    model = nn.Linear(2, 3)
    change(model, *somelib.kinds())
    return model
""",
        6,
    ),
}


@pytest.mark.parametrize("code", CHANGED.values(), ids=CHANGED)
def test_what_may_have_changed_is_unknown(code):
    assert counted(HEAD + code)[0] is None
    assert "somelib" in reason(HEAD + code)


@pytest.mark.parametrize(("code", "expected"), CERTAIN.values(), ids=CERTAIN)
def test_what_cannot_have_changed_is_counted(code, expected):
    assert counted(HEAD + code)[0] == expected
