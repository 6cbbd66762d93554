"""`pathlib`: paths as on POSIX, written for cnnlint's evaluator: parsed and never imported.

What asks for more of the disk than a file's text, or changes it, stays undescribed.
"""

import os
import pathlib


class Path:
    def __init__(self, *parts):
        text = os.path.join(*parts) if parts else "."
        names = [name for name in text.split("/") if name and name != "."]
        self._text = ("/" if text.startswith("/") else "") + "/".join(names) or "."

    def __str__(self):
        return self._text

    def __repr__(self):
        return f"PosixPath({self._text!r})"

    def __fspath__(self):
        return self._text

    def as_posix(self):
        return self._text

    def __eq__(self, other):
        return isinstance(other, Path) and self._text == other._text

    def __hash__(self):
        return hash(self._text)

    def __lt__(self, other):
        return self.parts < other.parts

    def __truediv__(self, other):
        return type(self)(self._text, other)

    def __rtruediv__(self, other):
        return type(self)(other, self._text)

    def joinpath(self, *parts):
        return type(self)(self._text, *parts)

    @property
    def parts(self):
        names = [name for name in self._text.split("/") if name and name != "."]
        return ("/", *names) if self.is_absolute() else tuple(names)

    @property
    def parent(self):
        return type(self)(os.path.dirname(self._text))

    @property
    def parents(self):
        found = []
        text = self._text
        while os.path.dirname(text) != text and text != ".":
            text = os.path.dirname(text) or "."
            found.append(type(self)(text))
        return found

    @property
    def name(self):
        return "" if self._text in (".", "/") else os.path.basename(self._text)

    @property
    def stem(self):
        return _split(self.name)[0]

    @property
    def suffix(self):
        return _split(self.name)[1]

    @property
    def suffixes(self):
        return ["." + each for each in self.name.lstrip(".").split(".")[1:]]

    def with_name(self, name):
        return self.parent / name

    def with_suffix(self, suffix):
        return self.parent / (self.stem + suffix)

    def with_stem(self, stem):
        return self.parent / (stem + self.suffix)

    def is_absolute(self):
        return self._text.startswith("/")

    def resolve(self, strict=False):
        return type(self)(os.path.realpath(self._text))

    def absolute(self):
        return type(self)(os.path.abspath(self._text))

    def relative_to(self, other):
        start = type(self)(other).parts
        if self.parts[: len(start)] != start:
            raise ValueError(self._text)
        return type(self)(*self.parts[len(start) :])

    def exists(self):
        return os.path.exists(self._text)

    def is_file(self):
        return os.path.isfile(self._text)

    def is_dir(self):
        return os.path.isdir(self._text)

    def open(self, mode="r", buffering=-1, encoding=None, errors=None, newline=None):
        return open(self._text, mode, buffering, encoding)

    def read_text(self, encoding=None, errors=None):
        return self.open("r", -1, encoding).read()

    def read_bytes(self):
        return self.open("rb").read()

    def write_text(self, *content, **options):
        self.open("w")

    def write_bytes(self, *content):
        self.open("wb")

    def __getattr__(self, name):
        return getattr(pathlib, "Path." + name)

    cwd = pathlib.current_folder
    home = pathlib.home_folder


def _split(name):
    stem, dot, ending = name.rpartition(".")
    return (stem, dot + ending) if stem and ending else (name, "")


PosixPath = PurePath = PurePosixPath = Path
