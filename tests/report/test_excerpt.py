"""Carets stand under what they mean."""

import pytest

from cnnlint.report.excerpt import WIDEST, excerpt


@pytest.mark.parametrize(
    ("line", "start", "end", "row", "pointer"),
    [
        ("x = 12", 5, 7, "x = 12", "    ^^"),
        ("", 1, 1, "", "^"),
        ("ab", 3, 3, "ab", "  ^"),
        ("ab", 9, 12, "ab", "  ^"),
        ("ab", 2, 2, "ab", " ^"),
        ("\tx  # 12  ", 7, 9, "    x  # 12", "         ^^"),
        ("# 参数量 12", 7, 9, "# 参数量 12", "         ^^"),
        ("# e\u0301 12", 6, 8, "# e\u0301 12", "    ^^"),
        ("a\x1b[31m12", 7, 9, "a\ufffd[31m12", "      ^^"),
    ],
)
def test_excerpt(line, start, end, row, pointer):
    assert excerpt(line, start, end) == (row, pointer)


@pytest.mark.parametrize("start", [1, 70, 500, 990, 997])
def test_a_long_row_is_cropped_around_the_place(start):
    line = "." * (start - 1) + "1234" + "." * (997 - start)
    row, pointer = excerpt(line, start, start + 4)
    assert len(row) == WIDEST
    assert pointer.count("^") == 4
    assert row[pointer.index("^") :].startswith("1234")


def test_a_long_place_is_cropped_too():
    row, pointer = excerpt("." * 10 + "1" * 1000, 11, 1011)
    assert len(pointer) <= len(row) == WIDEST
