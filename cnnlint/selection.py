"""Selectors: codes (`CNN101`), prefixes of codes (`CNN1`), names (`wrong-layer-count`) and `ALL`."""

from __future__ import annotations

from collections.abc import Iterable

EVERYTHING = "ALL"

# More than the length of any prefix.
_EXACT = 1000


class BadSelector(ValueError):
    """A selector that means no check."""


def strength(selectors: Iterable[str], code: str, name: str) -> int:
    """How much the most telling of the selectors says about a check: -1 if none means it."""
    return max((_strength(each, code, name) for each in selectors), default=-1)


def _strength(selector: str, code: str, name: str) -> int:
    if selector in (code, name):
        return _EXACT
    if selector == EVERYTHING:
        return 0
    return len(selector) if selector and code.startswith(selector) else -1


def check_selectors(selectors: Iterable[str]) -> None:
    """Nothing if each selector means some check, else BadSelector."""
    wanted = [each for each in selectors if each != EVERYTHING]
    if not wanted:
        return
    checks = known_checks()
    for selector in wanted:
        if not any(_strength(selector, code, name) >= 0 for code, name in checks.items()):
            from .nearest import did_you_mean

            known = [EVERYTHING, *checks, *checks.values()]
            raise BadSelector(f'no check is called "{selector}"{did_you_mean(selector, known)}')


def known_checks() -> dict[str, str]:
    """Names of all checks by code."""
    from .checks import all_checks

    return {check.code: check.name for check in all_checks()}
