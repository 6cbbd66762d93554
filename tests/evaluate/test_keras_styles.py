"""Models of Keras in many styles: counts and shapes are those of real Keras, statements of them are judged rightly."""

import json
import re
from pathlib import Path

import pytest
from linting import findings

from cnnlint.evaluate.interpreter import Interpreter
from cnnlint.evaluate.project import Files, Project
from cnnlint.evaluate.target import all_ways, outcome
from cnnlint.layers.book import Book
from cnnlint.reading import read
from cnnlint.unknown import Unknown
from cnnlint.values.objects import Tensor

FOLDER = Path(__file__).parent / "keras_models"
BOOK = Book(Path(__file__).parents[2] / "rules")
TRUTH = json.loads((FOLDER / "truth.json").read_text("utf-8"))
MODELS = [(file, name) for file, models in TRUTH.items() for name in models]
# A layer that is never called has no weights in Keras; here it cannot be told whether it ever is.
UNKNOWN = {"pyramid", "pyramid_functional"}
MACHINE = Interpreter(Project(Files(read)), BOOK)


def maker(file, name):
    MACHINE.budget.renew()
    module = MACHINE.project.module(str(FOLDER / f"{file}.py"))
    return lambda: MACHINE.call(MACHINE.module_attribute(module, name, None), [], {}, None)


def shapes(value):
    if isinstance(value, dict):
        return [shapes(value[key]) for key in sorted(value)]
    if isinstance(value, (list, tuple)):
        return [shapes(each) for each in value]
    assert isinstance(value, Tensor), value
    return value.shape.reason if isinstance(value.shape, Unknown) else list(value.shape)


@pytest.mark.parametrize(("file", "name"), MODELS)
def test_weights_are_counted_as_by_keras(file, name):
    found = outcome(MACHINE, maker(file, name))
    counts = [found.tallied(lambda tally, key=key: getattr(tally, key)) for key in ("total", "trainable")]
    if name in UNKNOWN:
        assert all(count.unknown is not None for count in counts)
    else:
        real = TRUTH[file][name]
        assert [count.exact for count in counts] == [real["total"], real["trainable"]]


@pytest.mark.parametrize(("file", "name"), MODELS)
def test_layers_give_what_they_give_in_keras(file, name):
    real = TRUTH[file][name]["layers"]

    def given():
        layers = MACHINE.attribute(maker(file, name)(), "layers", None)
        assert [layer.cls.name for layer in layers] == [kind for kind, _, _ in real]
        return [
            None if shape is None else shapes(MACHINE.attribute(layer, "output", None))
            for layer, (_, _, shape) in zip(layers, real, strict=True)
        ]

    assert all_ways(MACHINE, given) == [[shape for _, _, shape in real]]


def stated(file):
    """A program that states every number of a file's models rightly, and its rows that do."""
    program = (FOLDER / f"{file}.py").read_text("utf-8")
    rows = []
    for number, (name, real) in enumerate(TRUTH[file].items()):
        if name in UNKNOWN:
            continue
        rows.append(f"of_{number}_a = {name}()  # {real['total']:,} parameters")
        if real["trainable"] > 99:
            rows.append(f"of_{number}_b = {name}()  # {real['trainable']:,} trainable parameters")
        if real["counted"] is not None:
            rows.append(f"assert {name}().count_params() == {real['counted']}")
    return program, rows


@pytest.mark.parametrize("file", TRUTH)
def test_right_numbers_are_silent(file):
    program, rows = stated(file)
    assert not findings("\n".join([program, *rows, ""]))


@pytest.mark.parametrize("file", TRUTH)
def test_each_wrong_number_is_found_once(file):
    program, rows = stated(file)
    wrong = [
        re.sub(r"\d(?=\D*$)", lambda digit: "8" if digit[0] == "9" else str(int(digit[0]) + 1), row)
        for row in rows
    ]
    first = program.count("\n") + 2
    found = [each.location.row for each in findings("\n".join([program, *wrong, ""]))]
    assert sorted(found) == list(range(first, first + len(rows)))
