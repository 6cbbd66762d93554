"""What the records say of a call, against torch: output shapes, refused inputs, lazy parameters."""

import importlib
import re
import warnings
from pathlib import Path

import pytest
import tomli
from grid import INPUTS, calls
from oracle import Called, built, tensors_of

RULES = Path(__file__).parents[2] / "rules" / "torch"
RECORDS = tomli.loads((RULES / "layers.toml").read_text("utf-8"))
CALLABLE = [name.rpartition(".")[2] for name, each in RECORDS.items() if "output" in each]
LOSSES = re.compile("Loss")
LAX_ON_META = re.compile("ConvTranspose|Softmax|Softmin")
"""Classes whose input torch checks on a real device only."""

pytestmark = [
    pytest.mark.torch,
    pytest.mark.skipif(importlib.util.find_spec("torch") is None, reason="torch is not installed"),
]


def layers(name):
    """Layers over the grid whose arguments are plain data, each as the rule and as torch have it."""
    for call in calls(name, RECORDS[f"torch.nn.{name}"]["signature"]):
        if "torch" in call.partition("(")[2]:
            continue
        try:
            yield call, Called(call), built(call)
        except (ArithmeticError, AssertionError, RuntimeError, TypeError, ValueError):
            continue


def answer(name, layer, sizes):
    """The layer's result for an input, or None where torch refuses it."""
    torch = importlib.import_module("torch")
    kind = torch.long if name.startswith("Embedding") else torch.float
    given = torch.empty(sizes, dtype=kind, device="meta")
    more = {"Bilinear": lambda: [given.new_empty([*sizes[:-1], layer.in2_features])]}
    inputs = [given, given.long()] if "Unpool" in name else [given, *more.get(name, list)()]
    try:
        if hasattr(layer, "initialize_parameters"):
            layer.initialize_parameters(given)
        return layer(*inputs)
    except (ArithmeticError, AssertionError, IndexError, RuntimeError, TypeError, ValueError):
        return None


@pytest.fixture(autouse=True)
def _quiet():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


@pytest.mark.parametrize("name", [name for name in CALLABLE if not LOSSES.search(name)])
def test_outputs_have_torchs_shape_and_no_input_is_refused_that_torch_takes(name):
    known = 0
    for call, rule, layer in layers(name):
        for sizes in INPUTS:
            result = answer(name, layer.eval() if "Norm" not in name else layer, sizes)
            stated = rule.output(sizes)
            if result is None or name.startswith("Lazy"):
                continue
            assert not rule.refuses(sizes) or LAX_ON_META.search(name), (call, sizes)
            if isinstance(stated, tuple):
                assert stated == tuple(list(each.shape) for each in result), (call, sizes)
                known += 1
            elif isinstance(stated, list):
                assert stated == list(result.shape), (call, sizes)
                known += 1
    assert known > 2 or name.startswith("Lazy")


@pytest.mark.parametrize("name", [name for name in CALLABLE if name.startswith("Lazy")])
def test_lazy_layers_take_their_sizes_from_the_input(name):
    known = 0
    for call, rule, _layer in layers(name):
        for sizes in INPUTS:
            layer = built(call)
            result = answer(name, layer, sizes)
            if result is not None:
                assert rule.tensors(sizes) == tensors_of(layer), (call, sizes)
                assert rule.output(sizes) == list(result.shape), (call, sizes)
                assert not rule.refuses(sizes) or LAX_ON_META.search(name), (call, sizes)
                known += 1
    assert known > 2
