"""The expressions of records and the few functions that they may call."""

import pytest

from cnnlint.frontend.lower import parse_expression
from cnnlint.layers.formula import Formulas, NoSuchName, product, spread, window
from cnnlint.size import Size
from cnnlint.unknown import Unknown

C = Size.named("c")
LOST = Unknown("lost")


def value(text, **names):
    return Formulas().evaluate(parse_expression(text), names)


def test_spread():
    assert spread(3, 2) == [3, 3]
    assert spread((3, 1), 2) == [3, 1]
    assert isinstance(spread([1, 2, 3], 2), Unknown)
    assert spread(LOST, 2) == [LOST, LOST]
    assert spread(C, 2) == [C, C]


@pytest.mark.parametrize(
    ("size", "kernel", "stride", "padding", "dilation", "expected"),
    [
        (32, 3, 1, 1, 1, 32),
        (32, 3, 2, 1, 1, 16),
        (7, 7, 1, 0, 1, 1),
        (10, 3, 1, 0, 2, 6),
        (224, 11, 4, 2, 1, 55),
    ],
)
def test_windows(size, kernel, stride, padding, dilation, expected):
    assert window([size], kernel, stride, padding, dilation) == [expected]
    assert expected == len(range(0, size + 2 * padding - dilation * (kernel - 1), stride))


def test_windows_of_padding_names_and_rounded_up():
    assert window([8, 9], 3, 1, "same", 1) == [8, 9]
    assert window([8], 3, 1, "valid", 1) == [6]
    assert window([6], 3, 2, 0, 1, True) == [3]
    assert window([5], 3, 2, 0, 1, True) == [2]
    assert window([C], 3, 1, 1, 1) == [C]
    assert window(LOST, 3, 1, 1, 1) is LOST
    assert window([8], LOST, 1, 1, 1) is LOST or isinstance(window([8], LOST, 1, 1, 1)[0], Unknown)


def test_products():
    assert product([]) == 1
    assert product([2, C, 3]) == 6 * C
    assert product([2, LOST]) is LOST


def test_names_and_functions():
    assert value("[out, inputs // groups, *spread(k, 2)]", out=8, inputs=6, groups=3, k=5) == [8, 2, 5, 5]
    assert value("[n for n in shape if n > 1]", shape=[1, 2, 3]) == [2, 3]
    assert value("[a * b for a, b in pairs]", pairs=[(1, 2), (3, 4)]) == [2, 12]
    assert value("len(x) + max(x) - min(x) + sum(x)", x=[1, 5]) == 12
    assert value("isinstance(n, int)", n=C) is True
    assert value("isinstance(n, int)", n="text") is False
    assert value("int(n)", n=C) == C


def test_what_is_unknown_stays_so():
    assert isinstance(value("x[-1]"), Unknown)
    assert isinstance(value("x[9]", x=[1]), Unknown)
    assert isinstance(value("max(n, 3)", n=LOST), Unknown)
    assert isinstance(value("len(n)", n=LOST), Unknown)


def test_other_names_are_mistakes_of_the_record():
    for text in ("nothing", "open('file')", "__import__('os')"):
        with pytest.raises(NoSuchName):
            value(text)
