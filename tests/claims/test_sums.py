"""A total and the numbers above it: what adds up is silent, what may not be added up too."""

import textwrap

import pytest
from linting import findings, rows

SILENT = {
    "the total is the sum": """
        # Parameters
        # conv1: 3*3*3*64 + 64 = 1,792
        # conv2: 36,928
        # fc: 650
        # Total: 39,370
    """,
    "other quantities": """
        # FLOPs of the layers
        # conv1: 1,560
        # conv2: 2,416
        # total: 50,693
    """,
    "receptive fields": """
        # RF: 3
        # conv1: 5
        # conv2: 9
        # total: 14
    """,
    "a block that stands there several times": """
        # Params
        # block (x3): 1,000
        # stage x 3: 1,111
        # head: 555
        # total params: 3,888
    """,
    "rows that hold others": """
        # Params
        # encoder: 1,001
        #   enc.conv: 400
        #   enc.fc: 601
        # head: 500
        # total params: 1,501
    """,
    "rows left out": """
        # conv1: 156 params
        # ...
        # fc1: 48,120 params
        # total: 50,693 params
    """,
    "other things between": """
        # conv1: 156 params
        # conv2: 2,416 params
        # plus the position embedding and heads
        # total: 50,693 params
    """,
    "totals of parts": """
        # params
        # conv1: 156
        # conv2: 2,416
        # total conv: 2,572
        # fc1: 48,120
        # fc2: 850
        # total: 51,542 params
    """,
    "rounded numbers of models side by side": """
        # Model sizes
        # resnet18: 11.7M params
        # resnet34: 21.8M params
        # Total params: 25.6M
    """,
    "two halves": """
        # Total params: 102,346
        # Trainable params: 100,001
        # Non-trainable params: 2,345
    """,
    "a shared row": """
        # embedding: 5,120 params
        # head: 5,120 params
        # total: 5,120 params
    """,
    "blocks and their only layers": """
        # Params
        # encoder: 5,120
        # norm: 0
        # embedding: 5,120
        # decoder: 650
        # fc: 650
        # total: 5,770
    """,
    "a table of models": '''
        """
        | model  | params |
        |--------|--------|
        | first  | 156    |
        | second | 2,416  |
        """
    ''',
    "a table whose total is the sum": '''
        """
        | layer | params (M) | share |
        |-------|------------|-------|
        | enc   | 1.52       | 38 %  |
        | dec   | 2.51       | 62 %  |
        | Total | 4.0        | 100 % |
        """
    ''',
    "a table of stages": '''
        """
        | layer        | params |
        |--------------|--------|
        | stem         | 156    |
        | block (x 4)  | 2,416  |
        | Total        | 9,820  |
        """
    ''',
}  # fmt: skip

LOUD = {
    "a list": """
        # Parameters
        # conv1: 3*3*3*64 + 64 = 1,792
        # conv2: 36,928
        # fc: 650
        # Total: 39,371  # expect: CNN403
    """,
    "a list under a rule": """
        # conv1: 156 params
        # conv2: 2,416 params
        # fc1: 48,120 params
        # ------------------
        # total: 50,693 params  # expect: CNN403
    """,
    "weights and biases": """
        # weights: 864
        # biases: 32
        # total params: 897  # expect: CNN403
    """,
    "equal layers around one without parameters": """
        # conv1: 2,416 params
        # act: 0 params
        # conv2: 2,416 params
        # total: 4,833 params  # expect: CNN403
    """,
    "two halves": """
        # Total params: 102,347  # expect: CNN403
        # Trainable params: 100,001
        # Non-trainable params: 2,345
    """,
    "a docstring": '''
        """A net.

        Parameter counts:
            conv1: 156
            conv2: 2,416
            fc1: 48,120
            total: 50,693  # expect: CNN403
        """
    ''',
}


def linted(text):
    text = textwrap.dedent(text)
    return text, findings(text)


@pytest.mark.parametrize("text", SILENT.values(), ids=SILENT)
def test_silent(text):
    assert rows(linted(text)[1]) == []


@pytest.mark.parametrize("text", LOUD.values(), ids=LOUD)
def test_loud(text):
    text, (found,) = linted(text)
    assert "expect: CNN403" in text.splitlines()[found.location.row - 1]
    assert found.code == "CNN403"
    assert f"{found.computed:,}" in found.message


TABLE = '''
"""
| layer | params |
|-------|--------|
| conv1 | 156 |
| conv2 | 2,416 |
| **Total** | {} |
"""
'''


def test_a_table():
    assert findings(TABLE.format("2,572")) == ()
    (found,) = findings(TABLE.format("2,573"))
    assert (found.code, found.stated, found.computed, found.location.row) == ("CNN403", 2573, 2572, 7)
