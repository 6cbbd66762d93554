"""Two answers to one call of a Keras layer: what cnnlint computes, and what Keras builds."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from cnnlint.evaluate.interpreter import Interpreter
from cnnlint.evaluate.library.keras_tensors import symbolic
from cnnlint.evaluate.library.keras_weights import all_weights
from cnnlint.evaluate.project import Files, Project
from cnnlint.frontend.lower import parse_expression
from cnnlint.layers.book import Book
from cnnlint.reading import read
from cnnlint.source import Source
from cnnlint.unknown import Unknown
from cnnlint.values.objects import Raised, Scope, Tensor

BOOK = Book(Path(__file__).parents[2] / "rules")
CALLER = Source("caller.py", "import keras\nfrom keras import layers\n")
MACHINE = Interpreter(Project(Files(lambda path: CALLER if path == CALLER.path else read(path))), BOOK)
TWO_TENSORS = ("layers.MultiHeadAttention", "layers.GroupQueryAttention")


def measured(rows: list[tuple[str, str]]) -> list[dict[str, Any]]:
    """The answers of Keras, all from one process."""
    script = Path(__file__).with_name("keras_build.py")
    done = subprocess.run(
        [sys.executable, str(script)], input=json.dumps(rows), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout[done.stdout.index("[") :])


def computed(call: str, given: str) -> dict[str, Any]:
    """The answer of the rules, in the same form; "unknown" where they cannot tell."""
    machine = MACHINE
    machine.budget.renew()
    module = machine.project.module(CALLER.path)
    try:
        layer = machine.evaluate(parse_expression(call), Scope(module, module.attrs))
        shape = ast.literal_eval(given)
        inputs = [symbolic(each) for each in shape] if isinstance(shape, list) else symbolic(shape)
        arguments = inputs if call.startswith(TWO_TENSORS) else [inputs]
        output = machine.call(layer, arguments, {}, None)
    except Raised as raised:
        return {"refused": machine.describe_error(raised)}
    weights = all_weights(machine, layer)
    if isinstance(weights, Unknown):
        return {"unknown": weights.reason}
    found = [[each.attrs["name"], sizes(each.shape), each.attrs["requires_grad"]] for each in weights]
    return {"weights": found, "output": shapes(output)}


def shapes(output: Any) -> Any:
    if isinstance(output, (list, tuple)):
        return [shapes(each) for each in output]
    return sizes(output.shape) if isinstance(output, Tensor) else f"unknown: {output.reason}"


def sizes(shape: Any) -> Any:
    if isinstance(shape, Unknown):
        return f"unknown: {shape.reason}"
    return [f"unknown: {size.reason}" if isinstance(size, Unknown) else size for size in shape]
