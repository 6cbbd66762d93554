"""Lightning's modules: what they are made with is kept, and training changes no count."""

import pytest
from evaluating import reason, total

MODULE = """
import torchmetrics
from torch import nn
{imports}

class Net({base}):
    def __init__(self, width=10, rate=0.1, config=None):
        super().__init__()
        self.save_hyperparameters({wanted})
        self.fc = nn.Linear(784, {size})
        self.accuracy = torchmetrics.Accuracy(task="multiclass", num_classes=10)

def make():
    net = Net(5, config={{"units": 3}})
    {after}
    return net
"""


def code(imports="import lightning as L", base="L.LightningModule", wanted="", size="width", after="pass"):
    return MODULE.format(imports=imports, base=base, wanted=wanted, size=size, after=after)


@pytest.mark.parametrize(
    ("imports", "base"),
    [
        ("import lightning as L", "L.LightningModule"),
        ("import pytorch_lightning as pl", "pl.LightningModule"),
        ("from lightning.pytorch import LightningModule", "LightningModule"),
        ("from pytorch_lightning.core.lightning import LightningModule", "LightningModule"),
    ],
)
def test_under_all_names(imports, base):
    assert total(code(imports, base)) == 785 * 5


@pytest.mark.parametrize(
    ("wanted", "size", "units"),
    [
        ("", "self.hparams.width", 5),
        ("", "self.hparams['width']", 5),
        ("'width'", "self.hparams.width", 5),
        ("ignore=['rate']", "self.hparams.width", 5),
        ("config", "self.hparams.units", 3),
    ],
)
def test_arguments_are_kept(wanted, size, units):
    assert total(code(wanted=wanted, size=size)) == 785 * units


def test_what_is_left_out_is_not_there():
    assert "AttributeError" in reason(code(wanted="ignore='width'", size="self.hparams.width"))


def test_training_changes_no_count():
    after = "L.Trainer(max_epochs=1, callbacks=[L.pytorch.callbacks.EarlyStopping('x')]).fit(net, None)"
    assert total(code(after=after)) == 785 * 5


INHERITED = """
import lightning as L
from torch import nn

class Base(L.LightningModule):
    def __init__(self, width=10, depth=1):
        super().__init__()
        width = width + 1
        self.save_hyperparameters()
        self.fc = nn.Linear(784, self.hparams.width)
        self.out = nn.Linear(self.hparams.depth, 1)

class Renamed(Base):
    def __init__(self, size=3):
        super().__init__(width=2 * size)

class Wider(Base):
    def __init__(self, width=3):
        super().__init__(width=2 * width)
"""


@pytest.mark.parametrize(
    ("call", "width"),
    [("Base(4)", 5), ("Renamed()", 7), ("Wider()", 3)],
    ids=["as it is when it is kept", "of the class that keeps it", "of the outermost class"],
)
def test_arguments_are_kept_as_lightning_finds_them(call, width):
    assert total(INHERITED, call) == 785 * width + 2
