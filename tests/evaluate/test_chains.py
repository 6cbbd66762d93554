"""Random forward passes: the shapes that flow are torch's, or unknown; never others.

`--programs N` tries N of them instead of the usual number.
"""

import importlib.util
import json
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest
from chains import INPUT, chain
from evaluating import interpreter_of

from cnnlint.deep import deeply
from cnnlint.evaluate.flow import flows
from cnnlint.size import Size, substitute
from cnnlint.unknown import Unknown
from cnnlint.values.objects import Tensor

RUNNER = Path(__file__).with_name("run_chains.py")
AT_ONCE = 50
"""Programs that share an interpreter."""
USUAL = 1500

pytestmark = [
    pytest.mark.torch,
    pytest.mark.skipif(importlib.util.find_spec("torch") is None, reason="torch is not installed"),
]


def ran(codes):
    """What torch gives, or its errors."""
    given = json.dumps([codes, INPUT])
    done = subprocess.run(
        [sys.executable, str(RUNNER)], input=given, capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout)


def computed(codes, shape):
    """For each program its ways, with the shapes of each layer's calls, and the error that ends them."""
    for first in range(0, len(codes), AT_ONCE):
        texts = {f"chain{number}.py": code for number, code in enumerate(codes[first : first + AT_ONCE])}
        machine = interpreter_of(texts)
        for path in texts:
            yield deeply(partial(ways_of, machine, path, shape))


def ways_of(machine, path, shape):
    """All ways through the module of a program."""
    module = machine.project.module(path)

    def make():
        return machine.call(machine.module_attribute(module, "Net", None), [], {}, None)

    return flows(machine, make, [Tensor(shape)])


def layers(way):
    """Shapes by path as lists, None where they cannot be told."""
    found = {}
    for each in way.passages:
        if each.module is not None and each.name is not None:
            found.setdefault(each.name, []).append([told(shape) for shape in each.result])
    return found


def told(shape):
    if isinstance(shape, Unknown) or any(isinstance(size, Unknown) for size in shape):
        return None
    return [substitute(size, {"batch": INPUT[0], "height": INPUT[2]}) for size in shape]


def compared(codes, shape):
    """How many programs torch runs, how many of these are known all through, and how many errors of torch are seen."""
    valid = known = refused = seen = 0
    for code, wanted, ways in zip(codes, ran(codes), computed(codes, shape), strict=True):
        (way,) = ways if isinstance(ways, list) and len(ways) == 1 else (None,)
        if isinstance(wanted, str) and "stride" in wanted:
            continue  # how a tensor lies in memory is not followed
        if "MultiheadAttention" in code and "[2, 0," in json.dumps(wanted):
            continue  # over an empty sequence torch gives weights only while it trains
        if isinstance(wanted, str):
            refused += 1
            seen += way is not None and way.refusal is not None and way.refusal.certain
            continue
        valid += 1
        if way is None:
            continue
        assert way.refusal is None or not way.refusal.certain, f"{way.refusal}\n{code}"
        found = layers(way)
        known += found == wanted
        for path, calls in found.items():
            for call, right in zip(calls, wanted[path], strict=False):
                agrees = call == right or None in call
                assert agrees, f"{path or 'the whole'} gives {right}, not {call}:\n{code}"
    return valid, known, refused, seen


@pytest.mark.parametrize(
    "shape", [INPUT, (Size.named("batch"), 4, Size.named("height"), INPUT[3])], ids=["known", "named"]
)
def test_shapes_are_torchs(request, shape):
    count = request.config.getoption("--programs") or USUAL
    count = count if shape == INPUT else count // 4
    valid, known, refused, seen = compared([chain(seed) for seed in range(count)], shape)
    print(
        f"{count} programs: torch runs {valid}, {known} known all through; it refuses {refused}, {seen} seen"
    )
    assert valid > 0.5 * count
    if shape == INPUT:
        assert known > 0.95 * valid
        assert seen > 0.8 * refused
