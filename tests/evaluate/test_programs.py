"""Random programs: cnnlint's counts are torch's, or unknown; never others.

`--programs N` tries N programs of each kind instead of the usual number.
"""

import importlib.util
import json
import subprocess
import sys
from pathlib import Path

import pytest
from evaluating import QUANTITIES, interpreter_of
from hypothesis import HealthCheck, Phase, given, settings
from programs import opaque_program, program, programs

from cnnlint.deep import deeply
from cnnlint.evaluate.target import Target, evaluate_target

BUILDER = Path(__file__).with_name("build_programs.py")
AT_ONCE = 50
"""Programs that share an interpreter, as the files of one project do."""

pytestmark = [
    pytest.mark.torch,
    pytest.mark.skipif(importlib.util.find_spec("torch") is None, reason="torch is not installed"),
]


def drawn(count):
    """Seeds that Hypothesis draws, the same ones each time."""
    seeds = {}

    @settings(
        max_examples=count,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(programs)
    def collect(seed):
        seeds[seed] = None

    collect()
    return list(seeds)


def built(codes):
    """Torch's counts of all programs, or its errors; one that ends torch's process is an error too."""
    results = []
    while len(results) < len(codes):
        left = json.dumps(codes[len(results) :])
        done = subprocess.run([sys.executable, str(BUILDER)], input=left, capture_output=True, text=True)
        results.extend(map(json.loads, done.stdout.splitlines()))
        if done.returncode:
            results.append(f"torch's process ended with {done.returncode}")
    return results


def counted(codes):
    """For each program its possible totals, trainable elements and buffers; None where they are unknown."""
    for first in range(0, len(codes), AT_ONCE):
        texts = {f"program{number}.py": code for number, code in enumerate(codes[first : first + AT_ONCE])}
        machine = interpreter_of(texts)
        for path in texts:
            outcome = deeply(lambda m=machine, p=path: evaluate_target(m, Target(p, "make()")))
            counts = [outcome.tallied(lambda each, name=name: getattr(each, name)) for name in QUANTITIES]
            yield [None if count.unknown else count.alternatives for count in counts]


def compared(codes):
    """How many programs torch builds, and how many of these have unknown counts; wrong counts fail."""
    valid = unknown = 0
    for code, wanted, found in zip(codes, built(codes), counted(codes), strict=True):
        if isinstance(wanted, str):
            continue
        valid += 1
        unknown += any(each is None or len(each) > 1 for each in found)
        for quantity, number, alternatives in zip(QUANTITIES, wanted, found, strict=True):
            assert alternatives is None or number in alternatives, f"{quantity} of\n{code}"
    return valid, unknown


def test_counts_are_torchs(request):
    codes = [program(seed) for seed in drawn(request.config.getoption("--programs") or 2000)]
    valid, unknown = compared(codes)
    print(f"{len(codes)} programs, {valid} that torch builds, {unknown / valid:.2%} unknown")
    assert valid > 0.9 * len(codes)
    assert unknown < 0.01 * valid


def test_counts_that_depend_on_unknowns_are_torchs(request):
    codes = [opaque_program(seed) for seed in drawn((request.config.getoption("--programs") or 2000) // 5)]
    valid, unknown = compared(codes)
    print(f"{len(codes)} programs, {valid} that torch builds, {unknown / valid:.2%} unknown")
    assert valid > 0.8 * len(codes)
    assert 0 < unknown < 0.7 * valid
