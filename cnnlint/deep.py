"""Room for deeply nested code: a thread with a large stack."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from typing import TypeVar

Result = TypeVar("Result")

STACK_BYTES = 512 * 1024 * 1024
RECURSION = 60_000
# Python keeps its frames in pieces of 16 KB: calls that stand at the end of one take a piece and give it back, each time.
# A frame that asks for more gets a piece of the next power of two, where those that it calls find room as well.
ROOM = 2**20 + 1


def deeply(action: Callable[[], Result]) -> Result:
    """Run an action on a thread with a stack that deeply nested code does not overflow."""
    outcome: list[Result] = []
    failure: list[BaseException] = []

    def run() -> None:
        try:
            outcome.append(action())
        except BaseException as error:
            failure.append(error)

    run.__code__ = run.__code__.replace(co_stacksize=ROOM)
    limit = sys.getrecursionlimit()
    size = threading.stack_size(STACK_BYTES)
    sys.setrecursionlimit(max(limit, RECURSION))
    try:
        thread = threading.Thread(target=run, daemon=True)
        thread.start()
        thread.join()
    finally:
        threading.stack_size(size)
        sys.setrecursionlimit(limit)
    if failure:
        raise failure[0]
    return outcome[0]
