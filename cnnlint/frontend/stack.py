"""Runs a function on a stack that is large enough for deep recursion."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from typing import TypeVar

from .problem import TooComplex

_Result = TypeVar("_Result")

_STACK = 256 << 20
_RECURSION = 60_000
# Stack size and recursion limit hold for the whole process: one deep call at a time.
_LOCK = threading.Lock()


def call_on_large_stack(function: Callable[[], _Result], offset: int) -> _Result:
    """Result of the function; what it raises is raised here. TooComplex, at the offset, without memory."""
    results: list[_Result] = []
    errors: list[BaseException] = []

    def target() -> None:
        try:
            results.append(function())
        except BaseException as error:  # handed over to the caller's thread
            errors.append(error)

    with _LOCK:
        limit = sys.getrecursionlimit()
        size = threading.stack_size(_STACK)
        try:
            sys.setrecursionlimit(max(limit, _RECURSION))
            thread = threading.Thread(target=target, daemon=True)
            thread.start()
            thread.join()
        except RuntimeError as error:
            raise TooComplex("no memory for a deeply nested expression", offset) from error
        finally:
            sys.setrecursionlimit(limit)
            threading.stack_size(size)
    if errors:
        raise errors[0]
    return results[0]
