"""Random Keras programs: counts and output shapes are those of Keras, or unknown."""

import importlib.util
import json
import subprocess
import sys
from pathlib import Path

import pytest
from keras_programs import program

from cnnlint.deep import deeply
from cnnlint.evaluate.interpreter import Interpreter
from cnnlint.evaluate.library.keras_tensors import tensors_in
from cnnlint.evaluate.project import Files, Project
from cnnlint.evaluate.target import all_ways, outcome
from cnnlint.layers.book import Book
from cnnlint.reading import read
from cnnlint.source import Source
from cnnlint.unknown import Unknown
from cnnlint.values.objects import Tensor

BOOK = Book(Path(__file__).parents[2] / "rules")
PROGRAMS = 650
LEAST_KNOWN = 0.97

pytestmark = [
    pytest.mark.keras,
    pytest.mark.skipif(
        importlib.util.find_spec("keras") is None or importlib.util.find_spec("jax") is None,
        reason="keras or jax is not installed",
    ),
]


def measured(texts):
    script = Path(__file__).with_name("build_keras_programs.py")
    done = subprocess.run(
        [sys.executable, str(script)], input=json.dumps(texts), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout[done.stdout.index("[{") :])


def shapes(value):
    if isinstance(value, (list, tuple)) and any(isinstance(each, (list, tuple, Tensor)) for each in value):
        return [shapes(each) for each in value]
    sizes = value.shape if isinstance(value, Tensor) else value
    if isinstance(sizes, Unknown) or any(isinstance(size, Unknown) for size in sizes):
        return None
    return list(sizes)


def computed(text):
    source = Source("program.py", text)
    machine = Interpreter(Project(Files(lambda path: source if path == source.path else read(path))), BOOK)
    module = machine.project.module(source.path)
    make = machine.module_attribute(module, "make", None)
    found = outcome(machine, lambda: machine.call(make, [], {}, None))
    counts = [found.tallied(lambda tally, key=key: getattr(tally, key)) for key in ("total", "trainable")]

    def output():
        model = machine.call(make, [], {}, None)
        return shapes(machine.attribute(model, "output_shape", None))

    def inside():
        model = machine.call(make, [], {}, None)
        layers = machine.attribute(model, "layers", None)
        return [
            [shapes(each) for each in tensors_in(machine.attribute(layer, "output", None))]
            for layer in layers
        ]

    known = only(all_ways(machine, output)) if counts[0].exact is not None else None
    layers = only(all_ways(machine, inside)) if known is not None else None
    reason = found.unknown or counts[0].unknown or counts[1].unknown
    told = {"total": counts[0].exact, "trainable": counts[1].exact, "output": known, "layers": layers}
    return told, reason and reason.reason


def only(ways):
    return ways[0] if isinstance(ways, list) and len(ways) == 1 else None


def fits(ours, real):
    """Whether a shape is that of Keras, sizes that are left open apart."""
    if ours is None or real is None or ours == real:
        return True
    if not isinstance(ours, list) or not isinstance(real, list) or len(ours) != len(real):
        return False
    return all(fits(a, b) for a, b in zip(ours, real, strict=True))


@pytest.fixture(scope="module")
def compared():
    texts = [program(seed) for seed in range(PROGRAMS)]
    return list(
        enumerate(zip(measured(texts), deeply(lambda: [computed(text) for text in texts]), strict=True))
    )


def test_what_is_told_is_what_keras_builds(compared):
    for seed, (real, (ours, _)) in compared:
        if "error" not in real:
            for key in ("total", "trainable"):
                assert ours[key] in (None, real[key]), (seed, key, program(seed))
            assert fits(ours["output"], real["output"]), (seed, program(seed))
            if ours["layers"] and real["layers"]:
                assert fits(ours["layers"], real["layers"]), (seed, program(seed))


def test_most_is_told(compared):
    built = [(seed, ours, reason) for seed, (real, (ours, reason)) in compared if "error" not in real]
    unknown = [
        (seed, reason) for seed, ours, reason in built if ours["total"] is None or ours["trainable"] is None
    ]
    assert len(built) > PROGRAMS / 2
    assert len(unknown) <= (1 - LEAST_KNOWN) * len(built), unknown[:20]
