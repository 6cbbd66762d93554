"""Texts of paths as `os.path` treats them on POSIX, written for cnnlint's evaluator: parsed and never imported.

What asks the disk for more than whether something is there stays undescribed.
"""

from os import fspath

sep = "/"
extsep = "."


def join(path, *parts):
    path = fspath(path)
    for part in parts:
        part = fspath(part)
        if part.startswith("/") or not path:
            path = part
        else:
            path = path + part if path.endswith("/") else path + "/" + part
    return path


def split(path):
    head, slash, tail = fspath(path).rpartition("/")
    stripped = head.rstrip("/")
    return (stripped or head + slash if slash else ""), tail


def basename(path):
    return fspath(path).rpartition("/")[2]


def dirname(path):
    return split(path)[0]


def splitext(path):
    path = fspath(path)
    folder, slash, name = path.rpartition("/")
    stem, dot, extension = name.rpartition(".")
    if not dot or not stem.strip("."):
        return path, ""
    return folder + slash + stem, dot + extension


def isabs(path):
    return fspath(path).startswith("/")
