"""`open`, `os.path`, `pkgutil` and `importlib.resources`: what a program finds in the files of its own project."""

from __future__ import annotations

import os
from collections.abc import Callable

from ...unknown import Unknown
from ...values.objects import MISSING, Arguments, Builtin, Instance, Keywords, Module, Value
from ..items import Items
from ..project import Project

_WAYS = {"r": "str", "rt": "str", "tr": "str", "rb": "bytes", "br": "bytes"}


def path_of(machine: Items, value: Value) -> str | Unknown:
    """`os.fspath(value)`."""
    if isinstance(value, Instance):
        method = value.cls.find("__fspath__")
        value = value.native if method is MISSING else machine.call(method, [value], {}, None)
    if isinstance(value, (str, Unknown)):
        return value
    return Unknown("a path that is no text")


def _project(machine: Items) -> Project:
    return machine.project  # type: ignore[attr-defined, no-any-return]


def _content(machine: Items, path: str) -> bytes | Unknown:
    try:
        return _project(machine).data.content(path)
    except FileNotFoundError as error:
        raise machine.error("FileNotFoundError", str(error)) from None


def _text(machine: Items, path: str) -> str | Unknown:
    """A file as text, its rows ended as Python ends them."""
    data = _content(machine, path)
    if isinstance(data, Unknown):
        return data
    try:
        return data.decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError:
        return Unknown(f"the contents of {path}, which is no UTF-8")


def _open(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    """`open(file, mode)`: a file that is read; what is written is no longer known."""
    path = path_of(machine, given[0] if given else keywords.get("file"))
    mode = given[1] if len(given) > 1 else keywords.get("mode", "r")
    if isinstance(path, Unknown):
        return path
    kind = _WAYS.get(mode) if isinstance(mode, str) else None
    if kind is None:
        _project(machine).data.write(path)
        return Unknown("a file that is written")
    encoding = given[3] if len(given) > 3 else keywords.get("encoding")
    if kind == "str" and isinstance(encoding, str) and encoding.lower().replace("_", "-") not in _UTF:
        return Unknown(f"a file in {encoding}")
    found = _text(machine, path) if kind == "str" else _content(machine, path)
    if isinstance(found, Unknown):
        return found
    return machine.call(machine.library("io.OpenedFile"), [found, path], {}, None)


_UTF = frozenset(("utf-8", "utf8", "ascii", "utf-8-sig"))


def _resource(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    """`pkgutil.get_data(package, resource)`."""
    folder = _folder_of(machine, given[0] if given else keywords.get("package"))
    name = given[1] if len(given) > 1 else keywords.get("resource")
    if isinstance(folder, Unknown) or not isinstance(name, str):
        return folder if isinstance(folder, Unknown) else Unknown("a file of unknown name")
    return _content(machine, os.path.join(folder, name))


def _folder_of(machine: Items, package: Value) -> str | Unknown:
    """The folder of a module of the project."""
    if isinstance(package, str):
        loaded = machine.loaded_module(package)
        package = machine.module_named(package) if loaded is MISSING else loaded
    if not isinstance(package, Module):
        return package if isinstance(package, Unknown) else Unknown("the folder of a module")
    return os.path.dirname(os.path.abspath(package.path))


def _files(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    """`importlib.resources.files(package)`."""
    folder = _folder_of(machine, given[0] if given else next(iter(keywords.values()), None))
    if isinstance(folder, Unknown):
        return folder
    return machine.call(machine.library("pathlib.Path"), [folder], {}, None)


def _exists(kind: Callable[[str], bool]) -> Callable[[Items, Arguments, Keywords], Value]:
    def call(machine: Items, given: Arguments, keywords: Keywords) -> Value:
        path = path_of(machine, given[0] if given else keywords.get("path"))
        return path if isinstance(path, Unknown) else _project(machine).data.exists(path, kind)

    return call


def _absolute(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    """`os.path.abspath(path)`, and `realpath`: links of a project lead to the same files."""
    path = path_of(machine, given[0])
    if isinstance(path, Unknown) or os.path.isabs(path):
        return path if isinstance(path, Unknown) else os.path.normpath(path)
    return Unknown(f"{path} lies in the folder that the program runs in")


def _normal(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    path = path_of(machine, given[0])
    return path if isinstance(path, Unknown) else os.path.normpath(path)


def _glob(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    """`glob.glob(pattern, recursive=False)`."""
    if keywords.keys() - {"recursive"}:
        return Unknown("glob.glob with options")
    pattern = path_of(machine, given[0])
    recursive = machine.truth(keywords.get("recursive", False))
    if isinstance(pattern, Unknown) or isinstance(recursive, Unknown):
        return pattern if isinstance(pattern, Unknown) else recursive
    return _project(machine).data.matching(pattern, recursive)


NAMES: dict[str, Value] = {
    **{name: Builtin(name, _open) for name in ("builtins.open", "io.open", "codecs.open")},
    "pkgutil.get_data": Builtin("pkgutil.get_data", _resource),
    "importlib.resources.files": Builtin("importlib.resources.files", _files),
    "glob.glob": Builtin("glob.glob", _glob),
    "os.fspath": Builtin("os.fspath", lambda machine, given, keywords: path_of(machine, given[0])),
    "os.path.exists": Builtin("os.path.exists", _exists(os.path.exists)),
    "os.path.isfile": Builtin("os.path.isfile", _exists(os.path.isfile)),
    "os.path.isdir": Builtin("os.path.isdir", _exists(os.path.isdir)),
    "os.path.abspath": Builtin("os.path.abspath", _absolute),
    "os.path.realpath": Builtin("os.path.realpath", _absolute),
    "os.path.normpath": Builtin("os.path.normpath", _normal),
}
