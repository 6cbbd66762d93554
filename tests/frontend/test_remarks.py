"""Comments and bare strings as remarks."""

import pytest

from cnnlint.frontend.remarks import Remark, remarks
from cnnlint.frontend.scan import scan
from cnnlint.source import Source


def read(text: str) -> tuple[Remark, ...]:
    source = Source("x.py", text)
    return remarks(source, scan(source))


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_comments_below_each_other_are_one_remark(newline):
    rows = ["# a", "# b", "", "# c", "x = 1  # d", "# e", "    # f", "    # g"]
    text = newline.join(rows) + newline
    found = read(text)
    assert [remark.text.splitlines() for remark in found] == [
        ["# a", "# b"],
        ["# c"],
        ["# d"],
        ["# e"],
        ["# f", "    # g"],
    ]
    assert [remark.trailing for remark in found] == [False, False, True, False, False]


def test_texts_are_raw():
    text = 'class A:\n    """A\n\n    b.\n    """\n    x = 1\n    "c"  # d\n'
    for remark in read(text):
        assert remark.text == text[remark.start : remark.end]
    assert [(remark.kind, remark.trailing) for remark in read(text)] == [
        ("docstring", False),
        ("string", False),
        ("comment", True),
    ]
