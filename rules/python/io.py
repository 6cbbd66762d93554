"""`io`: a file that was opened to be read, written for cnnlint's evaluator: parsed and never imported."""


class OpenedFile:
    """A file whose content, text or bytes, is at hand."""

    def __init__(self, content, name):
        self.name = name
        self._content = content
        self._at = 0

    def read(self, size=-1):
        if size is None or size < 0:
            size = len(self._content)
        start = self._at
        self._at = min(start + size, len(self._content))
        return self._content[start : self._at]

    def readlines(self):
        rest = self.read()
        rows = [row + "\n" for row in rest.split("\n")]
        rows[-1] = rows[-1][:-1]
        return [row for row in rows if row]

    def readline(self):
        rest = self._content[self._at :]
        end = rest.find("\n") + 1
        return self.read(end if end else -1)

    def seek(self, offset):
        self._at = offset
        return offset

    def __iter__(self):
        return iter(self.readlines())

    def __next__(self):
        row = self.readline()
        if not row:
            raise StopIteration
        return row

    def __enter__(self):
        return self

    def __exit__(self, *error):
        return None

    def close(self):
        return None
