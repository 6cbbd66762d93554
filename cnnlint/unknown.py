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
