"""What the front end raises on text that it cannot turn into a program."""

from __future__ import annotations


class FrontendError(Exception):
    """Base: `offset` is the place in the text of the whole source, in code points."""

    def __init__(self, message: str, offset: int) -> None:
        super().__init__(message)
        self.message = message
        self.offset = offset


class SyntaxProblem(FrontendError):
    """The text is not valid Python."""


class TooComplex(FrontendError):
    """The text may be valid, but parsing it would take too much stack or time."""
