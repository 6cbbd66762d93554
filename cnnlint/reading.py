"""Reading a file: from bytes to a source."""

from __future__ import annotations

import codecs
import os
import re

from .source import Source

LARGEST = 10_000_000
# Notebooks hold their pictures.
LARGEST_NOTEBOOK = 100_000_000

NOTEBOOK = ".ipynb"
# Texts that may state counts in words, tables and code blocks.
DOCUMENTS = (".md", ".markdown", ".mdx", ".myst", ".rst", ".qmd", ".rmd", NOTEBOOK)

# PEP 263: a comment in one of the first two rows, the first of which holds no code.
_COOKIE = re.compile(
    rb"\A(?:[ \t\f]*(?:#[^\r\n]*)?(?:\r\n|\r|\n))?[ \t\f]*#[^\r\n]*?coding[:=][ \t]*([-\w.]+)"
)
_FIRST_ROW_COOKIE = re.compile(rb"\A[ \t\f]*#[^\r\n]*?coding[:=][ \t]*([-\w.]+)")


class Unreadable(Exception):
    """A file that could not be read: its path, the row at fault if one is, and why."""

    def __init__(self, path: str, row: int | None, message: str) -> None:
        super().__init__(path, row, message)
        self.path = path
        self.row = row
        self.message = message


def read(path: str) -> Source:
    """The source of a file; Unreadable if there is none."""
    try:
        if os.path.isdir(path):
            raise Unreadable(path, None, "is a folder, not a file")
        with open(path, "rb") as file:
            data = file.read(_largest(path) + 1)
    except (OSError, ValueError) as error:
        raise Unreadable(path, None, because(error)) from error
    return decode(path, data)


def is_document(path: str) -> bool:
    """Whether a path names a text or notebook, not a Python file."""
    return path.lower().endswith(DOCUMENTS)


def is_notebook(path: str) -> bool:
    """Whether a path names a notebook."""
    return path.lower().endswith(NOTEBOOK)


def _largest(path: str) -> int:
    return LARGEST_NOTEBOOK if is_notebook(path) else LARGEST


def because(error: Exception) -> str:
    """An operating system's error in a few plain words."""
    if isinstance(error, FileNotFoundError):
        return "no such file or folder"
    if isinstance(error, PermissionError):
        return "permission denied"
    words = error.strerror if isinstance(error, OSError) else None
    return (words or str(error)).lower()


def decode(path: str, data: bytes) -> Source:
    """The source of a file's bytes, read as Python reads them; Unreadable where Python could not either.

    A byte order mark is no part of the text.
    """
    if len(data) > _largest(path):
        raise Unreadable(path, None, f"is larger than {_largest(path) // 1_000_000} MB; exclude it")
    if is_document(path):
        return Source(path, _document_text(data))
    marked = data.startswith(codecs.BOM_UTF8)
    if marked:
        data = data[len(codecs.BOM_UTF8) :]
    encoding = _encoding(path, data, marked)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise Unreadable(path, _row(data, error.start), _bad_byte(encoding, data, error.start)) from error
    except (LookupError, UnicodeError) as error:
        raise Unreadable(path, _cookie_row(data), f"unknown encoding: {encoding}") from error
    if "\0" in text:
        raise Unreadable(
            path, _row(data, max(data.find(b"\0"), 0)), "holds a null byte: not Python source code"
        )
    return Source(path, text)


def _document_text(data: bytes) -> str:
    """The text of a document: a byte that is not UTF-8 is no reason to leave the rest unread."""
    return data.removeprefix(codecs.BOM_UTF8).decode("utf-8", "replace")


def _encoding(path: str, data: bytes, marked: bool) -> str:
    cookie = _FIRST_ROW_COOKIE.match(data) or _COOKIE.match(data)
    encoding = cookie[1].decode("ascii", "replace") if cookie else "utf-8"
    if re.fullmatch(r"utf[-_]?8([-_]\w+)?|u8", encoding, re.IGNORECASE):
        return "utf-8"
    if marked:
        raise Unreadable(
            path, _cookie_row(data), f"begins with a mark of UTF-8 but is declared as {encoding}"
        )
    return encoding


def _cookie_row(data: bytes) -> int:
    return 1 if _FIRST_ROW_COOKIE.match(data) else 2


def _row(data: bytes, offset: int) -> int:
    return len(re.findall(rb"\r\n|\r|\n", data[:offset])) + 1


def _bad_byte(encoding: str, data: bytes, offset: int) -> str:
    byte = f"byte {data[offset]:#04x}"
    if encoding != "utf-8":
        return f"is not {encoding} as it is declared: {byte}"
    return f"is not UTF-8: {byte}; save it as UTF-8 or declare its encoding in the first row"
