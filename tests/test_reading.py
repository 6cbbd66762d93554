"""Bytes become text as Python reads them, or an error in plain words."""

import pytest

from cnnlint.reading import LARGEST, Unreadable, decode, read


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"", ""),
        (b"x = 1\r\ny = 2\r", "x = 1\r\ny = 2\r"),
        ("é = '×'".encode(), "é = '×'"),
        (b"\xef\xbb\xbfx", "x"),
        (b"\xef\xbb\xbf# coding: utf-8\nx", "# coding: utf-8\nx"),
        (b"# coding: latin-1\n# \xe9", "# coding: latin-1\n# é"),
        (
            b"#!/bin/python\n# -*- coding: latin-1 -*-\n# \xe9",
            "#!/bin/python\n# -*- coding: latin-1 -*-\n# é",
        ),
        (b"\n# vim: set fileencoding=cp1252 :\n# \x80", "\n# vim: set fileencoding=cp1252 :\n# €"),
        (b"# coding: UTF8-unix\nx", "# coding: UTF8-unix\nx"),
        ("# a\n# b\n# coding: latin-1\n# é".encode(), "# a\n# b\n# coding: latin-1\n# é"),
        ("x = 1\n# coding: latin-1\n# é".encode(), "x = 1\n# coding: latin-1\n# é"),
    ],
)
def test_text(data, text):
    assert decode("a.py", data).text == text


@pytest.mark.parametrize(
    ("data", "row", "words"),
    [
        (b"a\nb\n\xff", 3, "is not UTF-8: byte 0xff"),
        (b"a\r\nb\rc\xe9", 3, "byte 0xe9"),
        (b"\xff\xfea\x00", 1, "byte 0xff"),
        (b"a\n\x00b", 2, "null byte"),
        (b"# coding: nonsense\n", 1, "unknown encoding: nonsense"),
        (b"\n# coding: zlib\n", 2, "unknown encoding: zlib"),
        (b"# coding: ascii\n\xe9", 2, "is not ascii as it is declared: byte 0xe9"),
        (b"\xef\xbb\xbf# coding: latin-1\n", 1, "is declared as latin-1"),
        (b" " * (LARGEST + 1), None, "is larger than 10 MB"),
    ],
)
def test_no_text(data, row, words):
    with pytest.raises(Unreadable) as caught:
        decode("a.py", data)
    assert (caught.value.path, caught.value.row) == ("a.py", row)
    assert words in caught.value.message


@pytest.mark.parametrize(
    ("name", "words"), [("gone.py", "no such file or folder"), ("", "is a folder"), ("a\0b", "null")]
)
def test_no_file(tmp_path, name, words):
    with pytest.raises(Unreadable) as caught:
        read(str(tmp_path) + "/" + name)
    assert words in caught.value.message


def test_a_file(tmp_path):
    path = tmp_path / "a.py"
    path.write_bytes(b"x\r\n")
    assert (read(str(path)).path, read(str(path)).text) == (str(path), "x\r\n")
