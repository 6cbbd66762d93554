"""Texts of paths as `os.path` treats them on POSIX, written for cnnlint's evaluator: parsed and never imported.

What asks the disk (`exists`, `isfile`, `getsize`) is left unknown.
"""

sep = "/"
extsep = "."


def join(path, *parts):
    for part in parts:
        if part.startswith("/") or not path:
            path = part
        else:
            path = path + part if path.endswith("/") else path + "/" + part
    return path


def split(path):
    head, slash, tail = path.rpartition("/")
    stripped = head.rstrip("/")
    return (stripped or head + slash if slash else ""), tail


def basename(path):
    return path.rpartition("/")[2]


def dirname(path):
    return split(path)[0]


def splitext(path):
    folder, slash, name = path.rpartition("/")
    stem, dot, extension = name.rpartition(".")
    if not dot or not stem.strip("."):
        return path, ""
    return folder + slash + stem, dot + extension


def isabs(path):
    return path.startswith("/")
