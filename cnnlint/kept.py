"""Lowered statements kept between runs, by the contents of their files: what was parsed once is read back.

Each source has one file of MessagePack, named by the digest of its text and of the code that lowers it. Reading
it can run nothing, and statements are decoded one by one as they are asked for.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import TypeVar

import msgspec

from .cache_folder import NotOurs, make_cache_folder
from .frontend.blocks import bodies
from .frontend.bodies import LeftOut
from .frontend.followed import follow_expression
from .program import nodes
from .program.deferred import Block
from .source import Source

Kept = TypeVar("Kept")
Statements = Block

FOLDER = "lowered"
MOST_FILES = 4_000
_DECODER = msgspec.msgpack.Decoder(Statements)
_EXPRESSION = msgspec.msgpack.Decoder(nodes.Expression)
_ENCODER = msgspec.msgpack.Encoder()


class KeptStatements:
    """The statements of all sources that were lowered in this run or an earlier one."""

    def __init__(self) -> None:
        self._folder: Path | None = None
        self._written = 0
        self._expressions: dict[str, msgspec.Raw] | None = None
        self._parsed = False
        self._code = _digest_of_code()
        self._of_expressions = f"expressions-{self._code.hex()}.msgpack"
        with suppress(OSError, NotOurs):
            folder = make_cache_folder() / FOLDER
            folder.mkdir(mode=0o700, exist_ok=True)
            self._folder = folder

    def of(self, source: Source) -> dict[int, msgspec.Raw]:
        """What is kept of a source, by the keys it was kept by; to be decoded by `statements_of`."""
        return self._read(self._name(source), dict[int, msgspec.Raw])

    def _read(self, name: str, kind: type[Kept]) -> Kept:
        if self._folder is None:
            return kind()
        try:
            return msgspec.msgpack.decode((self._folder / name).read_bytes(), type=kind)
        except (OSError, msgspec.MsgspecError):
            return kind()

    def _write(self, name: str, kept: object) -> None:
        handle, temporary = tempfile.mkstemp(dir=self._folder, suffix=".tmp")
        with os.fdopen(handle, "wb") as file:
            file.write(_ENCODER.encode(kept))
        os.replace(temporary, os.path.join(str(self._folder), name))

    def keep(
        self, source: Source, lowered: dict[int, Statements], kept: dict[int, msgspec.Raw]
    ) -> dict[int, msgspec.Raw]:
        """Write what was lowered beside what was kept, and give it as it is kept; nothing where it cannot be."""
        if self._folder is None:
            return {}
        try:
            new = {index: msgspec.Raw(_ENCODER.encode(each)) for index, each in lowered.items()}
            self._write(self._name(source), {**kept, **new})
            self._tidy()
        except (OSError, RecursionError, msgspec.MsgspecError, UnicodeError):
            return {}
        return new

    def expression(self, text: str) -> nodes.Expression:
        """A single expression of the rules. Errors are those of `follow_expression`."""
        if self._expressions is None:
            self._expressions = self._read(self._of_expressions, dict[str, msgspec.Raw])
        kept = self._expressions.get(text)
        if kept is not None:
            with suppress(msgspec.MsgspecError, RecursionError):
                found: nodes.Expression = _EXPRESSION.decode(kept)
                return found
        node = follow_expression(text)
        self._expressions[text] = msgspec.Raw(_ENCODER.encode(node))
        self._parsed = True
        return node

    def keep_expressions(self) -> None:
        """Write the expressions of the rules that were parsed in this run."""
        if self._parsed and self._folder is not None:
            self._parsed = False
            with suppress(OSError):
                self._write(self._of_expressions, self._expressions)

    def _tidy(self) -> None:
        """Remove the oldest files where there are many; looked after once in a hundred times."""
        self._written += 1
        if self._folder is None or self._written % 100:
            return
        files = sorted(self._folder.iterdir(), key=lambda path: path.stat().st_mtime)
        for path in files[: -MOST_FILES // 2] if len(files) > MOST_FILES else ():
            path.unlink(missing_ok=True)

    def _name(self, source: Source) -> str:
        text = source.text.encode("utf-8", "surrogatepass")
        return f"{blake2b(text, digest_size=16, key=self._code).hexdigest()}.msgpack"


def statements_of(kept: msgspec.Raw) -> Statements | None:
    """Statements that were kept; None where they cannot be read."""
    try:
        return _DECODER.decode(kept)
    except (msgspec.MsgspecError, RecursionError):
        return None


def fill(statements: Block, left_out: Mapping[int, LeftOut]) -> bool:
    """Put the bodies that were left out back where they belong: kept, they are empty. Whether all were found."""
    by_end = {each.last: each.block for each in left_out.values()}
    pending = list(statements)
    while pending:
        statement = pending.pop()
        if isinstance(statement, nodes.FunctionDef):
            if not statement.body:
                if statement.end not in by_end:
                    return False
                msgspec.structs.force_setattr(statement, "body", by_end[statement.end])
        else:
            pending += (each for block in bodies(statement) for each in block)
    return True


def _digest_of_code() -> bytes:
    """What lowered statements depend on beside the source: the front end and the nodes."""
    digest = blake2b(digest_size=16)
    package = Path(__file__).parent
    for path in (*sorted(package.glob("frontend/*.py")), *sorted(package.glob("program/*.py"))):
        state = path.stat()
        digest.update(f"{path}:{state.st_size}:{state.st_mtime_ns}".encode("utf-8", "surrogateescape"))
    return digest.digest()
