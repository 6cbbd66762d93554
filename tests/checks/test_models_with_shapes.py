"""Whole models of many kinds with shapes at most rows: one number changed is one finding, at its place."""

import io
import re
import tokenize
from pathlib import Path

import pytest
from linting import findings, rows

FOLDER = Path(__file__).parents[2] / "fixtures" / "shapes" / "models"
MODELS = {path.stem: path.read_text("utf-8") for path in sorted(FOLDER.glob("*.py"))}
# A batch, and at least one size; of an arrow both ends.
SHAPE = re.compile(r"[(\[](?:[A-Za-z]+|\d+)(?:, \d+)+[)\]]|\d+(?: ?x ?\d+){2}")
NUMBER = re.compile(r"(?<![A-Za-z])\d+")
# Each so manieth number of a model is changed.
EVERY = 7


def numbers(text):
    """The places of numbers in the shapes that comments behind code state."""
    starts = [0]
    for line in text.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT and token.line.strip() != token.string:
            for shape in SHAPE.finditer(token.string):
                # One size alone may be an argument's.
                for number in list(NUMBER.finditer(shape.group())) if shape.group().count(",") != 1 else ():
                    yield starts[token.start[0] - 1] + token.start[1] + shape.start() + number.start()


def test_there_are_ten_of_each_framework():
    assert len([name for name in MODELS if name.startswith("torch")]) == 10
    assert len([name for name in MODELS if name.startswith("keras")]) == 10
    assert all(len(list(numbers(text))) > 10 for text in MODELS.values())


@pytest.mark.parametrize("name", MODELS)
def test_another_number_is_found_once(name):
    text = MODELS[name]
    for start in list(numbers(text))[len(name) % EVERY :: EVERY]:
        number = NUMBER.match(text, start)
        changed = text[:start] + str(int(number.group()) + 1) + text[number.end() :]
        row = text[:start].count("\n") + 1
        assert rows(findings(changed)) == [(row, "CNN201")], changed.splitlines()[row - 1]
