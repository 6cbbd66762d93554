"""The examples of the records for torch, computed by the records themselves."""

import ast
from math import prod
from pathlib import Path

import pytest

from cnnlint.layers.book import Book
from cnnlint.values.objects import Tensor

BOOK = Book(Path(__file__).parents[2] / "rules")
RECORDS = [record for name, record in BOOK.records().items() if record.framework == "torch"]
EXAMPLES = [(record, example) for record in RECORDS for example in record.examples]


def value(node):
    """The value of an argument: plain data, or `torch.ones(…)`, of which the shape matters."""
    if isinstance(node, ast.Call):
        return Tensor(tuple(ast.literal_eval(each) for each in node.args))
    return ast.literal_eval(node)


def bound(leaf, text):
    call = ast.parse(text, mode="eval").body
    return leaf.bind(
        [value(each) for each in call.args], {each.arg: value(each.value) for each in call.keywords}
    )


@pytest.mark.parametrize(("record", "example"), EXAMPLES, ids=[example.call for _, example in EXAMPLES])
def test_examples_are_what_the_record_says(record, example):
    leaf = BOOK.leaf(record.name)
    names = bound(leaf, example.call)
    if example.input is not None:
        names["x"] = ast.literal_eval(example.input)
    owned = leaf.owned(names, bool)
    assert sum(prod(each) for each in owned.parameters.values() if each is not None) == example.count
    assert sum(prod(each) for each in owned.buffers.values() if each is not None) == (example.buffers or 0)
    if example.output is not None:
        assert leaf.output(names) == [ast.literal_eval(example.output)]
    assert not [each for each in record.requires if leaf.value(each, names) is False]
