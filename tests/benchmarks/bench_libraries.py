"""Whole model libraries: what counting and checking cost beside building the models and beside parsing alone.

    python tests/benchmarks/bench_libraries.py FOLDER [--rounds 3] [--only resnet152 timm cold warm]

FOLDER holds the unpacked wheels (`pip download --no-deps torchvision==0.29.2 timm==1.0.31`). The reference runs need torch
(and timm's own dependencies); a row whose reference fails shows ours alone. Times are CPU seconds of whole processes, the
median over the rounds, ours and the reference in turn.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from installed import environment, write_bytecode

TRUTH = Path(__file__).parents[2] / "fixtures" / "truth"
MEASURE = TRUTH / "measure.py"

PARSE_ALONE = """
import pathlib, libcst
for path in sorted(pathlib.Path("timm/models").rglob("*.py")):
    libcst.parse_module(path.read_bytes())
"""
BUILD_ONE = f"""
import sys, torch
sys.path[:0] = [{str(TRUTH)!r}, "."]
import measure
kept = measure.stand_in_operators(".")
from torchvision.models import resnet152
print(sum(p.numel() for p in resnet152().parameters()))
"""


def cpu_seconds(command: list[str], folder: str, given: str = "", **more: str) -> float | None:
    """CPU time of a process and its children; None where it fails."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        command, cwd=folder, input=given, text=True, capture_output=True, env=environment(**more)
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode not in (0, 1):
        print(done.stderr[-300:], file=sys.stderr)
        return None
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def rows(folder: str, cache: str) -> dict[str, tuple[str, list, list | None]]:
    """Rows of the table: what is done, our command with its input, and the reference command."""
    cnnlint = [sys.executable, "-m", "cnnlint"]
    timm = json.loads((TRUTH / "timm-1.0.31.json").read_text())["models"]
    targets = "\n".join(each["target"] for each in timm.values())
    check = [*cnnlint, "check", "timm/models", "--jobs", "1"]
    return {
        "resnet152": (
            "count resnet152, cold",
            [[*cnnlint, "count", "--no-cache", "torchvision/models/resnet.py::resnet152"], ""],
            [sys.executable, "-c", BUILD_ONE],
        ),
        "timm": (
            "count all timm models",
            [[*cnnlint, "count", "--no-cache", "-"], targets],
            [sys.executable, str(MEASURE), str(TRUTH / "timm-1.0.31.json"), "."],
        ),
        "cold": (
            "check timm/models, cold",
            [[*check, "--no-cache"], ""],
            [sys.executable, "-c", PARSE_ALONE],
        ),
        "warm": ("check timm/models, warm", [check, ""], None),
    }


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", nargs="*")
    chosen = parser.parse_args()
    write_bytecode()
    print(f"{'work':28} {'ours':>8} {'reference':>10} {'ratio':>7}")
    with tempfile.TemporaryDirectory() as cache:
        for name, (title, (command, given), reference) in rows(chosen.folder, cache).items():
            if chosen.only and name not in chosen.only:
                continue
            if name == "warm":
                cpu_seconds(command, chosen.folder, given, CNNLINT_CACHE_DIR=cache)
            ours, theirs = [], []
            for _ in range(chosen.rounds):
                ours.append(cpu_seconds(command, chosen.folder, given, CNNLINT_CACHE_DIR=cache))
                if reference is not None:
                    theirs.append(cpu_seconds(reference, chosen.folder))
            print(row(title, ours, theirs))


def row(title: str, ours: list[float | None], theirs: list[float | None]) -> str:
    """A row of the table: medians, and how many times the reference takes ours."""
    if None in ours:
        return f"{title:28} failed"
    mine = statistics.median(each for each in ours if each is not None)
    if not theirs or None in theirs:
        return f"{title:28} {mine:8.2f} {'-':>10} {'-':>7}"
    other = statistics.median(each for each in theirs if each is not None)
    return f"{title:28} {mine:8.2f} {other:10.2f} {other / mine:7.1f}"


if __name__ == "__main__":
    main()
