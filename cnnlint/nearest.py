"""The nearest known word to a mistyped one."""

from __future__ import annotations

from collections.abc import Iterable


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """`; did you mean "…"?`, or nothing where no known word is near."""
    from difflib import get_close_matches

    words = {each.lower(): each for each in known}
    near = get_close_matches(word.lower(), words, n=1, cutoff=0.6)
    return f'; did you mean "{words[near[0]]}"?' if near else ""
