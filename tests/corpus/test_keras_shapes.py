"""Shapes of all layers of keras.applications, against those that real Keras has.

Set CNNLINT_CORPUS to a folder with the unpacked wheel, as for the counts.
"""

import json
import os
from pathlib import Path

import pytest

from cnnlint.deep import deeply
from cnnlint.evaluate.library.keras_tensors import tensors_in
from cnnlint.evaluate.target import all_ways, maker, parse_target
from cnnlint.lint import Workshop
from cnnlint.settings import Settings
from cnnlint.unknown import Unknown

TRUTH = Path(__file__).parents[2] / "fixtures" / "truth" / "shapes-keras-applications-3.15.1.json"
CORPUS = os.environ.get("CNNLINT_CORPUS", "")

pytestmark = pytest.mark.skipif(not CORPUS, reason="CNNLINT_CORPUS names no folder with unpacked libraries")


def outputs(machine, target):
    """What each layer gives, in the model's own order; None where a size cannot be told."""
    make = maker(machine, parse_target(target))

    def told():
        layers = machine.attribute(machine.settled(make()), "layers", None)
        return [shapes(machine.attribute(layer, "output", None)) for layer in layers]

    ways = all_ways(machine, told)
    return ways[0] if isinstance(ways, list) and len(ways) == 1 else []


def shapes(value):
    if isinstance(value, Unknown):
        return None
    found = [each.shape for each in tensors_in(value)]
    if any(isinstance(shape, Unknown) or any(isinstance(size, Unknown) for size in shape) for shape in found):
        return None
    return [list(shape) for shape in found]


def judge():
    truth = json.loads(TRUTH.read_text())
    machine = Workshop(Settings(cache=False)).interpreter()
    known, wrong, every = 0, [], 0
    for name, model in truth["models"].items():
        recorded = [truth["outputs"][place] for place in model["layers"]]
        every += len(recorded)
        found = outputs(machine, model["target"])
        if len(found) != len(recorded):
            wrong.append((name, len(recorded), len(found)))
            continue
        for index, (real, ours) in enumerate(zip(recorded, found, strict=True)):
            known += ours == real
            if ours not in (None, real):
                wrong.append((name, index, real, ours))
    return known, wrong, every


def test_layers_give_the_shapes_of_real_keras(monkeypatch):
    monkeypatch.chdir(CORPUS)
    known, wrong, every = deeply(judge)
    print(f"{every} layers, {known} known")
    assert wrong == []
    assert known == every
