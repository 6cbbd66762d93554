"""`re`: patterns whose cost is bounded, on short text."""

from __future__ import annotations

import re
from collections.abc import Callable

from ...unknown import Unknown
from ...values.objects import Arguments, Builtin, Class, Instance, Keywords, Stream, Value
from ..items import Items

Native = Callable[[Items, Arguments, Keywords], Value]

MOST_PATTERN = 200
MOST_CHOICES = 10_000
MOST_TEXT = 500
FEW_REPEATS = 3
MOST_REPEATS = 8
_REPEAT = re.compile(r"(?<!\\)[*+]|\{\d*,\d*\}")
_NESTED = re.compile(r"[*+}]\??\)+[*+{]|\\\d")
_FLAGS = {
    name: int(getattr(re, name))
    for name in "IGNORECASE I MULTILINE M DOTALL S ASCII A VERBOSE X UNICODE U".split()
}
_BLANKS = re.compile(r"\s{200,}")
MOST_COST = 20_000_000


def _compiled(pattern: Value, flags: Value = 0) -> re.Pattern[str] | Unknown:
    """A pattern that cannot take long; Unknown where that is not plain to see."""
    if isinstance(pattern, Instance):
        pattern, flags = pattern.attrs.get("pattern"), pattern.attrs.get("flags", 0)
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


def _is_quick(pattern: re.Pattern[str], text: str) -> bool:
    """Whether a search in a long text takes little time: it goes on from few places, or never has to try again."""
    rest = pattern.pattern
    if rest.startswith(r"\s*") and not _BLANKS.search(text):
        rest = rest[3:]
    if rest.endswith(".*") and not pattern.flags & re.DOTALL:
        rest = rest[:-2]
    literal = _LITERAL.match(rest)
    repeats = len(_REPEAT.findall(rest))
    if repeats == 0:
        return True
    starts = text.count(literal[0]) if literal is not None else len(text)
    return repeats == 1 and "|" not in rest and starts * len(text) <= MOST_COST


_LITERAL = re.compile(r"[\w\"'#=:,;<>@%&~-]+(?![*+?{])")


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


def _using(function: Callable[[re.Pattern[str], list[Value]], Value], flags_at: int = 2) -> Native:
    """A function of `re`, or a method of a compiled pattern: both begin with the pattern.

    `flags_at` is where the function takes its flags.
    """

    def call(machine: Items, given: Arguments, keywords: Keywords) -> Value:
        pattern, *rest = given
        flags = keywords.get("flags", 0)
        if isinstance(pattern, str) and len(given) > flags_at:
            flags = rest.pop(flags_at - 1)
        compiled = _compiled(pattern, flags)
        if isinstance(compiled, Unknown):
            return compiled
        for value in rest:
            if isinstance(value, Unknown):
                return value
            if not isinstance(value, (str, int)) or not _is_short(compiled, value):
                return Unknown("a regular expression on what is no short text")
        try:
            return function(compiled, rest)
        except re.error as error:
            raise machine.error("ValueError", str(error)) from None

    return call


def _is_short(pattern: re.Pattern[str], value: str | int) -> bool:
    if isinstance(value, int):
        return True
    repeats = len(_REPEAT.findall(pattern.pattern))
    if repeats > FEW_REPEATS:
        return bool((len(value) + 1) ** repeats <= MOST_COST)
    return len(value) <= MOST_TEXT or _is_quick(pattern, value)


def _compile(machine: Items, given: Arguments, keywords: Keywords) -> Value:
    compiled = _compiled(*given[:2], **keywords)
    if isinstance(compiled, Unknown):
        return compiled
    instance = Instance(_PATTERN)
    instance.attrs.update({"pattern": compiled.pattern, "flags": compiled.flags & ~re.UNICODE})
    return instance


_FUNCTIONS: dict[str, Native] = {
    "match": _using(lambda pattern, rest: _found(pattern.match(*rest))),
    "fullmatch": _using(lambda pattern, rest: _found(pattern.fullmatch(*rest))),
    "search": _using(lambda pattern, rest: _found(pattern.search(*rest))),
    "split": _using(lambda pattern, rest: pattern.split(*rest), 3),
    "findall": _using(lambda pattern, rest: pattern.findall(*rest)),
    "sub": _using(lambda pattern, rest: pattern.sub(*rest), 4),
    "finditer": _using(lambda pattern, rest: Stream.of([_found(each) for each in pattern.finditer(*rest)])),
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
    **{f"re.{name}": value for name, value in _FLAGS.items()},
    "re.compile": Builtin("re.compile", _compile),
    "re.Pattern": _PATTERN,
    "re.Match": _MATCH,
}
