"""Shapes that flow through whole model libraries, against those that hooks on the real layers saw.

Set CNNLINT_CORPUS to a folder with the unpacked wheels, as for the counts.
"""

import json
import os
from pathlib import Path

import pytest

from cnnlint.deep import deeply
from cnnlint.evaluate.flow import flows
from cnnlint.evaluate.target import construct, parse_target
from cnnlint.frontend.lower import parse_expression
from cnnlint.lint import Workshop
from cnnlint.settings import Settings
from cnnlint.unknown import Unknown
from cnnlint.values.objects import Scope, Tensor

TRUTH = Path(__file__).parents[2] / "fixtures" / "truth" / "shapes-torchvision-0.29.2.json"
CORPUS = os.environ.get("CNNLINT_CORPUS", "")

pytestmark = pytest.mark.skipif(not CORPUS, reason="CNNLINT_CORPUS names no folder with unpacked libraries")


def leaves(tree, path=""):
    """Paths of layers with the places of their results, from the tree in which they are recorded."""
    if isinstance(tree, int):
        yield path, tree
        return
    for name, below in tree.items():
        yield from leaves(below, f"{path}.{name}" if path and name else path or name)


def ways_of(machine, target, sizes):
    module = machine.project.module(target.path)
    node = parse_expression(target.expression)

    def make():
        return construct(machine, machine.settled(machine.evaluate(node, Scope(module, module.attrs))))

    ways = flows(machine, make, [Tensor(tuple(sizes))])
    return [] if isinstance(ways, Unknown) else ways


def judge():
    truth = json.loads(TRUTH.read_text())
    machine = Workshop(Settings(cache=False)).interpreter()
    known, wrong, every = 0, [], 0
    for name, model in truth["models"].items():
        recorded = {path: truth["outputs"][place] for path, place in leaves(model["layers"])}
        every += len(recorded)
        ways = ways_of(machine, parse_target(model["target"]), model["input"])
        found = {}
        for way in ways:
            for each in way.passages:
                if each.name in recorded and each.module is not None:
                    found.setdefault((id(way), each.name), []).append(each.result)
        for (_way, path), results in found.items():
            shapes = [[told(shape) for shape in result] for result in results]
            if shapes == recorded[path]:
                known += 1 / len(ways)
            elif not any(None in shape for shape in shapes):
                wrong.append((name, path, recorded[path], shapes))
    return known, wrong, every


def told(shape):
    if isinstance(shape, Unknown) or any(isinstance(size, Unknown) for size in shape):
        return None
    return list(shape)


def test_layers_give_the_shapes_that_hooks_saw(monkeypatch):
    monkeypatch.chdir(CORPUS)
    known, wrong, every = deeply(judge)
    print(f"{every} layers, {known:.0f} known")
    assert wrong == []
    assert known >= 0.999 * every
