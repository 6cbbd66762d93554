"""Ways through unknown branches: each evaluation takes one, and is run again for the others."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

Result = TypeVar("Result")

MOST_WAYS = 8


class Choices:
    """The decisions of one run, and those that remain to be tried.

    The same question has the same answer within a run. A run replays its first decisions and decides
    for True beyond them; `advance` turns the last True that can still be turned.
    """

    def __init__(self) -> None:
        self.answers: dict[object, bool] = {}
        self._script: list[bool] = []
        self._position = 0

    def decide(self, key: object) -> bool:
        """The answer to a question in this run."""
        if key in self.answers:
            return self.answers[key]
        if self._position == len(self._script):
            self._script.append(True)
        answer = self._script[self._position]
        self._position += 1
        self.answers[key] = answer
        return answer

    def advance(self) -> bool:
        """Prepare the next run; False where every way was taken."""
        del self._script[self._position :]
        while self._script and not self._script[-1]:
            self._script.pop()
        self.answers, self._position = {}, 0
        if not self._script:
            return False
        self._script[-1] = False
        return True

    def left(self) -> int:
        """How many ways remain to be tried at least: one for each True that can still be turned."""
        return self._script[: self._position].count(True)


class TooManyWays(Exception):
    """More ways than are explored."""


def explore(choices: Choices, run: Callable[[], Result]) -> list[Result]:
    """Results of all ways; TooManyWays as soon as there are more than MOST_WAYS for certain."""
    results: list[Result] = []
    more = True
    while more:
        results.append(run())
        if len(results) + choices.left() > MOST_WAYS:
            raise TooManyWays
        more = choices.advance()
    return results
