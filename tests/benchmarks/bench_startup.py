"""What short runs cost, beside what they cannot do without: `python tests/benchmarks/bench_startup.py`.

All commands take turns in several rounds of one run, each in a fresh process, and the medians are compared:
on a busy machine ratios last, milliseconds do not. The model libraries are read, never imported. To get them:

    pip download --no-deps torchvision==0.29.2 && python -m zipfile -e torchvision-*.whl torchvision
    pip download --no-deps timm==1.0.31 && python -m zipfile -e timm-*.whl timm

and give the folders by --torchvision and --timm.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from installed import environment, write_bytecode

SMALL = "import torch.nn as nn\n\nlayer = nn.Linear(128, 10)  # 1,290 params\n"
PARSE = """
import sys
import libcst
for path in sys.argv[1:]:
    libcst.parse_module(open(path, "rb").read())
"""
# The same architecture as torchvision's resnet152, built by torch from its own layers.
RESNET = """
from torch import nn

def bottleneck(inner, planes, stride):
    layers = [nn.Conv2d(inner, planes, 1, bias=False), nn.BatchNorm2d(planes),
              nn.Conv2d(planes, planes, 3, stride, 1, bias=False), nn.BatchNorm2d(planes),
              nn.Conv2d(planes, planes * 4, 1, bias=False), nn.BatchNorm2d(planes * 4)]
    if stride != 1 or inner != planes * 4:
        layers += [nn.Conv2d(inner, planes * 4, 1, stride, bias=False), nn.BatchNorm2d(planes * 4)]
    return nn.Sequential(*layers)

layers, inner = [nn.Conv2d(3, 64, 7, 2, 3, bias=False), nn.BatchNorm2d(64)], 64
for planes, depth, stride in ((64, 3, 1), (128, 8, 2), (256, 36, 2), (512, 3, 2)):
    for index in range(depth):
        layers.append(bottleneck(inner, planes, stride if index == 0 else 1))
        inner = planes * 4
model = nn.Sequential(*layers, nn.Linear(inner, 1000))
print(sum(p.numel() for p in model.parameters()))
"""


class Command(NamedTuple):
    """Something to measure: what it is called, and its arguments after the interpreter."""

    title: str
    arguments: list[str]


class Cost(NamedTuple):
    """Seconds of one run."""

    cpu: float
    wall: float


def main() -> None:
    """Measure and print."""
    options = _options()
    write_bytecode()
    with tempfile.TemporaryDirectory() as folder:
        commands = list(_commands(Path(folder), options))
        costs: dict[str, list[Cost]] = {command.title: [] for command in commands}
        for _ in range(options.rounds):
            for command in commands:
                costs[command.title].append(_measure(command, folder))
    _print(costs)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--torchvision", type=Path, help="folder that holds torchvision's package")
    parser.add_argument("--timm", type=Path, help="folder that holds timm's package")
    parser.add_argument("--rounds", type=int, default=7)
    return parser.parse_args()


def _commands(folder: Path, options: argparse.Namespace) -> Iterator[Command]:
    small, empty = folder / "small.py", folder / "empty.py"
    small.write_text(SMALL)
    empty.write_text("def add(a, b):\n    return a + b\n")
    check = ["-m", "cnnlint", "check", "--isolated", "-q"]
    yield Command("python -c pass", ["-c", "pass"])
    yield Command("python -c 'import click'", ["-c", "import click"])
    yield Command("python -c 'import libcst'", ["-c", "import libcst"])
    yield Command("check, nothing to find", [*check, "--no-cache", str(empty)])
    yield Command("check, one claim", [*check, "--no-cache", str(small)])
    yield Command("check, one claim, kept", [*check, str(small)])
    yield Command("libcst parses that file", ["-c", PARSE, str(small)])
    yield from _of_library(
        "torchvision", options.torchvision, "models/resnet.py", "resnet152", ["ops/misc.py"]
    )
    yield from _of_library("timm", options.timm, "models/resnet.py", "resnet152", [])
    if importlib.util.find_spec("torch"):
        yield Command("python -c 'import torch'", ["-c", "import torch"])
        yield Command("torch builds resnet152", ["-c", RESNET])


def _of_library(name: str, folder: Path | None, file: str, model: str, also: list[str]) -> Iterator[Command]:
    if folder is None:
        return
    package = folder / name if (folder / name).is_dir() else folder
    path = package / file
    if not path.is_file():
        raise SystemExit(f"{path} is missing; see --help for how to get {name}")
    yield Command(
        f"count {name} {model}", ["-m", "cnnlint", "count", "--isolated", "--no-cache", f"{path}::{model}"]
    )
    yield Command(
        f"libcst parses {name}/{file}", ["-c", PARSE, str(path), *(str(package / each) for each in also)]
    )


def _measure(command: Command, folder: str) -> Cost:
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(
        [sys.executable, *command.arguments],
        env=environment(CNNLINT_CACHE_DIR=os.path.join(folder, "kept"), OMP_NUM_THREADS="1"),
        stdout=subprocess.DEVNULL,
        check=True,
        cwd=folder,
    )
    after, wall = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter() - start
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(cpu, wall)


def _print(costs: dict[str, list[Cost]]) -> None:
    """Medians, and how often the time of an empty interpreter they are."""
    medians = {
        title: Cost(*(statistics.median(column) for column in zip(*each, strict=True)))
        for title, each in costs.items()
    }
    unit = next(iter(medians.values()))
    width = max(map(len, medians))
    print(f"{'':{width}}  {'cpu ms':>8}  {'wall ms':>8}  {'cpu ×':>6}  {'wall ×':>6}")
    for title, cost in medians.items():
        ratios = f"{cost.cpu / unit.cpu:6.1f}  {cost.wall / unit.wall:6.1f}"
        print(f"{title:{width}}  {cost.cpu * 1000:8.0f}  {cost.wall * 1000:8.0f}  {ratios}")


if __name__ == "__main__":
    main()
