"""Bodies of functions that are lowered when they are first looked at: most functions of a library are never called."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from .nodes import Statement

Block = tuple[Statement, ...]


class Deferred(tuple[Statement, ...]):
    """The statements that `load` gives, whenever they are asked for; as data it is empty."""

    def __new__(cls, load: Callable[[], Block]) -> Deferred:
        """A body of at least one statement."""
        self = super().__new__(cls)
        self._load = load
        return self

    _load: Callable[[], Block]

    def __iter__(self) -> Iterator[Statement]:
        return iter(self._load())

    def __reversed__(self) -> Iterator[Statement]:
        return reversed(self._load())

    def __len__(self) -> int:
        return len(self._load())

    def __bool__(self) -> bool:
        return True

    def __getitem__(self, index: Any) -> Any:
        return self._load()[index]

    def __contains__(self, item: object) -> bool:
        return item in self._load()

    def __add__(self, other: Any) -> Any:
        return self._load() + tuple(other)

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, tuple) and self._load() == tuple(other))

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash(self._load())

    def __repr__(self) -> str:
        return repr(self._load())
