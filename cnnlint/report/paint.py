"""Colours, where they are wanted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TextIO, TypeAlias

# Gives a text a style, such as "bold red".
Paint: TypeAlias = Callable[[str, str], str]


def plain(text: str, style: str) -> str:
    """The text as it is."""
    return text


def coloured(text: str, style: str) -> str:
    """The text between the escape codes of a style."""
    from rich.color import ColorSystem
    from rich.style import Style

    return Style.parse(style).render(text, color_system=ColorSystem.STANDARD)


def wants_colour(stream: TextIO, environment: Mapping[str, str]) -> bool:
    """Whether a stream is to be coloured: FORCE_COLOR and NO_COLOR decide, else whether it is a terminal."""
    if environment.get("NO_COLOR"):
        return False
    if environment.get("FORCE_COLOR"):
        return True
    return stream.isatty() and environment.get("TERM") != "dumb"
