"""`re`: patterns whose cost is bounded, on short text."""

from __future__ import annotations

import re
from collections.abc import Callable

from ...unknown import Unknown
from ...values.objects import Arguments, Builtin, Class, External, Instance, Keywords, Value
from ..items import Items

Native = Callable[[Items, Arguments, Keywords], Value]

MOST_PATTERN = 200
MOST_CHOICES = 10_000
MOST_TEXT = 500
MOST_REPEATS = 3
_REPEAT = re.compile(r"(?<!\\)[*+]|\{\d*,\d*\}")
_NESTED = re.compile(r"[*+}]\??\)+[*+{]|\\\d")
_FLAGS = {"IGNORECASE": re.IGNORECASE, "I": re.IGNORECASE, "MULTILINE": re.MULTILINE, "M": re.MULTILINE}


def _compiled(pattern: Value, flags: Value = 0) -> re.Pattern[str] | Unknown:
    """A pattern that cannot take long; Unknown where that is not plain to see."""
    if isinstance(pattern, Instance):
        pattern = pattern.attrs.get("pattern")
    if isinstance(flags, External):
        flags = _FLAGS.get(flags.name.rpartition(".")[2])
    if not isinstance(pattern, str) or not isinstance(flags, int):
        return (
            pattern if isinstance(pattern, Unknown) else Unknown("a regular expression that is not followed")
        )
    repeats = len(_REPEAT.findall(pattern))
    if (
        len(pattern) > (MOST_PATTERN if repeats else MOST_CHOICES)
        or repeats > MOST_REPEATS
        or _NESTED.search(pattern)
    ):
        return Unknown("a regular expression that may take long")
    return re.compile(pattern, flags)


def _found(match: re.Match[str] | None) -> Value:
    if match is None:
        return None
    instance = Instance(_MATCH)
    instance.attrs.update(
        {"_all": (match.group(), *match.groups()), "_named": match.groupdict(), "_span": match.span()}
    )
    return instance


def _group(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    match, *wanted = given
    found = [match.attrs["_named" if isinstance(name, str) else "_all"][name] for name in wanted or [0]]
    return found[0] if len(found) == 1 else tuple(found)


def _using(function: Callable[[re.Pattern[str], list[Value]], Value], texts: int = 1) -> Native:
    """A function of `re`, or a method of a compiled pattern: both begin with the pattern."""

    def call(machine: Items, given: Arguments, keywords: Keywords) -> Value:
        pattern, *rest = given
        flags = keywords.get(
            "flags", rest[texts] if len(rest) > texts and isinstance(rest[texts], External) else 0
        )
        compiled = _compiled(pattern, flags)
        if isinstance(compiled, Unknown):
            return compiled
        rest = [value for value in rest if not isinstance(value, External)]
        for value in rest:
            if not isinstance(value, (str, int)) or (isinstance(value, str) and len(value) > MOST_TEXT):
                return (
                    value
                    if isinstance(value, Unknown)
                    else Unknown("a regular expression on what is no short text")
                )
        try:
            return function(compiled, rest)
        except re.error as error:
            raise machine.error("ValueError", str(error)) from None

    return call


def _compile(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    compiled = _compiled(*given[:2], **keywords)
    if isinstance(compiled, Unknown):
        return compiled
    instance = Instance(_PATTERN)
    instance.attrs["pattern"] = compiled.pattern
    return instance


_FUNCTIONS: dict[str, Native] = {
    "match": _using(lambda pattern, rest: _found(pattern.match(*rest))),
    "fullmatch": _using(lambda pattern, rest: _found(pattern.fullmatch(*rest))),
    "search": _using(lambda pattern, rest: _found(pattern.search(*rest))),
    "split": _using(lambda pattern, rest: pattern.split(*rest)),
    "findall": _using(lambda pattern, rest: pattern.findall(*rest)),
    "sub": _using(lambda pattern, rest: pattern.sub(*rest), 2),
}
_MATCH = Class(
    "Match",
    [],
    {
        "group": Builtin("Match.group", _group),
        "__getitem__": Builtin("Match.__getitem__", _group),
        "groups": Builtin("Match.groups", lambda machine, given, keywords: given[0].attrs["_all"][1:]),
        "groupdict": Builtin(
            "Match.groupdict", lambda machine, given, keywords: dict(given[0].attrs["_named"])
        ),
        "start": Builtin("Match.start", lambda machine, given, keywords: given[0].attrs["_span"][0]),
        "end": Builtin("Match.end", lambda machine, given, keywords: given[0].attrs["_span"][1]),
    },
    "re",
)
_PATTERN = Class(
    "Pattern", [], {name: Builtin(f"Pattern.{name}", call) for name, call in _FUNCTIONS.items()}, "re"
)

NAMES: dict[str, Value] = {
    **{f"re.{name}": Builtin(f"re.{name}", call) for name, call in _FUNCTIONS.items()},
    "re.compile": Builtin("re.compile", _compile),
    "re.Pattern": _PATTERN,
    "re.Match": _MATCH,
}
