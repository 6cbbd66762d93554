"""The rules for torch against torch itself: every class over a grid of its arguments."""

import importlib
import inspect
import warnings
from pathlib import Path

import pytest
import tomli
from grid import calls
from oracle import computed, measured, torch_class

RULES = Path(__file__).parents[2] / "rules" / "torch"
METADATA = tomli.loads((RULES / "METADATA.toml").read_text("utf-8"))
RECORDS = tomli.loads((RULES / "layers.toml").read_text("utf-8"))
GATED = (
    "input_size, hidden_size, num_layers=1, bias=True, batch_first=False, dropout=0.0, bidirectional=False"
)
COMPOSITE = {
    "RNN": GATED.replace("bias=", "nonlinearity='tanh', bias="),
    "GRU": GATED,
    "LSTM": f"{GATED}, proj_size=0",
}
"""Signatures that torch itself hides behind *args; those of the other classes are read off torch."""

pytestmark = [
    pytest.mark.torch,
    pytest.mark.skipif(importlib.util.find_spec("torch") is None, reason="torch is not installed"),
    pytest.mark.filterwarnings("ignore"),
]
BUILT_OF_LAYERS = [
    *("RNNBase", "RNN", "LSTM", "GRU", "MultiheadAttention"),
    *("TransformerEncoderLayer", "TransformerDecoderLayer", "TransformerEncoder", "TransformerDecoder"),
    *("Transformer", "AdaptiveLogSoftmaxWithLoss", "LinearCrossEntropyLoss"),
    *("TripletMarginWithDistanceLoss", "DataParallel", "CosineSimilarity", "PairwiseDistance"),
]
LEAVES = [name.rpartition(".")[2] for name in RECORDS]
EAGER = [name for name in LEAVES if not name.startswith("Lazy")]


A, B, C = (f"torch.nn.Linear({width}, {width + 1})" for width in (1, 2, 3))
CONTAINED = [
    f"torch.nn.Container(a={A}, b={B})",
    f"torch.nn.Sequential({A}, torch.nn.ReLU(), {B})",
    f"torch.nn.Sequential({A}, {B}, {C})[1:]",
    f"torch.nn.Sequential(collections.OrderedDict(a={A}, b={B}))",
    f"torch.nn.Sequential(collections.OrderedDict(a={A}, b={B}, c={C}))[::2]",
    f"torch.nn.Sequential(collections.OrderedDict([('a', {A}), ('b', {B})])).append({C})",
    f"torch.nn.Sequential(*[{A} for _ in range(3)]).insert(1, {C}).extend([{B}, {B}])",
    f"torch.nn.Sequential({A}) + torch.nn.Sequential({B})",
    f"torch.nn.Sequential({A}, {B}) * 2",
    f"torch.nn.Sequential(*list(torch.nn.Sequential({A}, {B}, {C}).children())[:-1])",
    f"torch.nn.Sequential({A}, {B})[-1]",
    f"torch.nn.Sequential({A}, {B}).pop(0)",
    "torch.nn.Sequential()",
    f"torch.nn.ModuleList([{A}, {B}]).append({C})",
    f"torch.nn.ModuleList({A} for _ in range(2)).extend(torch.nn.ModuleList([{C}]))",
    f"torch.nn.ModuleList([{A}, {B}, {C}])[:2] + [{A}]",
    f"torch.nn.ModuleList([{A}] * 3)",
    f"torch.nn.ModuleDict({{'b': {A}, 'a': {B}}})",
    f"torch.nn.ModuleDict([['b', {A}], ['a', {B}]])",
    f"torch.nn.ModuleDict({{'b': {A}, 'a': {B}}})['a']",
    "torch.nn.ParameterList([torch.ones(2), torch.nn.Parameter(torch.ones(3, 1)), 5]).append(torch.ones(4))",
    "torch.nn.ParameterList([torch.ones(2), torch.ones(3)])[1:]",
    "torch.nn.ParameterDict({'b': torch.ones(2), 'a': torch.ones(3)})",
    "torch.nn.ParameterDict([('b', torch.ones(2))]) | torch.nn.ParameterDict({'c': torch.ones(4)})",
]


def signature_of(name):
    """A class's parameters as source, without annotations and without those that no grid varies."""
    if name in COMPOSITE:
        return COMPOSITE[name]
    given = inspect.signature(torch_class(name).__init__).parameters.values()
    parts, starred = [], False
    for each in list(given)[1:]:
        if each.kind is each.KEYWORD_ONLY and not starred:
            parts, starred = [*parts, "*"], True
        default = (
            ""
            if each.default is each.empty
            else f"={each.default!r}"
            if not callable(each.default)
            else "='relu'"
        )
        parts.append(each.name + default)
    return ", ".join(parts)


def answer(side, call):
    """What one side says to a call, or None where it holds the call to be an error."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return side(call)
    except NotImplementedError:
        raise
    except (ArithmeticError, AssertionError, RuntimeError, TypeError, ValueError):
        return None


def differences(name, signature):
    for call in calls(name, signature):
        expected = answer(measured, call)
        found = answer(computed, call)
        if expected is not None and found != expected:
            yield call, found, expected


@pytest.mark.parametrize("name", EAGER)
def test_leaf_layers_own_what_torch_gives_them(name):
    assert not list(differences(name, RECORDS[f"torch.nn.{name}"]["signature"]))


@pytest.mark.parametrize("name", BUILT_OF_LAYERS)
def test_layers_of_layers_own_what_torch_gives_them(name):
    assert not list(differences(name, signature_of(name)))


@pytest.mark.parametrize("text", CONTAINED)
def test_containers_hold_what_torchs_hold(text):
    assert computed(text) == measured(text)


def test_every_public_class_has_a_rule():
    nn = importlib.import_module("torch").nn
    public = {
        name for name, each in vars(nn).items() if inspect.isclass(each) and issubclass(each, nn.Module)
    }
    containers = {"Container", "Sequential", "ModuleList", "ModuleDict", "ParameterList", "ParameterDict"}
    assert public - {*LEAVES, *BUILT_OF_LAYERS, *containers} == {"Module"}


@pytest.mark.parametrize("name", LEAVES)
def test_signatures_are_torchs_own(name):
    _receiver, *expected = inspect.signature(torch_class(name).__init__).parameters.values()
    written = eval(f"lambda {RECORDS[f'torch.nn.{name}']['signature']}: 0")
    if not any(each.kind is each.VAR_POSITIONAL for each in expected):
        assert _plain(inspect.signature(written).parameters.values()) == _plain(expected)


def _plain(parameters):
    return [(each.name, each.kind, each.default) for each in parameters]


def test_bases_are_torchs_own():
    for name, base in METADATA["bases"].items():
        assert issubclass(torch_class(name), torch_class(base))
        others = set(torch_class(name).__mro__) - {torch_class(name), *torch_class(base).__mro__}
        assert not [each for each in others if f"torch.nn.{each.__name__}" in RECORDS]


def test_records_without_a_base_derive_from_module_alone():
    for name in set(RECORDS) - set(METADATA["bases"]):
        ancestors = torch_class(name).__mro__[1:]
        assert not [each for each in ancestors if f"torch.nn.{each.__name__}" in RECORDS]


def test_aliases_are_modules_that_define_what_they_lead_to():
    for module in METADATA["aliases"]:
        importlib.import_module(module)
