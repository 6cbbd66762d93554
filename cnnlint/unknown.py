"""What cannot be told, and why."""

from __future__ import annotations

from .source import Span


class Unknown:
    """A value that cannot be told: the reason and the place where it was lost.

    Identity matters: a branch on the same unknown always takes the same way within one evaluation.
    """

    __slots__ = ("reason", "span")

    def __init__(self, reason: str, span: Span | None = None) -> None:
        self.reason = reason
        self.span = span

    def __repr__(self) -> str:
        return f"Unknown({self.reason!r})"

    def at(self, span: Span | None) -> Unknown:
        """The same, at this place if it had none."""
        if self.span is None:
            self.span = span
        return self


class Ambient(Unknown):
    """What nothing in the code tells wherever it is asked for: the same value at all places."""

    __slots__ = ()

    def at(self, span: Span | None) -> Unknown:
        """The same: it has no place of its own."""
        return self
