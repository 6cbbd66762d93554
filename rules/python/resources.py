"""`importlib.resources`: texts that lie beside modules, written for cnnlint's evaluator: parsed and never imported."""

from importlib.resources import files


def read_text(package, *names, encoding="utf-8", errors="strict"):
    return files(package).joinpath(*names).read_text(encoding)


def read_binary(package, *names):
    return files(package).joinpath(*names).read_bytes()


def open_text(package, *names, encoding="utf-8", errors="strict"):
    return files(package).joinpath(*names).open("r", -1, encoding)


def open_binary(package, *names):
    return files(package).joinpath(*names).open("rb")


def path(package, *names):
    return as_file(files(package).joinpath(*names))


class as_file:
    def __init__(self, path):
        self._path = path

    def __enter__(self):
        return self._path

    def __exit__(self, *error):
        return None
