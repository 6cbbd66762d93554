"""Layers of Keras around what another framework made, against Keras on that framework's backend."""

import importlib.util
import json
import subprocess
import sys
from pathlib import Path

import pytest

from cnnlint.evaluate.interpreter import Interpreter
from cnnlint.evaluate.library.keras_weights import all_weights
from cnnlint.evaluate.project import Files, Project
from cnnlint.evaluate.target import all_ways
from cnnlint.layers.book import Book
from cnnlint.reading import read
from cnnlint.source import Source
from cnnlint.unknown import Unknown

BOOK = Book(Path(__file__).parents[2] / "rules")
KERAS = "import keras\nfrom keras import layers\n"
TORCH = KERAS + "import torch\nfrom torch import nn\nwrap = layers.TorchModuleWrapper\n"
JAX = KERAS + "import numpy as np\nimport jax.numpy as jnp\n"

OF_TORCH = {
    "linear": "def make():\n    return wrap(nn.Linear(3, 4))",
    "convolutions": "def make():\n    return wrap(nn.Sequential(nn.Conv2d(3, 8, 3), nn.BatchNorm2d(8), nn.ReLU()))",
    "buffers only": "def make():\n    return wrap(nn.BatchNorm1d(5, affine=False))",
    "recurrent": "def make():\n    return wrap(nn.LSTM(3, 4, num_layers=2, bidirectional=True))",
    "frozen before": """
def make():
    inner = nn.Sequential(nn.Linear(3, 4), nn.Linear(4, 5, bias=False))
    inner[0].requires_grad_(False)
    return wrap(inner)
""",
    "frozen after": """
def make():
    layer = wrap(nn.Linear(3, 4))
    layer.trainable = False
    return layer
""",
    "frozen and not again": """
def make():
    inner = nn.Sequential(nn.Linear(3, 4), nn.Linear(4, 5))
    inner[1].weight.requires_grad = False
    layer = wrap(inner)
    layer.trainable = False
    layer.trainable = True
    return layer
""",
    "a module that is wrapped twice has twice the weights": """
class Both(keras.Model):
    def __init__(self):
        super().__init__()
        self.one = wrap(nn.Linear(3, 4))
        self.other = wrap(self.one.module)

def make():
    return Both()
""",
    "a tied weight is one": """
def make():
    inner = nn.Sequential(nn.Linear(4, 4), nn.Linear(4, 4))
    inner[1].weight = inner[0].weight
    return wrap(inner)
""",
    "an attribute is wrapped, an item of a list and a lone parameter are not": """
class Mixed(keras.layers.Layer):
    def __init__(self):
        super().__init__()
        self.head = nn.Linear(4, 2)
        self.listed = [nn.Linear(4, 3)]
        self.scale = nn.Parameter(torch.zeros(7))

def make():
    return Mixed()
""",
    "the shape that it is said to give": """
def make():
    given = keras.Input((3,))
    passed = wrap(nn.Linear(3, 4), output_shape=(None, 4))(given)
    return keras.Model(given, layers.Dense(5)(passed))
""",
    "a model that is called": """
class Mixed(keras.Model):
    def __init__(self):
        super().__init__()
        self.convolution = wrap(nn.Conv2d(3, 8, 3, padding=1))
        self.flat = layers.Flatten()
        self.head = layers.Dense(6)

    def call(self, images):
        return self.head(self.flat(self.convolution(images)))

def make():
    model = Mixed()
    model(torch.zeros(1, 3, 5, 5))
    return model
""",
    "refused": "def make():\n    return wrap(nn.Linear(3, 4), strange=1)",
}
OF_JAX = {
    "parameters": """
def call(params, inputs):
    return inputs @ params["w"] + params["b"]

def make():
    return layers.JaxLayer(call, params={"w": jnp.zeros((3, 4)), "b": np.ones(4)})
""",
    "state": """
def call(params, state, inputs):
    return inputs, state

def make():
    return layers.JaxLayer(call, params=[jnp.ones((2, 3)), 1.5, None], state={"steps": 0, "mean": jnp.zeros(3)})
""",
    "frozen": """
def call(params, inputs):
    return inputs

def make():
    return layers.JaxLayer(call, params=(jnp.full((2, 3), 0.5),), trainable=False)
""",
    "nothing to make them of": """
def call(params, inputs):
    return inputs

def make():
    return layers.JaxLayer(call)
""",
    "no parameters": "def make():\n    return layers.JaxLayer(lambda inputs: inputs)",
}
OF_FLAX = {
    "variables": """
from flax import linen

class Inner(linen.Module):
    @linen.compact
    def __call__(self, inputs):
        return linen.Dense(3)(inputs)

def make():
    dense = {"Dense_0": {"kernel": np.zeros((4, 3)), "bias": np.zeros(3)}}
    return layers.FlaxLayer(Inner(), variables={"params": dense, "batch_stats": {"mean": np.zeros(5)}})
"""
}
UNTOLD = {
    "Flax": (
        OF_FLAX["variables"].partition("def make")[0],
        "layers.FlaxLayer(Inner())",
        "a Flax module makes",
    ),
    "file": ("", "layers.TFSMLayer('saved/model')", "the weights of a saved model lie in its file"),
    "unknown module": ("import torch", "layers.TorchModuleWrapper(torch.load('m.pt'))", "torch.load"),
    "unknown arrays": (
        "import store",
        "layers.JaxLayer(lambda inputs: inputs, params=store.read())",
        "store",
    ),
}


def computed(text):
    source = Source("program.py", text)
    machine = Interpreter(Project(Files(lambda path: source if path == source.path else read(path))), BOOK)
    module = machine.project.module(source.path)

    def weights():
        layer = machine.call(machine.module_attribute(module, "make", None), [], {}, None)
        found = layer if isinstance(layer, Unknown) else all_weights(machine, layer)
        if isinstance(found, Unknown):
            return found.reason
        return sorted([list(each.shape), each.attrs["requires_grad"]] for each in found)

    ways = all_ways(machine, weights)
    return ways.reason if isinstance(ways, Unknown) else ways[0]


def measured(backend, texts):
    done = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("keras_foreign.py"))],
        input=json.dumps([backend, *texts]),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout[done.stdout.index("[{") :])


@pytest.mark.parametrize(("prelude", "call", "reason"), UNTOLD.values(), ids=UNTOLD)
def test_what_cannot_be_told_says_why(prelude, call, reason):
    found = computed(f"{JAX}{prelude}\ndef make():\n    return keras.Sequential([{call}])\n")
    assert isinstance(found, str), found
    assert reason in found


@pytest.mark.keras
@pytest.mark.parametrize(
    ("backend", "prelude", "programs"),
    [("torch", TORCH, OF_TORCH), ("jax", JAX, OF_JAX), ("jax", JAX, OF_FLAX)],
    ids=["torch", "jax", "flax"],
)
def test_weights_are_those_of_keras(backend, prelude, programs):
    needed = ["keras", backend, *(["flax"] if programs is OF_FLAX else [])]
    for package in needed:
        if importlib.util.find_spec(package) is None:
            pytest.skip(f"{package} is not installed")
    texts = [prelude + text for text in programs.values()]
    for name, text, real in zip(programs, texts, measured(backend, texts), strict=True):
        found = computed(text)
        if "refused" in real:
            assert isinstance(found, str), (name, real, found)
        else:
            assert found == sorted(real["weights"]), (name, real, found)
